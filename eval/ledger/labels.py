"""Rows labelled by hand over spans of documents that users bring themselves.

The texts are not part of this repository: a span says where it stands in a file and what its digest is, a row where its
figure stands in the span.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import EvalError
from ingest.commitments.commitment import Comparator

Half = Literal["tune", "final"]


class LabelledRow(BaseModel):
    """A commitment as a reader sees it; `at` is the place of `value` in the span, white space left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: int
    value: str
    subject: str
    comparator: Comparator
    year: int | None
    kind: Literal["target", "achieved"]
    departments: tuple[str, ...] = ()


class LabelledSpan(BaseModel):
    """A part of a file in which every commitment is labelled; `start` and `end` are characters of the decoded file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    half: Half
    file: str
    start: int
    end: int
    sha256: str
    rows: tuple[LabelledRow, ...]


class Span(NamedTuple):
    """A labelled span with its text."""

    labelled: LabelledSpan
    path: Path
    text: str


def read_spans(labels: Path, folder: Path, half: Half | None = None) -> Iterator[Span]:
    """Yield the labelled spans of a half with their texts out of `folder`.

    Raises EvalError where a file is missing or is not the one that was labelled.
    """
    for number, line in enumerate(labels.read_text(encoding="utf-8").splitlines(), 1):
        try:
            labelled = LabelledSpan.model_validate_json(line)
        except ValidationError as error:
            raise EvalError(f"{labels}: line {number}: {error.errors()[0]['msg']}; expected a labelled span") from error
        if half and labelled.half != half:
            continue
        path = folder / labelled.file
        try:
            text = path.read_text(encoding="utf-8")[labelled.start : labelled.end]
        except OSError as error:
            raise EvalError(f"{path} cannot be read ({error.strerror}); expected a file that was labelled") from error
        if hashlib.sha256(text.encode()).hexdigest() != labelled.sha256:
            raise EvalError(f"{path} holds another text than was labelled; expected the same version of the file")
        yield Span(labelled, path, text)
