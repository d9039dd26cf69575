"""Decide which documents may answer a question, and which of those are the likelier ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from assistant.plan_mentions import PlanMention
from assistant.regions_named import WHOLE, Regions, documents_of, lower_of
from assistant.time_named import (
    Tense,
    asks_by_year,
    asks_of_now,
    is_open_ended,
    named_period,
    span_of,
    tense_of,
    year_in_period,
)
from vectorstore.catalog import Listed

# What a favour is worth: a document exactly about the year asked, the report that opens or closes a period, one of several near ones.
_EXACT, _NEXT, _OPENING, _OF_NATION = 1.0, 0.6, 0.8, 0.5
# The latest document without a year asked; a target of an earlier one is no longer in force.
_LATEST, _IN_FORCE = 2.0, 3.0
# What is left of a favour for the latest documents with every year that a document is older.
_LEFT = 0.8
_DRAFT = 0.2
_ADOPTED = "正式"


@dataclass(frozen=True, slots=True)
class Scope:
    """The only documents an answer may come from (None: all), and the favours of single ones."""

    documents: frozenset[str] | None = None
    boosts: dict[str, float] = field(default_factory=dict)


class Remembered(NamedTuple):
    """What earlier questions of a conversation named: the regions, and the years beside them."""

    regions: Sequence[str] = ()
    years: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The time a question asks about."""

    years: frozenset[int]
    period: tuple[int, int] | None
    tense: Tense | None
    by_year: bool = False
    now: bool = False

    @classmethod
    def of(cls, question: str) -> "Asked":
        """Read a question."""
        years = span_of(question)
        placed = year_in_period(question)
        if placed and not years:
            years = {placed}
        period = named_period(question)
        if is_open_ended(question):
            return cls(frozenset(), None, None)
        now = not years and not period and asks_of_now(question)
        return cls(frozenset(years), period, tense_of(question), asks_by_year(question), now)


def scope_of(
    question: str,
    mentions: Sequence[PlanMention],
    regions: Regions,
    documents: Sequence[Listed],
    remembered: Remembered | None = None,
    made: int | None = None,
) -> Scope:
    """Return the scope of a question about documents `made` in a year; what it leaves out comes from what is `remembered` of earlier ones."""
    asked = Asked.of(question)
    before = remembered if remembered and not (regions.inside or mentions) else Remembered()
    if before.years and not (asked.years or asked.period or asked.now):
        asked = replace(asked, years=frozenset(before.years))
    inside = documents_of(lower_of(regions.inside or before.regions), documents)
    pool = _named(mentions, inside) or None
    among = [d for d in documents if pool is None or d.id in pool]
    if made:
        begun = [d for d in among if _made_in(d, made)]
        among, pool = (begun, frozenset(d.id for d in begun)) if begun else (among, pool)
    narrow = pool is not None and len(among) > 1
    if narrow:
        kept = about(among, asked, bool(mentions))
        among = [d for d in among if d.id in kept]
        pool = kept
    one_region = len({d.description.region for d in among}) == 1
    favour = _favours(among, asked, settled=one_region)
    if not regions.inside and mentions:
        _add(favour, [d.id for d in among if d.description.region == WHOLE], _OF_NATION)
    return Scope(pool, favour)


def narrowed(
    documents: frozenset[str] | None, year: int, question: str, listed: Sequence[Listed]
) -> frozenset[str] | None:
    """Return those of some documents that are about one year of a question."""
    if documents is None:
        return None
    asked = Asked(frozenset({year}), None, tense_of(question), asks_by_year(question))
    return about([d for d in listed if d.id in documents], asked, reports_named=False)


def about_year(documents: Sequence[Listed], year: int, tense: Tense) -> frozenset[str]:
    """Return those documents that tell what is planned for a year, or what came of it."""
    return about(documents, Asked(frozenset({year}), None, tense), reports_named=False)


def _named(mentions: Sequence[PlanMention], inside: frozenset[str] | None) -> frozenset[str] | None:
    if not mentions:
        return inside
    named = frozenset[str]().union(*(mention.documents for mention in mentions))
    if inside is None:
        return named
    # The plan named may be the nation's or the province's; then the region is only what it is asked about.
    return (named & inside) or inside


