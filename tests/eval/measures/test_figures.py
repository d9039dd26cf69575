"""Figures of an answer: precision and recall as scikit-learn gives them, and no figure verified that is not there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_score, recall_score

from assistant.answer import AnswerFigure
from eval.measures.figures import (
    Quantity,
    expected_figures,
    figure_precision,
    figure_recall,
    figures_verified,
    quantities,
    same,
)

ALL = [Quantity(float(value), float(value), unit) for value in (1, 2, 48, 5.5e11) for unit in ("%", "元", "米")]
sets = st.lists(st.sampled_from(ALL), unique=True)


def figure(text: str, mark: int = 1, verified: bool = True) -> AnswerFigure:
    return AnswerFigure(text=text, value=0, unit="", year=None, mark=mark, verified=verified)


@settings(deadline=None)
@given(sets, sets)
def test_precision_and_recall_are_those_of_scikit_learn(given_: list[Quantity], expected: list[Quantity]) -> None:
    truth = [one in expected for one in ALL]
    found = [one in given_ for one in ALL]
    precision = precision_score(truth, found, zero_division=0)
    recall = recall_score(truth, found, zero_division=0)
    assert figure_precision(given_, expected) == pytest.approx(precision, abs=1e-9)
    assert figure_recall(given_, [expected]) == pytest.approx(recall, abs=1e-9)


@settings(deadline=None)
@given(sets, st.lists(sets, min_size=1, max_size=4))
def test_the_best_of_several_right_answers_counts(given_: list[Quantity], expected: list[list[Quantity]]) -> None:
    each = [
        recall_score([one in some for one in ALL], [one in given_ for one in ALL], zero_division=0) for some in expected
    ]
    assert figure_recall(given_, expected) == pytest.approx(max(each), abs=1e-9)


def test_one_quantity_in_two_prints_is_one_figure() -> None:
    assert quantities("达到5500亿元左右[12]，即0.55万亿元") == [Quantity(5.5e11, 5.5e11, "元")]
    assert quantities("一百二十公里") == quantities("120千米")
    assert quantities("第3章 2025年 [1]《规划（2013—2022年）》") == []
    assert quantities("增长5%—6%") == [Quantity(5, 6, "%")]


def test_a_unit_that_is_not_printed_may_be_any_but_another_unit_may_not() -> None:
    assert same(*quantities("191.64万"), *quantities("191.64万人"))
    assert not same(*quantities("5%"), *quantities("5个百分点"))
    assert not same(*quantities("5%"), *quantities("5%—6%"))


def test_wordings_of_one_fact_are_ways_and_several_facts_go_together() -> None:
    assert expected_figures([["3%", "百分之三", "三"]]) == [quantities("3%"), quantities("3%")]
    assert expected_figures([["3%"], ["70%", "七成"]]) == [[*quantities("3%"), *quantities("70%")]]
    assert expected_figures([["市住建局"], ["市发改委"]]) == []


def test_a_figure_is_verified_only_if_the_cited_passage_prints_it() -> None:
    cited = {1: "森林覆盖率达到48%以上，新增床位5000张", 2: "总投资7.5亿元"}
    assert figures_verified("48%[1]", [figure("48%")], cited) == 1
    assert figures_verified("48%[2]", [figure("48%", mark=2)], cited) == 0
    assert figures_verified("48%[1]", [figure("48%", verified=False)], cited) == 0
    assert figures_verified("8%[1]", [figure("8%")], cited) == 0
    assert figures_verified("48%[3]", [figure("48%", mark=3)], cited) == 0
    assert figures_verified("7.5亿元[2]和48%[1]", [figure("7.5亿元", 2), figure("48%")], cited) == 1


def test_a_figure_that_the_program_does_not_list_is_not_verified() -> None:
    cited = {1: "新增床位5000张，投资9亿元"}
    assert figures_verified("床位5000张，投资9亿元[1]", [figure("5000张")], cited) == 0.5
    assert figures_verified("床位增加[1]", [], cited) is None


def test_a_figure_of_a_table_has_the_unit_of_its_row_or_column() -> None:
    row = "指标：绿化覆盖率；单位：%；2025年：41.5；2030年：43"
    assert figures_verified("41.5%[1]", [figure("41.5%")], {1: row}) == 1
    assert figures_verified("41.5%[1]", [figure("41.5%")], {1: row.replace("单位：%", "单位：亩")}) == 0
    assert figures_verified("1.5%[1]", [figure("1.5%")], {1: row}) == 0
    assert figures_verified("43亩[1]", [figure("43亩")], {1: "指标：苗圃（亩）；2025年：≥43"}) == 1
    assert figures_verified("43亩[1]", [figure("43亩")], {1: "指标：苗圃（亩）；2025年：430"}) == 0
