"""Judge how far a commitment is the one that a question asks for: its indicator, its year, its kind, what it measures."""

import re
from typing import NamedTuple

from assistant.asked_measure import CHANGE_COMPARATORS, Dimension
from assistant.contrasts import contradicts
from assistant.ledger.read_row import AVERAGE, EACH, MANY_YEARS, PART_OF_YEAR, ReadRow
from assistant.ledger.wanted import Named, Wanted
from assistant.support import Sought, held, plain
from ingest.commitments.commitment import Commitment
from ingest.figures import Figure
from vectorstore.question_words import Weigher

# Words that the unit of a figure says already.
_SAID_BY_UNIT: dict[Dimension, tuple[str, ...]] = {
    "area": ("面积",),
    "length": ("里程", "长度"),
    "money": ("金额", "钱", "元", "花", "投", "砸", "资金"),
    "people": ("人数", "人"),
    "count": ("数量", "个数", "数", "家数", "家", "个", "户", "座", "条", "项", "处"),
    "weight": ("产量",),
}
_ASKS_EACH = re.compile(r"每(?!年|月|天)|人均|户均|单位|平均|个人|一个|居民|老百姓|百姓|群众|家庭|大家")
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


class Judge:
    """Judge the commitments of a store for one question."""

    def __init__(self, wanted: Wanted, weigher: Weigher) -> None:
        self._wanted = wanted
        self._weigher = weigher
        question = wanted.question
        self._asks_each = bool(_ASKS_EACH.search(question))
        self._asks_share = bool(_ASKS_SHARE.search(question))
        self._asks_part = bool(PART_OF_YEAR.search(question))
        self._asks_average = bool(AVERAGE.search(question))
        self._asks_years = bool(MANY_YEARS.search(question))
        self._must = tuple(sort for sort in (EACH, _SHARE_OF, _NEW) if sort.search(question))
        self._sought: dict[tuple[tuple[str, ...] | None, Dimension], Sought] = {}

    def agreement(self, read: ReadRow, title: str) -> Agreement | None:
        """Return how well a commitment fits, None where it cannot be what is asked for."""
        wanted = self._wanted
        if not wanted.measures(read.figure) or any(place not in read.around for place in wanted.places):
            return None
        if self._is_of_other_sort(read) or contradicts(wanted.question, read.words, read.around):
            return None
        said = wanted.named_by(read.row.subject)
        sought = self._left(said, read.dimension)
        asked = sought.share(*read.printed, title, worth=_WORTH)
        if said:
            weight = wanted.sought.total or 1.0
            asked = 1.0 - (1.0 - asked) * min(1.0, sought.total / weight) if sought.total else 1.0
        if asked < _FEWEST or not _prints_names(sought, wanted, plain(" ".join([*read.printed, title, read.around]))):
            return None
        named = said.degree if said else _named(read.row.subject, wanted.said, self._weigher)
        return Agreement(read.row, read.figure, asked, named, asked + 0.5 * named + self._order(read))

    def _left(self, said: Named | None, dimension: Dimension) -> Sought:
        """Return what is sought besides the indicator that was named and what the unit of a figure says."""
        key = (said.words if said else None, dimension)
        if key not in self._sought:
            terms = self._wanted.besides(said.words, self._weigher) if said else self._wanted.sought.terms
            words = _SAID_BY_UNIT.get(dimension, ())
            self._sought[key] = Sought(tuple(term for term in terms if term.word not in words))
        return self._sought[key]

    def _is_of_other_sort(self, read: ReadRow) -> bool:
        """Tell whether a figure is one for each of many, a share, or one of a part of a year where no such is asked for, or the reverse."""
        if (read.of_each and not self._asks_each) or (read.of_share and not self._asks_share):
            return True
        text = f"{read.words}{read.row.sentence}" if self._must else ""
        return any(not sort.search(text) for sort in self._must) or read.of_part_of_year != self._asks_part

    def _order(self, read: ReadRow) -> float:
        """Return what tells rows of one indicator apart: a level before its growth, one year before many, a figure before a bound."""
        order = 0.0
        if read.row.comparator in CHANGE_COMPARATORS and not self._wanted.measure.change:
            order -= _OF_OTHER_SORT
        if read.averaged != self._asks_average or (read.over_years and not self._asks_years):
            order -= _OF_OTHER_SORT
        if read.row.kind == "achieved" and read.row.comparator != "exact":
            order -= _ONLY_A_BOUND
        return order


def _prints_names(sought: Sought, wanted: Wanted, text: str) -> bool:
    """Tell whether a text prints the things that a question names and another word does not stand for."""
    held_ = [term for term in sought.terms if term.optional and held(term.word, text) > _HELD]
    return all(
        held(term.word, text) >= _HELD or any(term.word in piece for other in held_ for piece in other.stands_for)
        for term in sought.terms
        if not term.optional and term.word in wanted.names
    )


def _named(subject: str, said: str, weigher: Weigher) -> float:
    """Return the share of a subject's weight that the question, or an official term for its words, says."""
    terms = weigher.content(subject)
    total = sum(term.weight for term in terms)
    return sum(term.weight * held(term.word, said) for term in terms) / total if total else 0.0
