"""What a check of a sentence looks at and what it finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vectorstore.question_words import Term


class Problem(NamedTuple):
    """Why a sentence is not supported (a key of the prompt list `problems`), and the words it is about."""

    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question wants of an answer; `weigh` gives the content words of a text with their weights."""

    question: str
    years: tuple[int, ...]
    regions: tuple[str, ...]
    english: bool
    weigh: Callable[[str], Sequence[Term]]
