"""A question with its numbers in words: 2025年 -> 二〇二五年, 5500亿 -> 五千五百亿, 十四五 -> 第十四个五年规划期."""

import re

from eval.cases import Case

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d+)?)[%％]")
_COUNTED = re.compile(r"(?<![\d.A-Za-z第])(\d{1,12}(?:\.\d+)?)(?=[万亿个家条项座所公平亩人户吨元套张件处名辆天倍米])")
_PERIOD = re.compile(r"[“\"]?十([一二三四五六])五[”\"]?(规划|时期|期间|末|期末)?")


def in_words(number: str) -> str:
    """Return a number in Chinese numerals ("5500" -> 五千五百, "12.5" -> 十二点五)."""
    whole, point, fraction = number.partition(".")
    digits = whole.lstrip("0") or "0"
    text = _integer(digits) if digits != "0" else _DIGITS[0]
    if text.startswith("一十"):
        text = text[1:]
    return text + (f"点{_one_by_one(fraction)}" if point else "")


def _integer(digits: str) -> str:
    groups = []
    while digits:
        groups.append(digits[-4:])
        digits = digits[:-4]
    text = ""
    for place, group in reversed(list(enumerate(groups))):
        if int(group) == 0:
            continue
        gap = text and group.startswith("0")
        text += ("零" if gap else "") + _group(group.lstrip("0")) + _GROUPS[place]
    return text


def _group(digits: str) -> str:
    text = ""
    waiting = False
    for place, digit in enumerate(digits):
        if digit == "0":
            waiting = True
            continue
        text += ("零" if waiting else "") + _DIGITS[int(digit)] + _UNITS[len(digits) - place - 1]
        waiting = False
    return text


def _one_by_one(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits)


def _period(match: re.Match[str]) -> str:
    name = f"第十{match[1]}个五年规划"
    after = match[2] or ""
    if after == "规划":
        return name
    return f"{name}期末" if after in ("末", "期末") else f"{name}{after or '期'}"


def written_out(text: str) -> str:
    """Write years, shares, counted numbers and five-year periods of a text in words."""
    text = _YEAR.sub(lambda match: _one_by_one(match[1]).replace("零", "〇"), text)
    text = _PERCENT.sub(lambda match: f"百分之{in_words(match[1])}", text)
    text = _COUNTED.sub(lambda match: in_words(match[1]), text)
    return _PERIOD.sub(_period, text)


def in_numerals(case: Case) -> Case | None:
    """Write the numbers of a question in words; None where it has none."""
    question = written_out(case.question)
    return None if question == case.question else case.model_copy(update={"question": question})
