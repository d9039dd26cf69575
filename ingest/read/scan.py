"""Recognise the lines on the picture of a page; the only module that knows rapidocr."""

import importlib.util
import math
import re
import threading
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.blocks import Printed
from ingest.read.deadline import Deadline, TooSlow
from ingest.read.pdf_lines import Glyph, Line, page_lines
from ingest.read.pdf_tables import take_tables
from ingest.read.scan_text import mended

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

INSTALL = '`pip install -e ".[ocr]"` in the project\'s folder'
_BATCH = 6
_SAMPLE = 9
_LEAST_SCORE = 0.5
_MOST_SLANT = 8.0
_LEAST_SKEW = 0.4
_LONG = 4
_MIDDLE = 0.38
_SAME_ROW = 0.4
# Boxes are not set apart without a gap that is to be seen.
_WIDEST_GAP = 0.8
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# One page at a time: the memory of recognition is that of a page, and the engine is made for one caller.
_ONE_AT_A_TIME = threading.Lock()


class ScanFailed(Exception):
    """Recognition does not start or breaks off; the message names the cause in a few words."""


class Scan(NamedTuple):
    """The lines of a recognised page, how sure the recognition is of their characters, from 0 to 1, and where it read what."""

    lines: list[Line]
    confidence: float
    printed: tuple[Printed, ...] = ()


class _Piece(NamedTuple):
    """Recognised text, its width in Chinese characters as printed, its box: four corners from the upper left clockwise."""

    text: str
    ems: float
    score: float
    box: "NDArray[np.float32]"


def is_installed() -> bool:
    """Say whether the extra `ocr` is installed."""
    try:
        return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))
    except (ImportError, ValueError):
        return False


def recognise(picture: "Picture", scale: float, page: int, seconds: float) -> Scan:
    """Return the lines on a picture of `scale` pixels per point, placed in points as those of a text layer are.

    Raises TooSlow after so many seconds and ScanFailed where the recognition fails.
    """
    from ingest.read.scan_rules import picture_rules

    with _ONE_AT_A_TIME:
        engine = _engine()
        deadline = Deadline(seconds)
        try:
            upright, boxes = _straightened(engine, picture)
            straight = upright.picture
            pieces = _read(engine, straight, boxes, deadline)
        except TooSlow:
            raise
        # ONNX Runtime and OpenCV raise errors of their own of many kinds, and a page is not worth the document.
        except Exception as error:
            raise ScanFailed(type(error).__name__) from error
    high = straight.shape[0] / scale
    running, tables = take_tables(_glyphs(pieces, scale, high), picture_rules(straight, scale), page)
    weight = sum(len(piece.text) for piece in pieces)
    confidence = sum(piece.score * len(piece.text) for piece in pieces) / weight if weight else 0.0
    printed = tuple(_printed(piece, upright, scale) for piece in _in_order(pieces, scale))
    return Scan([*page_lines(running, page, _WIDEST_GAP), *tables], confidence, printed)


@cache
def _engine() -> Any:
    """Load the models that rapidocr carries; nothing is fetched from the network."""
    try:
        from rapidocr import RapidOCR

        return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})
    # A half-installed rapidocr, OpenCV or ONNX Runtime may raise anything at import.
    except Exception as error:
        raise ScanFailed(f"{type(error).__name__}: {error}".splitlines()[0][:120]) from error


