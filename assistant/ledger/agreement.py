"""Judge how far a commitment is the one that a question asks for: its indicator, its year, its kind, what it measures."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from assistant.asked_measure import Measure, dimension_of, measure_asked
from assistant.contrasts import contradicts
from assistant.indicators import prints_telling
from assistant.statements import Context
from assistant.support import Sought, held, plain
from assistant.time_named import Tense, tense_of
from ingest.commitments.commitment import Commitment
from ingest.figures import Figure, find_figures
from ingest.regions import short_name
from vectorstore.question_words import Weigher

_CHANGES = ("increase_by", "decrease_by", "growth_rate_at_least")
# Words that say how two figures are set side by side, or which of them is meant; no sentence of a plan repeats them.
_FRAME = re.compile(
    r"变化|差[别异距]|区别|不同|对比|比较|一样|情况|实际|预[计期]|初步|核算|完成|达到|实现|目标|计划|规划|方案|报告|数[据字值]|水平|总共|一共|"
    r"大概|具体|增[长速幅]|增长率|年?末|年?底|全年|多少"
)
# Words that the unit of a figure says already.
_SAID_BY_UNIT = {"area": "面积", "length": "里程", "money": "金额", "people": "人数", "count": "数量", "weight": "产量"}
_MANY_YEARS = re.compile(r"年均|累计|平均每年|[三四五两几\d]年(?:来|间|内|共|累计)|期间|时期|以来")
_AVERAGE = re.compile(r"年均|平均每年|年平均")
_PART_OF_YEAR = re.compile(
    r"[一二三四1-4]季度|上半年|下半年|前[一二三四五六七八九十\d]+个?月|1[-—–至]\d{1,2}月|\d{1,2}月(?:份|末)|季度|每月|月均"
)
_EACH = re.compile(r"人均|户均|每[一十百千万]|单位(?:GDP|地区|国内|工业|生产|面积)")
_ASKS_EACH = re.compile(r"每(?!年|月|天)|人均|户均|单位|平均|个人|一个|居民|老百姓|百姓|群众|家庭|大家")
_SHARE = re.compile(r"占|比[重例]|份额")
_ASKS_SHARE = re.compile(r"占|比[重例率]|份额|几成|百分")
_BREAK = re.compile(r"[，；。：！？,;]")
_WORTH = (1.0, 0.5, 0.3)
_FEWEST = 0.3
# What a row loses for being a rate of growth where a level is asked, or about several years where one is asked.
_OF_OTHER_SORT = 0.2


class Agreement(NamedTuple):
    """How well a commitment fits: `asked` is the share of the question's weight it holds, `named` the share of its subject's that the question holds."""

    row: Commitment
    figure: Figure
    asked: float
    named: float
    order: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question, or one side of its comparison, wants of the ledger."""

    question: str
    said: str
    sought: Sought
    measure: Measure
    years: tuple[int, ...]
    tense: Tense | None
    places: tuple[str, ...]
    around: str

    @classmethod
    def of(cls, context: Context) -> "Wanted":
        """Read what is wanted from what every way of answering looks at."""
        understood = context.understanding
        question = understood.standalone
        period = None if context.side else understood.period
        terms = tuple(term for term in context.sought.terms if term.optional or not _FRAME.fullmatch(term.word))
        missing = (short_name(understood.missing_region),) if understood.missing_region else ()
        return cls(
            question=question,
            said=plain(" ".join([question, *(other.official for other in understood.alternatives)])),
            sought=Sought(terms),
            measure=measure_asked(question),
            years=context.years or ((period[1],) if period else ()),
            tense=tense_of(context.asked),
            places=(*understood.places, *missing),
            around=context.asked,
        )

    def takes(self, row: Commitment) -> bool:
        """Tell whether a commitment is of the year and kind asked for, which is quickly seen."""
        if self.years and row.year not in self.years:
            return False
        return self.tense in (None, row.kind) and not (self.measure.change and row.comparator not in _CHANGES)


def agreement(row: Commitment, wanted: Wanted, weigher: Weigher) -> Agreement | None:
    """Return how well a commitment fits, None where it cannot be what is asked for."""
    figure = next(iter(find_figures(row.value)), None)
    headings = " ".join(row.section)
    around = f"{row.sentence} {headings}"
    if figure is None or not wanted.measure.fits(figure) or any(place not in around for place in wanted.places):
        return None
    clause = _BREAK.split(row.sentence[: row.start - row.sentence_start])[-1]
    words = clause if row.subject in clause else f"{row.subject}{clause}"
    if _is_of_other_sort(words, wanted) or contradicts(wanted.question, words, around):
        return None
    sought = _without(wanted.sought, _SAID_BY_UNIT.get(dimension_of(figure), ""))
    asked = sought.share(f"{words}{row.value}", headings, row.sentence, worth=_WORTH)
    if asked < _FEWEST or not prints_telling(sought, around):
        return None
    named = _named(row.subject, wanted.said, weigher)
    return Agreement(row, figure, asked, named, asked + 0.5 * named + _order(row, words, wanted))


def _is_of_other_sort(words: str, wanted: Wanted) -> bool:
    """Tell whether a figure is one for each of many, a share or one of a part of a year where the question asks for no such, or the reverse."""
    if _EACH.search(words) and not _ASKS_EACH.search(wanted.question):
        return True
    if _SHARE.search(words) and not _ASKS_SHARE.search(wanted.question):
        return True
    return bool(_PART_OF_YEAR.search(words)) != bool(_PART_OF_YEAR.search(wanted.question))


def _order(row: Commitment, words: str, wanted: Wanted) -> float:
    """Return what tells rows of one indicator apart: a level before its growth, one year before many."""
    order = 0.0
    if row.comparator in _CHANGES and not wanted.measure.change:
        order -= _OF_OTHER_SORT
    if bool(_AVERAGE.search(words)) != bool(_AVERAGE.search(wanted.question)) or (
        _MANY_YEARS.search(words) and not _MANY_YEARS.search(wanted.question)
    ):
        order -= _OF_OTHER_SORT
    return order


def _named(subject: str, said: str, weigher: Weigher) -> float:
    """Return the share of a subject's weight that the question, or an official term for its words, holds."""
    terms = weigher.content(subject)
    total = sum(term.weight for term in terms)
    return sum(term.weight * held(term.word, said) for term in terms) / total if total else 0.0


def _without(sought: Sought, word: str) -> Sought:
    return Sought(tuple(term for term in sought.terms if term.word != word)) if word else sought
