"""What one visitor has asked; lives in the session of that visitor only."""

from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Answer, Turn
from assistant.messages import Language

# Earlier exchanges of a longer conversation are let go.
_LONGEST = 40
Phase = Literal["waiting", "writing", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a visitor limited the search to; an empty value limits nothing."""

    plan: str = ""
    region: str = ""
    year: str = ""

    def __bool__(self) -> bool:
        return bool(self.plan or self.region or self.year)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with what came of it so far; `problem` says in words why there is no answer."""

    question: str
    scope: Scope = Scope()
    chosen: str = ""
    phase: Phase = "waiting"
    text: str = ""
    answer: Answer | None = None
    ahead: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges in order, and the one being edited (counted from 0)."""

    exchanges: tuple[Exchange, ...] = ()
    editing: int | None = None
    language: Language = "zh"

    @property
    def history(self) -> list[Turn]:
        """Return the earlier turns, with what each question was taken to mean."""
        return [
            Turn(question=item.answer.standalone_question, answer=item.answer.answer)
            for item in self.exchanges
            if item.answer
        ]

    def cut(self, number: int) -> "Conversation":
        """Return the conversation before an exchange."""
        return replace(self, exchanges=self.exchanges[: max(0, number)], editing=None)

    def ask(self, exchange: Exchange) -> "Conversation":
        """Return the conversation with another question; an edited one takes the place of what it was."""
        start = self if self.editing is None else self.cut(self.editing)
        return replace(start, exchanges=(*start.exchanges, exchange)[-_LONGEST:], editing=None)

    def last(self, **changes: object) -> "Conversation":
        """Return the conversation with its last exchange changed."""
        *before, last = self.exchanges
        return replace(self, exchanges=(*before, replace(last, **changes)))  # type: ignore[arg-type]
