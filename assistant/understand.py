"""Understand a question before searching: what kind of answer it wants, of which plan, region and year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Turn
from assistant.comparison import Side, sides_of
from assistant.core_words import core_of, places_of
from assistant.followup import KEPT_TURNS, standalone_question
from assistant.lexicon import Alternative, official_terms
from assistant.plan_mentions import PlanMention, find_mentions
from assistant.question_kind import Kind, kind_of
from assistant.regions_named import find_named, is_subject
from assistant.relative_plans import with_named_plans
from assistant.scope import Remembered, scope_of
from assistant.time_named import (
    PERIOD,
    made_in,
    period_of,
    tense_of,
    with_full_years,
    without_making,
    year_in_period,
    years_of,
)
from ingest.period import five_year_period
from ingest.regions import find_regions, province_of
from vectorstore.catalog import Listed

_QUOTED = re.compile(r"[“\"「『‘']([^”\"」』’']{1,24})[”\"」』’']")
# Words by which a question that is complete otherwise points back to the place or year of those before it.
_LEANS = re.compile(r"[全本该我]市|[全本该我]省|[全本该]县|当地|当年|同年|同期|这里|那里|^那|其中")
_DENIED = re.compile(r"[（(]?(?:不是|并非|而非|不要|别拿)[^，,。）)]{2,12}?(?:的|[）)，,。]|$)[）)]?")
# What a question says it does not mean tells nothing of what it does.
_WARNED_OF = re.compile(
    r"[（(](?:非|不是|并非|不含|而不是)[^（）()]{2,20}[）)]|[，,。；;（(]?请?(?:勿|不要|别)[与和跟把将][^。？?]{2,24}?(?:混淆|弄混|搞混|混为一谈)[）)。]?"
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question taken apart.

    `core` holds the words to look for: the question without its asking words and without the name of the plan.
    `documents` are the only documents an answer may come from, None for all. `sides` are what a
    comparison compares. `missing_region` is a region the question names that no document is about, `missing_plan` a five-year plan that is
    not there, `period` the years of a five-year period that no plan covers. `years` are those asked for.
    `plan_named` tells that the question is about plans it names.
    """

    question: str
    standalone: str
    core: str
    kind: Kind
    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    missing_region: str | None = None
    missing_plan: str | None = None
    period: tuple[int, int] | None = None
    places: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    documents: frozenset[str] | None = None
    boosts: dict[str, float] = field(default_factory=dict)
    alternatives: tuple[Alternative, ...] = ()
    sides: tuple[Side, ...] = ()
    plan_named: bool = False


def understand(question: str, history: Sequence[Turn], documents: Sequence[Listed]) -> Understanding:
    """Take a question apart against the descriptions of the documents in the store."""
    resolved = with_named_plans(standalone_question(question, history), documents)
    standalone = _WARNED_OF.sub("", resolved) or resolved
    made = with_full_years(standalone)
    asked = without_making(made)
    affirmed = _DENIED.sub(" ", asked)
    regions = find_named(affirmed, documents)
    mentions = find_mentions(affirmed, documents, regions.inside)
    missing = regions.outside[0] if regions.outside and not regions.inside else None
    missing_plan, period = _missing_period(affirmed, regions.inside, documents)
    sides = sides_of(affirmed, mentions, regions, documents)
    leans = resolved != question.strip() or bool(_LEANS.search(question))
    remembered = _remembered(history) if leans and not (missing or regions.county) else None
    if leans and history and not mentions:
        mentions = _of_earlier(question, history, regions.inside, documents)
    scope = scope_of(affirmed, mentions, regions, documents, remembered, made_in(made))
    allowed = None if sides else scope.documents
    held = {document.description.region or "" for document in documents}
    above = missing in {province_of(region) for region in held}
    if missing_plan or (missing and not above and is_subject(missing, affirmed)):
        allowed = frozenset()
    named = [*regions.inside, *([missing] if missing else [])]
    placed = year_in_period(affirmed)
    years = years_of(affirmed) or ((placed,) if placed else ())
    return Understanding(
        question=question,
        standalone=standalone,
        core=core_of(affirmed, mentions, regions.inside),
        kind=kind_of(standalone),
        years=years,
        regions=regions.inside,
        missing_region=regions.county or missing,
        missing_plan=missing_plan,
        period=period,
        places=places_of(affirmed, mentions, [*named, *([regions.county] if regions.county else [])]),
        quoted=tuple(term for term in _QUOTED.findall(standalone) if not five_year_period(f"{term}规划")),
        documents=allowed,
        boosts=scope.boosts,
        alternatives=tuple(official_terms(standalone)),
        sides=sides,
        plan_named=bool(mentions),
    )


def _of_earlier(
    question: str, history: Sequence[Turn], regions: Sequence[str], documents: Sequence[Listed]
) -> list[PlanMention]:
    """Return the plans that the latest earlier question with any names, which a question that leans on it is about too.

    One that names a place or a year of its own, or asks what came of it, moves on to other documents.
    """
    if find_regions(question) or years_of(with_full_years(question)) or tense_of(question) == "achieved":
        return []
    for turn in reversed(history[-KEPT_TURNS:]):
        named = find_mentions(turn.question, documents, regions or find_regions(turn.question))
        if named:
            return named
    return []


def _remembered(history: Sequence[Turn]) -> Remembered | None:
    """Return the regions and years that the latest earlier question with any regions names."""
    for turn in reversed(history[-KEPT_TURNS:]):
        regions = find_regions(turn.question)
        if regions:
            return Remembered(regions, years_of(with_full_years(turn.question)))
    return None


def _missing_period(
    question: str, regions: Sequence[str], documents: Sequence[Listed]
) -> tuple[str | None, tuple[int, int] | None]:
    """Return a five-year plan the question names that is not there, and the years of a period no plan covers.

    Of a region that is named only its own plans count.
    """
    own = [d.description for d in documents if not regions or d.description.region in regions]
    for match in PERIOD.finditer(question):
        period = period_of(match)
        if period is None or any((d.first_year, d.last_year) == period for d in own):
            continue
        named = match.group(2) and tense_of(question) != "achieved"
        return ("".join(regions[:1]) + match.group() if named else None), period
    return None, None
