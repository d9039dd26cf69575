"""Files in the format of SQuAD (CMRC, DRCD, …): every paragraph is a passage, every question has one right paragraph."""

from pathlib import Path

from eval.retrieval.judged import Collection, Judged, document_of, one_relevant
from eval.squad_file import Question, read_articles
from ingest.passage import Document


def read_squad(path: Path) -> tuple[list[Document], Collection]:
    """Return the articles of a file as documents and its questions; raise UnreadableCases for another format.

    Questions without a word are left out and counted. Titles are left out, as the questions were written for the paragraphs alone.
    """
    articles = read_articles(path, Question)
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
