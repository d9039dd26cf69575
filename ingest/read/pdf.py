"""Read a PDF into blocks; the only module that knows pypdf and pypdfium2."""

import ctypes
import io
import logging
import math
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.blocks import Block, Reading
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument
from ingest.read.contents import contents_lines
from ingest.read.pdf_columns import in_reading_order
from ingest.read.pdf_furniture import without_furniture
from ingest.read.pdf_lines import Glyph, Line, page_lines
from ingest.read.pdf_paragraphs import blocks_of
from ingest.read.pdf_tables import Rule, horizontal_or_vertical, join_rows, take_tables

_BOLD_NAME = re.compile(r"bold|heavy|black|simhei|heiti|黑体", re.IGNORECASE)
_PROGRAM_TITLE = re.compile(
    r"\.(?:docx?|wps|html?|pdf|indd|xlsx?)$|^\W?(?:microsoft|untitled|anonymous|无标题|文档\s*\d|page)", re.IGNORECASE
)
_FEWEST_CHARACTERS = 20
_MOST_RULES = 1500
# What is wrong with a file is said once, by our errors and remarks.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
# PDFium may be used by one thread at a time only.
_ONE_AT_A_TIME = threading.Lock()


@dataclass
class _Pages:
    """What was found on the pages: lines and heights in order, pages that are only pictures."""

    lines: list[list[Line]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


def read_pdf(data: bytes, name: str) -> Reading:
    """Read the text layer of a PDF; pages without one are named in the remarks.

    Raises UnreadableDocument for encrypted, damaged and image-only files.
    """
    with _ONE_AT_A_TIME:
        pages = _pages(data, name)
    found = sum(len(line.text) for lines in pages.lines for line in lines)
    count = len(pages.lines)
    if found < _FEWEST_CHARACTERS and (pages.pictures or not found):
        raise UnreadableDocument(
            f"The {count} page{'s' if count != 1 else ''} of {name} hold no text layer (a scan); scans need OCR, which "
            "this version does not read yet; use a PDF with text or run an OCR program over it first."
        )
    blocks = _blocks(pages)
    return Reading(tuple(blocks), pages=count, stated=_stated(data), remarks=_remarks(pages))


def _blocks(pages: _Pages) -> list[Block]:
    body = without_furniture(pages.lines, pages.heights)
    ordered = [join_rows(in_reading_order(lines)) for lines in body]
    flat = [line.text for lines in ordered for line in lines]
    dropped = contents_lines(flat)
    kept: list[list[Line]] = []
    index = 0
    for lines in ordered:
        kept.append([line for offset, line in enumerate(lines) if index + offset not in dropped])
        index += len(lines)
    return blocks_of(kept)


def _remarks(pages: _Pages) -> tuple[str, ...]:
    remarks: list[str] = []
    if pages.pictures:
        remarks.append(f"{_listed(pages.pictures)} only a picture without text and could not be read (needs OCR).")
    if pages.lost:
        remarks.append(f"{_listed(pages.lost)} damaged content and could not be read.")
    return tuple(remarks)


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


def _pages(data: bytes, name: str) -> _Pages:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(
                f"{name} is encrypted and asks for a password, expected an open PDF; save it without a password."
            ) from error
        return _by_pypdf(data, name)
    with closing(document):
        pages = _Pages()
        for index in range(len(document)):
            try:
                _add_page(pages, document, index)
            except pypdfium2.PdfiumError:
                _add_plain(pages, _plain_page(data, index), index)
        return pages


def _add_page(pages: _Pages, document: pypdfium2.PdfDocument, index: int) -> None:
    with closing(document[index]) as page, closing(page.get_textpage()) as text:
        glyphs = list(_glyphs(page, text))
        running, tables = take_tables(glyphs, _rules(page), index + 1)
        lines = [*page_lines(running, index + 1), *tables]
        if not lines and any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
            pages.pictures.append(index + 1)
        pages.lines.append(lines)
        pages.heights.append(page.get_height())


def _rules(page: pypdfium2.PdfPage) -> list[Rule]:
    """Return the straight lines drawn on a page; pictures made of lines have too many and are left alone."""
    place = _placing(page)
    rules: list[Rule] = []
    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        shape = pdfium.FPDFPage_GetObject(page.raw, number)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        rules.extend(horizontal_or_vertical(_points(shape, place)))
        if len(rules) > _MOST_RULES:
            return []
    return rules


def _points(shape: object, place: Callable[[float, float], tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of a path; between two strokes stands a point that is no number."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    start: tuple[float, float] | None = None
    for number in range(min(pdfium.FPDFPath_CountSegments(shape), _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, number)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = place(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            points.append((math.nan, math.nan))
            start = point
        points.append(point)
        if start is not None and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(start)
    return points


@dataclass(frozen=True, slots=True)
class _Type:
    """How the characters of one text object are printed."""

    size: float
    bold: bool
    upright: bool


def _glyphs(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """Yield the characters in the order of the file; spaces that PDFium found between words are among them."""
    raw = text.raw
    place = _placing(page)
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    types: dict[int, _Type] = {}
    fonts: dict[int, bool] = {}
    for index in range(text.count_chars()):
        character = _character(pdfium.FPDFText_GetUnicode(raw, index))
        if character.isspace() or not character:
            if character:
                yield Glyph(" ", 0.0, 0.0, 0.0, 0.0, False)
            continue
        handle = pdfium.FPDFText_GetTextObject(raw, index)
        address = ctypes.addressof(handle.contents) if handle else 0
        if address not in types:
            types[address] = _type(raw, index, handle, fonts)
        kind = types[address]
        if not kind.upright:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        start, base = place(x.value, y.value)
        end = max(place(right.value, y.value)[0], start)
        yield Glyph(character, start, base, end, kind.size, kind.bold)


def _character(code: int) -> str:
    # PDFium marks a hyphen at the end of a line with these.
    if code in (0x02, 0xFFFE):
        return "-"
    return chr(code) if code not in (0, 0xFFFF) and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF else ""


def _placing(page: pypdfium2.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    """Return the function from file coordinates to those of the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, right - x)
    if rotation == 180:
        return lambda x, y: (right - x, top - y)
    if rotation == 270:
        return lambda x, y: (top - y, x - left)
    return lambda x, y: (x - left, y - bottom)


def _type(raw: object, index: int, handle: object, fonts: dict[int, bool]) -> _Type:
    size = pdfium.FPDFText_GetFontSize(raw, index)
    matrix = pdfium.FS_MATRIX()
    if not handle or not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return _Type(max(size, 1.0), False, True)
    scale = math.hypot(matrix.c, matrix.d)
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    font = pdfium.FPDFTextObj_GetFont(handle)
    return _Type(max(round(size * scale, 1), 1.0), _is_bold(font, fonts), abs(angle) % 90 < 5 or abs(angle) % 90 > 85)


def _is_bold(font: object, fonts: dict[int, bool]) -> bool:
    if not font:
        return False
    address = ctypes.addressof(font.contents)  # type: ignore[attr-defined]
    if address not in fonts:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", errors="replace")
        fonts[address] = bool(_BOLD_NAME.search(name)) or pdfium.FPDFFont_GetWeight(font) >= 600
    return fonts[address]


def _by_pypdf(data: bytes, name: str) -> _Pages:
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
    pages = _Pages()
    for index in range(count):
        _add_plain(pages, _plain_page(data, index, reader), index)
    return pages


def _plain_page(data: bytes, index: int, reader: pypdf.PdfReader | None = None) -> str | None:
    try:
        return (reader or pypdf.PdfReader(io.BytesIO(data))).pages[index].extract_text()
    except Exception:
        return None


def _add_plain(pages: _Pages, text: str | None, index: int) -> None:
    """Add a page of which only the text is known, as lines of an assumed page of 12 point type."""
    if text is None:
        pages.lost.append(index + 1)
    lines: list[Line] = []
    for number, raw in enumerate((text or "").split("\n")):
        cleaned = clean_line(raw)
        if cleaned:
            indent = 24.0 if raw.startswith(("  ", "\u3000")) else 0.0
            width = 12.0 * len(cleaned)
            lines.append(Line(cleaned, index + 1, 72 + indent, 72 + indent + width, 800 - 18.0 * number, 12.0))
    pages.lines.append(lines)
    pages.heights.append(842.0)
