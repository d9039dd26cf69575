"""Find which year a figure is for, from the words before it, the sentences before it and the heading above it."""

import re
from typing import NamedTuple

from ingest.period import five_year_period

# A year that something is compared with, or since when it counts, is not the year of the figure.
_COMPARED = re.compile(r"(?:比|较|相比|相较|自|从|由|与|同)(?:“?[一二三四五六七八九十]+五”?(?:时期|期)?末?的?)?$")
_SINCE = re.compile(r"^\s*年?[^，。；\d]{0,3}(?:以来|相比|的[\d.]+倍|基础上|翻|水平|不变价|价格|可比价|出生)")
_YEAR = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:\s*年)?\s*[-—–－~～至到]+\s*(?P<y2>(?:19|20)?\d{2})年|(?<!\d)(?P<y1>(?:19|20)\d{2})年"
)
_FIVE = re.compile(
    r"(?<![第一二三四五六七八九十栏表])“?(?P<n>(?:十[一二三四五六七八九]?|二十[一二三]?|[一二三四五六七八九])五)(?![一二三四五六七八九十篇部编卷届次个条项大章节年位种家类批万亿所座])[”\"]?(?P<tail>期间|时期|末|规划期|规划|计划|期末|以来|收官|目标|头|开局|普法)?"
)
_RELATIVE = re.compile(
    r"(?P<this>今年|本年|年内|今[冬春夏秋])|(?P<last>去年|上年度|过去一年|过去的一年|一年来)|(?P<past>五年来|过去五年|过去的五年|这五年|本届政府(?!任期末|任期内要)|近五年|[三四]年来|过去[三四]年)"
    r"|(?P<coming>今后五年|未来五年|未来的五年|下一个五年|到本届政府任期末|今后几年|五年内)|(?P<next>明年)"
)


_BEFORE = 12
_AFTER = 35


class Frame(NamedTuple):
    """What a document tells of time: the year a report is of (None for a plan), and the years a plan covers."""

    report_year: int | None
    first_year: int | None
    last_year: int | None


class Mention(NamedTuple):
    """A time named in a text: where, and the last year it covers; `past` where its words look back.

    `spans` tells a period, or a year named by where it stands from here, from a calendar year.
    """

    start: int
    end: int
    year: int
    past: bool = False
    spans: bool = False


def mentions(text: str, frame: Frame) -> list[Mention]:
    """Return the times a text names that figures may be for, in order."""
    found: list[Mention] = []
    for match in _YEAR.finditer(text):
        last = match["y2"] or match["y1"]
        year = int(last) if len(last) == 4 else int(match["y"][:2] + last)
        if not _COMPARED.search(text[: match.start()]) and not _SINCE.match(text[match.end() :]):
            found.append(Mention(match.start(), match.end(), year, spans=bool(match["y2"])))
    for match in _FIVE.finditer(text) if "五" in text else ():
        period = five_year_period(f"{match['n']}期间" if match["n"] else "")
        if period and not _COMPARED.search(text[: match.start()]):
            year = period[1]
            if _SINCE.match(text[match.end() :].lstrip("”")):
                continue
            if match["tail"] in ("开局", "头", "以来", "普法"):
                continue
            found.append(Mention(match.start(), match.end(), year, spans=True))
    for match in _RELATIVE.finditer(text) if "年" in text or "届" in text or "今" in text else ():
        if frame.report_year is None and match.lastgroup != "coming":
            continue
        if match.lastgroup == "last" and _COMPARED.search(text[: match.start()]):
            continue
        year_of = _relative(match.lastgroup or "", frame)
        if year_of:
            found.append(Mention(match.start(), match.end(), year_of, match.lastgroup in ("last", "past"), True))
    return sorted(one for one in found if _is_near(one, frame))


def _is_near(one: Mention, frame: Frame) -> bool:
    """Tell whether a report may give a figure for a year; what is further off is history or a name."""
    return frame.report_year is None or frame.report_year - _BEFORE <= one.year <= frame.report_year + _AFTER


def _relative(name: str, frame: Frame) -> int | None:
    report = frame.report_year
    if report is None:
        return frame.last_year if name == "coming" else None
    return {"this": report, "last": report - 1, "past": report - 1, "coming": report + 4, "next": report + 1}[name]
