"""The figures of a run: means and intervals as numpy and SciPy give them, and nothing that is missing left out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import precision_score, recall_score

from eval.measures.catalogue import MEASURES
from eval.row import Row
from eval.score import Failure, Score
from eval.summary import figures, summarise

SHARES = st.sampled_from([0.0, 0.25, 0.5, 1.0])


def judged(measures: dict[str, float] | None = None, **fields: object) -> Score:
    given = {
        "id": "a", "type": "figure", "documents": ["plan"], "persona": "citizen", "answerable": True, "status": "answered",
        "passed": True, "measures": measures or {},
    }  # fmt: skip
    return Score.model_validate({**given, **fields})


@settings(max_examples=30, deadline=None)
@given(st.lists(SHARES, min_size=1, max_size=30))
def test_means_and_intervals_are_those_of_numpy_and_scipy(values: list[float]) -> None:
    found = figures([judged({"fact_share": value, "fact": float(value == 1)}) for value in values])
    assert found["fact_share"].mean == pytest.approx(float(np.mean(values)), abs=1e-9)
    assert found["fact_share"].low <= found["fact_share"].mean + 1e-9
    assert found["fact_share"].high >= found["fact_share"].mean - 1e-9
    whole = [value == 1 for value in values]
    expected = binomtest(sum(whole), len(whole)).proportion_ci(0.95, "wilson")
    assert (found["fact"].low, found["fact"].high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert found["fact"].n == len(values)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["answered", "partial", "not_found", "declined_off_topic"]), st.booleans()),
        min_size=1,
    )
)
def test_refusals_of_the_run_are_those_of_scikit_learn(cases: list[tuple[str, bool]]) -> None:
    found = figures([judged(status=status, answerable=answerable) for status, answerable in cases])
    refused = [status not in ("answered", "partial") for status, _ in cases]
    due = [not answerable for _, answerable in cases]
    for name, measure, any_ in (
        ("refusal_precision", precision_score, any(refused)),
        ("refusal_recall", recall_score, any(due)),
    ):
        assert (name in found) == any_
        if any_:
            assert found[name].mean == pytest.approx(measure(due, refused), abs=1e-9)


def test_a_case_that_was_not_answered_for_a_fault_was_not_refused() -> None:
    lost = judged(status="error_missing", answerable=False, failures=[Failure(code="no_answer", zh="", en="")])
    found = figures([lost, judged(status="not_found", answerable=False)])
    assert found["refusal_recall"].mean == 0.5
    assert found["refusal_precision"].mean == 1


def test_what_is_unjudged_is_left_out_and_counted() -> None:
    found = figures([judged({"relevance": 1.0}), judged(unjudged=["relevance", "faithfulness"])])
    assert (found["relevance"].mean, found["relevance"].n, found["relevance"].unjudged) == (1, 1, 1)
    assert (found["faithfulness"].n, found["faithfulness"].unjudged) == (0, 1)


def test_groups_hold_their_cases_and_a_case_of_two_documents_counts_in_both() -> None:
    summary = summarise(
        [
            judged({"fact": 1.0}, documents=["plan", "old", "plan"]),
            judged({"fact": 0.0}, type="list", persona=""),
            judged({"refusal_right": 1.0}, type="far", documents=[], answerable=False, status="not_found"),
        ],
        [],
    )
    assert summary.cases == 3
    assert {name: group["fact"].n for name, group in summary.documents.items()} == {"old": 1, "plan": 2}
    assert summary.documents["plan"]["fact"].mean == 0.5
    assert list(summary.types) == ["far", "figure", "list"]
    assert "fact" not in summary.types["far"]
    assert list(summary.personas) == ["citizen"]
    assert list(summary.overall) == [name for name in MEASURES if name in summary.overall]


def test_failures_are_counted_by_code_and_latency_is_of_the_rows() -> None:
    lost = Failure(code="not_retrieved", zh="甲", en="a")
    rows = [
        Row(id="a", seconds=seconds, question="", standalone_question="", status="answered", answer="")
        for seconds in (1, 2, 3)
    ]
    summary = summarise([judged(failures=[lost]), judged(failures=[lost]), judged()], rows)
    assert summary.failures == {"not_retrieved": 2}
    assert summary.latency["p50"] == 2
    assert summary.usage == {}


def test_no_cases_give_no_figures() -> None:
    assert summarise([], []).overall == {}
