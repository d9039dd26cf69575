"""Gather examples for training the reader: a question with the passages it is put to, and what of them answers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.evidence import unit_spans
from assistant.passage_reader.features import Features, features
from assistant.passage_reader.words import Words, read_words
from ingest.sentences import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_AT_ONCE, _NEAREST = 500, 6


class Asked(NamedTuple):
    """A question about a text; `start` is where an answer stands in it, -1 where that is not known."""

    question: str
    text: str
    answers: tuple[str, ...]
    start: int


class Example(NamedTuple):
    """A question compared with a passage; `start` and `end` are the first and last word of the answer, or -1.

    No sentence is `right` in a passage that does not answer.
    """

    question: Words
    passage: Words
    found: Features
    right: "NDArray[np.bool_]"
    start: int
    end: int


def read_questions(path: Path) -> Iterator[Asked]:
    """Yield the questions of a SQuAD-format file that are answered in their paragraph."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            for question in paragraph["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in question["answers"]))
                first = question["answers"][0]
                start = first.get("answer_start", -1)
                if text[start : start + len(first["text"])] != first["text"]:
                    start = text.find(first["text"])
                if question["question"].strip() and text.strip():
                    yield Asked(question["question"], text, answers, start)


# What is read together for one question: the values of its sentences are compared with each other, and with "none of them".
Group = tuple[Example, ...]


def examples(asked: Iterable[Asked]) -> Iterator[Example]:
    """Compare questions with their passages; one whose answer stands in no single sentence is left out."""
    import numpy as np

    cut = lru_cache(maxsize=4)(_cut)
    for item in asked:
        passage, spans = cut(item.text)
        right = np.array([any(answer in item.text[s.start : s.end] for answer in item.answers) for s in spans])
        if item.start < 0 or not right.any():
            continue
        question = read_words(item.question)
        words = answer_words(passage, item.start, item.start + len(item.answers[0]))
        yield Example(question, passage, features(question, passage, spans), right, *words)


def answer_words(passage: Words, start: int, end: int) -> tuple[int, int]:
    """Return the first and the last word of a range of characters that is not empty."""
    import numpy as np

    first, last = (int(np.searchsorted(passage.starts, place, "right")) - 1 for place in (start, end - 1))
    return first, last


def with_others(given: Sequence[Example], texts: Sequence[str]) -> list[Group]:
    """Put beside each example the passage of `texts` that shares most with its question and does not hold its answer.

    `texts` has the text of each example.
    """
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    kinds = list(dict.fromkeys(texts))
    counted = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), sublinear_tf=True, dtype=np.float32)
    rows = counted.fit_transform(kinds)
    asked = counted.transform([example.question.folded for example in given])
    cut = lru_cache(maxsize=4096)(_cut)
    groups: list[Group] = []
    for first in range(0, len(given), _AT_ONCE):
        near = (asked[first : first + _AT_ONCE] @ rows.T).toarray()
        for example, text, row in zip(given[first:], texts[first:], near, strict=False):
            answer = "".join(example.passage.texts[example.start : example.end + 1])
            order = (kinds[place] for place in np.argsort(-row)[:_NEAREST])
            other = next((one for one in order if one != text and answer not in one), None)
            groups.append((example, *([_none_of(example.question, cut(other))] if other else [])))
    return groups


def _none_of(question: Words, cut: "tuple[Words, Sequence[Span]]") -> Example:
    """Compare a question with a passage that does not answer it."""
    import numpy as np

    passage, spans = cut
    return Example(question, passage, features(question, passage, spans), np.zeros(len(spans), dtype=bool), -1, -1)


def _cut(text: str) -> "tuple[Words, Sequence[Span]]":
    return read_words(text), unit_spans(text)
