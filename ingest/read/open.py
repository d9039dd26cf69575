"""Open a file of any supported format."""

from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath

from ingest.blocks import Reading
from ingest.errors import IngestError, NotFound, UnreadableDocument, UnsupportedDocument
from ingest.origin import File, Origin
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
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".doc": "doc",
    ".wps": "doc",
    ".rtf": "doc",
    ".odt": "doc",
    ".xls": "xls",
    ".et": "xls",
}
SUFFIXES = frozenset(_KINDS)
_SUPPORTED = "PDF, DOCX, XLSX, HTML, Markdown, CSV or plain text"


def read_file(path: Path, on_page: Callable[[int, int], None] | None = None) -> Reading:
    """Read one file into blocks.

    `on_page(page, pages)` is called after each page of a PDF, since recognising scans takes seconds a page.
    Raises UnsupportedDocument for formats that are not read here, UnreadableDocument for empty, damaged, encrypted,
    textless or mislabelled files, NotFound where there is no file; never an error of a format library.
    """
    if path.is_dir():
        raise UnsupportedDocument(f"{path} is a folder, expected a file; give the folder to `plans ingest` instead.")
    return read_origin(File(path), on_page)


def read_origin(origin: Origin, on_page: Callable[[int, int], None] | None = None) -> Reading:
    """Read a file, a member of an archive or a page into blocks; raises what `read_file` does."""
    kind = _kind(origin.name)
    data = _bytes(origin)
    content = _content(data)
    if kind in ("doc", "xls") and content in ("docx", "xlsx", "html"):
        # Offices often rename what they should convert.
        kind = content
    _check_content(origin.name, kind, content, data)
    try:
        return with_title(_reader(kind, on_page)(data, origin.name))
    except IngestError:
        raise
    except (MemoryError, RecursionError) as error:
        raise UnreadableDocument(
            f"{origin.name} is nested or expands beyond what can be read safely; save it again and retry."
        ) from error


def _kind(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _KINDS:
        if suffix in (".docm", ".dotx", ".dotm"):
            advice = "open it in a word processor and save it as .docx, without its macros"
        else:
            advice = "convert it first"
        found = f"a {suffix} file" if suffix else "a file without a suffix"
        raise UnsupportedDocument(f"{name} is {found}, expected {_SUPPORTED}; {advice}.")
    return _KINDS[suffix]


def _bytes(origin: Origin) -> bytes:
    try:
        size = origin.size
        if size > _LARGEST:
            raise UnreadableDocument(
                f"{origin.name} has {size // 1024**2} MB, expected at most {_LARGEST // 1024**2} MB; split it first."
            )
        with origin.open() as file:
            data = file.read(_LARGEST)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {origin.location}; check the path.") from error
    except PermissionError as error:
        raise UnreadableDocument(f"{origin.name} may not be read by this user; change its permissions.") from error
    except (OSError, ValueError) as error:
        raise UnreadableDocument(
            f"{origin.name} cannot be read from disk ({error}); copy it elsewhere first."
        ) from error
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(f"{origin.name} is empty, expected a document; fetch the file again.")
    return data


def sniffed_suffix(data: bytes) -> str:
    """Return the suffix that fits the first bytes of a file, ".txt" where they tell nothing."""
    suffixes = {kind: suffix for suffix, kind in reversed(_KINDS.items())} | {
        "ole": ".doc",
        "rtf": ".rtf",
        "zip": ".zip",
    }
    return suffixes.get(_content(data), ".txt")


def _content(data: bytes) -> str:
    """Name the format that the first bytes show: pdf, docx, xlsx, zip, ole, rtf, image, html or text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        if b"word/document" in data:
            return "docx"
        return "xlsx" if b"xl/workbook" in data and b"[Content_Types].xml" in data else "zip"
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
    "xlsx": "an XLSX",
    "doc": "an old Word file",
    "xls": "an old Excel file",
    "csv": "CSV",
    "zip": "a ZIP archive",
    "ole": "an old Office file (.doc)",
    "rtf": "an RTF file",
    "image": "a picture",
    "html": "a web page",
    "text": "text or data of another kind",
    "markdown": "Markdown",
}
_ALSO_FITS = {
    "markdown": ("text", "html"),
    "text": ("html",),
    "html": ("text",),
    "csv": ("text",),
    "doc": ("ole", "rtf", "zip"),
    "xls": ("ole",),
}


def _check_content(name: str, kind: str, found: str, data: bytes) -> None:
    if found == kind or found in _ALSO_FITS.get(kind, ()):
        return
    # A DOCX whose directory is damaged still says PK; its own reader gives the more exact reason.
    if kind == "docx" and found == "zip" and b"[Content_Types].xml" in data and b"word/" in data:
        return
    if found == "ole" and kind in ("docx", "xlsx"):
        raise UnreadableDocument(
            f"{name} is an old or password-protected Office file, expected {_NAMES[kind]}; remove the password or save "
            f"it as .{kind}."
        )
    raise UnreadableDocument(
        f"{name} holds {_NAMES[found]}, expected {_NAMES[kind]}; rename it to its real format or fetch it again."
    )


def _reader(kind: str, on_page: Callable[[int, int], None] | None) -> Callable[[bytes, str], Reading]:
    if kind == "pdf":
        from ingest.read.pdf import read_pdf

        return partial(read_pdf, on_page=on_page)
    if kind == "docx":
        from ingest.read.docx import read_docx

        return read_docx
    if kind == "html":
        from ingest.read.html import read_html

        return read_html
    if kind == "markdown":
        from ingest.read.markdown import read_markdown

        return read_markdown
    if kind == "xlsx":
        from ingest.read.sheet import read_xlsx

        return read_xlsx
    if kind == "csv":
        from ingest.read.sheet import read_csv

        return read_csv
    if kind in ("doc", "xls"):
        from ingest.read.doc import read_doc, read_xls

        return read_doc if kind == "doc" else read_xls
    from ingest.read.text import read_text

    return read_text
