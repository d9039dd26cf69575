"""Judge whether a sentence may answer a question, and how well: place, year, tense, kind of answer."""

import re
from collections.abc import Sequence

from assistant.asked_thing import named, times_named
from assistant.authority import reports_result
from assistant.causes import asks_why, gives_cause
from assistant.dates import asks_day, lacks_clock, prints_date
from assistant.definitions import bare
from assistant.evidence import Unit, years_told
from assistant.lists import counted_match, enumeration_length
from assistant.question_kind import Kind
from assistant.statements import Context
from assistant.time_named import named_period, tense_of
from ingest.figures import find_figures
from ingest.regions import short_name

_SETS_TARGET = re.compile(r"目标|预期|力争")
# "未达到年初预期" reports a result.
_COMPARED_WITH = re.compile(r"(?:达到|完成|实现|超过|超额)[^，。；、]{0,5}(?:预期|目标)")
_AHEAD = re.compile(r"(?:今后|未来)(?:五|[几三])年")
_WORK_AHEAD = re.compile(r"目标|任务|安排|部署|重点|建议|计划|展望")
# A year so many years before a document's own says what something is ("1975年以前的住房"), not when it happens.
_LONG_AGO = 15
# What came of several years together is no figure of one of them.
_OF_MANY_YEARS = re.compile(r"[三四五]年来|年均|累计")
_OF_THIS_YEAR = re.compile(r"今年|本年度|预期目标(?:建议)?(?:[是为]|[:：])")
_EXPECTED_UNIT: tuple[tuple[str, str], ...] = (
    (r"百分之|几成|比例|占比|比重|覆盖率|率(?!先)|强度|增速|增长|下降|降低|提高", r"%|％|百分点|成"),
    (r"多少钱|多少亿|资金|投资|产值|收入|总值|GDP|零售|交易额|贸易额|总额|投入|花", r"元"),
    (r"面积|多大|亩", r"亩|公顷|平方|%"),
    (r"多长|里程|公里|千米", r"公里|千米|米"),
    (r"几天|多少天|多久|时限", r"天|工作日|小时|个月"),
    (r"多少人|几人|人数|人次", r"人|名|户"),
)


def admitted(unit: Unit, context: Context) -> bool:
    """Refuse sentences about another place or another year than the one asked for."""
    asked = context.understanding
    where = unit.passage.text + " ".join(unit.passage.section)
    if asked.missing_region and short_name(asked.missing_region) not in unit.text:
        return False
    if any(place not in where for place in asked.places):
        return False
    if asked.kind == "figure" and unit.in_review and tense_of(context.asked) == "target":
        return False
    # A side of a comparison has a time of its own.
    period = None if context.side else asked.period
    if not (context.years or period) or asked.kind not in ("figure", "list", "entity", "yes_no"):
        return True
    if period and not context.years:
        return _in_period(unit, period, context)
    wanted = set(context.years)
    if wanted & set(unit.years):
        return True
    first, _ = context.periods.get(unit.passage.document, (None, None))
    if any(first is None or year > first - _LONG_AGO for year in years_told(unit.text)):
        return _spans(unit.text, context.years)
    if _is_under(unit, wanted, context):
        return True
    if unit.carried is not None and asked.kind == "figure":
        return unit.carried in wanted
    return asked.kind != "figure" or _undated_fits(unit, context)


def _is_under(unit: Unit, wanted: set[int], context: Context) -> bool:
    """Tell whether a sentence without a year says that it is about a report's own year, or stands under the period that ends with a year."""
    first, last = context.periods.get(unit.passage.document, (None, None))
    if first == last and first in wanted and _OF_THIS_YEAR.search(unit.text):
        return True
    period = named_period(" ".join(unit.passage.section[-2:]))
    return period is not None and period[1] in wanted and not unit.in_review


def _in_period(unit: Unit, period: tuple[int, int], context: Context) -> bool:
    """Tell whether a sentence speaks of a five-year period that none of the plans covers."""
    first, last = context.periods.get(unit.passage.document, (None, None))
    if years_told(unit.text):
        # A figure of one year inside a period says nothing of the whole of it.
        inside = [year for year in unit.years if period[0] <= year <= period[1]]
        whole = period[1] in inside or len(inside) > 1 or named_period(unit.text) == period
        return whole if context.understanding.kind == "figure" else bool(inside)
    if first is None or last is None:
        return False
    return (unit.in_review and first - 1 == period[1]) or (period[0] <= first and last <= period[1])


def _undated_fits(unit: Unit, context: Context) -> bool:
    """Tell whether a sentence without a year may be about the years asked: a plan's undated targets are for its last
    year, what it looks back on is of the year before its first."""
    first, last = context.periods.get(unit.passage.document, (None, None))
    if first is None or last is None:
        return False
    if unit.in_review:
        return first - 1 in context.years
    headings = " ".join(unit.passage.section)
    # Not every report says above each part whether it looks back.
    if first == last and reports_result(unit.text) and not _WORK_AHEAD.search(headings):
        return first - 1 in context.years
    if (
        first == last
        and _AHEAD.search(headings)
        and not (context.understanding.plan_named or _AHEAD.search(context.asked))
    ):
        return first + 4 in context.years
    return last in context.years or _spans(unit.passage.text, context.years)


