"""STARD (Su et al., 2024): questions of people without legal training, and the articles of law that answer them."""

import re
from collections import defaultdict
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, ValidationError

from eval.errors import UnreadableCases
from eval.retrieval.judged import Collection, Judged, document_of, one_relevant
from ingest.passage import Document

# "…法第四百六十五条": what stands before the number of the article names the law.
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?$")
_Row = TypeVar("_Row", bound=BaseModel)


class _Law(BaseModel):
    id: int
    name: str
    text: str = Field(min_length=1)


class _Asked(BaseModel):
    id: int
    question: str = Field(min_length=1)
    relevant: list[int]


def read_stard(folder: Path) -> tuple[list[Document], Collection]:
    """Return the laws of `stard-articles.jsonl` as documents, one passage an article, and `stard-questions.jsonl`.

    Raises UnreadableCases for a file that is missing or in another form.
    """
    articles = _rows(folder / "stard-articles.jsonl", _Law)
    laws: dict[str, list[_Law]] = defaultdict(list)
    for article in articles:
        laws[_ARTICLE.sub("", article.name)].append(article)
    documents = [
        document_of(name, name, [((article.name,), article.text) for article in held]) for name, held in laws.items()
    ]
    passages = {
        article.id: passage.id
        for document, held in zip(documents, laws.values(), strict=True)
        for passage, article in zip(document.passages, held, strict=True)
    }
    questions = []
    left_out = 0
    for asked in _rows(folder / "stard-questions.jsonl", _Asked):
        relevant = [passages[number] for number in asked.relevant if number in passages]
        if relevant:
            questions.append(Judged(str(asked.id), "", asked.question, *one_relevant(relevant)))
        else:
            left_out += 1
    return documents, Collection("stard", tuple(questions), main="recall", left_out=left_out)


def _rows(path: Path, model: type[_Row]) -> list[_Row]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UnreadableCases(
            f"{path} cannot be read ({error.strerror}); expected a folder with stard-articles.jsonl and "
            "stard-questions.jsonl; name it with --stard"
        ) from error
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(model.model_validate_json(line))
        except ValidationError as error:
            names = ", ".join(model.model_fields)
            raise UnreadableCases(
                f"{path}: line {number}: {error.errors()[0]['msg']}; expected a JSON object with {names}"
            ) from error
    return rows
