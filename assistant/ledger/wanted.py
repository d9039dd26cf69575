"""Read what a question wants of the ledger: the names of its indicator, the years, the kind, what is measured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.asked_measure import CHANGE_COMPARATORS, Measure, dimension_of, measure_asked
from assistant.indicators import indicator_of
from assistant.ledger.indicator import Indicator
from assistant.question_kind import Kind
from assistant.statements import Context
from assistant.support import Sought, plain
from assistant.time_named import Tense, tense_of
from ingest.commitments.commitment import Commitment
from ingest.figures import Figure, find_figures
from ingest.regions import short_name
from vectorstore.question_words import Term, Weigher
from vectorstore.tokens import noun_words

# Words that say how two figures are set side by side, or which of them is meant; no sentence of a plan repeats them.
_FRAME = re.compile(
    r"[干做搞弄]到|责任|牵头|[领挑带]头|负责|部门|单位|主管|落实|承担|谁|变化|差[别异距]|区别|不同|对比|比较|一样|情况|实际|预[计期]|初步|核算|完成|达到|实现|做到|目标|计划|规划|方案|报告|数[据字值]?|水平|总共|一共|"
    r"大概|具体|纲要|意见|文件|总结|成就|回顾|指标|提出|规定|要求|明确|安排|打算|年限|期限|时限|达标|合格|增[长速幅]|增长率|年?末|年?底|全年|多少|之后|之前|以后|已|值|元|亿"
)
_NOTE = re.compile(r"[（(]?注意[^（）()，,。？?]*[）)]?")
_ANSWERS_FOR = re.compile(
    r"[归由]?\s*(?:局|部门|单位|委|办)?来?(?:管(?!网|道|廊|理|线)|负责|牵头|[领挑带]头|主管|承担|落实)"
)
# "预计" asks for a result not yet final as often as for an aim.
_EXPECTED = re.compile(r"预计")
_SPENT = re.compile(r"[花投砸]")
_SPENDING = "总投资 投资 投入 资金"
_SHORTEST = 4
_RESIDENTS = re.compile(r"居民(?=人均)|(?=人均可支配收入|人均消费)")
_SCOPES = (
    ("城镇", re.compile(r"城[里镇市](?:居民|人|的人)?")),
    ("农村", re.compile(r"(?:农村|乡下|村里)(?:居民|人|的人)?|农民")),
)
# How far a subject is said by a question that prints it, and by one that says it in everyday words.
_BY_ITSELF, _BY_ANOTHER = 1.0, 0.8


class Named(NamedTuple):
    """The words of a question that name a subject, and how far they say it."""

    words: tuple[str, ...]
    degree: float


class _Indicator(NamedTuple):
    """A name of what is asked for, the words of the question it stands for, and how far those say it."""

    indicator: Indicator
    words: tuple[str, ...]
    degree: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question, or one side of its comparison, wants of the ledger; `names` are the nouns it turns on."""

    kind: Kind
    question: str
    core: str
    said: str
    sought: Sought
    measure: Measure
    years: tuple[int, ...]
    tense: Tense | None
    places: tuple[str, ...]
    names: frozenset[str]
    indicators: tuple[_Indicator, ...]

    @classmethod
    def of(cls, context: Context, kind: Kind, weigher: Weigher) -> "Wanted":
        """Read what is wanted from what every way of answering looks at."""
        understood = context.understanding
        question = _NOTE.sub("", understood.standalone)
        core = plain(_NOTE.sub("", understood.core))
        if kind == "department":
            core = _ANSWERS_FOR.sub(" ", core)
        period = None if context.side else understood.period
        missing = (short_name(understood.missing_region),) if understood.missing_region else ()
        named = indicator_of(core)
        indicators = [_Indicator(Indicator(named), (named,), _BY_ITSELF)] if named else []
        indicators += [
            _Indicator(Indicator(name), (*other.stands_for, *said), _BY_ANOTHER)
            for other in understood.alternatives
            for name, said in _scoped(other.official, question)
        ]
        said = [core, *(other.official for other in understood.alternatives)]
        if _SPENT.search(core):
            said.append(_SPENDING)
        return cls(
            kind=kind,
            question=question,
            core=core,
            said=plain(" ".join(said)),
            sought=_sought(core, weigher, [other for other in context.sought.terms if other.optional]),
            measure=measure_asked(question),
            years=context.years or ((period[1],) if period else ()),
            tense=tense_of(_EXPECTED.sub("", context.asked)),
            places=(*understood.places, *missing),
            names=frozenset(noun_words(core)),
            indicators=tuple(indicators),
        )

    def takes(self, row: Commitment) -> bool:
        """Tell whether a commitment is of the year and kind asked for, which is quickly seen."""
        if self.kind == "department":
            return bool(row.departments) and (not self.years or row.year in self.years)
        if self.years and row.year not in self.years:
            return False
        return self.tense in (None, row.kind) and not (self.measure.change and row.comparator not in CHANGE_COMPARATORS)

    def measures(self, figure: Figure) -> bool:
        """Tell whether a figure is of the sort asked for; where a time or a yes is, the question prints one like it."""
        if self.kind == "department":
            return True
        if self.kind == "date":
            return any(text in plain(figure.text) for text in map(plain, self.measure.printed))
        if self.kind == "yes_no":
            return any(dimension_of(figure) == dimension_of(printed) for printed in find_figures(self.question))
        return self.measure.fits(figure)

    def named_by(self, subject: str) -> Named | None:
        """Return how a subject is the indicator asked for, None where it is not."""
        folded = plain(subject)
        if len(folded) >= _SHORTEST and folded in self.core:
            return Named((folded,), _BY_ITSELF)
        return next((Named(words, degree) for one, words, degree in self.indicators if one.names(subject)), None)

    def besides(self, words: Sequence[str], weigher: Weigher) -> tuple[Term, ...]:
        """Return what a question seeks besides the words that name a subject."""
        rest = self.core
        for piece in sorted(map(plain, words), key=len, reverse=True):
            rest = rest.replace(piece, " ")
        # Beside the name of an indicator, words that no plan prints are small talk, nouns aside.
        terms = _sought(rest, weigher, []).terms
        return tuple(term for term in terms if term.word in self.names or weigher.known(term.word))


def _scoped(official: str, question: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return an official term, and what it is called for those of the residents that a question names, with its word for them."""
    found: list[tuple[str, tuple[str, ...]]] = [(official, ())]
    if _RESIDENTS.match(official):
        found += [
            (f"{name}居民{_RESIDENTS.sub('', official, count=1)}", (match.group(),))
            for name, pattern in _SCOPES
            if (match := pattern.search(question))
        ]
    return found


def _sought(text: str, weigher: Weigher, others: Sequence[Term]) -> Sought:
    terms = [term for term in weigher.content(text) if not _FRAME.fullmatch(term.word)]
    return Sought((*Sought.of(terms).terms, *others))
