"""Read a passage for a question: which of its sentences answers, and with which words."""

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

# Passages come up for many questions.
_words = lru_cache(maxsize=512)(read_words)


class Read(NamedTuple):
    """What was read: a value a sentence, the logarithm of how likely it answers, and for each the words that would."""

    values: tuple[float, ...]
    answers: tuple[Span | None, ...]


@lru_cache(maxsize=256)
def read(question: str, text: str, sentences: tuple[Span, ...]) -> Read:
    """Read a passage for a question; values are for comparing the sentences of one passage."""
    question = question[:_LONGEST_QUESTION].strip()
    if not question or not text.strip() or not sentences:
        return Read((0.0,) * len(sentences), (None,) * len(sentences))
    passage, asked = _words(text), _words(question)
    found = features(asked, passage, sentences)
    reading = network().read(asked, passage, found)
    answers = tuple(
        _answer(passage, reading.starts, reading.ends, found.sentence == number) for number in range(len(sentences))
    )
    return Read(tuple(map(float, reading.sentences)), answers)


def _answer(
    passage: Words, starts: "NDArray[np.float32]", ends: "NDArray[np.float32]", inside: "NDArray[np.bool_]"
) -> Span | None:
    """Return the likeliest run of words of one sentence, None for a sentence without words."""
    import numpy as np

    places = np.flatnonzero(inside)
    if not len(places):
        return None
    first, last = int(places[0]), int(places[-1]) + 1
    worth = np.triu(starts[first:last, None] + ends[None, first:last]) + np.where(
        np.tri(last - first, k=-1) + np.tri(last - first, k=-_LONGEST).T > 0, -np.inf, 0.0
    )
    start, end = divmod(int(worth.argmax()), last - first)
    return Span(int(passage.starts[first + start]), int(passage.ends()[first + end]))
