"""Which of the passages found for a case are the right ones: by the facts they hold, or by where they stand.

Only what was found is looked at, so a fact that no passage found holds counts as one more relevant passage that was
missed. The measures themselves are those of `eval.measures.retrieval`.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import NamedTuple

from assistant.answer import Citation, RetrievedPassage
from eval.authoring.places import in_section
from eval.cases import Case, Evidence
from eval.matching import folded, holds
from eval.measures.retrieval import facts_at, facts_share_at, ndcg_at, reciprocal_rank
from ingest.passage import Passage

DEPTHS = (1, 5, 10)
_SHARE_DEPTHS = (5, 10)
_NDCG_DEPTH = 10


class Wanted(NamedTuple):
    """The ranking of a case, the passages of it that hold each thing wanted, and how many things each passage holds.

    A thing that nothing holds is given by a passage that is in no ranking.
    """

    ranking: tuple[str, ...]
    things: tuple[frozenset[str], ...]
    grades: dict[str, int]


def documents_of(case: Case) -> set[str]:
    """Return the documents that may answer a case."""
    places = (*case.evidence, *case.alt_evidence)
    return {*case.docs, *(place.document for place in places if place.document)}


def by_fact(case: Case, found: Sequence[RetrievedPassage]) -> Wanted:
    """Judge passages by facts: a passage of the case's documents is worth as much as it holds facts."""
    documents = documents_of(case)
    return _wanted(found, [partial(_holds_one, documents, wordings) for wordings in case.wanted])


def by_place(case: Case, found: Sequence[RetrievedPassage]) -> Wanted | None:
    """Judge passages by place: each section of evidence is wanted; None for a case that names none.

    An alternative stands for all of the evidence, so the case then wants a single thing.
    """
    places = [place for place in case.evidence if place.section or place.quote]
    instead = [place for place in case.alt_evidence if place.section or place.quote]
    if not places:
        return None
    if any(_stands_at_one(case, instead, passage) for passage in found):
        return _wanted(found, [partial(_stands_at_one, case, [*places, *instead])])
    return _wanted(found, [partial(_stands_at_one, case, [place]) for place in places])


def _holds_one(documents: Collection[str], wordings: Sequence[str], passage: RetrievedPassage) -> bool:
    return passage.document in documents and any(holds(passage.text, wording) for wording in wordings)


def _stands_at_one(case: Case, places: Sequence[Evidence], passage: RetrievedPassage) -> bool:
    return any(stands_at(passage, place, case) for place in places)


def stands_at(passage: RetrievedPassage | Citation, place: Evidence, case: Case) -> bool:
    """Tell whether a passage stands where evidence is: its document, under its headings, with its words."""
    documents = {place.document} if place.document else set(case.docs)
    if passage.document not in documents or (place.quote and folded(place.quote) not in folded(passage.text)):
        return False
    return in_section(
        place.section,
        Passage(passage.document, 0, tuple(passage.section), passage.start, passage.end, passage.text),
    )


def measured(wanted: Wanted, prefix: str = "") -> dict[str, float]:
    """Return every measure of a ranking; hit@k tells whether all that is wanted is among the first k."""
    values = {f"hit@{k}": facts_at(wanted.ranking, wanted.things, k) for k in DEPTHS}
    values |= {f"recall@{k}": facts_share_at(wanted.ranking, wanted.things, k) for k in _SHARE_DEPTHS}
    values["mrr"] = reciprocal_rank(wanted.ranking, wanted.grades)
    values[f"ndcg@{_NDCG_DEPTH}"] = ndcg_at(wanted.ranking, wanted.grades, _NDCG_DEPTH)
    return {f"{prefix}{name}": value for name, value in values.items()}


def key_of(passage: RetrievedPassage) -> str:
    """Return what tells a passage from every other."""
    return f"{passage.document}:{passage.start}-{passage.end}"


def _wanted(found: Sequence[RetrievedPassage], tests: Sequence[Callable[[RetrievedPassage], bool]]) -> Wanted:
    things = [frozenset(key_of(passage) for passage in found if test(passage)) for test in tests]
    things = [held or frozenset([f"missed:{number}"]) for number, held in enumerate(things)]
    grades: dict[str, int] = {}
    for held in things:
        for key in held:
            grades[key] = grades.get(key, 0) + 1
    return Wanted(tuple(key_of(passage) for passage in found), tuple(things), grades)
