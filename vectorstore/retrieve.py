"""Find the passages that may answer a question: words first, vectors beside them, then a closer look at the best."""

from collections.abc import Collection
from typing import NamedTuple

from ingest.passage import Passage
from vectorstore.cross_encoder import CANDIDATES, Reranker, blended
from vectorstore.embed import StaticEmbedder
from vectorstore.held_tokens import HeldTokens, held_tokens
from vectorstore.passage_features import features
from vectorstore.query import Query
from vectorstore.question_words import Weigher
from vectorstore.ranking import Features, Ranking
from vectorstore.rerank import LateInteraction
from vectorstore.store import Store
from vectorstore.wanted import Wanted

_CANDIDATES = 60
_NEIGHBOURS = 15
_KEPT = 1_000


class Retrieved(NamedTuple):
    """A passage with its key and score; higher is better."""

    key: int
    passage: Passage
    score: float
    coverage: float


class Candidate(NamedTuple):
    """A passage with its key and what speaks for it."""

    key: int
    passage: Passage
    features: Features


class Retriever:
    """Search one store."""

    def __init__(self, store: Store, *, reranker: Reranker | None = None, without: Collection[str] = ()) -> None:
        """Search with all parts of `vectorstore.ranking.PARTS` but those in `without`."""
        self._store = store
        self._ranking = Ranking(without)
        self._reranker = reranker
        # Mean vectors of the bundled embedding only find candidates; a model of the user's own also has a say in the order.
        self._bundled = isinstance(store.embedder, StaticEmbedder)
        self.weigher = Weigher(store)
        self._late = LateInteraction()
        self._held: dict[str, HeldTokens] = {}
        self._passages: dict[int, Passage] = {}
        self._stamp = -1

    def wanted(self, query: Query) -> Wanted:
        """Return the weighted tokens of a query and its other wordings."""
        return self.weigher.wanted(query.text, query.alternatives)

    def search(self, query: Query, limit: int = 20) -> list[Retrieved]:
        """Return the best passages, best first; ties by key."""
        ranked = [
            Retrieved(key, passage, round(self._ranking.score(found), 6), found.coverage)
            for key, passage, found in self.candidates(query)
        ]
        ranked.sort(key=lambda found: (-found.score, found.key))
        return self._read_again(query.text, ranked)[:limit]

    def candidates(self, query: Query) -> list[Candidate]:
        """Return the passages that share words with a question or lie near it, with what speaks for each, in no order."""
        wanted = self.wanted(query)
        scores = {
            hit.key: hit.score for hit in self._store.lexical.search(wanted.boosts(), _CANDIDATES, query.documents)
        }
        neighbours = self._neighbours(query)
        for key in neighbours:
            scores.setdefault(key, 0.0)
        passages = self._of(list(scores))
        held = {key: self._tokens(passage) for key, passage in passages.items()}
        words = [(term.word, term.weight) for term in self.weigher.content(query.text)]
        meaning = self._late.score(words, [(passages[key].id, tokens.whole) for key, tokens in held.items()])
        if not self._bundled:
            meaning = [(near + neighbours.get(key, 0.0)) / 2 for near, key in zip(meaning, held, strict=True)]
        best = max((scores[key] for key in passages), default=0.0) or 1.0
        return [
            Candidate(key, passage, features(passage, held[key], scores[key] / best, near, wanted, query))
            for (key, passage), near in zip(passages.items(), meaning, strict=True)
        ]

    def _neighbours(self, query: Query) -> dict[int, float]:
        """Return the passages nearest to a question with their similarity, spread over 0 to 1."""
        if not self._ranking.dense or not self._store.lexical.size():
            return {}
        vector = self._store.embedder.question(query.text)
        hits = self._store.dense.search(vector, _NEIGHBOURS if self._bundled else _CANDIDATES, query.documents)
        low, high = min((hit.score for hit in hits), default=0.0), max((hit.score for hit in hits), default=0.0)
        return {hit.key: (hit.score - low) / (high - low) if high > low else 1.0 for hit in hits}

    def _read_again(self, question: str, ranked: list[Retrieved]) -> list[Retrieved]:
        """Let the reranker, where there is one, order the best passages anew."""
        if self._reranker is None:
            return ranked
        best = ranked[:CANDIDATES]
        texts = [f"{' '.join(hit.passage.section)}\n{hit.passage.text}" for hit in best]
        scores = blended([hit.score for hit in best], self._reranker.scores(question, texts))
        again = [hit._replace(score=round(score, 6)) for hit, score in zip(best, scores, strict=True)]
        return sorted(again, key=lambda found: (-found.score, found.key)) + ranked[CANDIDATES:]

    def _of(self, keys: list[int]) -> dict[int, Passage]:
        """Return the passages of keys, those read for earlier questions again as long as the store is the same."""
        stamp = self._store.catalog.stamp()
        if stamp != self._stamp or len(self._passages) >= _KEPT:
            self._stamp = stamp
            self._passages.clear()
        self._passages.update(self._store.catalog.passages([key for key in keys if key not in self._passages]))
        return {key: self._passages[key] for key in keys if key in self._passages}

    def _tokens(self, passage: Passage) -> HeldTokens:
        """Return the tokens of a passage, kept for the next question."""
        if len(self._held) >= _KEPT:
            self._held.clear()
        if passage.id not in self._held:
            self._held[passage.id] = held_tokens(passage)
        return self._held[passage.id]
