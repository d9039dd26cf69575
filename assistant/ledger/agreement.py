"""Judge how far a commitment is the one that a question asks for: its indicator, its year, its kind, what it measures."""

import re
from typing import NamedTuple

from assistant.asked_measure import CHANGE_COMPARATORS, dimension_of
from assistant.contrasts import contradicts
from assistant.ledger.wanted import Wanted
from assistant.support import Sought, held, plain
from ingest.commitments.commitment import Commitment
from ingest.figures import Figure, find_figures
from vectorstore.question_words import Weigher

# Words that the unit of a figure says already.
_SAID_BY_UNIT = {
    "area": ("面积",),
    "length": ("里程", "长度"),
    "money": ("金额", "钱", "元", "花", "投", "砸", "资金"),
    "people": ("人数", "人"),
    "count": ("数量", "个数", "数", "家数", "家", "个", "户", "座", "条", "项", "处"),
    "weight": ("产量",),
}
_MANY_YEARS = re.compile(r"年均|累计|平均每年|[三四五两几\d]年(?:来|间|内|共|累计)|期间|时期|以来")
_AVERAGE = re.compile(r"年均|平均每年|年平均")
_PART_OF_YEAR = re.compile(
    r"[一二三四1-4]季度|上半年|下半年|前[一二三四五六七八九十\d]+个?月|1[-—–至]\d{1,2}月|\d{1,2}月(?:份|末)|季度|每月|月均"
)
_EACH = re.compile(r"人均|户均|每[一十百千万]|单位(?:GDP|地区|国内|工业|生产|面积)")
_ASKS_EACH = re.compile(r"每(?!年|月|天)|人均|户均|单位|平均|个人|一个|居民|老百姓|百姓|群众|家庭|大家")
_SHARE = re.compile(r"占|比[重例]|份额")
_ASKS_SHARE = re.compile(r"占|比[重例率]|份额|几成|百分")
_SHARE_OF = re.compile(r"占|比重|强度")
_NEW = re.compile(r"[新净]增")
_BREAK = re.compile(r"[，；。：！？,;]")
# What a word of the question is worth beside the figure, in the headings, in its sentence, in the title.
_WORTH = (1.0, 0.5, 0.3, 0.8)
_FEWEST = 0.3
# What a row loses for being a rate of growth where a level is asked, or about several years where one is asked.
_OF_OTHER_SORT = 0.2
_ONLY_A_BOUND = 0.03
_HELD = 0.55


class Agreement(NamedTuple):
    """How well a commitment fits: `asked` is the share of the question that it says, `named` the share of its subject that the question says."""

    row: Commitment
    figure: Figure
    asked: float
    named: float
    order: float


def agreement(row: Commitment, wanted: Wanted, weigher: Weigher, title: str) -> Agreement | None:
    """Return how well a commitment fits, None where it cannot be what is asked for."""
    figure = next(iter(find_figures(row.value)), None)
    around = f"{row.sentence} {' '.join(row.section)}"
    if figure is None or not wanted.measures(figure) or any(place not in around for place in wanted.places):
        return None
    clause = _BREAK.split(row.sentence[: row.start - row.sentence_start])[-1]
    words = clause if row.subject in clause else f"{row.subject}{clause}"
    if _is_of_other_sort(words, row.sentence, wanted) or contradicts(wanted.question, words, around):
        return None
    said = wanted.named_by(row.subject, weigher)
    sought = _without(said.rest if said else wanted.sought, _SAID_BY_UNIT.get(dimension_of(figure), ()))
    texts = (f"{words}{row.value}", " ".join(row.section), row.sentence, title)
    asked = sought.share(*texts, worth=_WORTH)
    if said:
        weight = wanted.sought.total or 1.0
        asked = 1.0 - (1.0 - asked) * min(1.0, sought.total / weight) if sought.total else 1.0
    if asked < _FEWEST or not _prints_names(sought, wanted, plain(" ".join([*texts, around]))):
        return None
    named = said.degree if said else _named(row.subject, wanted.said, weigher)
    return Agreement(row, figure, asked, named, asked + 0.5 * named + _order(row, words, wanted))


def _prints_names(sought: Sought, wanted: Wanted, text: str) -> bool:
    """Tell whether a text prints the things that a question names and another word does not stand for."""
    held_ = [term for term in sought.terms if term.optional and held(term.word, text) > _HELD]
    return all(
        held(term.word, text) >= _HELD or any(term.word in piece for other in held_ for piece in other.stands_for)
        for term in sought.terms
        if not term.optional and term.word in wanted.names
    )


def _is_of_other_sort(words: str, sentence: str, wanted: Wanted) -> bool:
    """Tell whether a figure is one for each of many, a share, or one of a part of a year where no such is asked for, or the reverse."""
    question = wanted.question
    if _EACH.search(words) and not _ASKS_EACH.search(question):
        return True
    if _SHARE.search(words) and not _ASKS_SHARE.search(question):
        return True
    if any(sort.search(question) and not sort.search(f"{words}{sentence}") for sort in (_EACH, _SHARE_OF, _NEW)):
        return True
    return bool(_PART_OF_YEAR.search(words)) != bool(_PART_OF_YEAR.search(question))


def _order(row: Commitment, words: str, wanted: Wanted) -> float:
    """Return what tells rows of one indicator apart: a level before its growth, one year before many, a figure before a bound."""
    order = 0.0
    if row.comparator in CHANGE_COMPARATORS and not wanted.measure.change:
        order -= _OF_OTHER_SORT
    if bool(_AVERAGE.search(words)) != bool(_AVERAGE.search(wanted.question)) or (
        _MANY_YEARS.search(words) and not _MANY_YEARS.search(wanted.question)
    ):
        order -= _OF_OTHER_SORT
    if row.kind == "achieved" and row.comparator != "exact":
        order -= _ONLY_A_BOUND
    return order


def _named(subject: str, said: str, weigher: Weigher) -> float:
    """Return the share of a subject's weight that the question, or an official term for its words, says."""
    terms = weigher.content(subject)
    total = sum(term.weight for term in terms)
    return sum(term.weight * held(term.word, said) for term in terms) / total if total else 0.0


def _without(sought: Sought, words: tuple[str, ...]) -> Sought:
    return Sought(tuple(term for term in sought.terms if term.word not in words))
