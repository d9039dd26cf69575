"""Find the passages that may answer a question: words first, vectors beside them, then a closer look at the best."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import NamedTuple

from ingest.passage import Passage
from vectorstore.held_tokens import HeldTokens, held_tokens
from vectorstore.rerank import LateInteraction
from vectorstore.store import Store
from vectorstore.tokens import noun_words, tokens, whole_words, words

_CANDIDATES = 60
_NEIGHBOURS = 15
_KEPT = 5_000
# Words that every question or every plan holds; they say nothing of what is asked.
_EMPTY_WORDS = frozenset(files("vectorstore").joinpath("empty_words.txt").read_text(encoding="utf-8").split())
# "2025", "三大", "五个": what is counted stands beside it.
_COUNT = re.compile(r"\d+|[一二两三四五六七八九十\d]+[大个项条种类家]?")
_RAREST = 4.0
_UNKNOWN = 2.0
_FOREIGN = 3.5


class Term(NamedTuple):
    """A content word of a question; one that stands for other words of it counts only in their place."""

    word: str
    weight: float
    stands_for: tuple[str, ...] = ()

    @property
    def optional(self) -> bool:
        """Whether this is an alternative wording."""
        return bool(self.stands_for)


class Retrieved(NamedTuple):
    """A passage with its key and score; higher is better."""

    key: int
    passage: Passage
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    `documents` are the only ones looked at (None: all). `boosts` are added to the scores of single documents' passages.
    `years` favour passages that print them. `synonyms` are further words, worth less than the question's own.
    """

    text: str
    documents: frozenset[str] | None = None
    boosts: Mapping[str, float] = field(default_factory=dict)
    years: Sequence[int] = ()
    synonyms: Sequence[str] = ()


class Weigher:
    """Weigh tokens by how few passages of the store hold them."""

    def __init__(self, store: Store) -> None:
        self._lexical = store.lexical
        self._total = max(store.lexical.size(), 1)
        self._known: dict[str, float] = {}

    def idf(self, token: str) -> float:
        """Return the BM25 inverse document frequency of a token, at least 0."""
        if token not in self._known:
            frequency = self._lexical.document_frequency(token)
            self._known[token] = math.log(1 + (self._total - frequency + 0.5) / (frequency + 0.5))
        return self._known[token]

    def weights(self, text: str) -> dict[str, float]:
        """Return the tokens of a question with their weights for ranking, empty words left out.

        A bigram that straddles two words is worth half: it only says that they stand together.
        """
        whole = set(words(text))
        found = [token for token in tokens(text) if token not in _EMPTY_WORDS]
        return {token: self.idf(token) * (1.0 if token in whole else 0.5) for token in dict.fromkeys(found)}

    def content(self, text: str, alternatives: Sequence[tuple[str, tuple[str, ...]]] = ()) -> list[Term]:
        """Return the content words of a question with their weights for judging support.

        A word no passage holds is either an everyday word for what the plans call otherwise, and then weighs little, or
        the name of a thing the plans do not speak of, and then weighs much: nouns are taken for such names. The official
        terms for the question's words stand beside them as alternatives.
        """
        nouns = set(noun_words(text))
        terms = [
            Term(word, min(self.idf(word), _RAREST) if self.known(word) else (_FOREIGN if word in nouns else _UNKNOWN))
            for word in dict.fromkeys(whole_words(text))
            if word not in _EMPTY_WORDS and not _COUNT.fullmatch(word)
        ]
        return terms + [Term(word, _UNKNOWN, stands_for) for word, stands_for in alternatives]

    def known(self, word: str) -> bool:
        """Tell whether any passage holds a word."""
        return self._lexical.document_frequency(word) > 0


def coverage(weights: Mapping[str, float], held: Collection[str]) -> float:
    """Return the share of the question's weight that a set of tokens holds, 0 to 1."""
    total = sum(weights.values())
    return sum(weight for token, weight in weights.items() if token in held) / total if total else 0.0


class Retriever:
    """Search one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.weigher = Weigher(store)
        self._late = LateInteraction()
        self._held: dict[str, HeldTokens] = {}

    def query_weights(self, text: str, synonyms: Sequence[str] = ()) -> dict[str, float]:
        """Return the weighted tokens of a question and, worth less, of the official terms for its words."""
        weights = self.weigher.weights(text)
        for word in synonyms:
            for token in tokens(word):
                weights.setdefault(token, 0.6 * self.weigher.idf(token))
        return weights

    def search(self, query: Query, limit: int = 20) -> list[Retrieved]:
        """Return the best passages, best first; ties by key."""
        weights = self.query_weights(query.text, query.synonyms)
        lexical = self._store.lexical.search(
            dict.fromkeys(weights, 1.0) | _emphasis(weights), _CANDIDATES, query.documents
        )
        scores = {hit.key: hit.score for hit in lexical}
        if self._store.lexical.size():
            vector = self._store.embedder.question(query.text)
            for hit in self._store.dense.search(vector, _NEIGHBOURS, query.documents):
                scores.setdefault(hit.key, 0.0)
        passages = self._store.catalog.passages(list(scores))
        question = [(term.word, term.weight) for term in self.weigher.content(query.text)]
        texts = [(passage.id, f"{' '.join(passage.section)}\n{passage.text}") for passage in passages.values()]
        meaning = dict(zip(passages, self._late.score(question, texts), strict=True))
        best = max((scores[key] for key in passages), default=0.0) or 1.0
        ranked = [
            _judge(key, passage, self._tokens(passage), scores[key] / best, meaning[key], weights, query)
            for key, passage in passages.items()
        ]
        ranked.sort(key=lambda found: (-found.score, found.key))
        return ranked[:limit]

    def _tokens(self, passage: Passage) -> HeldTokens:
        """Return the tokens of a passage, kept for the next question."""
        if len(self._held) >= _KEPT:
            self._held.clear()
        if passage.id not in self._held:
            self._held[passage.id] = held_tokens(passage)
        return self._held[passage.id]


def _emphasis(weights: Mapping[str, float]) -> dict[str, float]:
    """Weigh query terms so that straddling bigrams count half; BM25 itself brings the inverse frequency."""
    return {token: 1.0 if len(token) != 2 or weight == 0 else 0.8 for token, weight in weights.items()}


def _judge(
    key: int,
    passage: Passage,
    held: HeldTokens,
    lexical: float,
    meaning: float,
    weights: Mapping[str, float],
    query: Query,
) -> Retrieved:
    """Score a candidate by its BM25 share, its words' meaning, how much of the question it holds, and how close."""
    whole = coverage(weights, held.whole)
    near = max((coverage(weights, part) for part in held.parts), default=0.0)
    score = 0.45 * lexical + 0.6 * meaning + 0.3 * whole + 0.35 * near + 0.15 * coverage(weights, held.heading)
    if query.years and any(str(year) in passage.text for year in query.years):
        score += 0.08
    score += 0.12 * query.boosts.get(passage.document, 0.0)
    return Retrieved(key, passage, round(score, 6), whole)
