"""Retrieval: the right passage first, filters that hold, weights that stay sane."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

if TYPE_CHECKING:
    from vectorstore.embed import Vectors


def _documents(retriever: Retriever, query: Query) -> list[str]:
    return [found.passage.document for found in retriever.search(query)]


def test_the_passage_that_answers_comes_first(store: Store) -> None:
    best = Retriever(store).search(Query("立体停车楼总投资"))[0]
    assert best.passage.document == "yueyang-parking"
    assert "7.5亿元" in best.passage.text


def test_a_filter_lets_no_other_document_through(store: Store) -> None:
    assert set(_documents(Retriever(store), Query("森林覆盖率", frozenset(["jiujiang-plan-2016-2020"])))) == {
        "jiujiang-plan-2016-2020"
    }
    assert _documents(Retriever(store), Query("森林覆盖率", frozenset())) == []


def test_scores_fall_and_ties_are_in_the_order_of_keys(store: Store) -> None:
    found = Retriever(store).search(Query("全市森林覆盖率"))
    assert [(-hit.score, hit.key) for hit in found] == sorted((-hit.score, hit.key) for hit in found)


def test_the_limit_holds(store: Store) -> None:
    assert len(Retriever(store).search(Query("全市"), limit=2)) == 2


def test_an_official_term_finds_what_everyday_words_do_not(store: Store) -> None:
    found = Retriever(store).search(Query("树林盖住", alternatives=[("森林覆盖率", ("树林", "盖住"))]))
    assert "森林覆盖率" in found[0].passage.text


def test_the_plan_of_the_right_time_is_preferred(store: Store) -> None:
    for document in ("jiujiang-plan-2016-2020", "yueyang-plan-2021-2025"):
        found = Retriever(store).search(Query("森林覆盖率", boosts={document: 3.0}))
        assert found[0].passage.document == document


@given(st.text(max_size=80))
def test_any_text_is_searched_without_error_and_coverage_is_a_share(store: Store, text: str) -> None:
    found = Retriever(store).search(Query(text))
    assert all(0 <= hit.coverage <= 1.0001 for hit in found)


def test_replaced_text_does_not_spoil_the_weights_of_words(tmp_path: Path, plans: Path) -> None:
    store = Store(tmp_path / "store", bundled())
    for version in range(6):
        (plans / "yueyang-parking.txt").write_text(f"岳阳市港口规划\n港口泊位第{version}版。\n", encoding="utf-8")
        update(store, [str(plans)])
    weigher = Retriever(store).weigher
    assert store.lexical.document_frequency("泊位") == 1
    assert weigher.idf("泊位") > 0
    assert not weigher.known("立体")
    store.close()


class Likes:
    """A user's own model, which finds every text like a question that holds one word."""

    name = "likes"
    dimension = 2

    def __init__(self, word: str) -> None:
        self.word = word

    def documents(self, texts: Sequence[str]) -> "Vectors":
        return np.array([[1, 0] if self.word in text else [0, 1] for text in texts], dtype=np.float32)

    def question(self, text: str) -> "Vectors":
        return np.array([1, 0], dtype=np.float32)


def test_a_model_of_the_users_own_has_a_say_in_the_order(tmp_path: Path, plans: Path) -> None:
    scores = {}
    for word in ("4000亿元", "能耗"):
        store = Store(tmp_path / word, Likes(word))
        update(store, [str(plans)])
        hits = Retriever(store).search(Query("全市森林覆盖率"))
        scores[word] = {
            held: next(hit.score for hit in hits if held in hit.passage.text) for held in ("4000亿元", "能耗")
        }
        store.close()
    assert scores["4000亿元"]["4000亿元"] > scores["能耗"]["4000亿元"]
    assert scores["能耗"]["能耗"] > scores["4000亿元"]["能耗"]
