"""Read files in the format of SQuAD: articles of paragraphs, each with its questions."""

from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, Field, ValidationError

from eval.errors import UnreadableCases


class Question(BaseModel):
    """A question; answers, if there are any, are not read."""

    form: ClassVar[str] = "the format of SQuAD"
    example: ClassVar[str] = '{"id": "…", "question": "…"}'

    id: str
    question: str


class Reference(BaseModel):
    """An answer that somebody gave."""

    text: str = Field(min_length=1)


class AnsweredQuestion(Question):
    """A question with at least one answer."""

    form: ClassVar[str] = "the format of SQuAD with answers"
    example: ClassVar[str] = '{"id": "…", "question": "…", "answers": [{"text": "…"}]}'

    answers: list[Reference] = Field(min_length=1)


Q = TypeVar("Q", bound=Question)


class Paragraph(BaseModel, Generic[Q]):
    """A text with the questions about it."""

    context: str = Field(min_length=1)
    qas: list[Q]


class Article(BaseModel, Generic[Q]):
    """Paragraphs of one text."""

    title: str = ""
    paragraphs: list[Paragraph[Q]]


class _File(BaseModel, Generic[Q]):
    data: list[Article[Q]] = Field(min_length=1)


def read_articles(path: Path, question: type[Q]) -> list[Article[Q]]:
    """Return the articles of a file whose questions are of a kind; raise UnreadableCases for another format."""
    try:
        return _File[question].model_validate_json(path.read_bytes()).data  # type: ignore[valid-type]
    except OSError as error:
        raise UnreadableCases(
            f"{path} cannot be read ({error.strerror}); expected a JSON file in {question.form}"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise UnreadableCases(
            f"{path}: {where}: {first['msg']}; expected {question.form}: "
            f'{{"data": [{{"paragraphs": [{{"context": "…", "qas": [{question.example}]}}]}}]}}'
        ) from error
