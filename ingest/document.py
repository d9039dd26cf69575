"""Make a document of a file: read, outline, describe, split."""

import hashlib
from pathlib import Path

from ingest.describe import describe
from ingest.errors import UnreadableDocument
from ingest.outline import outline
from ingest.passage import Document
from ingest.read.open import read_file
from ingest.sources import Source
from ingest.split import split

# Raise when reading the same file gives another result, so that stores are brought up to date.
READING_VERSION = 1


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes and of the version of this reading.

    Raises UnreadableDocument where the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256")
    except OSError as error:
        raise UnreadableDocument(
            f"{path.name} cannot be opened ({error.strerror}); expected a readable file; check its permissions"
        ) from error
    found.update(f"reading {READING_VERSION}".encode())
    return found.hexdigest()


def read_document(source: Source, known_digest: str | None = None) -> Document:
    """Read a file into a described document with passages.

    Raises UnreadableDocument or UnsupportedDocument with a sentence for the user.
    """
    reading = read_file(source.path)
    outlined = outline(reading.blocks)
    text, passages = split(source.id, outlined)
    if not passages:
        raise UnreadableDocument(
            f"{source.path.name} holds no text; expected a document with text; check that it is the right file"
        )
    return Document(
        id=source.id,
        path=str(source.path),
        digest=known_digest or digest(source.path),
        description=describe(reading, source.path.stem, source.path.parent.name),
        text=text,
        passages=passages,
        pages=reading.pages,
        remarks=reading.remarks,
    )
