"""The nouns of the project: Document and Passage, and what is known about each document."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.blocks import Printed
from ingest.commitments.commitment import Commitment


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a document; `text` is exactly `cleaned_text[start:end]` of its document.

    `section` is the heading trail, outermost first. `page` is where the passage begins, `last_page` where it ends;
    both None where the format has no pages.
    """

    document: str
    number: int
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    page: int | None = None
    last_page: int | None = None

    @property
    def id(self) -> str:
        """Name the passage by document and position, so that equal sentences in two plans stay apart."""
        return f"{self.document}#{self.number:05d}"


@dataclass(frozen=True, slots=True)
class Description:
    """What a document is; `origin` says for each known value where it came from (text, name, front matter, side file)."""

    title: str
    region: str | None = None
    issuer: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    kind: str | None = None
    status: str = "正式"
    published: str | None = None
    source: str | None = None
    origin: dict[str, str] = field(default_factory=dict)

    @property
    def period(self) -> str | None:
        """Print the years covered, "2021-2025" or "2020"."""
        if self.first_year is None:
            return None
        if self.last_year is None or self.last_year == self.first_year:
            return str(self.first_year)
        return f"{self.first_year}-{self.last_year}"


class Loss(NamedTuple):
    """A sign that characters went missing before or during reading: what sign, how often, one place as printed."""

    sign: str
    times: int
    example: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a document could be read.

    `outside` is the share of the text under no heading. `confidence` is how sure OCR was of its pages, 0 to 1, None
    where nothing had to be recognised; `weak_pages` are those it was least sure of.
    """

    characters: int
    headings: int
    outside: float
    longest_passage: int
    pages_without_text: tuple[int, ...] = ()
    losses: tuple[Loss, ...] = ()
    confidence: float | None = None
    weak_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One plan as read: its description, its cleaned text and its passages.

    `digest` is the SHA-256 of the file's bytes and of everything else that affects what is stored. `signature` is a
    sketch of the text by which copies of it are recognised. `printed` says for each recognised page (OCR) what stands where.
    """

    id: str
    path: str
    digest: str
    description: Description
    text: str
    passages: tuple[Passage, ...]
    pages: int | None = None
    remarks: tuple[str, ...] = ()
    quality: Quality | None = None
    signature: bytes = b""
    commitments: tuple[Commitment, ...] = ()
    printed: dict[int, tuple[Printed, ...]] = field(default_factory=dict)
