"""Judge how much of a question a piece of text speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from vectorstore.question_words import Term
from vectorstore.tokens import normalise

_SINGLE = 0.3
_INSTEAD = 0.9


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text in the form in which words are looked for; a sentence is looked at many times for one question."""
    return normalise(text)


def held(word: str, text: str) -> float:
    """Return how far a normalised text holds a word: 1 whole, less when it holds only some of its character pairs."""
    if word in text:
        return 1.0
    if len(word) < 3 or not word[0] >= "\u3400":
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return 0.8 * sum(pair in text for pair in pairs) / len(pairs)


@lru_cache(maxsize=8192)
def stands_for(pieces: tuple[str, ...], word: str) -> bool:
    """Tell whether the words that an alternative wording stands for hold a word, or are held by it."""
    return any(word in piece or (len(piece) > 1 and piece in word) for piece in map(normalise, pieces))


@dataclass(frozen=True, slots=True)
class Sought:
    """The content words of a question with their weights."""

    terms: tuple[Term, ...]
    # A question is held against the same sentences and headings again and again.
    _found: dict[str, tuple[float, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    # The place of each word that must be there, and of those that may stand in its place.
    _instead: tuple[tuple[int, tuple[int, ...]], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        others = [(at, term.stands_for) for at, term in enumerate(self.terms) if term.optional]
        instead = tuple(
            (at, tuple(other for other, pieces in others if stands_for(pieces, term.word)))
            for at, term in enumerate(self.terms)
            if not term.optional
        )
        object.__setattr__(self, "_instead", instead)

    @classmethod
    def of(cls, terms: Sequence[Term]) -> "Sought":
        """Weigh single characters low: they stand everywhere."""
        return cls(tuple(t if len(t.word) > 1 else t._replace(weight=_SINGLE * t.weight) for t in terms))

    @property
    def total(self) -> float:
        """The weight that full support would gain."""
        return sum(term.weight for term in self.terms if not term.optional)

    def share(self, *texts: str, worth: Sequence[float] = (1.0,)) -> float:
        """Return the share of the question's weight found in texts, each worth `worth` of it; the best place counts.

        An alternative wording that is found counts in place of the words it stands for, and of no others.
        """
        total = self.total
        if not total:
            return 0.0
        parts = [[w * value for value in self._in(text)] for w, text in zip(worth, texts, strict=True)]
        best = parts[0] if len(parts) == 1 else list(map(max, *parts))
        gained = sum(self.terms[at].weight * best[at] for at, _ in self._instead)
        for at, others in self._instead:
            if others:
                instead = _INSTEAD * max(best[other] for other in others)
                gained += self.terms[at].weight * max(0.0, instead - best[at])
        return gained / total

    def _in(self, text: str) -> tuple[float, ...]:
        """Return how far a text holds each word."""
        found = self._found.get(text)
        if found is None:
            folded = plain(text)
            found = self._found[text] = tuple(held(term.word, folded) for term in self.terms)
        return found

    def without(self, *texts: str) -> "Sought":
        """Return what is still sought after these texts; a word is found where another wording stands for it."""
        folded = [plain(text) for text in texts]
        found = [t for t in self.terms if max(held(t.word, text) for text in folded) >= 0.5]
        return Sought(
            tuple(
                t
                for t in self.terms
                if not t.optional and t not in found and not any(stands_for(o.stands_for, t.word) for o in found)
            )
        )
