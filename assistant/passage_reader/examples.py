"""Gather examples for training the reader: questions people asked, and gaps made in sentences."""

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


class Asked(NamedTuple):
    """A question about a text; `start` is where an answer stands in it, -1 where that is not known."""

    question: str
    text: str
    answers: tuple[str, ...]
    start: int


class Example(NamedTuple):
    """A question compared with its passage; `start` and `end` are the first and last word of the answer, or -1."""

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
        last = item.start + len(item.answers[0]) - 1
        start, end = (int(np.searchsorted(passage.starts, place, "right")) - 1 for place in (item.start, last))
        yield Example(question, passage, features(question, passage, spans), right, start, end)


def _cut(text: str) -> "tuple[Words, Sequence[Span]]":
    return read_words(text), unit_spans(text)
