"""Read years, dates and five-year periods as Chinese documents print them."""

import re
from datetime import date
from typing import NamedTuple

from ingest.numerals import read_numeral
from ingest.script import simplified

_DIGITS = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")
_YEAR = r"((?:19|20)\d{2})"
_CHINESE_YEAR = re.compile(
    r"(?:一九|二[〇○零ＯO])[〇○零ＯO一二三四五六七八九]{2}(?=[年\s]*[-—–－~～至到年])|(?<=[-—–－~～至到])(?:一九|二[〇○零ＯO])[〇○零ＯO一二三四五六七八九]{2}"
)
_CHINESE_PART = re.compile(r"([一二三四五六七八九十]{1,3})(?=[月日])")
_SPACED = re.compile(r"(?<![\d])([12])\s+(\d)\s+(\d)\s+(\d)(?=\s*年)")
_RANGE = re.compile(rf"(?<!\d){_YEAR}\s*年?\s*[-—–－~～至到]+\s*{_YEAR}(?!\d)")
_SINGLE = re.compile(rf"(?<!\d){_YEAR}(?!\d)(?!\s*年?\s*远景)")
_DAY = re.compile(rf"(?<!\d){_YEAR}\s*[-年./]\s*(\d{{1,2}})\s*[-月./]\s*(\d{{1,2}})(?!\d)")
_MONTH = re.compile(rf"(?<!\d){_YEAR}\s*年\s*(\d{{1,2}})\s*月(?!\s*\d)")
_FIVE_YEAR = re.compile(
    r"(?:第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)?|(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3})五(?:规划|计划|时期|”|期间))"
)


class Day(NamedTuple):
    """A printed date; `day` is None where only the month is printed."""

    year: int
    month: int
    day: int | None

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def chinese_ordinal(text: str) -> int:
    """Read a Chinese numeral below one hundred ("十四" -> 14), 0 for anything else."""
    value = read_numeral(text)
    return int(value) if value is not None and value < 100 else 0


def western(text: str) -> str:
    """Write the years and dates of a text in Arabic digits ("二〇二四年一月十六日", "2 0 2 4年")."""
    text = _SPACED.sub(r"\1\2\3\4", text)
    if "一九" not in text and not re.search(r"二[〇○零ＯO]", text):
        return text
    text = _CHINESE_YEAR.sub(lambda match: match.group().translate(_DIGITS), text)
    return _CHINESE_PART.sub(lambda match: str(chinese_ordinal(match.group(1))), text)


def five_year_period(text: str) -> tuple[int, int] | None:
    """Return the years of the five-year period a text names ("十四五规划" -> 2021, 2025), None without one."""
    match = _FIVE_YEAR.search(simplified(text))
    if match is None:
        return None
    ordinal = chinese_ordinal(match.group(1) or match.group(2))
    if not 1 <= ordinal <= 30:
        return None
    first = 1953 + 5 * (ordinal - 1) + (3 if ordinal >= 3 else 0)
    return first, first + 4


def year_range(text: str) -> tuple[int, int] | None:
    """Return the first range of years printed ("2013-2022年"), None without one."""
    match = _RANGE.search(western(text))
    if match and int(match.group(1)) < int(match.group(2)):
        return int(match.group(1)), int(match.group(2))
    return None


def single_year(text: str) -> int | None:
    """Return the first year printed that is not part of a date or of a far outlook, None without one."""
    text = western(text)
    match = _SINGLE.search(_MONTH.sub(" ", _DAY.sub(" ", text)))
    return int(match.group(1)) if match else None


def find_day(text: str) -> Day | None:
    """Return the first date printed, if it is one of the calendar; a damaged one ("2021年13月5日") is not guessed at."""
    text = western(text)
    match = _DAY.search(text)
    if match:
        year, month, day = map(int, match.groups())
        try:
            return Day(*date(year, month, day).timetuple()[:3])
        except ValueError:
            return None
    match = _MONTH.search(text)
    if match and 1 <= int(match.group(2)) <= 12:
        return Day(int(match.group(1)), int(match.group(2)), None)
    return None
