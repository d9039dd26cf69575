"""Find the year of a government's work report: the year whose targets it sets."""

import re
from collections import Counter

from ingest.blocks import Reading
from ingest.naming import clean_title
from ingest.period import Day, single_year, western

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!以来|远景|以前|代)")
_LOOKS_BACK = re.compile(r"回顾|总结|完成情况|执行情况|主要成绩|成效")
_LOOKS_AHEAD = re.compile(r"目标|任务|安排|部署|重点|建议|要求|计划|工作$|思路|举措")
_LONGEST = 45
_LATE = 11


def report_year(title: str, reading: Reading, name: str, delivered: Day | None) -> tuple[int | None, str]:
    """Return the year of a report and where it was found.

    What the text says (its headings, the day it was delivered) and what it is called (its title, what the page
    states, the file's name) each have one voice; the year with most voices wins, the text where they are equal.
    """
    called = {
        "title": single_year(title),
        "stated": single_year(clean_title(reading.stated.get("title", ""))),
        "file name": _of_name(name),
    }
    names = {year for year in called.values() if year}
    near = names | ({delivered.year} if delivered else set())
    ahead, back = _of_headings(reading, {near_year + step for near_year in near for step in (-1, 0, 1)})
    voices: list[tuple[int, str]] = [(year, "text") for year in (ahead, back) if year]
    if delivered:
        year = delivered.year
        # A session late in the year usually speaks about the next.
        if delivered.month >= _LATE and (year + 1 in names or year not in names):
            year += 1
        voices.append((year, "text"))
    for year in names:
        voices.append((year, next(origin for origin, known in called.items() if known == year)))
    if not voices:
        return None, ""
    counts = Counter(year for year, _ in voices)
    most = max(counts.values())
    # Equal voices: the first one, and those of the text stand first.
    best = next(year for year, _ in voices if counts[year] == most)
    # What the reader sees first is named first.
    return best, next((origin for origin, year in called.items() if year == best), "text")


def _of_name(name: str) -> int | None:
    match = re.match(r"((?:19|20)\d{2})(?!\d)", name)
    return int(match.group(1)) if match else single_year(name)


def _of_headings(reading: Reading, near: set[int]) -> tuple[int | None, int | None]:
    """Return the year whose work the headings announce, and the one after the year they look back on.

    Only years in `near` count where there are any: headings also name years as far goals.
    """
    ahead: Counter[int] = Counter()
    back: Counter[int] = Counter()
    for block in reading.blocks:
        if len(block.text) > _LONGEST or block.text.endswith(("。", "；")):
            continue
        if block.kind != "heading" and not re.match(r"[（(]?[一二三四五六七八九十]{1,2}[、）)]", block.text):
            continue
        heading = western(block.text)
        years = list(_YEAR.finditer(heading))
        ends = [*(match.start() for match in years[1:]), len(heading)]
        for match, end in zip(years, ends[: len(years)], strict=True):
            rest = heading[match.end() : end]
            year = int(match.group(1))
            if _LOOKS_BACK.search(heading if len(years) == 1 else rest):
                back[year + 1] += 1
            elif _LOOKS_AHEAD.search(rest):
                ahead[year] += 1
    return _most(ahead, near), _most(back, near)


def _most(counts: Counter[int], near: set[int]) -> int | None:
    """Return the year counted most, of equals the later: "2014年主要工作" may look back, "2015年主要工作" then does not."""
    allowed = {year: n for year, n in counts.items() if not near or year in near}
    return max(allowed, key=lambda year: (allowed[year], year), default=None)