def about(documents: Sequence[Listed], asked: Asked, reports_named: bool) -> frozenset[str]:
    """Return the documents that are about the time asked, all of them where none is or where no time is asked.

    A report sets targets for its own year and looks back on the one before; a plan is about all years of its period and
    looks back on the one before it.
    """
    if asked.years and asked.by_year:
        found = [d.id for d in documents if any(_looks_to(d, year) for year in asked.years)]
    elif asked.years:
        found = _of_years(documents, asked, reports_named)
    elif asked.period:
        first, last = asked.period
        # The year after a period looks back on it.
        found = [d.id for d in documents if _overlaps(d, first, last + 1)]
    elif asked.now:
        newest = max((d.description.first_year or 0 for d in documents), default=0)
        found = [d.id for d in documents if _overlaps(d, newest, newest)]
    else:
        found = []
    undated = [d.id for d in documents if d.description.first_year is None]
    return frozenset([*found, *undated] if found else [d.id for d in documents])


def _of_years(documents: Sequence[Listed], asked: Asked, reports_named: bool) -> list[str]:
    """Return the documents about single years: those exactly about them, or else those whose period holds them."""
    if reports_named and len(asked.years) == 1 and asked.tense != "achieved":
        own = [d.id for d in documents if _is_annual(d) and d.description.first_year in asked.years]
        if own:
            return own
    for tense in dict.fromkeys((asked.tense, None)):
        found = [d.id for d in documents if any(_is_exactly_about(d, year, tense) for year in asked.years)]
        if found:
            return found
    return [d.id for d in documents if any(_overlaps(d, year, year) for year in asked.years)]


def _made_in(document: Listed, year: int) -> bool:
    described = document.description
    return described.first_year == year or (described.published or "").startswith(str(year))


def _is_annual(document: Listed) -> bool:
    described = document.description
    return described.first_year is not None and described.first_year == described.last_year


def _overlaps(document: Listed, first: int, last: int) -> bool:
    begins, ends = document.description.first_year, document.description.last_year
    return begins is not None and ends is not None and begins <= last and first <= ends


def _is_exactly_about(document: Listed, year: int, tense: Tense | None) -> bool:
    """Tell whether a document is about just this year: a report of it or looking back on it, a plan that ends or begins with it."""
    first, last = document.description.first_year, document.description.last_year
    if first is None or last is None:
        return False
    if _is_annual(document) or tense == "achieved":
        return (tense != "achieved" and first == year) or (tense != "target" and first == year + 1)
    return last == year or (tense is None and first == year + 1)


def _looks_to(document: Listed, year: int) -> bool:
    """Tell whether a document may say what is to be reached by a year: a plan up to it, a report of the five years up to it."""
    first, last = document.description.first_year, document.description.last_year
    if first is None or last is None:
        return False
    return year - 5 <= first <= year + 1 if _is_annual(document) else first - 1 <= year <= last


def _favours(documents: Sequence[Listed], asked: Asked, settled: bool) -> dict[str, float]:
    favours: dict[str, float] = {}
    newest = max((d.description.first_year or 0 for d in documents), default=0)
    for document in documents:
        described = document.description
        if asked.years or asked.period:
            worth = _timely(document, asked)
        elif settled:
            worth = (_IN_FORCE if asked.tense == "target" else _LATEST) * _LEFT ** max(
                0, newest - (described.last_year or newest)
            )
        else:
            worth = 0.0
        worth -= _DRAFT if described.status != _ADOPTED else 0.0
        if worth:
            favours[document.id] = worth
    return favours


def _timely(document: Listed, asked: Asked) -> float:
    """Return the favour of a document whose period holds a year asked, or that looks back on it."""
    first, last = document.description.first_year, document.description.last_year
    if first is None or last is None:
        return 0.0
    wanted = set(asked.years)
    if asked.period and not wanted:
        wanted = set(asked.period)
        if _is_annual(document):
            return _OPENING if first in (asked.period[0], asked.period[1] + 1) else 0.0
    if any(first <= year <= last for year in wanted):
        return _EXACT if last in wanted or first == last else 0.7
    looks_back = _is_annual(document) or asked.period is not None
    return _NEXT if first - 1 in wanted and looks_back else 0.0


def _add(favours: dict[str, float], documents: Sequence[str] | frozenset[str], worth: float) -> None:
    for document in documents:
        favours[document] = favours.get(document, 0.0) + worth
