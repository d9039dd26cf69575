"""Tell what is promised from what has been reached."""

import re
from collections.abc import Sequence

from ingest.commitments.commitment import Kind
from ingest.commitments.periods import Frame

_LOOKS_BACK = re.compile(
    r"回顾|总结|完成情况|执行情况|主要成绩|成效|成就|发展基础|现状|取得|过去|现实基础|发展环境|基础条件|概况|历程|回眸"
)
_LOOKS_AHEAD = re.compile(
    r"目标|任务|安排|部署|重点工作|总体要求|工作建议|预期|举措|措施|保障|展望|今后|未来|思路|指标|工程|行动|加快|推进|建设|坚持|打造|构建|着力|做好|专栏"
)
_PROMISES = re.compile(
    r"力争|确保|争取|预期目标|目标(?:是|为)|计划(?!生育|单列|经济)|拟(?!合|定)|努力|将(?=[^军领])|到20\d\d年|要(?!素|求|点|闻|害|地|件)|预期|着力|加快推进|继续"
)
_REPORTS = re.compile(
    r"完成了|实现了|已(?!经成)|累计完成|同比|比上年|较上年|创历史|连续|新增了|圆满|得到|取得|达到了|顺利|建成了|获评|荣获|被评为|超额|快于|高于全[省国]|居全|位居|排名"
)


def looks_back(headings: Sequence[str]) -> bool | None:
    """Tell whether headings announce what was done; None where they say nothing, the innermost one decides."""
    for heading in reversed(headings):
        if _LOOKS_BACK.search(heading):
            return True
        if _LOOKS_AHEAD.search(heading):
            return False
    return None


def kind_of(words: str, year: int | None, named: bool, frame: Frame, back: bool | None) -> Kind:
    """Return whether a figure is a target or achieved.

    `words` are those of its sentence up to the figure, `named` tells that the text itself names the year, `back` whether
    the part of the document looks back.
    """
    now = frame.report_year or frame.first_year
    if named and year is not None and now is not None:
        if year < now:
            return "achieved"
        if year > now or frame.report_year is None:
            return "achieved" if frame.report_year is None and back and not _PROMISES.search(words) else "target"
    if back is not None:
        if back:
            return "achieved"
        return "achieved" if _REPORTS.search(words) and not _PROMISES.search(words) else "target"
    if _PROMISES.search(words):
        return "target"
    if _REPORTS.search(words):
        return "achieved"
    return "target" if frame.report_year is None else "achieved"
