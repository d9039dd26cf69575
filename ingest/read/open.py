"""Open a file of any supported format."""

from collections.abc import Callable
from pathlib import Path

from ingest.blocks import Reading
from ingest.errors import IngestError, NotFound, UnreadableDocument, UnsupportedDocument
from ingest.read.titles import with_title

_LARGEST = 200 * 1024 * 1024
_KINDS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
SUFFIXES = frozenset(_KINDS)
_SUPPORTED = "PDF, DOCX, HTML, Markdown or plain text"


def read_file(path: Path) -> Reading:
    """Read one file into blocks.

    Raises UnsupportedDocument for formats that are not read here, UnreadableDocument for empty, damaged, encrypted,
    image-only or mislabelled files, NotFound where there is no file; never an error of a format library.
    """
    kind = _kind(path)
    data = _bytes(path)
    _check_content(path.name, kind, data)
    try:
        return with_title(_reader(kind)(data, path.name))
    except IngestError:
        raise
    except (MemoryError, RecursionError) as error:
        raise UnreadableDocument(
            f"{path.name} is nested or expands beyond what can be read safely; save it again and retry."
        ) from error


def _kind(path: Path) -> str:
    if path.is_dir():
        raise UnsupportedDocument(f"{path} is a folder, expected a file; give the folder to `plans ingest` instead.")
    suffix = path.suffix.lower()
    if suffix not in _KINDS:
        if suffix in (".doc", ".wps", ".rtf", ".odt"):
            advice = "open it in a word processor and save it as .docx"
        else:
            advice = "convert it first"
        found = f"a {suffix} file" if suffix else "a file without a suffix"
        raise UnsupportedDocument(f"{path.name} is {found}, expected {_SUPPORTED}; {advice}.")
    return _KINDS[suffix]


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise UnreadableDocument(
                f"{path.name} has {size // 1024**2} MB, expected at most {_LARGEST // 1024**2} MB; split it first."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}; check the path.") from error
    except PermissionError as error:
        raise UnreadableDocument(f"{path.name} may not be read by this user; change its permissions.") from error
    except (OSError, ValueError) as error:
        raise UnreadableDocument(f"{path.name} cannot be read from disk ({error}); copy it elsewhere first.") from error
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(f"{path.name} is empty, expected a document; fetch the file again.")
    return data


def _content(data: bytes) -> str:
    """Name the format that the first bytes show: pdf, docx, zip, ole, rtf, image, html or text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "docx" if b"word/document" in data else "zip"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "ole"
    if head[:5] == b"{\\rtf":
        return "rtf"
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:4] in (b"II*\x00", b"MM\x00*", b"GIF8"):
        return "image"
    lowered = head.lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    return "text"


_NAMES = {
    "pdf": "a PDF",
    "docx": "a DOCX",
    "zip": "a ZIP archive",
    "ole": "an old Office file (.doc)",
    "rtf": "an RTF file",
    "image": "a picture",
    "html": "a web page",
    "text": "text or data of another kind",
    "markdown": "Markdown",
}


def _check_content(name: str, kind: str, data: bytes) -> None:
    found = _content(data)
    if found == kind or (kind in ("markdown", "text", "html") and found in ("text", "html")):
        return
    # A DOCX whose directory is damaged still says PK; its own reader gives the more exact reason.
    if kind == "docx" and found == "zip" and b"[Content_Types].xml" in data and b"word/" in data:
        return
    if found == "ole" and kind == "docx":
        raise UnreadableDocument(
            f"{name} is an old or password-protected Office file, expected a DOCX; remove the password or save it "
            "as .docx."
        )
    raise UnreadableDocument(
        f"{name} holds {_NAMES[found]}, expected {_NAMES[kind]}; rename it to its real format or fetch it again."
    )


def _reader(kind: str) -> Callable[[bytes, str], Reading]:
    if kind == "pdf":
        from ingest.read.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from ingest.read.docx import read_docx

        return read_docx
    if kind == "html":
        from ingest.read.html import read_html

        return read_html
    if kind == "markdown":
        from ingest.read.markdown import read_markdown

        return read_markdown
    from ingest.read.text import read_text

    return read_text
