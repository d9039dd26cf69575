"""Gather what speaks for a passage as the answer to a question."""

from collections.abc import Set
from itertools import pairwise

from ingest.passage import Passage
from vectorstore.held_tokens import HeldTokens
from vectorstore.query import Asked, Query
from vectorstore.ranking import Features
from vectorstore.wanted import Wanted

_OFFICES = ("局", "委", "办", "厅", "部门", "政府")


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdecimal() and token.startswith(("19", "20"))


def answers(kind: Asked | None, held: Set[str]) -> bool:
    """Tell whether a set of tokens holds the kind of thing that is asked for; any does where none is."""
    match kind:
        case "figure":
            return any(token[0].isdecimal() and not _is_year(token) for token in held)
        case "date":
            return any(map(_is_year, held))
        case "department":
            return any(len(token) > 1 and token.endswith(_OFFICES) for token in held)
        case None:
            return True


def features(
    passage: Passage, held: HeldTokens, lexical: float, meaning: float, wanted: Wanted, query: Query
) -> Features:
    """Gather the features of a candidate from its BM25 share, its late interaction and its tokens."""
    windows = [one | other for one, other in pairwise(held.parts)] or held.parts
    answering = [part for part in held.parts if answers(query.asked, part)]
    return Features(
        lexical=lexical,
        coverage=wanted.share(held.whole),
        window=max((wanted.share(window) for window in windows), default=0.0),
        answer=max((wanted.share(part) for part in answering), default=0.0),
        heading=wanted.share(held.heading),
        lead=wanted.share(held.lead),
        meaning=meaning,
        year=float(any(str(year) in passage.text for year in query.years)),
        plan=query.boosts.get(passage.document, 0.0),
    )
