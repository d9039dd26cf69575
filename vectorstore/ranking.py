"""Weigh what is known of a candidate passage into one score."""

from collections.abc import Collection
from typing import NamedTuple


class Features(NamedTuple):
    """What speaks for a passage, each from 0 to 1.

    `lexical` is its share of the best BM25 score. `coverage`, `window`, `answer`, `heading` and `lead` are the shares of
    the question's weight that the passage, two neighbouring sentences, one sentence with the kind of thing asked for, the
    heading trail and the opening words hold: a passage that defines a thing opens with it, one that mentions it does not.
    `meaning` is the late interaction, `year` tells whether a year of the question is printed, `plan` how well the document
    fits the question.
    """

    lexical: float
    coverage: float
    window: float
    answer: float
    heading: float
    lead: float
    meaning: float
    year: float
    plan: float


# Fitted by `eval/fit_ranking.py` on questions over encyclopaedia articles, plans and reports; rounded towards what also
# served the plans best, where the late interaction earns more than elsewhere.
WEIGHTS = Features(
    lexical=0.1,
    coverage=0.18,
    window=0.08,
    answer=0.18,
    heading=0.15,
    lead=0.07,
    meaning=0.18,
    year=0.02,
    plan=0.04,
)
# The parts of the search that can be left out to see what they bring: the features, and the nearest vectors as candidates.
PARTS = (*Features._fields, "dense")


class Ranking:
    """A linear ranking, with some parts left out if wanted."""

    def __init__(self, without: Collection[str] = ()) -> None:
        """Leave out the parts named; raises ValueError for a name that is not in PARTS."""
        unknown = set(without) - set(PARTS)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))}: no such part; expected some of {', '.join(PARTS)}")
        self.dense = "dense" not in without
        self._weights = Features(*(0.0 if n in without else w for n, w in WEIGHTS._asdict().items()))

    def score(self, features: Features) -> float:
        """Return the weighted sum."""
        return sum(weight * value for weight, value in zip(self._weights, features, strict=True))
