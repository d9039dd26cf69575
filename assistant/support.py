"""Judge how much of a question a piece of text speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
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
        folded = [plain(text) for text in texts]
        best = {t.word: max(w * held(t.word, x) for w, x in zip(worth, folded, strict=True)) for t in self.terms}
        gained = sum(term.weight * best[term.word] for term in self.terms if not term.optional)
        for term in self.terms:
            if not term.optional:
                instead = [best[o.word] for o in self.terms if o.optional and stands_for(o.stands_for, term.word)]
                gained += term.weight * max(0.0, _INSTEAD * max(instead, default=0.0) - best[term.word])
        return gained / total

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
