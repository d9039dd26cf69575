"""Figures in Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numeral_figures import find_numeral_figures

_DIGITS = "零一二三四五六七八九"


def _written(number: int) -> str:
    """Write a number below one hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens <= 1 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市建成三个创新中心", [("三个", 3.0, "个", "exact")]),
        ("覆盖率达到百分之六十以上", [("百分之六十以上", 60.0, "%", "at_least")]),
        ("新建学校五十余所", [("五十余所", 50.0, "所", "at_least")]),
        ("修路约一百二十公里", [("约一百二十公里", 120.0, "公里", "about")]),
        ("第三个五年", []),
        ("打造一个平台、一批基地", []),
        ("三五个人", []),
        ("每三个月通报一次", []),
        ("“十四五”时期和二十届三中全会", []),
    ],
)
def test_counts_and_shares_are_found_and_ranks_and_names_are_not(
    text: str, found: list[tuple[str, float, str, str]]
) -> None:
    assert [(f.text, f.value, f.unit, f.comparator) for f in find_numeral_figures(text)] == found


@given(st.integers(2, 99), st.sampled_from(["个", "家", "公里", "所", "亩"]), st.text("，。的了共有", max_size=4))
def test_any_count_is_read_where_it_stands(number: int, unit: str, before: str) -> None:
    text = f"{before}{_written(number)}{unit}。"
    (figure,) = find_numeral_figures(text)
    assert (figure.value, figure.unit) == (number, unit)
    assert text[figure.start : figure.end] == figure.text


@given(st.text(max_size=60))
def test_a_figure_is_what_stands_at_its_place(text: str) -> None:
    for figure in find_numeral_figures(text):
        assert text[figure.start : figure.end] == figure.text
