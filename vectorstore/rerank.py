"""Compare a question with passages word by word, through the vectors of the bundled embedding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vectorstore.embed import bundled
from vectorstore.tokens import words

if TYPE_CHECKING:
    from vectorstore.embed import Vectors

_KEPT = 20_000


class LateInteraction:
    """Score passages by the best match of each word of the question (late interaction, Khattab and Zaharia 2020).

    Over static word vectors: the weighted mean, over the question's words, of the highest cosine to any word of the
    passage. It finds what says the same in other words, which BM25 cannot.
    """

    def __init__(self) -> None:
        self._passages: dict[str, Vectors] = {}

    def score(self, question: Sequence[tuple[str, float]], passages: Sequence[tuple[str, str]]) -> list[float]:
        """Return a score from -1 to 1 for each passage, given as (id, text); 0 where no word is known.

        `question` are words with their weights.
        """
        import numpy as np

        weight = dict(question)
        known, asked = bundled().word_vectors(list(weight))
        weights = np.array([weight[word] for word in known], dtype=np.float32)
        if not known or not weights.sum():
            return [0.0] * len(passages)
        scores = []
        for identifier, text in passages:
            held = self._vectors(identifier, text)
            best = (asked @ held.T).max(axis=1) if len(held) else np.zeros(len(known))
            scores.append(float(weights @ best / weights.sum()))
        return scores

    def _vectors(self, identifier: str, text: str) -> "Vectors":
        """Return the vectors of a passage's words, kept for the next question."""
        import numpy as np

        found = self._passages.get(identifier)
        if found is None:
            if len(self._passages) >= _KEPT:
                self._passages.clear()
            _, rows = bundled().word_vectors(list(dict.fromkeys(words(text))))
            found = self._passages[identifier] = rows.astype(np.float16)
        return found.astype(np.float32)
