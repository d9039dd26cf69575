"""What every reader returns: the blocks of a file in reading order."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["title", "heading", "paragraph", "row"]


class PageStart(NamedTuple):
    """The place inside a block where a new page begins."""

    offset: int
    page: int


class Printed(NamedTuple):
    """A piece of recognised text and where it is printed on its page, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table row; one line of clean text without line breaks.

    `level` is the heading level stated by the format itself (1 is the highest), None where the format does not say.
    `page` is the page (from 1) on which the block begins, None where the format has no pages;
    `page_starts` lists the later pages a block runs over, by offset into `text`.
    `lead` is the length of an emphasised opening ("**城市更新改造工程。**…"), 0 where there is none.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    page: int | None = None
    page_starts: tuple[PageStart, ...] = ()
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of one file.

    `stated` holds what the file says about itself outside its text (front matter, document properties, page title):
    keys `title`, `source`, `published`, `uploaded` (when somebody shared it, which says nothing about the document).
    `pages` is None where the format has none.
    `remarks` are sentences for the user about what could not be read. `confidence` says for each recognised page (OCR)
    how sure its characters are, from 0 to 1, and `printed` where on it they stand.
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    stated: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    confidence: dict[int, float] = field(default_factory=dict)
    printed: dict[int, tuple[Printed, ...]] = field(default_factory=dict)
