"""The real plans of the development folder, where it is there: nothing lost, the right figure, the right page."""

import re
from pathlib import Path

import pytest

from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

PLANS = Path(__file__).parents[2] / "shared" / "plans"
TEXTS = sorted((PLANS / "text").glob("*.txt"))
PDF = PLANS / "files" / "hengyang-14th-five-year-plan-2021-2025.pdf"
QUESTION = "到2025年衡阳地区生产总值目标是多少？"

pytestmark = pytest.mark.skipif(not TEXTS, reason="the real plans are not here")


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("real") / "store", bundled())
    report = update(store, [str(path) for path in TEXTS])
    assert report.skipped == []
    assert len(report.added) == 5
    store.refresh()
    return store


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_passages_hold_every_character_of_the_cleaned_text(texts: Store, path: Path) -> None:
    text, passages = texts.catalog.body(path.stem) or "", texts.catalog.passages_of(path.stem)
    assert _squeezed("".join(passage.text for passage in passages)) == _squeezed(text) != ""
    assert all(passage.text == text[passage.start : passage.end] for passage in passages)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_amount_of_the_file_is_lost_in_reading(texts: Store, path: Path) -> None:
    amounts = re.compile(r"\d+(?:\.\d+)?(?:亿元|万元|%|公里|万人)")
    printed = set(amounts.findall(_squeezed(path.read_text(encoding="utf-8"))))
    kept = set(amounts.findall(_squeezed(texts.catalog.body(path.stem) or "")))
    assert printed
    assert printed - kept == set()


def test_most_of_a_plan_is_cut_into_passages_of_a_citable_length(texts: Store) -> None:
    for listed in texts.catalog.documents():
        lengths = [len(passage.text) for passage in texts.catalog.passages_of(listed.id)]
        assert len(lengths) > 10
        assert sum(length <= 400 for length in lengths) > 0.9 * len(lengths)


def test_the_plans_are_described(texts: Store) -> None:
    regions = {listed.id: listed.description.region for listed in texts.catalog.documents()}
    assert {name: region for name, region in regions.items() if name.startswith("hengyang")} == dict.fromkeys(
        (name for name in regions if name.startswith("hengyang")), "衡阳市"
    )
    assert regions["jingdezhen-resource-city-transformation"] == "景德镇市"
    periods = {listed.id: listed.description.period for listed in texts.catalog.documents()}
    assert periods["hengyang-14th-five-year-plan-2021-2025"] == "2021-2025"
    assert periods["hengyang-old-industrial-base-2013-2022"] == "2013-2022"


def test_the_target_is_found_in_the_text(texts: Store) -> None:
    answer = Responder(texts).respond(QUESTION)
    assert answer.status == "answered"
    assert "5500亿元" in answer.answer
    assert answer.citations[0].document == "hengyang-14th-five-year-plan-2021-2025"
    assert all(figure.verified for figure in answer.figures)


def test_another_citys_target_is_not_taken_for_it(texts: Store) -> None:
    answer = Responder(texts).respond("到2025年岳阳市地区生产总值目标是多少？")
    assert answer.status == "not_found"
    assert "5500" not in answer.answer


@pytest.mark.skipif(not PDF.exists(), reason="the real PDF is not here")
def test_the_target_is_found_on_its_page_of_the_pdf(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", bundled())
    assert update(store, [str(PDF)]).skipped == []
    store.refresh()
    answer = Responder(store).respond(QUESTION)
    assert answer.status == "answered"
    assert "5500亿元" in answer.answer
    citation = answer.citations[0]
    assert citation.page in (11, 12)
    assert citation.section
    store.close()
