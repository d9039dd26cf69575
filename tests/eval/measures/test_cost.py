"""Time, tokens and money: percentiles as numpy gives them, and no row counted that took none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Usage
from eval.measures.cost import latency, of_row, percentile, usage
from eval.row import Row


def row(seconds: float, used: Usage | None = None, error: str | None = None) -> Row:
    return Row(
        id="a",
        seconds=seconds,
        error=error,
        usage=used,
        question="",
        standalone_question="",
        status="answered",
        answer="",
    )


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=80), st.floats(0, 1))
def test_percentiles_are_those_of_numpy(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(float(np.quantile(values, share)), rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=80))
def test_latency_is_that_of_numpy(seconds: list[float]) -> None:
    found = latency([row(one) for one in seconds])
    expected = [*np.percentile(seconds, [50, 95]), np.mean(seconds), np.max(seconds)]
    assert list(found) == ["p50", "p95", "mean", "max"]
    assert list(found.values()) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_row_with_an_error_has_no_latency() -> None:
    assert latency([row(1), row(60, error="timeout")])["max"] == 1
    assert latency([row(60, error="timeout")]) == {}


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="expected"):
        percentile([], 0.5)
    with pytest.raises(ValueError, match="expected"):
        percentile([1], 95)


def test_only_answers_with_a_price_are_counted_as_priced() -> None:
    rows = [row(1, Usage(tokens_in=900, tokens_out=60, cost=0.25)), row(1, Usage(tokens_in=100, tokens_out=40)), row(1)]
    assert usage(rows) == {"answers": 2, "tokens_in": 1000, "tokens_out": 100, "priced": 1, "cost": 0.25}
    assert usage([row(1)]) == {}
    assert [sorted(of_row(one)) for one in rows] == [["cost", "seconds", "tokens"], ["seconds", "tokens"], ["seconds"]]
