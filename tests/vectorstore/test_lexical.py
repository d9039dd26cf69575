"""The index over words, on real tantivy."""

from pathlib import Path

import pytest

from vectorstore.errors import StoreError
from vectorstore.lexical import Entry, LexicalIndex
from vectorstore.tokens import tokens

ENTRIES = [
    Entry(1, "yueyang", "岳阳市规划", "第一章 港口", "城陵矶港口扩建，新增泊位12个，投资5,500万元。"),
    Entry(2, "yueyang", "岳阳市规划", "第二章 水利", "灌区渠道改造。"),
    Entry(3, "jiujiang", "九江市规划", "第一章 港口", "九江港口扩建，新增泊位8个。"),
]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    made = LexicalIndex(tmp_path / "lexical")
    made.change(add=ENTRIES)
    return made


def _search(index: LexicalIndex, text: str, documents: set[str] | None = None, limit: int = 10) -> list[int]:
    return [hit.key for hit in index.search(dict.fromkeys(tokens(text), 1.0), limit, documents)]


def test_the_passage_with_the_words_comes_first(index: LexicalIndex) -> None:
    assert _search(index, "灌区改造")[0] == 2
    assert _search(index, "城陵矶港口")[0] == 1


def test_a_number_is_found_in_another_print(index: LexicalIndex) -> None:
    assert _search(index, "５５００")[0] == 1


def test_headings_are_searched(index: LexicalIndex) -> None:
    assert _search(index, "水利") == [2]


def test_a_filter_lets_no_other_document_through(index: LexicalIndex) -> None:
    assert _search(index, "港口扩建", {"jiujiang"}) == [3]
    assert _search(index, "港口扩建", {"nowhere"}) == []
    assert _search(index, "港口扩建", set()) == []


def test_a_filter_does_not_change_scores(index: LexicalIndex) -> None:
    weights = dict.fromkeys(tokens("港口扩建"), 1.0)
    free = {hit.key: hit.score for hit in index.search(weights, 10)}
    inside = {hit.key: hit.score for hit in index.search(weights, 10, {"jiujiang", "yueyang"})}
    assert inside == pytest.approx(free)


def test_words_nobody_printed_find_nothing(index: LexicalIndex) -> None:
    assert _search(index, "火星") == []
    assert _search(index, "") == []
    assert index.document_frequency("火星") == 0


def test_deleted_passages_are_not_found(index: LexicalIndex) -> None:
    index.change(delete=[1, 99])
    assert index.size() == 2
    assert _search(index, "城陵矶港口") == [3]


def test_a_replacement_is_seen_at_once_and_only_once(index: LexicalIndex) -> None:
    index.change(add=[ENTRIES[1]._replace(body="水库加固。")], delete=[2])
    assert index.size() == 3
    assert _search(index, "渠道") == []
    assert _search(index, "水库") == [2]


def test_equal_scores_come_in_the_order_of_keys(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "ties")
    index.change(add=[Entry(key, "plan", "题", "", "同一句话") for key in (7, 3, 5)])
    assert _search(index, "同一句话") == [3, 5, 7]


def test_a_reader_sees_another_writers_passages_after_refresh(index: LexicalIndex, tmp_path: Path) -> None:
    reader = LexicalIndex(tmp_path / "lexical")
    index.change(add=[Entry(4, "yueyang", "岳阳市规划", "", "机场选址。")])
    reader.refresh()
    assert _search(reader, "机场") == [4]


def test_a_damaged_index_is_one_sentence(index: LexicalIndex, tmp_path: Path) -> None:
    (tmp_path / "lexical" / "meta.json").write_text("damaged", encoding="utf-8")
    with pytest.raises(StoreError, match=r"expected .*; "):
        LexicalIndex(tmp_path / "lexical")


def test_a_count_is_not_remembered_over_a_change(index: LexicalIndex, tmp_path: Path) -> None:
    reader = LexicalIndex(tmp_path / "lexical")
    assert (index.document_frequency("港口"), reader.document_frequency("港口")) == (2, 2)
    index.change(delete=[1])
    reader.refresh()
    assert (index.document_frequency("港口"), reader.document_frequency("港口")) == (1, 1)


def test_the_best_of_many_are_found_inside_a_filter(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "many")
    bodies = {key: "港口扩建。" * (key % 7 + 1) + "灌区。" * (key % 11) for key in range(600)}
    index.change(add=[Entry(key, f"plan{key % 40}", "题", "", body) for key, body in bodies.items()])
    documents = {f"plan{number}" for number in range(0, 40, 2)}
    weights = dict.fromkeys(tokens("灌区港口扩建"), 1.0)
    everything = [hit for hit in index.search(weights, 600) if f"plan{hit.key % 40}" in documents]
    assert len(everything) == 300
    assert index.search(weights, 20, documents) == everything[:20]
