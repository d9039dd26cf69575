"""Find what a comparison compares: plans, regions or years."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.plan_mentions import PlanMention
from assistant.regions_named import WHOLE, Regions, documents_of
from assistant.scope import about_year, narrowed
from assistant.time_named import tense_of, year_of_results, years_of
from ingest.regions import is_province
from vectorstore.catalog import Listed

T = TypeVar("T", bound=Hashable)
_COMPARE = re.compile(
    r"比(?![例重率值如])|高多少|低多少|哪个更?高|谁更|比较|对比|对照|相比|比起来|区别|不同|差异|差别|变化|分别|各(?:是|要|为|有)|[和与跟]"
)
# Where one thing that is compared ends and the next begins.
_BETWEEN = re.compile(r"与|和|跟|以及|[vV][sS]\.?|对比|对照|相比|[、,，;；:：。？?]|又")
_SPAN = re.compile(r"(?:19|20)\d{2}年?[-—–－~～至到]+(?:19|20)\d{2}|从(?:19|20)\d{2}")
_AIM = re.compile(r"目标|计划|预期|预计|底线|定的|定了|安排")
_RESULT = re.compile(r"实际|最后|最终|结果|兑现|完成(?:情况|值|数|了|得|多少)|(?:完成|实现|做到|办到)没|[干做办]成")
# A base year says what a change is reckoned from; it is not compared.
_BASE = re.compile(r"(?:较|比|相对于?|基于|以)(?:19|20)\d{2}年?(?:(?:增|降|减|提高|下降|上升|翻|多|少|低|高)|为基)")
_SAYS_SO = re.compile(r"比(?![例重率值如])|高多少|低多少|哪个|谁|对比|对照|相比|区别|差异|差别|分别|各(?:是|要|为|有)")

# Private characters stand for the plans a question names while it is cut up.
_MASK = 0xE000


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its documents (None: all) and the years asked of it; `absent` names a region without any.

    `asked` are words of the question that tell only this side, "" where none do. `name` is what to call a side that is a
    thing of its own.
    """

    documents: frozenset[str] | None
    years: tuple[int, ...] = ()
    absent: str = ""
    asked: str = field(default="", compare=False)
    name: str = ""


def sides_of(
    question: str, mentions: Sequence[PlanMention], regions: Regions, documents: Sequence[Listed]
) -> tuple[Side, ...]:
    """Return the sides when a question compares plans, regions or years, () otherwise."""
    years = years_of(question)
    inside = documents_of(regions.inside, documents) or _of_one_region(mentions, documents)
    both = _target_and_result(question, years, inside, documents)
    if both:
        return both
    compares = bool(_COMPARE.search(question))
    if not compares and (len(years) < 2 or _SPAN.search(question)):
        return ()
    there, away = _comparable(question, regions)
    if there and away:
        return _regions(question, there, away, documents)
    points = _points(question, mentions, inside, documents)
    if points or not compares:
        return points
    if len({mention.documents for mention in mentions}) >= 2:
        return _plans(question, mentions, inside)
    if len(there) >= 2:
        return _regions(question, there, (), documents)
    if len(mentions) == 1 and years and not _within(mentions[0], years[0], documents):
        other = frozenset(
            d.id for d in documents if d.description.last_year in years or d.description.first_year in years
        )
        others = (other & inside if inside else other) - mentions[0].documents
        return (Side(others or None, years), Side(mentions[0].documents)) if others else ()
    return ()


def _of_one_region(mentions: Sequence[PlanMention], documents: Sequence[Listed]) -> frozenset[str] | None:
    """Return the documents of the one region whose plans a question names, None where it names those of several."""
    named = {d.description.region for d in documents if any(d.id in mention.documents for mention in mentions)}
    region = named.pop() if len(named) == 1 else None
    return documents_of([region], documents) if region and region != WHOLE else None


