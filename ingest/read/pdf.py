"""Read a PDF into blocks: the text layer, and recognised text for pages that are only pictures."""

import io
import logging
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass, field, replace

import pypdf
import pypdfium2

from ingest.blocks import Block, Printed, Reading
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument
from ingest.read import scan
from ingest.read.contents import contents_lines
from ingest.read.deadline import Deadline, TooSlow
from ingest.read.pdf_columns import in_reading_order
from ingest.read.pdf_furniture import without_furniture
from ingest.read.pdf_lines import Line, page_lines
from ingest.read.pdf_page import Shown, page_glyphs, page_picture, page_rules, page_shown
from ingest.read.pdf_paragraphs import blocks_of
from ingest.read.pdf_tables import join_rows, take_tables
from ingest.read.scan_sizes import with_even_sizes
from ingest.read.scan_text import with_even_widths

OnPage = Callable[[int, int], None]

_PROGRAM_TITLE = re.compile(
    r"\.(?:docx?|wps|html?|pdf|indd|xlsx?)$|^\W?(?:microsoft|untitled|anonymous|无标题|文档\s*\d|page)", re.IGNORECASE
)
_FEWEST_CHARACTERS = 20
# A scanned page may carry its number, a stamp or the mark of the scanner's program as text.
_DEBRIS = 30
_LEGIBLE = 0.5
_SHORTEST_TITLE = 6
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]")
_MOST_PAGES = 2000
# For each of the steps: text layer, drawing, recognition; waiting for another reader does not count.
_SECONDS_A_PAGE = 60.0
_SURE = 0.9
_PICTURE = f"only a picture without text and could not be read (needs OCR: {scan.INSTALL})"
_SLOW = f"more than can be read in {_SECONDS_A_PAGE:.0f} seconds and could not be read"
_TOO_LARGE = "a picture too large to be recognised (OCR) and could not be read"
_FAILED = "a picture on which OCR failed"
_NOTHING = "a picture on which OCR found no text"
_UNSURE = "a picture that was hard to recognise (OCR); compare its figures with the original"
_LOST = "damaged content and could not be read"
# What is wrong with a file is said once, by our errors and remarks.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
# PDFium may be used by one thread at a time only.
_ONE_AT_A_TIME = threading.Lock()


