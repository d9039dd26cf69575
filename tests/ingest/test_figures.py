"""Figures: value, unit, bound; and what is no figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures, find_years


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "comparator"),
    [
        ("达到6200亿元左右", "6200亿元左右", 6.2e11, "元", "about"),
        ("约3000家", "约3000家", 3000, "家", "about"),
        ("占比不低于60%", "不低于60%", 60, "%", "at_least"),
        ("接入8万个以上", "8万个以上", 80000, "个", "at_least"),
        ("突破1800家", "突破1800家", 1800, "家", "at_least"),
        ("培育100余家", "100余家", 100, "家", "at_least"),
        ("不超过5人", "不超过5人", 5, "人", "at_most"),
        ("缩短到30分钟以内", "30分钟以内", 30, "分钟", "at_most"),
        ("提高3个百分点", "3个百分点", 3, "百分点", "exact"),
        ("惠及4.5万户", "4.5万户", 45000, "户", "exact"),
        ("长1,200公里", "1,200公里", 1200, "公里", "exact"),
        ("达10万亿元", "10万亿元", 1e13, "元", "exact"),
        ("增长7.5％", "7.5％", 7.5, "%", "exact"),
        ("浓度35微克/立方米", "35微克/立方米", 35, "微克/立方米", "exact"),
        ("密度500人/平方公里", "500人/平方公里", 500, "人/平方公里", "exact"),
        ("GDP5000亿元", "5000亿元", 5e11, "元", "exact"),
        ("堤防20年一遇", "20年一遇", 20, "年一遇", "exact"),
    ],
)
def test_value_unit_and_bound_are_those_printed(
    text: str, printed: str, value: float, unit: str, comparator: str
) -> None:
    (figure,) = find_figures(text)
    assert (figure.text, figure.value, figure.unit, figure.comparator) == (printed, value, unit, comparator)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("8—10%", 8, 10), ("8%—10%", 8, 10), ("150-200家", 150, 200), ("4~6个月", 4, 6), ("30至40公里", 30, 40)],
)
def test_a_range_keeps_both_ends(text: str, low: float, high: float) -> None:
    (figure,) = find_figures(text)
    assert (figure.text, figure.low, figure.high, figure.comparator) == (text, low, high, "range")


@pytest.mark.parametrize(
    "text",
    [
        "2025年",
        "2021—2025年",
        "第3章",
        "第3位",
        "第2批",
        "12345热线",
        "5G网络",
        "G107国道",
        "“3311”工程",
        "6月30日",
        "电话0734-1234567",
        "PM2.5",
        "Ⅲ类",
        "十四五",
        "",
    ],
)
def test_names_ranks_and_dates_are_not_figures(text: str) -> None:
    assert find_figures(text) == []


def test_a_year_beside_a_figure_is_not_run_into_it() -> None:
    text = "2020年4000亿元，2025年6200亿元"
    assert [figure.text for figure in find_figures(text)] == ["4000亿元", "6200亿元"]
    assert find_years(text) == [2020, 2025]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021—2025年", [2021, 2025]),
        ("到2035年", [2035]),
        ("投资2025万元", []),
        ("12025年", []),
        ("2020/2021年", [2020, 2021]),
    ],
)
def test_years_are_only_what_is_printed_as_a_year(text: str, years: list[int]) -> None:
    assert find_years(text) == years


@given(st.text(alphabet="0123456789.,%—-万亿元个家约不低于以上第年 ", max_size=60))
def test_every_figure_lies_where_it_says_and_has_a_number(text: str) -> None:
    for figure in find_figures(text):
        assert text[figure.start : figure.end].strip() == figure.text
        assert figure.low >= 0
        assert any(char.isdigit() for char in figure.text)
