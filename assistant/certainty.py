"""Judge how likely it is that the best sentence answers a question at all, rather than being the nearest to it."""

import math
from typing import NamedTuple

from assistant.question_kind import Kind


class Grounds(NamedTuple):
    """What speaks for a sentence as the answer, each about from 0 to 1, `read` from -7 to 7.

    `support`, `own` and `figure` are the shares of the question's weight in the sentence with what is around it, in the sentence
    alone, and in the words its figure belongs to. `lead` and `letters` say how far it is ahead of the next sentence,
    in worth and in characters shared with the question. `first` tells whether search put its passage first, `official`
    whether it prints an official term for everyday words of the question, `named` whether it prints a figure of the question or
    names a thing of the sort asked for. `weight` is how much the question says, `read` the logarithm of the
    odds the reader gives it among all sentences.
    """

    support: float
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
    support=0.7,
    own=0.95,
    figure=1.05,
    lead=0.2,
    letters=1.3,
    first=1.4,
    official=1.3,
    named=0.0,
    weight=0.35,
    read=0.28,
)
_OTHER = Grounds(
    support=0.7, own=1.2, figure=0.0, lead=0.6, letters=1.0, first=0.95, official=0.45, named=0.2, weight=0.3, read=0.25
)
_FIGURE_CONSTANT = -3.1
_OTHER_CONSTANT = -2.7


def certainty(grounds: Grounds, kind: Kind) -> float:
    """Return the chance from 0 to 1 that the sentence answers a question of a kind."""
    weights, constant = (_FIGURE, _FIGURE_CONSTANT) if kind == "figure" else (_OTHER, _OTHER_CONSTANT)
    total = constant + sum(weight * value for weight, value in zip(weights, grounds, strict=True))
    return 1.0 / (1.0 + math.exp(-total))