@dataclass
class _Pages:
    """What was found on the pages: lines and heights in order, how sure OCR was, where it read what, what pages left out hold."""

    lines: list[list[Line]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    confidence: dict[int, float] = field(default_factory=dict)
    printed: dict[int, tuple[Printed, ...]] = field(default_factory=dict)
    remarks: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    failure: str = ""

    def forget_recognition(self, number: int) -> None:
        """Take back what was noted of the recognition of a page whose text layer is kept."""
        self.printed.pop(number, None)
        if self.confidence.pop(number, 1.0) < _SURE:
            self.remarks[_UNSURE].remove(number)

    @property
    def pictures(self) -> bool:
        """Say whether there is a page that is only a picture and gave no text."""
        return any(self.remarks.get(remark) for remark in (_PICTURE, _TOO_LARGE, _FAILED, _NOTHING))


def read_pdf(data: bytes, name: str, on_page: OnPage | None = None) -> Reading:
    """Read the text of a PDF; pages without a text layer are recognised where the extra `ocr` is installed.

    Pages that could not be read are named in the remarks. `on_page(page, pages)` is called after each page; what it
    raises ends the reading. Raises UnreadableDocument for encrypted, damaged and overlong files, and for scans that
    give no text.
    """
    pages = _pages(data, name, on_page)
    unread = {number for numbers in pages.remarks.values() for number in numbers} - pages.confidence.keys()
    found = sum(len(line.text) for n, lines in enumerate(pages.lines, start=1) if n not in unread for line in lines)
    if not found or (found < _FEWEST_CHARACTERS and pages.pictures):
        raise UnreadableDocument(_without_text(pages, name))
    blocks = _with_even_widths(_blocks(pages), pages.confidence)
    remarks = tuple(f"{_listed(numbers)} {what}." for what, numbers in pages.remarks.items() if numbers)
    return Reading(
        tuple(blocks),
        pages=len(pages.lines),
        stated=_stated(data),
        remarks=remarks,
        confidence=pages.confidence,
        printed=pages.printed,
    )


def _with_even_widths(blocks: list[Block], recognised: Collection[int]) -> list[Block]:
    """Settle the width of punctuation in the blocks of recognised pages."""
    places = [index for index, block in enumerate(blocks) if block.page in recognised]
    for index, text in zip(places, with_even_widths([blocks[index].text for index in places]), strict=True):
        blocks[index] = replace(blocks[index], text=text)
    return blocks


def _without_text(pages: _Pages, name: str) -> str:
    count = len(pages.lines)
    found = f"The {count} pages of {name} hold" if count != 1 else f"The 1 page of {name} holds"
    found += " no text layer (a scan)"
    if pages.remarks.get(_SLOW):
        return (
            f"{name} holds more than can be read in {_SECONDS_A_PAGE:.0f} seconds a page; split or simplify it first."
        )
    if pages.failure:
        return f"{found} and OCR failed on them ({pages.failure}); install it anew with {scan.INSTALL}."
    if pages.remarks.get(_PICTURE) or not any(pages.remarks.values()):
        return f"{found}; scans need OCR: install it with {scan.INSTALL} and read the file again."
    return f"{found} and OCR found no text on them; scan the pages again, upright and with 200 dpi or more."


def _blocks(pages: _Pages) -> list[Block]:
    even = with_even_sizes(pages.lines, pages.confidence)
    body = without_furniture(even, pages.heights, loose=bool(pages.confidence))
    if not any(body):
        # Pages that all say the same in the same place say nothing else: then it is the text.
        body = even
    ordered = [join_rows(in_reading_order(lines)) for lines in body]
    flat = [line.text for lines in ordered for line in lines]
    dropped = contents_lines(flat)
    kept: list[list[Line]] = []
    index = 0
    for lines in ordered:
        kept.append([line for offset, line in enumerate(lines) if index + offset not in dropped])
        index += len(lines)
    return blocks_of(kept)


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10]) + (" …" if len(numbers) > 10 else "")
    return f"Page {shown} holds" if len(numbers) == 1 else f"Pages {shown} hold"


def _stated(data: bytes) -> dict[str, str]:
    """Return the title in the document's properties unless a program put a file name there."""
    try:
        metadata = pypdf.PdfReader(io.BytesIO(data)).metadata
        title = clean_line(str(metadata.title or "")) if metadata else ""
    # pypdf's own header says that broken files may raise anything; a title is not worth failing for.
    except Exception:
        return {}
    return {"title": title} if len(title) > 3 and not _PROGRAM_TITLE.search(title) else {}


def _pages(data: bytes, name: str, on_page: OnPage | None) -> _Pages:
    try:
        with _ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(data)
            count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(
                f"{name} is encrypted and asks for a password, expected an open PDF; save it without a password."
            ) from error
        return _by_pypdf(data, name, on_page)
    pages = _Pages()
    try:
        _check_count(count, name)
        for index in range(count):
            _add_page(pages, document, index, data)
            if on_page:
                on_page(index + 1, count)
    finally:
        with _ONE_AT_A_TIME:
            document.close()
    return pages


def _check_count(count: int, name: str) -> None:
    if count > _MOST_PAGES:
        raise UnreadableDocument(f"{name} has {count} pages, expected at most {_MOST_PAGES}; split it first.")


def _add_page(pages: _Pages, document: pypdfium2.PdfDocument, index: int, data: bytes) -> None:
    try:
        with _ONE_AT_A_TIME:
            layer = _layer(document, index, Deadline(_SECONDS_A_PAGE))
        lines = layer.lines
        if layer.needs_recognition:
            recognised = _recognised(pages, document, index, layer)
            # A text layer that says more than the picture was none of the debris it was taken for.
            if _weight(recognised) > _weight(lines):
                lines = recognised
            else:
                pages.forget_recognition(index + 1)
        pages.lines.append(lines)
        pages.heights.append(layer.height)
    except TooSlow:
        pages.remarks[_SLOW].append(index + 1)
        pages.lines.append([])
        pages.heights.append(842.0)
    except pypdfium2.PdfiumError:
        _add_plain(pages, _plain_page(data, index), index)


