"""Every figure of every answer is in the passage it cites: many questions over the bundled samples."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.indicators import indicator_of
from assistant.respond import Responder
from ingest.figures import find_figures, find_years
from ingest.samples import sample_files
from ingest.sentences import clause_spans, sentences
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

_FEWEST_QUESTIONS = 150
_MANY = 260


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    store = Store(Path(tmp_path_factory.mktemp("trust"), "store"), bundled())
    update(store, [str(path) for path in sample_files()])
    return Responder(store)


def _questions(responder: Responder) -> list[str]:
    """Every clause of the samples that has a figure, asked for its figure, with its own year, another and none."""
    found: dict[str, None] = {}
    for document in responder.documents:
        for passage in responder._store.catalog.passages_of(document.id):
            for sentence in sentences(passage.text):
                years = find_years(sentence)
                for span in clause_spans(sentence):
                    clause = sentence[span.start : span.end]
                    figures = find_figures(clause)
                    subject = re.sub(r"(?:到|至)?\d{4}年底?[，,]?", "", clause[: figures[0].start]) if figures else ""
                    subject = indicator_of(subject) or re.sub(r"[^\u4e00-\u9fff]|达到?|为|约", "", subject)
                    if 3 <= len(subject) <= 14:
                        region = document.description.region or ""
                        found[f"{region}{subject}是多少？"] = None
                        found[f"{region}{years[0] if years else 2025}年{subject}目标是多少？"] = None
                        found[f"2031年{subject}达到多少？"] = None
    return sorted(found)


def test_every_figure_of_every_answer_is_in_the_passage_it_cites(samples: Responder) -> None:
    questions = _questions(samples)
    assert len(questions) >= _FEWEST_QUESTIONS
    answers = [samples.respond(question) for question in questions[:: max(1, len(questions) // _MANY)]]
    wrong = [(answer.question, problem) for answer in answers for problem in _problems(answer)]
    assert wrong == []
    answered = [answer for answer in answers if answer.status == "answered"]
    assert len(answered) > len(answers) // 4
    assert not [answer.question for answer in answered if answer.question.startswith("2031年") and not _of_2031(answer)]


def _problems(answer: Answer) -> Iterator[str]:
    by_mark = {citation.mark: citation for citation in answer.citations}
    for figure in answer.figures:
        if not figure.verified:
            yield f"{figure.text} is not verified"
        if re.sub(r"\s", "", figure.text) not in re.sub(r"\s", "", by_mark[figure.mark].text):
            yield f"{figure.text} is not in the passage of [{figure.mark}]"
    for citation in answer.citations:
        if citation.quote not in citation.text:
            yield f"the quote of [{citation.mark}] is not in its passage"
        if citation.key and citation.key not in citation.quote:
            yield f"the key of [{citation.mark}] is not in its quote"
    if answer.status in ("answered", "partial") and not answer.citations:
        yield "no citation"


def _of_2031(answer: Answer) -> bool:
    return "2031" in "".join(citation.text for citation in answer.citations)
