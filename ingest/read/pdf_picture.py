"""Draw a page of a PDF with a passage marked on it."""

import io
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.blocks import Printed
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# PDFium keeps state of its own for the whole process.
_ONE_AT_A_TIME = threading.Lock()
_WIDTH = 1100
_MOST_HEIGHT = 3000
_SHORTEST_PIECE = 4
# Headings of a table are printed among its cells, so a piece may stand so many letters from its place.
_FURTHEST = 200
_BREAKS = re.compile(r"[^\w%％.]+")
_PAD = 2
_NOTHING: Mapping[int, Sequence[Printed]] = MappingProxyType({})
_QUOTE, _PASSAGE, _FRAME = (255, 214, 64), (226, 236, 250), (176, 42, 48)


class Picture(NamedTuple):
    """A page as PNG; `located` tells whether the passage was found on it and is marked."""

    png: bytes
    page: int
    located: bool


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "_Box") -> "_Box":
        return _Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def picture_of_passage(
    path: Path, pages: range, passage: str, quote: str = "", printed: Mapping[int, Sequence[Printed]] = _NOTHING
) -> Picture:
    """Draw that one of some pages, counted from 1, which holds most of the quote; box the passage, colour the quote.

    A scan has no characters to find: what was recognised on it is `printed`, by page, and nothing is boxed without. Raises
    UnreadableDocument where no page can be drawn.
    """
    with _ONE_AT_A_TIME:
        try:
            pdf = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise UnreadableDocument(
                f"{path.name} cannot be opened as PDF ({error}); check that the file is whole"
            ) from error
        try:
            wanted = [number for number in pages if 1 <= number <= len(pdf)]
            if not wanted:
                raise UnreadableDocument(f"{path.name} has no such page; expected 1 to {len(pdf)}")
            letters = {
                number: _Letters.recognised(printed[number]) if number in printed else _Letters.of(pdf[number - 1])
                for number in wanted
            }
            held = {number: sum(map(len, _found(letters[number].text, quote or passage))) for number in wanted}
            best = max(wanted, key=lambda number: (held[number], -number))
            png, located = _drawn(pdf[best - 1], letters[best], passage, quote)
            return Picture(png, best, located)
        except pypdfium2.PdfiumError as error:
            raise UnreadableDocument(f"{path.name} cannot be drawn ({error})") from error
        finally:
            pdf.close()


def _drawn(page: pypdfium2.PdfPage, letters: "_Letters", passage: str, quote: str) -> tuple[bytes, bool]:
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1.0), _MOST_HEIGHT / max(height, 1.0))
    passage_lines = _lines(letters, _found(letters.text, passage))
    quote_lines = _lines(letters, _found(letters.text, quote)) if passage_lines else []
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        pixels = bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()
    for boxes, colour in ((passage_lines, _PASSAGE), (quote_lines, _QUOTE)):
        for box in boxes:
            _tint(pixels, _scaled(box, scale, pixels), colour)
    for box in _blocks(passage_lines):
        _frame(pixels, _scaled(box, scale, pixels))
    return _png(pixels), bool(passage_lines)


class _Letters(NamedTuple):
    """The characters of a page without blanks, each with its box in points from the upper left corner."""

    text: str
    boxes: Sequence[_Box]

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "_Letters":
        """Read the text layer of a page."""
        height = page.get_height()
        text = page.get_textpage()
        letters: list[str] = []
        boxes: list[_Box] = []
        try:
            for index in range(text.count_chars()):
                code = pdfium.FPDFText_GetUnicode(text.raw, index)
                plain = _plain(chr(code)) if 0x20 < code <= 0x10FFFF else ""
                if plain:
                    left, bottom, right, top = text.get_charbox(index, loose=True)
                    letters.append(plain)
                    boxes.extend([_Box(left, height - top, right, height - bottom)] * len(plain))
        finally:
            text.close()
        return cls("".join(letters), boxes)

    @classmethod
    def recognised(cls, pieces: Sequence[Printed]) -> "_Letters":
        """Spread the characters of recognised pieces over their boxes; Latin ones take half the room."""
        letters: list[str] = []
        boxes: list[_Box] = []
        for piece in pieces:
            widths = [0.5 if character.isascii() else 1.0 for character in piece.text]
            step = (piece.right - piece.left) / (sum(widths) or 1.0)
            # The letters of a page that was scanned lying on its side follow each other downwards, and share one box.
            is_upright = piece.right - piece.left >= piece.bottom - piece.top or len(widths) == 1
            left = piece.left
            for character, width in zip(piece.text, widths, strict=True):
                plain = _plain(character)
                letters.append(plain)
                right = left + step * width
                box = _Box(left, piece.top, right, piece.bottom) if is_upright else _Box(*piece[1:])
                boxes.extend([box] * len(plain))
                left = right
        return cls("".join(letters), boxes)