class _Upright(NamedTuple):
    """A picture as it is read: turned to the left by quarters, then by some degrees."""

    picture: "Picture"
    quarters: int = 0
    degrees: float = 0.0

    def as_scanned(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of this picture stands on the picture as it was."""
        high, wide = self.picture.shape[:2]
        cosine, sine = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        aside, below = x - wide / 2, y - high / 2
        x, y = wide / 2 + aside * cosine - below * sine, high / 2 + aside * sine + below * cosine
        for _ in range(self.quarters):
            x, y = high - y, x
            high, wide = wide, high
        return x, y


def _straightened(engine: Any, picture: "Picture") -> "tuple[_Upright, Sequence[Any]]":
    """Return the picture turned upright and its boxes; most pages need no turning."""
    import numpy as np

    boxes = _boxes(engine, picture)
    if not len(boxes):
        return _Upright(picture), boxes
    quarters = _quarters(engine, picture, boxes)
    if quarters:
        picture = np.ascontiguousarray(np.rot90(picture, quarters))
        boxes = _boxes(engine, picture)
    skew = _skew(boxes)
    if not _LEAST_SKEW < abs(skew) < _MOST_SLANT:
        return _Upright(picture, quarters), boxes
    picture = _rotated(picture, skew)
    return _Upright(picture, quarters, skew), _boxes(engine, picture)


def _printed(piece: _Piece, upright: _Upright, scale: float) -> Printed:
    """Return a piece with its place on the page as it was scanned."""
    corners = [upright.as_scanned(x, y) for x, y in piece.box.tolist()]
    across, down = [x / scale for x, _ in corners], [y / scale for _, y in corners]
    edges = (min(across), min(down), max(across), max(down))
    return Printed(piece.text, *(round(edge, 1) for edge in edges))


def _boxes(engine: Any, picture: "Picture") -> Sequence[Any]:
    found = engine(picture, use_det=True, use_cls=False, use_rec=False).boxes
    return () if found is None else found


def _quarters(engine: Any, picture: "Picture", boxes: Sequence[Any]) -> int:
    """Return how many quarters to the left a page must be turned that lies on its side or upside down."""
    sizes = [_size(box) for box in boxes]
    standing = sum(max(wide, high) for wide, high in sizes if high > 1.5 * wide)
    lying = sum(max(wide, high) for wide, high in sizes if wide > 1.5 * high)
    turns = 1 if standing > lying else 0
    longest = sorted(range(len(boxes)), key=lambda index: -max(sizes[index]))[:_SAMPLE]
    # Pieces that stand are turned a quarter to the left when they are cut out.
    crops = engine.crop_text_regions(picture, [boxes[index] for index in longest])
    labels = engine.cls_and_rotate(crops)[1].cls_res
    if sum(1 for label, score in labels if label == "180" and score > 0.9) * 2 > len(longest):
        turns += 2
    return turns


def _size(box: "NDArray[np.float32]") -> tuple[float, float]:
    (x0, y0), (x1, y1), _, (x3, y3) = box.tolist()
    return math.hypot(x1 - x0, y1 - y0), math.hypot(x3 - x0, y3 - y0)


def _slant(box: "NDArray[np.float32]") -> float:
    (x0, y0), (x1, y1), _, _ = box.tolist()
    return math.degrees(math.atan2(y1 - y0, x1 - x0))


def _skew(boxes: Sequence[Any]) -> float:
    """Return the slant of the middle of all text on the page, measured on its longer pieces."""
    long = [(_slant(box), size[0]) for box in boxes if (size := _size(box))[0] > _LONG * size[1]]
    half, passed = sum(width for _, width in long) / 2, 0.0
    for slant, width in sorted(long):
        passed += width
        if passed >= half:
            return slant
    return 0.0


def _rotated(picture: "Picture", degrees: float) -> "Picture":
    import numpy as np
    from PIL import Image

    image = Image.fromarray(picture)
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)))


def _read(engine: Any, picture: "Picture", boxes: Sequence[Any], deadline: Deadline) -> list[_Piece]:
    """Recognise the boxes in small batches of similar length, so that a page can be given up in between."""
    upright = [box for box in boxes if abs(_slant(box)) < _MOST_SLANT]
    order = sorted(range(len(upright)), key=lambda index: _size(upright[index])[0] / max(_size(upright[index])[1], 1))
    found: dict[int, _Piece] = {}
    for start in range(0, len(order), _BATCH):
        deadline.check()
        batch = order[start : start + _BATCH]
        answer = engine.recognize_txt(engine.crop_text_regions(picture, [upright[index] for index in batch]))
        for index, text, score in zip(batch, answer.txts, answer.scores, strict=True):
            cleaned = mended(text)
            if cleaned and score >= _LEAST_SCORE:
                found[index] = _Piece(cleaned, _ems(text), float(score), upright[index])
    return [found[index] for index in sorted(found)]


def _width(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _ems(text: str) -> float:
    return max(sum(_width(character) for character in text), 0.5)


def _rows(pieces: Sequence[_Piece], scale: float) -> list[list[_Piece]]:
    """Put the pieces that stand beside each other into rows, from top to bottom."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=_height):
        row = rows[-1] if rows else []
        if row and _height(piece) - _height(row[0]) <= _SAME_ROW * scale * min(_em(piece, scale), _em(row[0], scale)):
            row.append(piece)
        else:
            rows.append([piece])
    return rows


def _in_order(pieces: Sequence[_Piece], scale: float) -> list[_Piece]:
    """Return the pieces row by row, from left to right."""
    return [piece for row in _rows(pieces, scale) for piece in sorted(row, key=_left)]


def _left(piece: _Piece) -> float:
    return float(piece.box[0][0])


def _glyphs(pieces: Sequence[_Piece], scale: float, high: float) -> list[Glyph]:
    """Spread the characters over the boxes, in points from the lower left; boxes beside each other on one baseline."""
    return [glyph for row in _rows(pieces, scale) for glyph in _row(row, scale, high)]


def _row(row: list[_Piece], scale: float, high: float) -> list[Glyph]:
    glyphs: list[Glyph] = []
    for piece in sorted(row, key=_left):
        left = float(min(piece.box[0][0], piece.box[3][0])) / scale
        right = float(max(piece.box[1][0], piece.box[2][0])) / scale
        size = _em(piece, scale)
        base = high - _height(row[0]) / scale - _MIDDLE * _em(row[0], scale)
        step = (right - left) / _ems(piece.text)
        for character in piece.text:
            end = left + step * _width(character)
            glyphs.append(Glyph(character, left, base, end, size, False))
            left = end
    return glyphs


def _height(piece: _Piece) -> float:
    return float(piece.box[:, 1].mean())


def _em(piece: _Piece, scale: float) -> float:
    """Return the type size: the width of a Chinese character, the height of the box where that says little.

    Boxes of short pieces are often too high, those of spaced-out words too wide.
    """
    wide, high = _size(piece.box)
    size = 0.95 * high
    if len(_CHINESE.findall(piece.text)) >= 2:
        size = min(max(wide / piece.ems, 0.55 * high), size)
    return max(round(size / scale, 1), 1.0)