@dataclass(frozen=True, slots=True)
class _Layer:
    """The text layer of a page, and what else the page shows where the layer is missing or debris."""

    lines: list[Line]
    height: float
    shown: Shown | None

    @property
    def needs_recognition(self) -> bool:
        """Say whether the page must be read from its picture."""
        return self.shown is not None


def _layer(document: pypdfium2.PdfDocument, index: int, deadline: Deadline) -> _Layer:
    with closing(document[index]) as page, closing(page.get_textpage()) as text:
        glyphs = list(page_glyphs(page, text, deadline))
        running, tables = take_tables(glyphs, page_rules(page), index + 1)
        lines = [*page_lines(running, index + 1), *tables]
        stored = sum(1 for glyph in glyphs if glyph.text != " ")
        shown: Shown | None = None
        weight = _weight(lines)
        if weight < _DEBRIS or weight < _LEGIBLE * stored:
            shown = page_shown(page)
            is_debris = bool(lines) and (weight >= _DEBRIS or shown.is_scan)
            if not (is_debris or (not lines and shown.may_hold_text)):
                shown = None
        return _Layer(lines, page.get_height(), shown)


def _weight(lines: list[Line]) -> int:
    """Count the letters, characters and figures of some lines."""
    texts = ("".join("".join(row) for row in line.cells) if line.cells else line.text for line in lines)
    return sum(len(_WORD.findall(text)) for text in texts)


def _recognised(pages: _Pages, document: pypdfium2.PdfDocument, index: int, layer: _Layer) -> list[Line]:
    """Return the recognised lines of a page, none with a remark where that is not possible."""
    number = index + 1
    if not scan.is_installed():
        if len(_CHINESE.findall("".join(line.text for line in layer.lines))) < _SHORTEST_TITLE:
            pages.remarks[_PICTURE].append(number)
        return []
    if layer.shown is not None and layer.shown.is_too_large:
        pages.remarks[_TOO_LARGE].append(number)
        return []
    with _ONE_AT_A_TIME, closing(document[index]) as page:
        picture, scale = page_picture(page, Deadline(_SECONDS_A_PAGE))
    try:
        found = scan.recognise(picture, scale, number, _SECONDS_A_PAGE)
    except scan.ScanFailed as error:
        pages.failure = str(error)
        pages.remarks[_FAILED].append(number)
        return []
    if not found.lines:
        if layer.shown is not None and layer.shown.pictures:
            pages.remarks[_NOTHING].append(number)
        return []
    pages.confidence[number] = round(found.confidence, 3)
    pages.printed[number] = found.printed
    if pages.confidence[number] < _SURE:
        pages.remarks[_UNSURE].append(number)
    return found.lines


def _by_pypdf(data: bytes, name: str, on_page: OnPage | None) -> _Pages:
    """Read a file that PDFium refuses."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(
                f"{name} is encrypted and asks for a password, expected an open PDF; save it without a password."
            )
        count = len(reader.pages)
    except UnreadableDocument:
        raise
    except Exception as error:
        raise UnreadableDocument(
            f"{name} is a damaged PDF ({type(error).__name__}), expected a whole file; fetch it again."
        ) from error
    if not count:
        raise UnreadableDocument(f"{name} is a PDF without pages, expected a document; fetch it again.")
    _check_count(count, name)
    pages = _Pages()
    for index in range(count):
        _add_plain(pages, _plain_page(data, index, reader), index)
        if on_page:
            on_page(index + 1, count)
    return pages


def _plain_page(data: bytes, index: int, reader: pypdf.PdfReader | None = None) -> str | None:
    try:
        return (reader or pypdf.PdfReader(io.BytesIO(data))).pages[index].extract_text()
    except Exception:
        return None


def _add_plain(pages: _Pages, text: str | None, index: int) -> None:
    """Add a page of which only the text is known, as lines of an assumed page of 12 point type."""
    if text is None:
        pages.remarks[_LOST].append(index + 1)
    lines: list[Line] = []
    for number, raw in enumerate((text or "").split("\n")):
        cleaned = clean_line(raw)
        if cleaned:
            indent = 24.0 if raw.startswith(("  ", "\u3000")) else 0.0
            width = 12.0 * len(cleaned)
            lines.append(Line(cleaned, index + 1, 72 + indent, 72 + indent + width, 800 - 18.0 * number, 12.0))
    pages.lines.append(lines)
    pages.heights.append(842.0)
