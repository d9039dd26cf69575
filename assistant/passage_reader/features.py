"""Say how the words of a passage stand to those of a question, as numbers a network can weigh."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.passage_reader.words import Words
from ingest.sentences import Span
from vectorstore.embed import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# How many numbers describe a word of a passage, a word of a question, and a sentence.
WORD_FEATURES = 12
QUESTION_FEATURES = 4
SENTENCE_FEATURES = 28
_LONGEST_RUN = 8


class Features(NamedTuple):
    """What tells how a passage stands to a question.

    `words` has a row a word of the passage, `question` a row a word of the question, `sentences` a row a sentence;
    `sentence` is the number of the sentence that each word of the passage stands in, -1 outside all.
    """

    words: "Floats"
    question: "Floats"
    sentences: "Floats"
    sentence: "NDArray[np.int32]"


def features(question: Words, passage: Words, sentences: Sequence[Span]) -> Features:
    """Compare a passage that is cut into sentences with a question."""
    import numpy as np

    places = np.full(len(passage.folded), -1, dtype=np.int32)
    for number, span in enumerate(sentences):
        places[span.start : span.end] = number
    sentence = places[passage.starts]
    same = _letters(passage.folded)[:, None] == _letters(question.folded)[None, :]
    asked = np.repeat(question.content, np.diff(np.append(question.starts, len(question.folded))))
    same &= asked[None, :]
    pairs = same.copy()
    pairs[:-1, :-1] &= same[1:, 1:]
    pairs[-1:] = False
    pairs[:, -1:] = False
    run = _runs(same)
    exact = _equal(question, passage)
    near = _cosines(question, passage) if question.content.any() else np.zeros(exact.shape, np.float32)
    near = np.maximum(near, exact) * question.content[None, :]
    lengths = np.diff(np.append(passage.starts, len(passage.folded))).astype(np.float32)
    per_letter = np.add.reduceat(same.any(axis=1).astype(np.float32), passage.starts) / lengths
    longest = np.maximum.reduceat(run, passage.starts)
    about = _about_sentences(same, pairs, near, exact, question, places, sentence, len(sentences))
    own = _own(passage, sentence)
    weight = question.rarity * question.content
    words = np.stack(
        [
            exact.any(axis=1),
            (exact * weight).max(axis=1, initial=0.0),
            near.max(axis=1, initial=0.0),
            (near * weight).max(axis=1, initial=0.0),
            per_letter,
            np.minimum(longest, _LONGEST_RUN) / _LONGEST_RUN,
            longest >= 2,
            passage.rarity,
            passage.content,
            *own,
        ],
        axis=1,
    ).astype(np.float32)
    asked_words = np.stack(
        [exact.any(axis=0), near.max(axis=0, initial=0.0), question.rarity, question.content], axis=1
    ).astype(np.float32)
    return Features(words, asked_words, about, sentence)


def _letters(text: str) -> "NDArray[np.int32]":
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le"), dtype=np.int32)


def _runs(same: "NDArray[np.bool_]") -> "Floats":
    """Return for each letter of the passage how long the run of letters is that it shares with the question."""
    import numpy as np

    ending = np.zeros(same.shape[0], dtype=np.float32)
    column = np.zeros(same.shape[0] + 1, dtype=np.float32)
    for letter in range(same.shape[1]):
        column[1:] = (column[:-1] + 1) * same[:, letter]
        np.maximum(ending, column[1:], out=ending)
    run = ending.copy()
    for back in range(1, _LONGEST_RUN):
        later = ending[back:]
        np.maximum(run[:-back], np.where(later > back, later, 0), out=run[:-back])
    return run


def _equal(question: Words, passage: Words) -> "NDArray[np.bool_]":
    import numpy as np

    number = {word: place for place, word in enumerate(dict.fromkeys(question.texts))}
    asked = np.array([number[word] for word in question.texts])
    held = np.array([number.get(word, -1) for word in passage.texts])
    equal: NDArray[np.bool_] = (held[:, None] == asked[None, :]) & question.content[None, :]
    return equal


def _cosines(question: Words, passage: Words) -> "Floats":
    import numpy as np

    model = bundled()
    rows, place = np.unique(np.maximum(passage.rows, 0), return_inverse=True)
    cosines = model.directions(rows) @ model.directions(np.maximum(question.rows, 0)).T
    found = cosines[place] * (passage.rows >= 0)[:, None] * (question.rows >= 0)[None, :]
    return np.asarray(found * passage.content[:, None], dtype=np.float32)


def _about_sentences(
    same: "NDArray[np.bool_]",
    pairs: "NDArray[np.bool_]",
    near: "Floats",
    exact: "NDArray[np.bool_]",
    question: Words,
    places: "NDArray[np.int32]",
    sentence: "NDArray[np.int32]",
    count: int,
) -> "Floats":
    """Return the share of the question in each sentence, with the one before it and with the one after it."""
    import numpy as np

    shares: list[Floats] = []
    weight = question.rarity * question.content
    for table, place, weights in (
        (same, places, None),
        (pairs, places, None),
        (exact, sentence, weight),
        (near, sentence, weight),
    ):
        held = np.zeros((count, table.shape[1]), dtype=np.float32)
        inside = place >= 0
        np.maximum.at(held, place[inside], table[inside].astype(np.float32))
        shares += _shares(held, weights)
    found = np.stack(shares, axis=1)
    order = np.arange(count) / max(count - 1, 1)
    length = np.bincount(places[places >= 0], minlength=count) / 50.0
    rest = np.stack([np.arange(count) == 0, np.arange(count) == count - 1, order, np.minimum(length, 3.0)], axis=1)
    behind = found - found.max(axis=0, initial=0.0)
    return np.concatenate([found, behind, rest], axis=1).astype(np.float32)


def _shares(held: "Floats", weights: "Floats | None") -> "list[Floats]":
    """Weigh what few sentences hold higher than what all of them hold."""
    import numpy as np

    count = len(held)
    rare = np.log(1 + count / (1 + (held > 0.5).sum(axis=0)))
    weights = rare if weights is None else rare * weights
    total = weights.sum() or 1.0
    before = held.copy()
    before[1:] = np.maximum(before[1:], held[:-1])
    after = held.copy()
    after[:-1] = np.maximum(after[:-1], held[1:])
    return [np.asarray(part @ weights / total, dtype=np.float32) for part in (held, before, after)]


def _own(passage: Words, sentence: "NDArray[np.int32]") -> "list[Floats]":
    """Return where each word stands in its sentence and in the passage, and whether it is a number."""
    import numpy as np

    number = np.array([word[0].isdecimal() for word in passage.texts], dtype=np.float32)
    opens = np.append(True, sentence[1:] != sentence[:-1]).astype(np.float32)
    place = np.arange(len(sentence)) / max(len(sentence), 1)
    return [number, opens, place.astype(np.float32)]
