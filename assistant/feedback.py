"""What visitors say about answers, kept in the store's folder, and as cases for the evaluation."""

import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FILE = "feedback.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    number INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT NOT NULL, verdict TEXT NOT NULL, record TEXT NOT NULL);
"""
_MOST = 100_000
# Telephone, identity and account numbers, and addresses of mail; no figure of a plan has so many digits in a row.
_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{11,}|0\d{2,3}-\d{7,8})(?!\d)|[\w.+-]+@[\w-]+\.[\w.-]+", re.ASCII)
_Short = Annotated[str, Field(max_length=500)]
_Long = Annotated[str, Field(max_length=2_000)]


class Feedback(BaseModel):
    """A visitor's verdict on an answer; a correction says what was wrong and what is right.

    `key` holds the words of the cited passages that answered. Nothing tells who the visitor was.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    verdict: Literal["good", "bad"]
    question: Annotated[str, Field(min_length=1, max_length=500)]
    answer: _Long = ""
    status: Annotated[str, Field(max_length=40)] = ""
    mode: Annotated[str, Field(max_length=20)] = ""
    documents: Annotated[list[_Short], Field(max_length=20)] = Field(default_factory=list)
    key: Annotated[list[_Long], Field(max_length=20)] = Field(default_factory=list)
    wrong: _Long = ""
    right: _Short = ""
    passage: _Long = ""
    document: _Short = ""


class FeedbackBook:
    """The file that feedback is kept in; made when the first is given."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._turn = threading.Lock()

    def add(self, feedback: Feedback) -> bool:
        """Keep a verdict, without what looks like personal data; False where the book is full."""
        record = json.loads(_PERSONAL.sub("…", feedback.model_dump_json(exclude={"verdict"})))
        with self._turn, self._open() as db:
            if db.execute("SELECT count(*) FROM feedback").fetchone()[0] >= _MOST:
                return False
            row = (date.today().isoformat(), feedback.verdict, json.dumps(record, ensure_ascii=False))
            db.execute("INSERT INTO feedback (day, verdict, record) VALUES (?, ?, ?)", row)
            return True

    def all(self) -> list[tuple[int, Feedback]]:
        """Return everything that was kept, with its number."""
        if not self._path.is_file():
            return []
        with self._turn, self._open() as db:
            rows = db.execute("SELECT number, verdict, record FROM feedback ORDER BY number").fetchall()
        return [(number, Feedback(verdict=verdict, **json.loads(record))) for number, verdict, record in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=10)
        try:
            db.executescript(_SCHEMA)
            with db:
                yield db
        finally:
            db.close()


def case_of(number: int, feedback: Feedback) -> dict[str, object] | None:
    """Return a verdict as an evaluation case, None where it does not tell what is right.

    A confirmed answer is right as it was; a correction counts where it names the right answer and the document. A case
    is a proposal: someone should read it against the document before it is measured with.
    """
    case: dict[str, object] = {"id": f"feedback-{number:05d}", "question": feedback.question}
    if feedback.verdict == "good":
        if feedback.status == "not_found":
            return {**case, "answerable": False}
        if feedback.status != "answered" or not (feedback.documents and feedback.key):
            return None
        return {**case, "answerable": True, "must_all": feedback.key, "docs": feedback.documents}
    if not (feedback.right and feedback.document):
        return None
    evidence = [{"document": feedback.document, "quote": feedback.passage}] if feedback.passage else []
    return {
        **case,
        "answerable": True,
        "answers": [feedback.right],
        "docs": [feedback.document],
        "evidence": evidence,
        "notes": feedback.wrong,
    }
