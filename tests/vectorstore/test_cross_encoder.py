"""Reranking: what a model says of question and passage orders the best passages anew."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from vectorstore.cross_encoder import CANDIDATES, CrossEncoderReranker, blended, make_reranker
from vectorstore.errors import ModelUnavailable
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

QUESTION = "岳阳市停车泊位"


class Favours:
    """A reranker that wants one word, and keeps what it was given."""

    name = "favours"

    def __init__(self, word: str) -> None:
        self._word = word
        self.seen: list[tuple[str, list[str]]] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.seen.append((question, list(texts)))
        return [9.0 if self._word in text else -9.0 for text in texts]


def test_the_reranker_decides_what_stands_first(store: Store) -> None:
    query = Query(QUESTION)
    plain = Retriever(store).search(query)
    reranker = Favours("领导小组")
    ranked = Retriever(store, reranker=reranker).search(query)
    assert "领导小组" not in plain[0].passage.text
    assert "领导小组" in ranked[0].passage.text
    assert {hit.key for hit in ranked} == {hit.key for hit in plain}
    (question, texts), *more = reranker.seen
    assert (question, more) == (QUESTION, [])
    assert len(texts) <= CANDIDATES
    assert any("推进立体停车" in text for text in texts), "the headings are part of what is read"


def test_scores_stay_on_the_scale_of_the_built_in_ranking_and_fall(store: Store) -> None:
    query = Query(QUESTION)
    plain = [hit.score for hit in Retriever(store).search(query)]
    ranked = [hit.score for hit in Retriever(store, reranker=Favours("智慧")).search(query)]
    assert ranked == sorted(ranked, reverse=True)
    assert min(plain) - 1e-6 <= min(ranked)
    assert max(ranked) <= max(plain) + 1e-6


def test_a_model_that_tells_nothing_apart_changes_nothing(store: Store) -> None:
    query = Query(QUESTION)
    assert Retriever(store, reranker=Favours("无此词")).search(query) == Retriever(store).search(query)


def test_blending_takes_no_scores_and_one_score() -> None:
    assert blended([], []) == []
    assert blended([1.5], [0.2]) == [1.5]
    assert blended([2.0, 1.0], [-5.0, 7.0]) == pytest.approx([1.3, 1.7])


def test_no_setting_means_no_reranker_and_one_setting_one_reranker() -> None:
    assert make_reranker("") is None
    assert make_reranker("some/model") is make_reranker("some/model")


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelUnavailable, match=r"some/model.*requirements-models\.lock.*PLANS_RERANKER_MODEL"):
        CrossEncoderReranker("some/model").load()


def test_a_real_model_scores_the_pairs_it_is_given(tiny_models: Path, store: Store) -> None:
    from sentence_transformers import CrossEncoder

    folder = str(tiny_models / "ranker")
    reranker = CrossEncoderReranker(folder)
    texts = ["森林覆盖率45.5%", "新增停车泊位1.2万个", "养老床位5000张" * 3] * 15
    expected = CrossEncoder(folder).predict([("停车泊位", text) for text in texts], show_progress_bar=False)
    assert reranker.scores("停车泊位", texts) == pytest.approx(expected.tolist(), abs=1e-5)
    assert len({round(score, 4) for score in reranker.scores("停车泊位", texts)}) == 3
    assert reranker.scores("停车泊位", []) == []
    query = Query(QUESTION)
    found = Retriever(store, reranker=reranker).search(query)
    assert [hit.key for hit in found] != [hit.key for hit in Retriever(store).search(query)]


@pytest.mark.parametrize(
    ("name", "reason"), [("bare", "no trained head"), ("classes", "3 scores"), ("absent", "no such folder")]
)
def test_a_model_that_cannot_rank_is_refused(tiny_models: Path, name: str, reason: str) -> None:
    with pytest.raises(ModelUnavailable, match=rf"{name}.*{reason}.*expected.*PLANS_RERANKER_MODEL"):
        CrossEncoderReranker(str(tiny_models / name)).load()
