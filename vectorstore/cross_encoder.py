"""Rank the best passages once more with a model that reads question and passage together."""

from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

from vectorstore.pretrained import cross_encoder

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

# More candidates cost time and change little: the built-in ranking has the right passage among these.
CANDIDATES = 30
_WEIGHT = 0.7
_BATCH = 16
_LONGEST = 1200


class Reranker(Protocol):
    """Anything that tells how well texts answer a question."""

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a score a text, higher is better; scores of different questions need not compare."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder, by name or folder; needs the extra `models`."""

    def __init__(self, model: str) -> None:
        self.name = model

    @cached_property
    def _model(self) -> "CrossEncoder":
        return cross_encoder(self.name, "PLANS_RERANKER_MODEL")

    def load(self) -> None:
        """Load the model now instead of at the first question; raises ModelUnavailable."""
        _ = self._model

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Score in batches; a text is cut where no model reads on."""
        if not texts:
            return []
        pairs = [(question, text[:_LONGEST]) for text in texts]
        found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        return [float(score) for score in found]


@cache
def make_reranker(model: str) -> CrossEncoderReranker | None:
    """Return the reranker of a setting, one a process; None for ""."""
    return CrossEncoderReranker(model) if model else None


def blended(built_in: Sequence[float], read: Sequence[float]) -> list[float]:
    """Mix two scores of the same passages, on the scale of the first.

    Each is stretched over its own range, as models score on scales of their own; a model that tells nothing apart changes
    nothing.
    """
    if len(built_in) < 2 or max(read) <= min(read):
        return list(built_in)
    low, high = min(built_in), max(built_in)
    shares = zip(_stretched(read), _stretched(built_in), strict=True)
    return [low + (high - low) * (_WEIGHT * model + (1 - _WEIGHT) * own) for model, own in shares]


def _stretched(scores: Sequence[float]) -> list[float]:
    low, high = min(scores), max(scores)
    return [(score - low) / (high - low) if high > low else 0.0 for score in scores]
