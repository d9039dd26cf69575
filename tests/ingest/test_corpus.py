"""Descriptions and near-duplicates over the real reports and plans; skipped where those are not at hand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ingest.blocks import Reading
from ingest.describe import describe
from ingest.duplicates import near_duplicates, signature
from ingest.passage import Description
from ingest.read.open import read_file
from ingest.split import cleaned_text

SHARED = Path(__file__).parents[3] / "shared"
CORPUS, PLANS = SHARED / "corpus", SHARED / "plans"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand")
# Every seventh file keeps the test short and meets every folder.
_STEP = 7
# The office of Sichuan files its reports under the year they look back on.
_NAMED_AFTER_THE_PAST = re.compile(r"四川省/20(?:0[3-9]|1\d)\.md$")


class Item(NamedTuple):
    path: Path
    reading: Reading
    described: Description


def _items(paths: list[Path]) -> Iterator[Item]:
    for path in paths:
        reading = read_file(path)
        yield Item(path, reading, describe(reading, path.stem, path.parent.name))


@pytest.fixture(scope="module")
def reports() -> list[Item]:
    return list(_items(sorted(CORPUS.glob("work-reports-*/*/*.md"))[::_STEP]))


def test_a_report_is_of_the_region_and_year_of_its_folder_and_name(reports: list[Item]) -> None:
    wrong = [
        f"{item.path}: {item.described.region} {item.described.period} {item.described.kind}"
        for item in reports
        if item.described.region != item.path.parent.name
        or item.described.kind not in ("工作报告", "报告")
        or (
            item.described.kind == "工作报告"
            and item.described.period != item.path.stem[:4]
            and not _NAMED_AFTER_THE_PAST.search(str(item.path))
        )
    ]
    assert len(reports) > 200
    assert wrong == []


def test_a_report_is_told_from_others_by_its_title(reports: list[Item]) -> None:
    bare = [item.described.title for item in reports if not re.search(r"(?:19|20)\d{2}|五", item.described.title)]
    assert bare == []


def test_a_report_is_no_draft_and_its_day_lies_near_its_year(reports: list[Item]) -> None:
    drafts = [str(item.path) for item in reports if item.described.status != "正式"]
    far = [
        str(item.path)
        for item in reports
        if item.described.published and abs(int(item.described.published[:4]) - (item.described.first_year or 0)) > 1
    ]
    assert (drafts, far) == ([], [])


def test_the_state_council_speaks_for_the_nation() -> None:
    found = list(
        _items(
            sorted(CORPUS.glob("work-reports-state-council/*.md"))[::4] + sorted(CORPUS.glob("five-year-plans/*.md"))
        )
    )
    assert {item.described.region for item in found} == {"全国"}
    five = {item.path.stem: item.described for item in found if item.path.parent.name == "five-year-plans"}
    # The draft of the fifth plan is an outline for ten years.
    spans = {
        name[:4]: (d.last_year or 0) - (d.first_year or 0) for name, d in five.items() if not name.startswith("1976")
    }
    assert set(spans.values()) == {4}
    assert [name for name, d in five.items() if str(d.first_year) != name[:4]] == []


def test_reports_of_one_city_are_not_copies_of_each_other() -> None:
    paths = sorted(CORPUS.glob("work-reports-major-cities/南京市/*.md"))
    signatures = {path.stem: signature(cleaned_text(read_file(path).blocks)) for path in paths}
    assert len(signatures) > 10
    assert near_duplicates(signatures, signatures) == []


def test_the_plans_in_two_formats_are_copies() -> None:
    paths = [path for path in sorted(PLANS.glob("*/hengyang*")) if path.is_file()]
    signatures = {f"{path.parent.name}/{path.stem}": signature(cleaned_text(read_file(path).blocks)) for path in paths}
    pairs = near_duplicates(signatures, signatures)
    assert [
        (pair.document, pair.other.replace("text/", "files/")) for pair in pairs if pair.document.startswith("files/")
    ] == [(pair.document, pair.document) for pair in pairs]
    assert len(pairs) == len(paths) // 2


def test_an_upload_is_not_the_publication_of_a_plan() -> None:
    published = {item.path.stem[:22]: item.described.published for item in _items(sorted(PLANS.glob("text/hengyang*")))}
    assert published["hengyang-14th-five-yea"] == "2021-09"
    assert published["hengyang-old-industria"] == "2014-07"
