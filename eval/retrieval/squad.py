"""Files in the format of SQuAD (CMRC, DRCD, …): every paragraph is a passage, every question has one right paragraph."""

from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from eval.errors import UnreadableCases
from eval.retrieval.judged import Collection, Judged, document_of, one_relevant
from ingest.passage import Document


class _Question(BaseModel):
    id: str
    question: str


class _Paragraph(BaseModel):
    context: str = Field(min_length=1)
    qas: list[_Question]


class _Article(BaseModel):
    title: str = ""
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Article] = Field(min_length=1)


def read_squad(path: Path) -> tuple[list[Document], Collection]:
    """Return the articles of a file as documents and its questions; raise UnreadableCases for another format.

    Questions without a word are left out and counted. Titles are left out, as the questions were written for the paragraphs alone.
    """
    try:
        articles = _File.model_validate_json(path.read_bytes()).data
    except OSError as error:
        raise UnreadableCases(
            f"{path} cannot be read ({error.strerror}); expected a JSON file in the format of SQuAD"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise UnreadableCases(
            f"{path}: {where}: {first['msg']}; expected the format of SQuAD: "
            '{"data": [{"paragraphs": [{"context": "…", "qas": [{"id": "…", "question": "…"}]}]}]}'
        ) from error
    documents = [
        document_of(f"{path.stem}-{number:05d}", "", [((), paragraph.context) for paragraph in article.paragraphs])
        for number, article in enumerate(articles)
    ]
    questions = [
        Judged(question.id, "", question.question, *one_relevant([passage.id]))
        for article, document in zip(articles, documents, strict=True)
        for paragraph, passage in zip(article.paragraphs, document.passages, strict=True)
        for question in paragraph.qas
    ]
    asked = tuple(question for question in questions if question.text.strip())
    return documents, Collection(path.stem, asked, main="recall", left_out=len(questions) - len(asked))
