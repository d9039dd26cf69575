"""The noun of the ledger: a figure of a plan with what it measures, its year, and who answers for it."""

from dataclasses import dataclass
from typing import Literal

Comparator = Literal[
    "exact", "at_least", "at_most", "about", "range", "growth_rate_at_least", "increase_by", "decrease_by"
]
Kind = Literal["target", "achieved"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A quantified statement of a document.

    `value` is verbatim; `number` is in the unit as printed, (low, high) for a range, None for "翻一番" and ratios, whose
    `value` says it all. `base_number` is in `base_unit` (亿元 -> 元). `start` and `end` are the place of `value` in the
    cleaned text; `sentence` is the sentence or table row around it.
    """

    id: str
    document: str
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    subject: str
    value: str
    number: float | tuple[float, float] | None
    unit: str
    base_number: float | tuple[float, float] | None
    base_unit: str
    comparator: Comparator
    year: int | None
    kind: Kind
    departments: tuple[str, ...]
    sentence: str
    sentence_start: int
