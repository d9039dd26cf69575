"""What an extractive answer is made of, and what every way of answering looks at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.comparison import Side
from assistant.evidence import Unit
from assistant.support import Sought
from assistant.understand import Understanding
from ingest.passage import Passage
from ingest.sentences import Span
from vectorstore.retrieve import Retrieved

if TYPE_CHECKING:
    from assistant.ledger.consult import Ledger, Match

LOOKED_AT = 8
LONGEST_ANSWER = 290


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer: what is shown, and the part of a passage that supports it.

    `quote` and `key` are spans of the passage's text; `key` is the part that answers.
    """

    text: str
    retrieved: Retrieved
    quote: Span
    key: Span | None = None

    @property
    def passage(self) -> Passage:
        """The passage that supports the statement."""
        return self.retrieved.passage


@dataclass(frozen=True, slots=True)
class Extraction:
    """The statements of an answer, best first, empty when nothing answers; `nearest` is then the nearest sentence.

    `says_why` is false where a reason is asked for and the statements only speak of the thing.
    """

    statements: tuple[Statement, ...] = ()
    nearest: Unit | None = None
    support: float = 0.0
    says_why: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What every way of answering looks at.

    `match` is the commitment that fits best, once the ledger has been `consulted`.
    """

    understanding: Understanding
    sought: Sought
    retrieved: Sequence[Retrieved]
    passages_of: Callable[[str], list[Passage]]
    periods: Mapping[str, tuple[int | None, int | None]]
    years: tuple[int, ...]
    side: Side | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    ledger: "Ledger | None" = None
    consulted: bool = False
    match: "Match | None" = None

    @property
    def asked(self) -> str:
        """The part of the question that this answers: what is asked of its side, or all of it."""
        return (self.side.asked if self.side else "") or self.understanding.standalone
