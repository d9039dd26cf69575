"""Make a document of a file, archive member or page: read, outline, describe, split."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from ingest.broken import mended
from ingest.commitments.extract import commitments_of
from ingest.describe import describe
from ingest.duplicates import signature
from ingest.errors import UnreadableDocument
from ingest.origin import Origin
from ingest.outline import outline
from ingest.passage import Document
from ingest.quality import judge
from ingest.read.open import read_origin
from ingest.read.scan import is_installed
from ingest.side_file import stated_about
from ingest.sources import Source
from ingest.split import split

# Raise when reading the same file gives another result, so that stores are brought up to date.
READING_VERSION = 8
_PIECE = 1024**2


def digest(origin: Origin) -> str:
    """Return the SHA-256 of the bytes of an origin, of what a side file states and of the version of this reading.

    Raises UnreadableDocument where they cannot be read.
    """
    try:
        with origin.open() as file:
            found = hashlib.sha256()
            while piece := file.read(_PIECE):
                found.update(piece)
    except OSError as error:
        raise UnreadableDocument(
            f"{origin.name} cannot be opened ({error.strerror}); expected a readable file; check its permissions"
        ) from error
    found.update(f"reading {READING_VERSION}".encode())
    if PurePath(origin.name).suffix.lower() == ".pdf":
        # Pages without text are read once OCR can be had; what it reads is kept with its place on the page.
        found.update(b"ocr with places" if is_installed() else b"ocr False")
    stated, problem = stated_about(origin)
    found.update(f"{stated.model_dump_json(exclude_none=True)}{problem or ''}".encode())
    return found.hexdigest()


def read_document(
    source: Source, known_digest: str | None = None, on_page: Callable[[int, int], None] | None = None
) -> Document:
    """Read a source into a described document with passages; `on_page` hears page and number of pages of a scan.

    Raises UnreadableDocument or UnsupportedDocument with a sentence for the user.
    """
    origin = source.origin
    reading = read_origin(origin, on_page)
    if origin.address:
        reading = replace(reading, stated={**reading.stated, "source": origin.address})
    outlined = outline(mended(reading.blocks))
    text, passages = split(source.id, outlined)
    if not passages:
        raise UnreadableDocument(
            f"{origin.name} holds no text; expected a document with text; check that it is the right file"
        )
    stated, problem = stated_about(origin)
    description = describe(reading, PurePath(origin.name).stem, origin.folder, stated)
    return Document(
        id=source.id,
        path=origin.location,
        digest=known_digest or digest(origin),
        description=description,
        text=text,
        passages=passages,
        pages=reading.pages,
        remarks=(*reading.remarks, problem) if problem else reading.remarks,
        quality=judge(reading, outlined, passages),
        signature=signature(text),
        commitments=commitments_of(description, passages),
        printed=reading.printed,
    )
