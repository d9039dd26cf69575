"""Gather what speaks for a passage as the answer to a question."""

from itertools import pairwise

from ingest.passage import Passage
from vectorstore.held_tokens import HeldTokens
from vectorstore.query import Query
from vectorstore.ranking import Features
from vectorstore.wanted import Wanted


def features(
    passage: Passage, held: HeldTokens, lexical: float, meaning: float, wanted: Wanted, query: Query
) -> Features:
    """Gather the features of a candidate from its BM25 share, its late interaction and its tokens."""
    parts = [wanted.among(part) for part in held.parts]
    windows = [one | other for one, other in pairwise(parts)] or parts
    answering = [
        part for part, kinds in zip(parts, held.kinds, strict=True) if query.asked is None or query.asked in kinds
    ]
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
