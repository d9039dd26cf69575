"""What a search is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Asked = Literal["figure", "date", "department"]


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    `documents` are the only ones looked at (None: all). `boosts` are added to the scores of single documents' passages.
    `years` favour passages that print them. `alternatives` are other wordings, each with the words
    of the question it may stand for. `asked` is the kind of thing that an answer names, None where any sentence may be one.
    """

    text: str
    documents: frozenset[str] | None = None
    boosts: Mapping[str, float] = field(default_factory=dict)
    years: Sequence[int] = ()
    alternatives: Sequence[tuple[str, tuple[str, ...]]] = ()
    asked: Asked | None = None