def _plain(text: str) -> str:
    """Return a text as it is compared: one form of every character, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean_line(text)))


def _found(letters: str, wanted: str) -> list[range]:
    """Return where the pieces of a text stand among the letters of a page, in order.

    A passage may begin on the page before or end on the next one, and the cells of a table lie in another order, so it
    is looked for piece by piece. What also stands far from all other pieces is taken where those are.
    """
    whole = _plain(wanted)
    place = letters.find(whole) if whole else -1
    if place >= 0:
        return [range(place, place + len(whole))]
    places: list[tuple[int, range]] = []
    for piece in {_plain(part) for part in _BREAKS.split(wanted)}:
        if len(piece) >= _SHORTEST_PIECE:
            inside = whole.find(piece)
            places += [
                (match.start() - inside, range(match.start(), match.end()))
                for match in re.finditer(re.escape(piece), letters)
            ]
    best: list[range] = []
    for shift, _ in places:
        near = [part for other, part in places if abs(other - shift) <= _FURTHEST]
        if sum(map(len, near)) > sum(map(len, best)):
            best = near
    return sorted(best, key=lambda part: part.start)


def _lines(letters: _Letters, found: Sequence[range]) -> list[_Box]:
    """Join the boxes of letters that stand on one line."""
    lines: list[_Box] = []
    for part in found:
        for box in (letters.boxes[index] for index in part):
            if box.right <= box.left:
                continue
            if lines and abs(lines[-1].bottom - box.bottom) < (box.bottom - box.top) / 2 and box.left >= lines[-1].left:
                lines[-1] = lines[-1].joined(box)
            else:
                lines.append(box)
    return lines


def _blocks(lines: Sequence[_Box]) -> Iterator[_Box]:
    """Join lines that follow each other closely; what stands apart gets a frame of its own."""
    block: _Box | None = None
    for line in sorted(lines, key=lambda box: box.top):
        if block is not None and line.top - block.bottom <= 2.5 * (line.bottom - line.top):
            block = block.joined(line)
        else:
            if block is not None:
                yield block
            block = line
    if block is not None:
        yield block


def _scaled(box: _Box, scale: float, pixels: "NDArray[np.uint8]") -> tuple[int, int, int, int]:
    height, width = pixels.shape[:2]
    left, top = max(0, round(box.left * scale) - _PAD), max(0, round(box.top * scale) - _PAD)
    return left, top, min(width, round(box.right * scale) + _PAD), min(height, round(box.bottom * scale) + _PAD)


def _tint(pixels: "NDArray[np.uint8]", box: tuple[int, int, int, int], colour: tuple[int, int, int]) -> None:
    """Colour a box as a marker pen does: what is dark stays dark."""
    import numpy as np

    left, top, right, bottom = box
    part = pixels[top:bottom, left:right].astype(np.uint16)
    pixels[top:bottom, left:right] = (part * np.array(colour, dtype=np.uint16) // 255).astype(np.uint8)


def _frame(pixels: "NDArray[np.uint8]", box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    left, top = max(0, left - 5), max(0, top - 5)
    right, bottom = min(pixels.shape[1], right + 5), min(pixels.shape[0], bottom + 5)
    for rows, columns in (
        (slice(top, top + 3), slice(left, right)),
        (slice(bottom - 3, bottom), slice(left, right)),
        (slice(top, bottom), slice(left, left + 3)),
        (slice(top, bottom), slice(right - 3, right)),
    ):
        pixels[rows, columns] = _FRAME


def _png(pixels: "NDArray[np.uint8]") -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(pixels).quantize(64).save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()
