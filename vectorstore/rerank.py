"""Compare a question with passages word by word, through the vectors of the bundled embedding."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from vectorstore.embed import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = 20_000


class LateInteraction:
    """Score passages by the best match of each word of the question (late interaction, Khattab and Zaharia 2020).

    Over static word vectors: the weighted mean, over the question's words, of the highest cosine to any token of the
    passage. It finds what says the same in other words, which BM25 cannot.
    """

    def __init__(self) -> None:
        self._passages: dict[str, NDArray[np.int32]] = {}

    def score(self, question: Sequence[tuple[str, float]], passages: Sequence[tuple[str, Set[str]]]) -> list[float]:
        """Return a score from -1 to 1 for each passage, given as its id and its tokens.

        `question` are words with their weights. A word without a vector, often a name, counts where the passage holds it.
        """
        import numpy as np

        weight = dict(question)
        total = sum(weight.values())
        if not total:
            return [0.0] * len(passages)
        rows = [self._rows(identifier, held) for identifier, held in passages]
        every = np.unique(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.int32)
        known, cosines = bundled().similarities(list(weight), every)
        weights = np.array([weight[word] for word in known], dtype=np.float32)
        unknown = weight.keys() - known
        scores = []
        for own, (_, held) in zip(rows, passages, strict=True):
            nearest = cosines[:, np.searchsorted(every, own)].max(axis=1) if known and len(own) else None
            best = float(weights @ nearest) if nearest is not None else 0.0
            scores.append((best + sum(weight[word] for word in unknown & held)) / total)
        return scores

    def _rows(self, identifier: str, held: Set[str]) -> "NDArray[np.int32]":
        """Return where the vectors of a passage's tokens stand, kept for the next question."""
        if identifier not in self._passages:
            if len(self._passages) >= _KEPT:
                self._passages.clear()
            self._passages[identifier] = bundled().rows(held)
        return self._passages[identifier]
