"""Tell what is promised from what has been reached."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.commitments.commitment import Kind
from ingest.commitments.periods import Frame
from ingest.passage import Passage
from ingest.period import five_year_period

_LOOKS_BACK = re.compile(
    r"回顾|总结|完成情况|执行情况|主要成绩|(?<!新)成效|(?<!新)成就|发展基础|现状|取得(?!突破|.{0,6}(?:新|更))|过去|现实基础|发展环境|基础条件|概况|历程|回眸"
)
_LOOKS_AHEAD = re.compile(
    r"目标|任务|安排|部署|重点工作|总体要求|工作建议|预期|举措|措施|保障|展望|今后|未来|思路|指标|工程|行动|加快|推进|建设|坚持|打造|构建|着力|做好|专栏"
)
# Headings that open a part of a report whatever follows them.
_REVIEW = re.compile(
    r"回顾|总结|完成情况|执行情况|(?:过去|这)(?:的)?[一二三四五]年|[一五]年来|(?:去年|上年|上半年)[^，。]{0,10}工作|重大成就|主要成就|发展成就|历史性成就|情况$"
)
_PLANS = re.compile(
    r"(?:今年|本年|明年|新一年|新的一年|今后|未来|下一步|下半年|下一阶段|本届政府|下届政府|新一届政府)[^，。]{0,18}(?:目标|任务|安排|部署|重点|工作|思路|要求|建议|打算|举措)"
    r"|总体要求|总体思路|指导思想|奋斗目标|预期目标|发展目标|主要目标|主要任务|目标任务|工作建议|工作安排|工作部署|工作任务|重点工作|重点任务|工作重点|工作打算|民生实事"
)
_SENTENCE_PLANS = re.compile(
    r"^[^。]{0,30}(?:今年|本年|明年|新的一年|今后五年|今后几年|未来五年|今后一个时期|下一步|五”?(?:时期|期间))[^。]{0,40}?"
    r"(?:预期目标|主要目标|奋斗目标|发展目标|总体要求|总体思路|总体目标|总的要求|指导思想|工作思路|重点抓好|重点做好|着力抓好|要(?:重点|着力|突出|全力|坚持|切实))"
    r"|^[^。]{0,20}(?:做好|抓好|搞好)(?:今年|20\d\d年|全年)[^。]{0,8}工作"
)
_OPENS_YEAR = r"^(?:各位代表[，！：])?[^。，]{0,12}(?:今年|%s年|今后五年|未来五年)[，,]?(?:，)?是[^。]{0,60}(?:之年|一年|年份|关键|时期|起步|开局|收官|周年|第[一二三四五]年)"
_PROMISES = re.compile(
    r"力争|确保|争取|预期目标|目标(?:是|为)|计划(?!生育|单列|经济)|拟(?!合|定)|努力|将(?=[^军领])|到20\d\d年|要(?!素|求|点|闻|害|地|件)|预期|着力|加快推进|继续"
)
_IS_DONE = re.compile(
    r"已(?!经成)|累计完成|同比|比上年|比去年|较上年|创历史|新增了|完成了|实现了|达到了|建成了|获评|荣获|被评为|居全|位居|目前"
)
_REPORTS = re.compile(
    r"完成了|实现了|已(?!经成)|累计完成|同比|比上年|较上年|创历史|连续|新增了|圆满|得到|取得|达到了|顺利|建成了|获评|荣获|被评为|超额|快于|高于全[省国]|居全|位居|排名"
)
# What a review says was decided for a year is an aim, reached or not.
_SET_BEFORE = re.compile(
    r"(?:大?会议?|人大|纲要|规划|计划)[^，。；：]{0,8}(?:确定|提出|明确|要求)[^。；]{0,12}(?:到|至)20\d\d年"
)
_OF_PLAN = re.compile(r"关于[^，。]{0,12}五”?(?:规划|计划|时期)|五”?(?:规划|计划)(?:编制|的?(?:说明|建议|纲要|草案))")


def looks_back(headings: Sequence[str]) -> bool | None:
    """Tell whether the headings of a plan announce what was done; None where they say nothing, the innermost decides."""
    for heading in reversed(headings):
        # "——制造强市取得新突破" is an item of a list, not the name of a part.
        if heading.startswith("——"):
            continue
        for pattern, back in ((_REVIEW, True), (_PLANS, False), (_LOOKS_BACK, True), (_LOOKS_AHEAD, False)):
            if pattern.search(heading):
                return back
    return None


class Part(NamedTuple):
    """From where in a passage on a text looks back (True) or ahead (False); None where nothing tells."""

    start: int
    back: bool | None


def parts_of(passages: Sequence[Passage], frame: Frame) -> list[list[Part]]:
    """Tell for each passage which of its parts look back; the first begins with it.

    A report reviews first and plans then. Its part turns only where a heading or an opening sentence says so: "加快建设"
    heads what was done as often as what will be.
    """
    if frame.report_year is None:
        return [[Part(0, back)] for back in _of_plan(passages)]
    opens_year = re.compile(_OPENS_YEAR % frame.report_year)
    back: bool | None = True
    turned = False
    found: list[list[Part]] = []
    seen: tuple[str, ...] = ()
    for passage in passages:
        trail = passage.section
        new = [heading for place, heading in enumerate(trail) if trail[: place + 1] != seen[: place + 1]]
        seen = trail
        parts = [Part(0, back)]
        for start, line in (*((0, heading) for heading in new), *_openings(passage.text)):
            told = _turns(line, frame, opens_year)
            if told is not None:
                back, turned = told, True
                parts.append(Part(start, told))
        found.append(parts)
    return found if turned else [[Part(0, back)] for back in _of_plan(passages, True)]


def _of_plan(passages: Sequence[Passage], first: bool | None = None) -> list[bool | None]:
    back = first
    trail: tuple[str, ...] = ()
    found: list[bool | None] = []
    for passage in passages:
        if passage.section != trail:
            trail = passage.section
            told = looks_back(trail)
            back = told if told is not None else back
        found.append(back)
    return found


def _openings(text: str) -> Iterable[tuple[int, str]]:
    """Yield the sentences that open a line, each with its place."""
    start = 0
    for line in text.split("\n"):
        opening = line.partition("。")[0]
        if opening:
            yield start, opening + "。"
        start += len(line) + 1


def _turns(line: str, frame: Frame, opens_year: re.Pattern[str]) -> bool | None:
    """Tell whether a heading or sentence turns to the review (True) or to the plans (False)."""
    line = line.lstrip("*# 　")
    if line.startswith("——") and len(line) > _HEADING:
        return None
    if line.endswith("。"):
        ahead = _SENTENCE_PLANS.search(line) or opens_year.search(line)
        return False if ahead else None
    if _IS_REACHED.search(line):
        return None
    review, plans = _REVIEW.search(line), _PLANS.search(line) or _names_year(line, frame) or _names_plan(line, frame)
    if review and plans:
        # "过去五年的成就和今后五年的目标" is about the first first.
        return True
    if review:
        return True
    return False if plans else None


def _names_plan(heading: str, frame: Frame) -> bool:
    """Tell whether a heading is about the five-year plan that begins with a report's year or later ("关于“十二五”规划")."""
    if frame.report_year is None or not _OF_PLAN.search(heading):
        return False
    period = five_year_period(heading)
    return period is not None and period[0] >= frame.report_year


