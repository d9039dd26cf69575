"""Write the numbers of a text in one form, so that one number in two prints meets."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.numerals import read_numeral

_DIGIT = "〇零一二三四五六七八九两"
_NUMERAL = rf"[{_DIGIT}十百千]"
_FIRST = f"[{_DIGIT}十]"
_AFTER_NO_NUMBER = f"(?<![{_DIGIT}十百千万亿点第])"
_PERCENT = re.compile(rf"百分之\s*((?:[{_DIGIT}十百]+(?:点[{_DIGIT}]+)?)|[0-9]+(?:\.[0-9]+)?)(?!分)")
# "一成不变", "三成员": what follows tells a tenth from a word.
_TENTHS = re.compile(
    r"(?<![百分之完达形建变组构一二三四五六七八九十])([一二两三四五六七八九])成(半|[一二三四五六七八九])?(?![员为立果功效分本年熟不都长套品就片色交材])"
)
_COUNTED = "年亿万个项条家公里人%倍元吨亩户座件天"
_FRACTION = re.compile(rf"({_NUMERAL}+点[{_DIGIT}]+)(?=[{_COUNTED}])")
_LONG = re.compile(rf"{_AFTER_NO_NUMBER}({_FIRST}{_NUMERAL}+)(?=[{_COUNTED}])")
# "一亿五千万", "一万二千": the scale stands inside the numeral.
_MIXED = re.compile(
    rf"{_AFTER_NO_NUMBER}({_FIRST}{_NUMERAL}*亿(?:{_NUMERAL}+万{_NUMERAL}*|{_NUMERAL}{{2,}}(?![十百千万亿]))"
    rf"|{_FIRST}{_NUMERAL}*万{_NUMERAL}+(?![十百千万]))(?=[{_COUNTED}])"
)
_SINGLE = re.compile(rf"{_AFTER_NO_NUMBER}([一二三四五六七八九十两])(?=万亿|[万亿](?!元?[分一])|倍|个百分点)")
_COMMAS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
# A space parts thousands only where something is counted: columns of a table are parted by spaces, too.
_SPACES = re.compile(rf"(?<![0-9.])[0-9]{{1,3}}(?: [0-9]{{3}})+(?:\.[0-9]+)?(?=\s*[{_COUNTED}])")
_PROSE_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9])")
_GAP = re.compile(r"(?<=[0-9])\s+(?=%)")
_SCALES = {
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_SCALED = re.compile(
    r"(?<![0-9.])([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)(?!分)"
)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numeral(match: re.Match[str]) -> str:
    text = match.group(1)
    spelled = not any(char in "十百千万亿点" for char in text)
    # "三五年" is a few years and "一二三" a list: only a year or a code is spelled digit by digit.
    if spelled and len(text) > 1 and len(text) != 4:
        return match.group()
    value = read_numeral(text)
    return match.group() if value is None else _plain(value)


def _percent(match: re.Match[str]) -> str:
    text = match.group(1)
    value = Decimal(text) if text[0].isascii() else read_numeral(text)
    return match.group() if value is None else _plain(value) + "%"


def _tenths(match: re.Match[str]) -> str:
    whole, half = match.groups()
    tenth = read_numeral(whole) or Decimal(0)
    part = Decimal(5) if half == "半" else read_numeral(half or "零") or Decimal(0)
    return _plain(tenth * 10 + part) + "%"


def even_commas(text: str) -> str:
    """Keep a comma of prose between two numbers from being taken for one inside a number."""
    return _PROSE_COMMA.sub("、", text)


def even_numbers(text: str) -> str:
    """Write numbers in digits without separators ("5,500" and "五千五百亿" -> 5500), shares in percent ("三成" -> 30%)."""
    text = _COMMAS.sub(lambda match: match.group().replace(",", ""), text)
    text = _SPACES.sub(lambda match: match.group().replace(" ", ""), text)
    text = _PERCENT.sub(_percent, text)
    text = _TENTHS.sub(_tenths, text)
    for pattern in (_FRACTION, _MIXED, _LONG, _SINGLE):
        text = pattern.sub(_numeral, text)
    return _GAP.sub("", text)


def whole_values(text: str) -> Iterator[str]:
    """Yield the numbers of an evened text that are printed with a scale, written out (0.55万亿 -> 550000000000)."""
    for match in _SCALED.finditer(text):
        yield _plain(Decimal(match.group(1)).scaleb(_SCALES[match.group(2)]))