def _spans(text: str, years: Sequence[int]) -> bool:
    """Tell whether a text prints a range of years that holds one of `years`."""
    for match in re.finditer(r"((?:19|20)\d{2})年?[-—–~至到]+((?:19|20)\d{2})", text):
        if any(int(match[1]) <= year <= int(match[2]) for year in years):
            return True
    return False


def worth_of(unit: Unit, context: Context, kind: Kind) -> float:
    """Add to a sentence's support what speaks for its holding the kind of answer asked for."""
    worth = unit.support + 0.15 * unit.retrieved.score
    if not context.years:
        # Reports of many years say nearly the same; undated, the one in force is meant.
        worth += 0.02 * context.understanding.boosts.get(unit.passage.document, 0.0)
    if kind == "figure":
        worth += _figure_worth(unit, context.understanding.standalone)
    elif kind == "entity":
        worth += 0.2 * named(context.understanding.standalone, unit.text)
    elif kind == "date":
        worth += 0.15 if prints_date(unit.text, context.asked) else (0.05 if unit.carried else -0.3)
    elif kind == "list":
        length = enumeration_length(unit.text)
        worth += 0.12 if length >= 3 else (0.0 if length == 2 else -0.12)
        worth += 0.35 * counted_match(context.understanding.standalone, unit.text)
        worth += 0.15 * named(context.understanding.standalone, unit.text)
        worth += 0.08 * max(0, min(times_named(context.understanding.standalone, unit.text), 4) - 1)
    if asks_why(context.understanding.standalone):
        worth += 0.2 * gives_cause(unit.text)
    worth += 0.3 * (prints_what_is_named(unit, context) or prints_quoted(unit, context))
    if kind == "figure" and len(context.years) == 1 and _OF_MANY_YEARS.search(unit.text):
        worth -= 0.0 if _OF_MANY_YEARS.search(context.asked) else 0.15
    if context.years:
        if set(context.years) & set(unit.years):
            worth += 0.12
        elif unit.carried in context.years:
            worth += 0.08
    first, _ = context.periods.get(unit.passage.document, (None, None))
    if unit.in_review and context.years and first is not None and max(context.years) < first:
        worth += 0.1
    return worth + _tense_worth(unit, context)


def prints_what_is_named(unit: Unit, context: Context) -> bool:
    """Tell whether a sentence prints a figure that the question itself names ("达到335万吨是哪一年")."""
    asked = find_figures(context.understanding.standalone)
    plain = re.sub(r"\s", "", unit.text)
    return bool(asked) and any(re.sub(r"\s", "", figure.text) in plain for figure in asked)


def prints_quoted(unit: Unit, context: Context) -> bool:
    """Tell whether a sentence prints every name that the question has in marks."""
    quoted = context.understanding.quoted
    plain = bare(unit.text)
    return bool(quoted) and all(bare(name) in plain for name in quoted)


def _tense_worth(unit: Unit, context: Context) -> float:
    """Tell targets from achieved figures: a report sets targets for its own year and looks back on the one before."""
    question = context.asked
    first, last = context.periods.get(unit.passage.document, (None, None))
    tense = tense_of(question)
    if tense == "achieved" and _SETS_TARGET.search(_COMPARED_WITH.sub("", unit.text)):
        return -0.25
    if tense == "target":
        return (-0.3 if unit.in_review else 0.0) + (0.1 if first in context.years or last in context.years else 0.0)
    if first is not None and first == last and first - 1 in context.years:
        return 0.15 if unit.in_review else -0.1
    if first is not None and first == last and first in context.years and tense == "achieved":
        return -0.15
    return 0.0


def _figure_worth(unit: Unit, question: str) -> float:
    figures = unit.figures
    if not figures:
        return -0.3
    match = re.search(r"(?:多少|几)(个工作日|平方公里|平方米|公里|个月|工作日|[\u4e00-\u9fff])", question)
    printed = " ".join(figure.text for figure in figures)
    if match and match.group(1) in printed and match.group(1) not in "的是要了能钱":
        return 0.22
    for pattern, expected in _EXPECTED_UNIT:
        if re.search(pattern, question):
            return 0.2 if re.search(expected, printed) else 0.0
    return 0.1


def holds_kind(unit: Unit, kind: Kind, question: str = "") -> bool:
    """Tell whether a sentence holds what a question of this kind cannot be answered without."""
    if lacks_clock(unit.text, question):
        return False
    if kind == "figure":
        return bool(unit.figures)
    if kind == "date":
        return prints_date(unit.text, question) or (unit.carried is not None and not asks_day(question))
    return True
