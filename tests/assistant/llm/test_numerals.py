"""Numbers are read the same however they are written, and what is no number is left alone."""

import pytest

from assistant.llm.numerals import in_digits
from ingest.figures import find_figures


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("五千五百亿元", 5.5e11, "元"),
        ("0.55万亿元", 5.5e11, "元"),
        ("5.5千亿元", 5.5e11, "元"),
        ("百分之四十八", 48, "%"),
        ("百分之四点五", 4.5, "%"),
        ("三成左右", 30, "%"),
        ("四万五千户", 45_000, "户"),
        ("一万二千个", 12_000, "个"),
        ("三百二十家", 320, "家"),
        ("两亿元", 2e8, "元"),
        ("７８０公里", 780, "公里"),
    ],
)
def test_one_quantity_in_other_words(text: str, value: float, unit: str) -> None:
    converted = in_digits(text)
    (figure,) = find_figures(converted)
    assert (figure.value, figure.unit) == (value, unit)
    start, end = converted.back(figure.start, figure.end)
    assert text[start:end] == text


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("550 billion yuan", 5.5e11, "元"), ("RMB 5.5 trillion", 5.5e12, "元"), ("3.5 percentage points", 3.5, "百分点"), ("780 km", 780, "公里")],
)  # fmt: skip
def test_english_quantities(text: str, value: float, unit: str) -> None:
    (figure,) = find_figures(in_digits(text, english=True))
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    "text", ["一体两翼", "“十四五”规划", "一核一圈一带", "三大园区", "千方百计", "一二三产业", "二十一世纪", "第一"]
)
def test_what_is_no_quantity_stays(text: str) -> None:
    assert in_digits(text) == text


def test_bounds_stay_with_their_number() -> None:
    (figure,) = find_figures(in_digits("约为五千亿元"))
    assert figure.comparator == "about"


def test_years_in_chinese_numerals() -> None:
    assert in_digits("二〇二五年") == "2025年"
