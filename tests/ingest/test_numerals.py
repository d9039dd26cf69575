"""Chinese numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import read_numeral
from ingest.period import chinese_ordinal


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("〇", 0),
        ("十", 10),
        ("二十", 20),
        ("一百零五", 105),
        ("三千五", 3500),
        ("三千零五", 3005),
        ("一万五", 15000),
        ("两千零二十五", 2025),
        ("二〇二五", 2025),
        ("五千五百", 5500),
        ("一亿二千三百四十五万六千", 123456000),
        ("一万亿", 10**12),
    ],
)
def test_numerals_are_read(numeral: str, value: int) -> None:
    assert read_numeral(numeral) == value


def test_fractions_are_read() -> None:
    assert read_numeral("十二点六") == Decimal("12.6")
    assert read_numeral("零点零五") == Decimal("0.05")


@pytest.mark.parametrize("text", ["", "五六十", "三四百", "点", "五点", "五点十", "千金", "第三", "一" * 40])
def test_what_says_no_exact_number_is_not_read(text: str) -> None:
    assert read_numeral(text) is None


@given(st.text(alphabet="〇零一二三四五六七八九十百千万亿点两x", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    value = read_numeral(text)
    assert value is None or value >= 0


_NAMES = "零一二三四五六七八九"


def _written(number: int) -> str:
    """Write a number below ten thousand as Chinese does."""
    text = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + _NAMES[digit] + name
        gap = not digit
    return text


@given(st.integers(1, 9999))
def test_every_number_is_read_back(number: int) -> None:
    assert read_numeral(_written(number)) == number


def test_ordinals_of_plans_stay_below_one_hundred() -> None:
    assert [chinese_ordinal(text) for text in ("十四", "九", "二十一", "百", "期")] == [14, 9, 21, 0, 0]
