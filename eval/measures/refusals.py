"""Whether the program says that the plans do not say it when they do not, and only then."""

from collections.abc import Sequence
from typing import NamedTuple

_ANSWERS = ("answered", "partial")


class Refusals(NamedTuple):
    """How many cases were refused, how many had to be, and how many of both."""

    refused: int
    due: int
    right: int


def answers(status: str) -> bool:
    """Tell whether a status stands for an answer; every other one refuses."""
    return status in _ANSWERS


def counted(refused: Sequence[bool], due: Sequence[bool]) -> Refusals:
    """Count refusals against the cases that have no answer."""
    pairs = list(zip(refused, due, strict=True))
    return Refusals(sum(refused), sum(due), sum(one and other for one, other in pairs))


def refusal_precision(counts: Refusals) -> float | None:
    """Return the share of the refusals that were due, None where nothing was refused.

    Precision of unanswerable questions as a class: Rajpurkar, Jia, Liang: Know What You Don't Know (SQuAD 2.0), 2018.
    """
    return counts.right / counts.refused if counts.refused else None


def refusal_recall(counts: Refusals) -> float | None:
    """Return the share of the cases without an answer that were refused, None where every case has one."""
    return counts.right / counts.due if counts.due else None