def _points(
    question: str, mentions: Sequence[PlanMention], inside: frozenset[str] | None, documents: Sequence[Listed]
) -> tuple[Side, ...]:
    """Return a side for every plan or year that a part of the question names, () when there are not at least two.

    A year printed in a plan's name ("2017年补短板方案") is part of the name.
    """
    masked = _BASE.sub("", question)
    for number, mention in enumerate(mentions):
        masked = masked.replace(mention.text, chr(_MASK + number), 1)
    sides: list[Side] = []
    for part in _BETWEEN.split(masked):
        named = [mention for number, mention in enumerate(mentions) if chr(_MASK + number) in part]
        only = _of_plan(named[0], inside) if named else inside
        ended = year_of_results(part)
        years = years_of(part) or ((ended,) if ended else ())
        own = part if tense_of(part) else ""
        told = own or question
        if len(years) > 1 and not _SPAN.search(part):
            sides += [Side(narrowed(only, year, told, documents), (year,), asked=own) for year in years]
        elif named:
            sides.append(Side(only, years, asked=own))
        elif years:
            sides.append(Side(narrowed(only, years[0], told, documents), years, asked=own))
    distinct = list(dict.fromkeys(sides))
    return tuple(distinct) if len(distinct) > 1 else ()


def _target_and_result(
    question: str, years: Sequence[int], inside: frozenset[str] | None, documents: Sequence[Listed]
) -> tuple[Side, ...]:
    """Return what was aimed at in a year and what came of it, which different documents tell, () for other questions."""
    if inside is None or len(years) != 1 or not (_AIM.search(question) and _RESULT.search(question)):
        return ()
    among = [document for document in documents if document.id in inside]
    aimed, reached = (about_year(among, years[0], tense) for tense in ("target", "achieved"))
    if aimed == reached:
        return ()
    return (Side(aimed, tuple(years), asked="目标"), Side(reached, tuple(years), asked="实际完成"))


def _comparable(question: str, regions: Regions) -> tuple[list[str], list[str]]:
    """Return the regions that a question sets side by side, those held and those not.

    "And" alone does so only with regions of one level: a city "and" a province work together.
    """
    there, away = list(regions.inside), list(regions.outside)
    if _SAYS_SO.search(question):
        return there, away
    lower = [region for region in there if not is_province(region) and region != WHOLE]
    if lower:
        return lower, [region for region in away if not is_province(region)]
    return there, [region for region in away if is_province(region)]


def _regions(
    question: str, inside: Sequence[str], outside: Sequence[str], documents: Sequence[Listed]
) -> tuple[Side, ...]:
    """Return a side for every region; one the store has nothing of is named as absent."""
    years = years_of(question)
    sides: list[Side] = []
    for region in inside:
        own = documents_of([region], documents)
        sides.append(Side(narrowed(own, years[0], question, documents) if len(years) == 1 else own, years))
    return (*sides, *(Side(frozenset(), years, absent=region) for region in outside))


def _within(mention: PlanMention, year: int, documents: Sequence[Listed]) -> bool:
    periods = [(d.description.first_year, d.description.last_year) for d in documents if d.id in mention.documents]
    return any(first is not None and last is not None and first <= year <= last for first, last in periods)


def _of_plan(mention: PlanMention, inside: frozenset[str] | None) -> frozenset[str]:
    return (mention.documents & inside if inside else mention.documents) or mention.documents


def _plans(question: str, mentions: Sequence[PlanMention], inside: frozenset[str] | None) -> tuple[Side, ...]:
    """Give each plan the years printed between its name and the next plan's."""
    starts = [question.find(mention.text) for mention in mentions]
    sides: list[Side] = []
    for index, mention in enumerate(mentions):
        end = starts[index + 1] if index + 1 < len(mentions) else len(question)
        # A year printed right before a plan's name ("2017年补短板方案") is part of the name.
        years = years_of(question[starts[index] + len(mention.text) : end])
        sides.append(Side(_of_plan(mention, inside), years))
    return tuple(sides)


def in_turn(rankings: Sequence[Sequence[T]], key: Callable[[T], Hashable] | None = None) -> list[T]:
    """Merge the rankings of the sides: the best of each first, then the second best of each; each once, by its key if one is given."""
    merged: dict[Hashable, T] = {}
    for rank in range(max(map(len, rankings), default=0)):
        for ranking in rankings:
            if rank < len(ranking):
                item = ranking[rank]
                merged.setdefault(key(item) if key else item, item)
    return list(merged.values())
