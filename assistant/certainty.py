"""Judge how likely it is that the best sentence answers a question at all, rather than being the nearest to it."""

import math
from typing import NamedTuple

from assistant.question_kind import Kind


class Grounds(NamedTuple):
    """What speaks for a sentence as the answer, each about from 0 to 1, `read` from -7 to 7.

    `own` and `figure` are the shares of the question's weight in the sentence and in the words its figure belongs to. `lead` and `letters` say how far it is ahead of the next sentence,
    in worth and in characters shared with the question. `first` tells whether search put its passage first, `official`
    whether it prints an official term for everyday words of the question, `named` whether it prints a figure of the question or
    names a thing of the sort asked for. `weight` is how much the question says, `read` the logarithm of the
    odds the reader gives it among all sentences.
    """

    own: float
    figure: float
    lead: float
    letters: float
    first: float
    official: float
    named: float
    weight: float
    read: float


# Learnt by logistic regression from questions with known answers, each also asked with its answer taken away.
_FIGURE = Grounds(
    own=0.0, figure=1.0, lead=0.14, letters=1.0, first=1.5, official=0.62, named=0.07, weight=0.0, read=0.33
)
_OTHER = Grounds(
    own=0.66, figure=0.0, lead=0.0, letters=2.0, first=1.04, official=0.57, named=0.3, weight=0.02, read=0.34
)
_FIGURE_CONSTANT = -1.62
_OTHER_CONSTANT = -1.6


def certainty(grounds: Grounds, kind: Kind) -> float:
    """Return the chance from 0 to 1 that the sentence answers a question of a kind."""
    weights, constant = (_FIGURE, _FIGURE_CONSTANT) if kind == "figure" else (_OTHER, _OTHER_CONSTANT)
    total = constant + sum(weight * value for weight, value in zip(weights, grounds, strict=True))
    return 1.0 / (1.0 + math.exp(-total))
