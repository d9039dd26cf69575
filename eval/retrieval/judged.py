"""Questions with the passages that answer them, and the documents these passages stand in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from assistant.answer import Turn
from ingest.passage import Description, Document, Passage

Measure = Literal["recall", "facts"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and what answers it.

    `grades` say how much of the answer a passage holds, by passage id. `facts` are the passages that hold each fact.
    """

    id: str
    kind: str
    text: str
    grades: Mapping[str, int]
    facts: tuple[frozenset[str], ...]
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """What is measured on: questions over the documents of one store.

    `main` is the measure that counts: the share of the relevant passages found, or whether all facts are.
    `left_out` is how many questions cannot be measured: nothing is asked, or no passage
    holds the answer.
    """

    name: str
    questions: tuple[Judged, ...]
    main: Measure
    left_out: int = 0


def one_relevant(passages: Iterable[str]) -> tuple[dict[str, int], tuple[frozenset[str], ...]]:
    """Return grades and facts of a question for which every relevant passage counts alike and all are wanted."""
    found = list(dict.fromkeys(passages))
    return dict.fromkeys(found, 1), tuple(frozenset([passage]) for passage in found)


def document_of(name: str, title: str, texts: Sequence[tuple[tuple[str, ...], str]]) -> Document:
    """Make a document whose passages are given texts, each with its heading trail."""
    passages: list[Passage] = []
    start = 0
    for number, (section, text) in enumerate(texts):
        passages.append(Passage(name, number, section, start, start + len(text), text))
        start += len(text) + 1
    body = "\n".join(text for _, text in texts)
    digest = sha256(f"{name}\n{body}".encode()).hexdigest()
    return Document(name, name, digest, Description(title), body, tuple(passages))