def _names_year(heading: str, frame: Frame) -> bool:
    return bool(
        frame.report_year
        and re.search(rf"{frame.report_year}年[^，。]{{0,16}}(?:工作|任务|目标|安排|重点|部署)", heading)
    )


def kind_of(words: str, year: int | None, named: bool, frame: Frame, back: bool | None) -> Kind:
    """Return whether a figure is a target or achieved.

    `words` are those of its sentence up to the figure, `named` tells that the text itself names the year, `back` whether
    the part of the document looks back.
    """
    now = frame.report_year or frame.first_year
    if _SET_BEFORE.search(words):
        return "target"
    if named and year is not None and now is not None:
        if year < now:
            return "achieved"
        if year > now or frame.report_year is None:
            # What a plan says of a year it covers lies ahead of it, also in the part that tells where it starts from.
            return "target"
    if back is not None:
        if back:
            return "achieved"
        told = frame.report_year is not None and _IS_DONE.search(words) and not _PROMISES.search(words)
        return "achieved" if told else "target"
    if _PROMISES.search(words):
        return "target"
    if _REPORTS.search(words):
        return "achieved"
    return "target" if frame.report_year is None else "achieved"


_HEADING = 40
_IS_REACHED = re.compile(r"(?:基本|顺利|圆满|全面|如期|超额|较好地?)(?:实现|完成)")
