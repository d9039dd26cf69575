"""Retrieval: the right passage first, filters that hold, weights that stay sane."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.retrieve import Query, Retriever, coverage
from vectorstore.store import Store


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
    plain = Retriever(store).search(Query("树林盖住", synonyms=["森林覆盖率"]))
    assert "森林覆盖率" in plain[0].passage.text


def test_the_plan_of_the_right_time_is_preferred(store: Store) -> None:
    for document in ("jiujiang-plan-2016-2020", "yueyang-plan-2021-2025"):
        found = Retriever(store).search(Query("森林覆盖率", boosts={document: 3.0}))
        assert found[0].passage.document == document


@given(st.text(max_size=80))
def test_any_text_is_searched_without_error_and_coverage_is_a_share(store: Store, text: str) -> None:
    found = Retriever(store).search(Query(text))
    assert all(0 <= hit.coverage <= 1.0001 for hit in found)


def test_coverage_of_nothing_is_nothing() -> None:
    assert coverage({}, {"港口"}) == 0
    assert coverage({"港口": 2.0, "灌区": 2.0}, {"港口"}) == 0.5


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
