"""What became of a case, in the four words a report counts by."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from eval.score import Score

Outcome = Literal["right", "refused", "wrong", "error"]
OUTCOMES: tuple[Outcome, ...] = ("right", "refused", "wrong", "error")
_ANSWERS = ("answered", "partial")


def outcome(score: Score) -> Outcome:
    """Tell right from refused without need, wrong, and not answered for a fault of the program or the model."""
    if score.passed:
        return "right"
    if score.status.startswith("error"):
        return "error"
    if score.answerable and score.status not in _ANSWERS:
        return "refused"
    return "wrong"


def counts(scores: Iterable[Score]) -> dict[Outcome, int]:
    """Count the cases of each outcome; every outcome is named, in the order reports show them."""
    found = Counter(map(outcome, scores))
    return {name: found[name] for name in OUTCOMES}
