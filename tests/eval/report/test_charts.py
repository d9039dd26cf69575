import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from eval.report.charts import bars, histogram, interval_plot, stacked_bar
from eval.score import Figure


@given(st.lists(st.floats(min_value=0, max_value=1e4), min_size=1, max_size=200))
def test_no_time_is_lost_between_the_bars(values: list[float]) -> None:
    found = bars(values)
    assert sum(found.counts) == len(values)
    assert len(found.counts) <= 25


def test_one_slow_answer_does_not_flatten_the_rest() -> None:
    assert bars([0.1, 0.2] * 100 + [60.0]).step < 0.05


@pytest.mark.parametrize("values", [[], [0.0], [0.2], [0.1, 0.4, 3.0]])
def test_a_histogram_is_well_formed_however_few_times_there_are(values: list[float]) -> None:
    etree.fromstring(histogram(values, {"p50": 0.2, "p95": 99.0}))


def test_the_parts_of_a_bar_fill_it() -> None:
    drawn = stacked_bar({"right": 5, "refused": 0, "wrong": 2, "error": 1})
    assert sum(map(float, re.findall(r'width="([\d.]+)"', drawn))) == pytest.approx(200)
    assert 'class="refused"' not in drawn


def test_a_bar_of_no_cases_is_empty() -> None:
    assert "rect" not in stacked_bar({"right": 0, "refused": 0, "wrong": 0, "error": 0})


def test_a_share_is_drawn_at_its_place() -> None:
    drawn = interval_plot(Figure(mean=0.5, low=0.25, high=1.0, n=9))
    assert 'cx="100.0"' in drawn
    assert "M50.0 12H200.0" in drawn
