"""Commitments of whole documents: places, ids, carried years and departments, and what holds for any text."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.commitments.commitment import Commitment
from ingest.commitments.extract import commitments_of
from ingest.document import read_document
from ingest.origin import File
from ingest.passage import Description, Document, Passage
from ingest.samples import sample_files
from ingest.sources import Source

Draw = Callable[..., list[Commitment]]

SHARED = Path(__file__).parents[4] / "shared"
FOLDERS = [folder for folder in (SHARED / "corpus", SHARED / "plans" / "text") if folder.is_dir()]
_PLAN = Description("岳阳市规划", "岳阳市", first_year=2021, last_year=2025)
# Every eleventh file keeps the test short and meets every folder.
_STEP = 11
_GENRE = "到2025年，港口吞吐量渔业产值增长达分别万亿元吨个%和、由超过以上左右“”（）：；。\n0123456789.五三四百千"


def _passages(*parts: str, section: tuple[str, ...] = ("第一章 目标",)) -> list[Passage]:
    made, start = [], 0
    for number, text in enumerate(parts):
        made.append(Passage("岳阳", number, section, start, start + len(text), text))
        start += len(text)
    return made


def _faults(document: Document) -> list[str]:
    """Return what is wrong with the rows of a document."""
    return [
        f"{document.path}: {row}"
        for row in document.commitments
        if row.value not in row.sentence
        or document.text[row.start : row.end] != row.value
        or document.text[row.sentence_start :][: len(row.sentence)] != row.sentence
        or not row.sentence_start <= row.start < row.end <= row.sentence_start + len(row.sentence)
    ]


@settings(deadline=None)
@given(st.text(max_size=200) | st.text(alphabet=_GENRE, max_size=200))
def test_no_text_raises_and_every_row_has_its_figure_in_its_sentence(text: str) -> None:
    (passage,) = _passages(text)
    for row in commitments_of(_PLAN, [passage]):
        assert text[row.start : row.end] == row.value
        assert row.value in row.sentence


@settings(deadline=None)
@given(st.lists(st.text(alphabet=_GENRE, max_size=60), max_size=5))
def test_ids_are_of_one_row_each(parts: list[str]) -> None:
    rows = commitments_of(_PLAN, _passages(*parts))
    assert len({row.id for row in rows}) == len(rows)


def test_a_value_set_apart_in_printing_is_given_as_printed(plan: Draw) -> None:
    (row,) = plan("固定资产投资达到6 5 0亿元。")
    assert (row.value, row.number, row.unit, row.base_number) == ("6 5 0亿元", 650.0, "亿元", 6.5e10)


def test_traditional_characters_are_quoted_as_printed(plan: Draw) -> None:
    (row,) = plan("到2025年，港口吞吐量達到3億噸。")
    assert (row.value, row.base_number, row.year) == ("3億噸", 3e8, 2025)


def test_a_list_that_was_cut_in_two_keeps_its_year_and_its_department() -> None:
    first, second = "到2023年，新增泊位20个；", "改造航道90公里。（责任部门：市交通局）"
    rows = commitments_of(_PLAN, _passages(first, second))
    assert [(row.year, row.departments) for row in rows] == [(2023, ("市交通局",)), (2023, ("市交通局",))]


def test_the_bundled_samples_have_commitments() -> None:
    documents = [read_document(Source(File(path), path.stem), "-") for path in sample_files()]
    assert all(len(document.commitments) > 5 for document in documents)
    assert [fault for document in documents for fault in _faults(document)] == []
    rows = [row for document in documents for row in document.commitments]
    assert any(row.departments for row in rows)
    assert any("地区生产总值" in row.subject and row.year == 2025 and "5500亿元" in row.value for row in rows)


@pytest.mark.skipif(not FOLDERS, reason="the corpus is not at hand")
def test_no_row_of_the_corpus_is_without_its_figure() -> None:
    files = [path for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".txt")]
    files = random.Random(1).sample(files, len(files) // _STEP)
    documents = [read_document(Source(File(path), path.stem), "-") for path in files]
    assert sum(len(document.commitments) for document in documents) > 10_000
    assert [fault for document in documents for fault in _faults(document)] == []
    rows = [row for document in documents for row in document.commitments]
    assert sum(not row.subject for row in rows) < 0.005 * len(rows)
