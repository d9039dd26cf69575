"""The time a question asks about."""

import pytest

from assistant.time_named import (
    Tense,
    made_in,
    named_period,
    tense_of,
    with_full_years,
    without_making,
    year_in_period,
    years_of,
)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("二〇一五年新增就业", (2015,)),
        ("南京21年GDP目标", (2021,)),
        ("南京20年的政府工作报告", (2020,)),
        ("2022和2023年的目标", (2022, 2023)),
        ("未来12年投资多少", ()),
        ("近20年来的变化", ()),
        ("用11年建成", ()),
        ("20年内完成", ()),
    ],
)
def test_years_are_read_and_spans_of_years_are_none(question: str, years: tuple[int, ...]) -> None:
    assert years_of(with_full_years(question)) == years


@pytest.mark.parametrize(
    ("question", "tense"),
    [
        ("GDP增长目标是多少", "target"),
        ("计划完成多少", "target"),
        ("安排了多少", "target"),
        ("失业率控制在多少以内", "target"),
        ("实际完成多少", "achieved"),
        ("最后实现了多少", "achieved"),
        ("目标和实际分别是多少", None),
        ("GDP多少", None),
        ("失业率稳定在多少", None),
        ("2019年财政收入(预计数)", "achieved"),
        ("外贸出口是否达到年初预期？", "achieved"),
    ],
)
def test_plans_are_told_from_results(question: str, tense: Tense | None) -> None:
    assert tense_of(question) == tense


@pytest.mark.parametrize(
    ("question", "year"),
    [("“十四五”开局之年的目标", 2021), ("十三五收官之年", 2020), ("“十三五”末", 2020), ("十四五期间", None)],
)
def test_a_place_in_a_period_is_a_year(question: str, year: int | None) -> None:
    assert year_in_period(question) == year


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("2016年印发的停车方案里泊位要多少", 2016),
        ("2018年定的2022年绿地目标", 2018),
        ("2018年绿地目标", None),
        ("2021年提出的增长目标", None),
    ],
)
def test_the_year_a_document_was_made_in_is_not_asked_for(question: str, year: int | None) -> None:
    assert made_in(question) == year
    assert year is None or year not in years_of(without_making(question))


@pytest.mark.parametrize(
    ("question", "period"),
    [("“十二五”耕地减少多少", (2011, 2015)), ("十三五水质", (2016, 2020)), ("十五个县", None), ("二五折", None)],
)
def test_a_period_needs_no_word_behind_it(question: str, period: tuple[int, int] | None) -> None:
    assert named_period(question) == period
