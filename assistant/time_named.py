"""Read the time a question asks about: years, five-year periods, and whether it asks for plans or for results."""

import re
from typing import Literal

from ingest.period import five_year_period, western

Tense = Literal["target", "achieved"]

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?=年|\D|$)")
_NUMBERED = r"[“\"]?(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3})五[”\"]?"
# Without quotation marks "十五个" and "二五折" are numbers; behind "十三五" and its like may stand anything but a counting word.
PERIOD = re.compile(
    rf"{_NUMBERED}(?=规划|计划|纲要|期间|时期|末|[里时的，,]|(?<=[”\"])|(?<=十[一二三四五]五)(?![\d年个家条项大类种分成点%％一二三四五六七八九十百千万亿]))(规划|计划|纲要)?"
)
# "21年政府工作报告", "19年GDP": a span of years ("10年内") is no year.
_SHORT_YEAR = re.compile(
    r"(?<![\d.第近这那前后满达数约超于来用共有期限长为])((?:0[1-9]|1[1-46-9]|2[1-9])(?=年(?![来内间以期前后多历之龄级连免左一上]))|[0-3]\d(?=年的?(?:政府)?工作报告))"
)
_RANGE = re.compile(r"((?:19|20)\d{2})年?[-—–－~～至到]+((?:19|20)\d{2})")
# "从2026年起的新五年"
_FROM_ON = re.compile(r"[从自]?((?:19|20)\d{2})年?(?:起|开始|以后)[的这那]?(?:新|头|今后|往后)?的?(?:五|5)年")
# "到2025年" looks at the end of a plan; a report says so of years far ahead.
_BY = re.compile(r"(?:到|至|截至)(?:19|20)\d{2}年(?:底|末)?")
_PLANNED_TO = re.compile(
    r"(?:计划|要|将|拟|打算|力争|预计|预期|应该?|需要?|须|准备|确保|争取|目标)[^，。？?]{0,8}(?:完成|实现|取得)|完成(?:时限|期限|目标|任务)(?!情况)"
)
_ACHIEVED = re.compile(
    r"完成|实际|达到了|实现[了的]|取得|增长了|下降了|涨了|降了|做到了|[干做办]成|最终|最后|结果|回顾|(?<![排定署出划])了(?:多少|百分之|几)|已经?(?:达|完|实|建)"
)
# What is expected for a year that is nearly over is no target, nor is a target that one asks to have been met.
_ESTIMATED = re.compile(r"预计(?:数|值|完成)|初步核算数?|快报数")
_MET = re.compile(
    r"(?:达到|完成|实现|超过|兑现|达成|做到)(?:了)?(?:没有?)?(?:年初|年度|预定|预期|既定|原定|当年|全年|定下)?的?(?:预期|目标|计划)(?!值|数|是|为|多少)[^，。？?]{0,4}(?:吗|没|了|[？?]|$)|(?:是否|有没有|能否)(?:达到|完成|实现)(?:了)?(?:年初|年度|预定|预期|既定|原定|当年|全年|定下)?的?(?:预期|目标|计划)?"
    r"|(?:目标|指标|计划|任务|预期)[^，。？?]{0,6}(?:实现|完成|达到|达标|达成|兑现|做到)了?(?:吗|没有?|[？?]?$)"
)
_TARGET = re.compile(
    r"目标|打算|计划(?!生育)|预期|预计|力争|安排|准备|(?<![稳固肯特一确判决规制])定[的了为在]|部署|提出|以内|怎么(?:干|抓)|重点工作|任务|想要?|(?<![主重首])要(?![素求闻点害件道塞])|将"
)
# What came of it later, or all along, stands in documents of other years.
_OPEN_ENDED = re.compile(r"后来|至今|以来|此后|之后")
_RELATIVE = re.compile(r"今年|明年|去年|本年度?|上年|当前|目前|现在|最新|最近|近期")
_AS_YEARS = re.compile(r"开局(?:之年)?|第一年|头一年|收官(?:之年)?|最后一年|结束|[期之]?末|底(?!线)|完了")
# The year a document was made in, which is not the year its figures are for.
_MADE_IN = re.compile(
    r"((?:19|20)\d{2})年(?=(?:那会儿|那时候?|当时)?的?(?:(?:那|这)(?:一?[份个版本])|印发|出台|发布|公布|制定|编制|下发|颁布)[^，。？?]{0,16}?(?:方案|规划|意见|计划|纲要|文件)|(?:那会儿|那时候?|当时)?(?:定|提出?|订|说)(?:的|下的?|了?要?)?[^，。？?]{0,8}(?:19|20)\d{2}年)"
)
_RESULTS = re.compile(
    rf"{_NUMBERED}(?:规划|时期|期间|计划)?的?(?:[期之]?末|收官|结束|最后一年|实际|完成|完了|底(?!线)|已)"
)


