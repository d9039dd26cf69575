"""Read a passage for a question: which of its sentences answers, and with which words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.passage_reader.features import features
from assistant.passage_reader.network import network
from assistant.passage_reader.words import Words, read_words
from ingest.sentences import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# An answer of more words is a sentence.
_LONGEST = 30
_LONGEST_QUESTION = 120
# The innermost headings tell most of what a passage is about.
_HEADINGS, _LONGEST_HEADING = 3, 80
_NO_ANSWER = -20.0

# Passages come up for many questions.
_words = lru_cache(maxsize=512)(read_words)


class Read(NamedTuple):
    """What was read: for each sentence a value within its passage, a value among all passages, and the words that would answer.

    The first is the logarithm of how likely it answers if one of the passage does. The powers of the second compare
    sentences of all passages with each other, and with 1 for none of them.
    """

    values: tuple[float, ...]
    among_all: tuple[float, ...]
    answers: tuple[Span | None, ...]


def with_heading(text: str, sentences: tuple[Span, ...], section: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Return a passage's text under the headings it stands under, as the network reads it, and where its sentences are then."""
    heading = " ".join(section[-_HEADINGS:])[-_LONGEST_HEADING:].strip()
    if not heading:
        return text, sentences
    shift = len(heading) + 1
    return f"{heading}\n{text}", tuple(Span(span.start + shift, span.end + shift) for span in sentences)


@lru_cache(maxsize=256)
def read(question: str, text: str, sentences: tuple[Span, ...], section: tuple[str, ...] = ()) -> Read:
    """Read a passage for a question."""
    question = question[:_LONGEST_QUESTION].strip()
    if not question or not text.strip() or not sentences:
        return Read((0.0,) * len(sentences), (_NO_ANSWER,) * len(sentences), (None,) * len(sentences))
    whole, places = with_heading(text, sentences, section)
    passage, asked = _words(whole), _words(question)
    found = features(asked, passage, places)
    reading = network().read(asked, passage, found)
    shift = len(whole) - len(text)
    answers = tuple(
        _answer(passage, reading.starts, reading.ends, found.sentence == number, shift)
        for number in range(len(sentences))
    )
    return Read(tuple(map(float, reading.sentences)), tuple(map(float, reading.among_all)), answers)


def _answer(
    passage: Words,
    starts: "NDArray[np.float32]",
    ends: "NDArray[np.float32]",
    inside: "NDArray[np.bool_]",
    shift: int,
) -> Span | None:
    """Return the likeliest run of words of one sentence, None for a sentence without words; `shift` characters stand before the text."""
    import numpy as np

    places = np.flatnonzero(inside)
    if not len(places):
        return None
    first, last = int(places[0]), int(places[-1]) + 1
    worth = np.triu(starts[first:last, None] + ends[None, first:last]) + np.where(
        np.tri(last - first, k=-1) + np.tri(last - first, k=-_LONGEST).T > 0, -np.inf, 0.0
    )
    start, end = divmod(int(worth.argmax()), last - first)
    return Span(int(passage.starts[first + start]) - shift, int(passage.ends()[first + end]) - shift)
