"""Refusals: precision and recall as scikit-learn gives them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_score, recall_score

from eval.measures.refusals import answers, counted, refusal_precision, refusal_recall


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60))
def test_precision_and_recall_are_those_of_scikit_learn(cases: list[tuple[bool, bool]]) -> None:
    refused, due = [one for one, _ in cases], [other for _, other in cases]
    counts = counted(refused, due)
    if any(refused):
        assert refusal_precision(counts) == pytest.approx(precision_score(due, refused), abs=1e-9)
    else:
        assert refusal_precision(counts) is None
    if any(due):
        assert refusal_recall(counts) == pytest.approx(recall_score(due, refused), abs=1e-9)
    else:
        assert refusal_recall(counts) is None


def test_half_an_answer_is_an_answer_and_an_error_of_the_model_is_none() -> None:
    assert [
        answers(status) for status in ("answered", "partial", "not_found", "declined_off_topic", "error_model")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