def with_full_years(question: str) -> str:
    """Write the years of a question in four Arabic digits ("二〇二一年", "21年" -> "2021年")."""
    text = _FROM_ON.sub(lambda match: f"{match[1]}-{int(match[1]) + 4}年", western(question))
    return _SHORT_YEAR.sub(lambda match: f"20{match.group()}", text)


def years_of(text: str) -> tuple[int, ...]:
    """Return the years printed, in order, each once."""
    return tuple(dict.fromkeys(int(year) for year in YEAR.findall(text)))


def without_making(text: str) -> str:
    """Leave out the years in which documents were made ("2017年出台的方案"): no figure is asked for them."""
    return _MADE_IN.sub("", text)


def made_in(text: str) -> int | None:
    """Return the year in which a document that a text speaks of was made, None where it says none."""
    match = _MADE_IN.search(text)
    return int(match[1]) if match else None


def span_of(text: str) -> set[int]:
    """Return the years printed together with those inside a range of years."""
    wanted = set(years_of(text))
    for match in _RANGE.finditer(text):
        wanted.update(range(int(match[1]), int(match[2]) + 1))
    return wanted


def asks_by_year(question: str) -> bool:
    """Tell whether a question asks what is to be reached by a year, not in it."""
    return bool(_BY.search(question))


def tense_of(question: str) -> Tense | None:
    """Tell whether a question asks for what is planned or for what came of it, None where it says neither or both."""
    rest = _MET.sub("", _ESTIMATED.sub("", question))
    if _PLANNED_TO.search(rest):
        return "target"
    achieved = rest != question or _ACHIEVED.search(question)
    target = _TARGET.search(rest)
    if achieved and target:
        return None
    return "achieved" if achieved else ("target" if target else None)


def asks_of_now(question: str) -> bool:
    """Tell whether a question names its time only by its distance from now."""
    return bool(_RELATIVE.search(question))


def is_open_ended(question: str) -> bool:
    """Tell whether a question asks about the time since a year, not about the year."""
    return bool(_OPEN_ENDED.search(question))


def period_of(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the years of the five-year period whose number a match holds in its first group."""
    return five_year_period(match.group(1) + "五规划")


def named_period(question: str) -> tuple[int, int] | None:
    """Return the years of the first five-year period a question names, None without one."""
    match = PERIOD.search(question)
    return period_of(match) if match else five_year_period(question)


def year_in_period(question: str) -> int | None:
    """Return the year a question names by its place in a five-year period ("“十四五”开局之年" -> 2021, "“十三五”末" -> 2020)."""
    match = re.search(
        rf"{_NUMBERED}(?:规划|计划|时期|期间)?的?({_AS_YEARS.pattern})",
        question,
    )
    period = period_of(match) if match else None
    if match is None or period is None:
        return None
    return period[0] if re.search(r"开局|第一|头一", match.group(2)) else period[1]


def year_of_results(text: str) -> int | None:
    """Return the last year of the five-year period whose end or results a text names ("“十三五”末", "“十三五”实际")."""
    match = _RESULTS.search(text)
    period = period_of(match) if match else None
    return period[1] if period else None
