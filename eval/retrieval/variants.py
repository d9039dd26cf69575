"""The ways of finding passages that are compared: single indexes, their fusion, and the ranking with parts left out."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.comparison import in_turn
from eval.retrieval.asking import Asking, as_typed, as_understood
from eval.retrieval.judged import Judged
from vectorstore.cross_encoder import Reranker
from vectorstore.dense import Scored
from vectorstore.query import Query
from vectorstore.ranking import PARTS, WEIGHTS
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

# As deep as the deepest measure looks.
DEPTH = 20
_FUSED = 60
FULL = "full ranking"


class Variant(NamedTuple):
    """A way of finding passages: the passage ids for a question, best first."""

    name: str
    search: Callable[[Judged], Sequence[str]]


def parts() -> list[str]:
    """Return the parts of the ranking that have an effect: a part of weight 0 is left out already."""
    return [part for part in PARTS if getattr(WEIGHTS, part, 1.0)]


def variants(store: Store, over_plans: bool, reranker: Reranker | None = None, each_part: bool = True) -> list[Variant]:
    """Return what is compared, the full ranking first; questions over plans are understood before they are searched.

    With `each_part`, each part of the ranking is left out once.
    """
    retriever = Retriever(store, reranker=reranker)
    asking = as_understood(store) if over_plans else as_typed
    left_out = {part: Retriever(store, reranker=reranker, without=frozenset([part])) for part in parts() if each_part}
    if reranker:
        left_out["reranker"] = Retriever(store)
    found = [
        _asked(FULL, asking, ranked(retriever)),
        *(_asked(f"without {part}", asking, ranked(other)) for part, other in left_out.items()),
        _asked("lexical only", asking, lexical(store, retriever)),
        _asked("dense only", asking, dense(store)),
        _asked("lexical and dense, ranks fused", asking, fused(store, retriever)),
    ]
    if over_plans:
        found += [
            _asked(f"{FULL}, question as typed", as_typed, ranked(retriever)),
            _asked("lexical only, question as typed", as_typed, lexical(store, retriever)),
        ]
    return found


def ranked(retriever: Retriever) -> Callable[[Query], list[str]]:
    """Search with a retriever."""
    return lambda query: [hit.passage.id for hit in retriever.search(query, DEPTH)]


def lexical(store: Store, retriever: Retriever) -> Callable[[Query], list[str]]:
    """Search the word index alone, with the tokens the whole ranking uses."""
    return lambda query: _ids(store, _lexical(store, retriever, query, DEPTH))


def dense(store: Store) -> Callable[[Query], list[str]]:
    """Search the vector index alone."""
    return lambda query: _ids(store, _dense(store, query, DEPTH))


def fused(store: Store, retriever: Retriever) -> Callable[[Query], list[str]]:
    """Fuse the ranks of both indexes."""

    def search(query: Query) -> list[str]:
        lists = [_lexical(store, retriever, query, _FUSED), _dense(store, query, _FUSED)]
        return _ids(store, reciprocal_ranks(lists)[:DEPTH])

    return search


def reciprocal_ranks(lists: Sequence[Sequence[Scored]], constant: int = 60) -> list[Scored]:
    """Fuse rankings by the sum of 1 / (constant + rank); ties by key.

    Cormack, Clarke, Büttcher: Reciprocal Rank Fusion outperforms Condorcet, 2009.
    """
    scores: dict[int, float] = {}
    for ranking in lists:
        for rank, hit in enumerate(ranking, 1):
            scores[hit.key] = scores.get(hit.key, 0.0) + 1 / (constant + rank)
    return sorted((Scored(key, score) for key, score in scores.items()), key=lambda hit: (-hit.score, hit.key))


def _asked(name: str, asking: Asking, search: Callable[[Query], list[str]]) -> Variant:
    return Variant(name, lambda question: in_turn([search(query) for query in asking(question)])[:DEPTH])


def _lexical(store: Store, retriever: Retriever, query: Query, limit: int) -> list[Scored]:
    return store.lexical.search(retriever.wanted(query).boosts(), limit, query.documents)


def _dense(store: Store, query: Query, limit: int) -> list[Scored]:
    return store.dense.search(store.embedder.question(query.text), limit, query.documents)


def _ids(store: Store, hits: Sequence[Scored]) -> list[str]:
    passages = store.catalog.passages([hit.key for hit in hits])
    return [passages[hit.key].id for hit in hits if hit.key in passages]
