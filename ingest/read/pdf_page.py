"""Take the characters, the drawn rules and the picture of one page out of PDFium."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.read.deadline import Deadline, TooSlow
from ingest.read.pdf_lines import Glyph
from ingest.read.pdf_tables import Rule, horizontal_or_vertical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BOLD_NAME = re.compile(r"bold|heavy|black|simhei|heiti|黑体", re.IGNORECASE)
_MOST_RULES = 1500
_DOTS_PER_INCH = 200
_MOST_PIXELS = 16_000_000
_MOST_STORED_PIXELS = 300_000_000
_FEWEST_STORED_PIXELS = 400_000
_OUTLINED = 60


class Shown(NamedTuple):
    """What a page shows besides its text layer: pictures, the sum of their pixels, drawn shapes up to a limit."""

    pictures: int
    pixels: int
    shapes: int

    @property
    def is_scan(self) -> bool:
        """Say whether the pictures are large enough to be a scanned page."""
        return self.pixels >= _FEWEST_STORED_PIXELS

    @property
    def may_hold_text(self) -> bool:
        """Say whether there is anything that may show text: a picture, or characters turned into outlines."""
        return self.pictures > 0 or self.shapes >= _OUTLINED

    @property
    def is_too_large(self) -> bool:
        """Say whether drawing the page would take more memory than can be had."""
        return self.pixels > _MOST_STORED_PIXELS


def page_shown(page: pypdfium2.PdfPage) -> Shown:
    """Count the pictures and shapes of a page."""
    pictures = pixels = shapes = 0
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        if shape.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
            if pdfium.FPDFImageObj_GetImagePixelSize(shape.raw, width, height):
                pixels += width.value * height.value
        else:
            shapes += 1
            if shapes > _MOST_RULES:
                break
    return Shown(pictures, pixels, shapes)


def page_picture(page: pypdfium2.PdfPage, deadline: Deadline) -> "tuple[NDArray[np.uint8], float]":
    """Draw a page as it is shown; return its pixels (blue, green, red) and the pixels per point.

    Raises TooSlow after the deadline.
    """
    wide, high = page.get_size()
    scale = min(_DOTS_PER_INCH / 72, math.sqrt(_MOST_PIXELS / max(wide * high, 1.0)))
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        _draw(page, bitmap, deadline)
        return bitmap.to_numpy().copy(), scale
    finally:
        bitmap.close()


def _draw(page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap, deadline: Deadline) -> None:
    pause = pdfium.IFSDK_PAUSE(version=1)
    pypdfium2.internal.set_callback(pause, "NeedToPauseNow", lambda _: deadline.passed)
    size = (0, 0, bitmap.width, bitmap.height)
    done = pdfium.FPDF_RenderPageBitmap_Start(bitmap.raw, page.raw, *size, 0, 0, pause)
    pdfium.FPDF_RenderPage_Close(page.raw)
    if done != pdfium.FPDF_RENDER_DONE:
        if deadline.passed:
            raise TooSlow
        raise pypdfium2.PdfiumError("The page could not be drawn.")


def page_rules(page: pypdfium2.PdfPage) -> list[Rule]:
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


def _points(shape: Any, place: Callable[[float, float], tuple[float, float]]) -> list[tuple[float, float]]:
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


def page_glyphs(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, deadline: Deadline) -> Iterator[Glyph]:
    """Yield the characters in the order of the file; spaces that PDFium found between words are among them.

    Raises TooSlow after the deadline.
    """
    raw = text.raw
    place = _placing(page)
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    types: dict[int, _Type] = {}
    fonts: dict[int, bool] = {}
    for index in range(text.count_chars()):
        if index % 256 == 0:
            deadline.check()
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


def _type(raw: Any, index: int, handle: Any, fonts: dict[int, bool]) -> _Type:
    size = pdfium.FPDFText_GetFontSize(raw, index)
    matrix = pdfium.FS_MATRIX()
    if not handle or not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return _Type(max(size, 1.0), False, True)
    scale = math.hypot(matrix.c, matrix.d)
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    font = pdfium.FPDFTextObj_GetFont(handle)
    return _Type(max(round(size * scale, 1), 1.0), _is_bold(font, fonts), abs(angle) % 90 < 5 or abs(angle) % 90 > 85)


def _is_bold(font: Any, fonts: dict[int, bool]) -> bool:
    if not font:
        return False
    address = ctypes.addressof(font.contents)
    if address not in fonts:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", errors="replace")
        fonts[address] = bool(_BOLD_NAME.search(name)) or pdfium.FPDFFont_GetWeight(font) >= 600
    return fonts[address]
