"""Weigh the words of a question by how much they say in one store."""

import math
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from vectorstore.store import Store
from vectorstore.tokens import noun_words, tokens, whole_words, words
from vectorstore.wanted import Wanted, Wording

# Words that every question or every plan holds; they say nothing of what is asked.
_EMPTY_WORDS = frozenset(files("vectorstore").joinpath("empty_words.txt").read_text(encoding="utf-8").split())
# "2025", "三大", "五个": what is counted stands beside it.
_COUNT = re.compile(r"\d+|[一二两三四五六七八九十\d]+[大个项条种类家]?")
# What is counted stands before them ("上市公司数量"); plans print the number and its unit instead.
_COUNTS = frozenset(
    [
        "数量",
        "数目",
        "总数",
        "个数",
        "家数",
        "户数",
        "人数",
        "件数",
        "次数",
        "数值",
        "目标值",
        "指标值",
        "数额",
        "总个数",
        "总数量",
    ]
)
_COUNTS_WEIGH = 0.6
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


def is_empty_word(word: str) -> bool:
    """Tell whether a word says nothing of what is asked."""
    return word in _EMPTY_WORDS


class Weigher:
    """Weigh tokens by how few passages of the store hold them."""

    def __init__(self, store: Store) -> None:
        self._lexical = store.lexical
        self._total = max(store.lexical.size(), 1)

    def idf(self, token: str) -> float:
        """Return the BM25 inverse document frequency of a token, at least 0."""
        frequency = self._lexical.document_frequency(token)
        return math.log(1 + (self._total - frequency + 0.5) / (frequency + 0.5))

    def wanted(self, text: str, alternatives: Sequence[tuple[str, tuple[str, ...]]] = ()) -> Wanted:
        """Return the tokens of a question with their weights for ranking, empty words left out.

        A bigram that straddles two words is worth half: it only says that they stand together. Alternatives are other
        wordings with the words of the question they stand for.
        """
        own, straddling = self._weighed(text)
        wordings = []
        for other, stands_for in alternatives:
            weights, _ = self._weighed(other)
            replaced = own.keys() & {token for words_ in stands_for for token in tokens(words_)}
            wordings.append(Wording(weights, frozenset(replaced)))
        return Wanted(own, straddling, tuple(wordings))

    def _weighed(self, text: str) -> tuple[dict[str, float], frozenset[str]]:
        whole = set(words(text))
        found = [token for token in dict.fromkeys(tokens(text)) if token not in _EMPTY_WORDS]
        straddling = frozenset(found) - whole
        return {token: self.idf(token) * (0.5 if token in straddling else 1.0) for token in found}, straddling

    def content(self, text: str, alternatives: Sequence[tuple[str, tuple[str, ...]]] = ()) -> list[Term]:
        """Return the content words of a question with their weights for judging support.

        A word no passage holds is either an everyday word for what the plans call otherwise, and then weighs little, or
        the name of a thing the plans do not speak of, and then weighs much: nouns are taken for such names. The official
        terms for the question's words stand beside them as alternatives.
        """
        nouns = set(noun_words(text))
        terms = [
            Term(word, self._telling(word, nouns))
            for word in dict.fromkeys(whole_words(text))
            if word not in _EMPTY_WORDS and not _COUNT.fullmatch(word)
        ]
        return terms + [Term(word, _UNKNOWN, stands_for) for word, stands_for in alternatives]

    def _telling(self, word: str, nouns: set[str]) -> float:
        if word in _COUNTS:
            return _COUNTS_WEIGH
        return min(self.idf(word), _RAREST) if self.known(word) else (_FOREIGN if word in nouns else _UNKNOWN)

    def known(self, word: str) -> bool:
        """Tell whether any passage holds a word."""
        return self._lexical.document_frequency(word) > 0
