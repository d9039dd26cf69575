"""Read questions about plans and put each to the passages that a search in its plan brings, those that answer nothing among them."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.evidence import unit_spans
from assistant.passage_reader.examples import Example, Group, answer_words
from assistant.passage_reader.features import features
from assistant.passage_reader.read import with_heading
from assistant.passage_reader.words import Words, folded, read_words
from assistant.search_query import search_query
from assistant.understand import understand
from ingest.passage import Passage
from ingest.sentences import Span
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEFT_OUT = re.compile(r"[\s*]+")
_READ = 8


class PlanQuestion(BaseModel):
    """A question about a document, given by its path in the corpus.

    `evidence` are the sentences that answer, `answers` the words of them that do, each as its first character in the bare text of
    the document and its length; there are none for a question that the document does not answer.
    """

    model_config = ConfigDict(frozen=True)

    document: str
    question: str
    evidence: tuple[tuple[int, int], ...] = ()
    answers: tuple[tuple[int, int], ...] = ()


class Known(NamedTuple):
    """What answers a question, in the bare text of its document."""

    sentences: tuple[str, ...]
    answers: tuple[str, ...]


def bare(text: str) -> str:
    """Fold a text so that the marks and breaks of Markdown do not matter."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text))


def read_plan_questions(path: Path) -> list[PlanQuestion]:
    """Return the questions of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [PlanQuestion.model_validate(json.loads(line)) for line in lines if line.strip()]


def groups(questions: Sequence[PlanQuestion], corpus: Path) -> Iterator[Group]:
    """Yield each question compared with the passages found for it, the one that answers among them where there is one."""
    whole = {
        name: bare((corpus / name).read_text(encoding="utf-8")) for name in dict.fromkeys(q.document for q in questions)
    }
    with TemporaryDirectory() as folder:
        store = Store(Path(folder), bundled())
        try:
            yield from _searched(questions, whole, corpus, store)
        finally:
            store.close()


def _searched(
    questions: Sequence[PlanQuestion], whole: Mapping[str, str], corpus: Path, store: Store
) -> Iterator[Group]:
    cut = lru_cache(maxsize=512)(_cut)
    identities: dict[str, str] = {}
    for name in whole:
        update(store, [str(corpus / name)])
        held = {listed.id for listed in store.catalog.documents()}
        identities[name] = next(iter(held - set(identities.values())))
    retriever = Retriever(store)
    for asked in questions:
        text = whole[asked.document]
        sentences, answers = (
            tuple(text[start : start + length] for start, length in places)
            for places in (asked.evidence, asked.answers)
        )
        known = Known(sentences, answers)
        passages = _found(asked, identities[asked.document], known, retriever, store)
        words = read_words(asked.question)
        group = tuple(_compared(words, known, *cut(passage)) for passage in passages)
        if group and (not sentences or any(example.right.any() for example in group)):
            yield group


def _found(asked: PlanQuestion, document: str, known: Known, retriever: Retriever, store: Store) -> list[Passage]:
    """Return the passages a search brings; one that answers takes the last place where the search did not bring it."""
    query = replace(search_query(understand(asked.question, (), ())), documents=frozenset({document}))
    found = [hit.passage for hit in retriever.search(query, _READ)]
    if known.sentences and not any(_holds(passage.text, known.sentences) for passage in found):
        missed = [p for p in store.catalog.passages_of(document) if _holds(p.text, known.sentences)]
        found[_READ - 1 :] = missed[:1]
    return found


def _holds(text: str, sentences: Sequence[str]) -> bool:
    folded = bare(text)
    return any(sentence in folded for sentence in sentences)


def _cut(passage: Passage) -> tuple[str, tuple[Span, ...], Words]:
    text, spans = with_heading(passage.text, tuple(unit_spans(passage.text, passage.section)), passage.section)
    return text, spans, read_words(text)


def _compared(question: Words, known: Known, text: str, spans: tuple[Span, ...], words: Words) -> Example:
    right = _right(known, text, spans)
    shown = (
        _shown(answer, words.folded, spans[int(place)]) for place in right.nonzero()[0][:1] for answer in known.answers
    )
    answer = next(filter(None, shown), None)
    start, end = answer_words(words, *answer) if answer else (-1, -1)
    return Example(question, words, features(question, words, spans), right, start, end)


def _shown(answer: str, folded_text: str, span: Span) -> Span | None:
    """Return where a sentence prints an answer, whatever breaks and marks stand inside it."""
    pattern = re.compile(r"[\s*]*".join(map(re.escape, folded(answer))))
    match = pattern.search(folded_text, span.start, span.end)
    return Span(*match.span()) if match else None


def _right(known: Known, text: str, spans: Sequence[Span]) -> "NDArray[np.bool_]":
    """Tell which sentences of a passage answer: those of the evidence that print an answer, or all of it where none does."""
    import numpy as np

    shown = [bare(text[span.start : span.end]) for span in spans]
    evidence = np.array([any(_overlap(one, sentence) for sentence in known.sentences) for one in shown], dtype=bool)
    prints = np.array([any(answer in one for answer in known.answers) for one in shown], dtype=bool)
    return evidence & prints if (evidence & prints).any() else evidence


def _overlap(one: str, other: str) -> bool:
    return bool(one) and (one in other or other in one)
