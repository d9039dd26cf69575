"""Fitting the ranking: weight goes to what tells right passages from wrong ones."""

import numpy as np
import pytest

from eval.fit_ranking import Example, examples, fit
from eval.retrieval.asking import as_typed
from eval.retrieval.judged import Collection, Judged, one_relevant
from vectorstore.query import Query
from vectorstore.ranking import Features
from vectorstore.retrieve import Retriever
from vectorstore.store import Store


def _group(telling: str, seed: int) -> list[Example]:
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(30):
        features = chance.random((8, len(Features._fields)))
        right = np.zeros(8, dtype=bool)
        right[features[:, Features._fields.index(telling)].argmax()] = True
        found.append(Example(features, right))
    return found


@pytest.mark.parametrize("telling", ["meaning", "heading"])
def test_what_tells_right_from_wrong_gets_the_weight(telling: str) -> None:
    fitted = fit([_group(telling, 1), _group(telling, 2)])
    assert sum(fitted) == pytest.approx(1)
    assert min(fitted) >= 0
    assert getattr(fitted, telling) > 0.6


def test_every_group_counts_alike_however_large() -> None:
    fitted = fit([_group("lead", 3) * 10, _group("year", 4)])
    assert fitted.lead == pytest.approx(fitted.year, abs=0.15)


def test_examples_are_the_candidates_of_questions_that_can_be_told_apart(store: Store) -> None:
    retriever = Retriever(store)
    best = retriever.search(Query("立体停车楼总投资"))[0].passage.id
    questions = (
        Judged("held", "", "立体停车楼总投资", *one_relevant([best])),
        Judged("elsewhere", "", "立体停车楼总投资", *one_relevant(["no such passage"])),
    )
    found = list(examples(Collection("own", questions, main="recall"), retriever, as_typed))
    assert len(found) == 1
    assert found[0].right.sum() == 1
    assert found[0].features.shape == (len(found[0].right), len(Features._fields))
