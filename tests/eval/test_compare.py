import json
from collections.abc import Callable
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup
from scipy import stats

from assistant.answer import Citation
from eval.cases import Case
from eval.compare import bootstrap_difference, compare, mcnemar
from eval.errors import EvalError
from eval.report.comparison import as_json, html, left_out, markdown, verdict
from eval.row import Row
from eval.run_folder import RunFolder

WriteRun = Callable[[str, list[Case], list[Row]], RunFolder]
BITS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=80)


def _case(number: int, fact: str = "50%") -> Case:
    return Case(id=f"g{number:03}", question=f"第{number}问?", type="figure", answers=(fact,), docs=("plan",))


def _row(case: Case, right: bool, seconds: float = 0.2) -> Row:
    text = "到2025年达到50%。" if right else "到2025年达到40%。"
    place = {"document": "plan", "title": "《规划》", "section": ["第一章"], "page": None, "start": 0, "end": len(text)}
    return Row(
        id=case.id,
        question=case.question,
        standalone_question=case.question,
        status="answered",
        answer=text,
        seconds=seconds,
        citations=[Citation(mark=1, region=None, text=text, quote=text, **place)],  # type: ignore[arg-type]
    )


def _runs(write_run: WriteRun, a: list[bool], b: list[bool]) -> tuple[RunFolder, RunFolder]:
    cases = [_case(number) for number in range(len(a))]
    return (
        write_run("a", cases, [_row(case, right) for case, right in zip(cases, a, strict=True)]),
        write_run("b", cases, [_row(case, right, 0.1) for case, right in zip(cases, b, strict=True)]),
    )


@given(BITS)
def test_mcnemar_agrees_with_the_binomial_test_of_scipy(pairs: list[tuple[int, int]]) -> None:
    b, c = sum(pair == (0, 1) for pair in pairs), sum(pair == (1, 0) for pair in pairs)
    expected = stats.binomtest(b, b + c).pvalue if b + c else 1.0
    assert mcnemar([x for x, _ in pairs], [y for _, y in pairs]) == pytest.approx(expected, abs=1e-9)


@given(BITS)
def test_mcnemar_agrees_with_counting_in_fractions(pairs: list[tuple[int, int]]) -> None:
    b, c = sum(pair == (0, 1) for pair in pairs), sum(pair == (1, 0) for pair in pairs)
    tail = sum((Fraction(comb(b + c, k), 2 ** (b + c)) for k in range(min(b, c) + 1)), Fraction(0))
    assert mcnemar([x for x, _ in pairs], [y for _, y in pairs]) == pytest.approx(
        float(min(Fraction(1), 2 * tail)), abs=1e-9
    )


def test_the_interval_agrees_with_the_bootstrap_of_scipy() -> None:
    values = np.random.default_rng(1).gamma(2, 1, 120) - 1.7
    span, _ = bootstrap_difference(values.tolist())
    found = stats.bootstrap((values,), np.mean, n_resamples=20_000, method="percentile", rng=2).confidence_interval
    assert span.low == pytest.approx(found.low, abs=0.02)
    assert span.high == pytest.approx(found.high, abs=0.02)


def test_p_of_the_bootstrap_is_near_that_of_the_paired_t_test() -> None:
    draw = np.random.default_rng(3)
    for mean in (0.0, 0.05, 0.1, 0.2):
        values = draw.normal(mean, 0.5, 150)
        _, p = bootstrap_difference(values.tolist())
        assert p == pytest.approx(stats.ttest_1samp(values, 0).pvalue, abs=0.025)


def test_no_difference_at_all_is_no_finding() -> None:
    span, p = bootstrap_difference([0.0] * 50)
    assert (span.low, span.high, p) == (0.0, 0.0, 1.0)


def test_the_same_runs_give_the_same_figures_again() -> None:
    values = [0.1, -0.4, 0.9, 0.0, 0.3]
    assert bootstrap_difference(values) == bootstrap_difference(values)


def test_what_got_better_and_worse_is_named_with_both_answers(write_run: WriteRun) -> None:
    found = compare(*_runs(write_run, [True, True, False], [True, False, True]))
    assert [one.case.id for one in found.worse] == ["g001"]
    assert [one.case.id for one in found.better] == ["g002"]
    text = markdown(found)
    assert "- A: 到2025年达到50%。" in text
    assert "- B: 到2025年达到40%。" in text


def test_many_cases_that_fell_are_more_than_chance_and_two_are_not(write_run: WriteRun) -> None:
    found = compare(*_runs(write_run, [True] * 20, [True] * 8 + [False] * 12))
    assert found.passed.reading == "worse"
    assert (found.passed.better, found.passed.worse) == (0, 12)
    assert found.passed.p == pytest.approx(2 / 2**12)
    assert "不像是偶然" in verdict(found).zh


def test_two_cases_that_fell_may_be_chance(write_run: WriteRun) -> None:
    found = compare(*_runs(write_run, [True] * 20, [True] * 18 + [False] * 2))
    assert found.passed.reading == "unclear"
    assert "may be chance" in verdict(found).en


def test_less_of_what_should_be_little_is_better(write_run: WriteRun) -> None:
    found = compare(*_runs(write_run, [False] * 12, [True] * 12))
    (wrong,) = [one for one in found.measures if one.measure == "wrong"]
    assert wrong.difference == -1.0
    assert (wrong.better, wrong.worse, wrong.reading) == (12, 0, "better")
    (seconds,) = [one for one in found.measures if one.measure == "seconds"]
    assert seconds.reading == "better"
    assert seconds.test == "bootstrap"


def test_runs_over_other_cases_are_refused(write_run: WriteRun) -> None:
    one, two = [_case(1)], [_case(2)]
    a, b = write_run("a", one, [_row(one[0], True)]), write_run("b", two, [_row(two[0], True)])
    with pytest.raises(EvalError, match="share no case"):
        compare(a, b)


def test_a_case_that_expects_something_else_is_another_case(write_run: WriteRun) -> None:
    one, two = [_case(1), _case(2)], [_case(1), _case(2, "60%"), _case(3)]
    a = write_run("a", one, [_row(case, True) for case in one])
    b = write_run("b", two, [_row(case, True) for case in two])
    found = compare(a, b)
    assert (found.shared, found.only_a, found.only_b, found.altered) == (("g001",), (), ("g003",), ("g002",))
    told = left_out(found)
    assert told is not None
    assert "只比较相同的 1 题" in told.zh
    assert told.zh in markdown(found)


def test_machines_get_the_same_figures(write_run: WriteRun) -> None:
    found = json.loads(json.dumps(as_json(compare(*_runs(write_run, [True, False], [True, True])))))
    passed = found["measures"][0]
    assert (passed["measure"], passed["a"], passed["b"], passed["difference"]) == ("passed", 0.5, 1.0, 0.5)
    assert [one["id"] for one in found["better"]] == ["g001"]


def test_the_page_shows_both_answers_and_names_nothing_outside(write_run: WriteRun) -> None:
    page = markup.fromstring(html(compare(*_runs(write_run, [True, False], [False, False]))).encode())
    assert page.xpath("//section[@id='worse']//p[@class='answer']/text()") == ["到2025年达到50%。", "到2025年达到40%。"]
    assert page.xpath("//script[@src] | //img | //a[not(starts-with(@href, '#'))]") == []
