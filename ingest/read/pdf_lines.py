"""Rebuild the printed lines of a page from its placed characters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.clean import clean_line

_SAME_LINE = 0.45
_WIDEST_GAP = 1.6


class Glyph(NamedTuple):
    """A character on the page; `x` and `y` are its origin on the baseline from the lower left, `right` its end."""

    text: str
    x: float
    y: float
    right: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `left` and `right` are the edges of the column it stands in.

    `bold` is the length of its bold opening in cleaned characters, the whole length for a bold line.
    `cells` are the rows of a table that stands in place of a line.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: int = 0
    left: float = 0.0
    right: float = 0.0
    column: int = 0
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def is_bold(self) -> bool:
        """Say whether the whole line is bold."""
        return self.bold >= len(self.text) > 0


def page_lines(glyphs: Sequence[Glyph], page: int, widest_gap: float = _WIDEST_GAP) -> list[Line]:
    """Return the lines of a page from top to bottom; pieces of one line further apart than a gap stay separate.

    `widest_gap` is measured in the type size.
    """
    pieces = _merged(_pieces(glyphs, widest_gap), widest_gap)
    lines = [line for piece in pieces if (line := _line(piece, page)) is not None]
    return sorted(lines, key=lambda line: (-round(line.y, 1), line.x0))


def _pieces(glyphs: Sequence[Glyph], widest_gap: float) -> list[list[Glyph]]:
    """Cut the characters, in the order of the file, where the next one is not printed next to the last."""
    pieces: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            if pieces and last is not None:
                pieces[-1].append(Glyph(" ", last.right, last.y, last.right, last.size, last.bold))
            continue
        if last is None or not _follows(last, glyph, widest_gap):
            pieces.append([])
        pieces[-1].append(glyph)
        last = glyph
    return pieces


def _follows(last: Glyph, glyph: Glyph, widest_gap: float) -> bool:
    size = max(last.size, glyph.size)
    return (
        abs(last.y - glyph.y) < _SAME_LINE * size
        and glyph.x > last.x - 0.2 * size
        and glyph.x - last.right < widest_gap * size
    )


def _merged(pieces: list[list[Glyph]], widest_gap: float) -> list[list[Glyph]]:
    """Join pieces of one printed line that the file holds apart (fonts changing, numbers drawn later)."""
    ordered = sorted((piece for piece in pieces if piece), key=lambda piece: (-round(piece[0].y), piece[0].x))
    rows: list[list[list[Glyph]]] = []
    for piece in ordered:
        if rows and abs(rows[-1][0][0].y - piece[0].y) < _SAME_LINE * min(rows[-1][0][0].size, piece[0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    joined: list[list[Glyph]] = []
    for row in rows:
        row.sort(key=lambda piece: piece[0].x)
        joined.append(list(row[0]))
        for piece in row[1:]:
            gap = piece[0].x - joined[-1][-1].right
            if gap < widest_gap * max(joined[-1][-1].size, piece[0].size):
                if gap > 0.2 * piece[0].size:
                    joined[-1].append(piece[0]._replace(text=" ", right=piece[0].x))
                joined[-1].extend(piece)
            else:
                joined.append(list(piece))
    return joined


def _line(piece: Sequence[Glyph], page: int) -> Line | None:
    text = clean_line("".join(glyph.text for glyph in piece))
    if not text:
        return None
    printed = [glyph for glyph in piece if glyph.text != " "]
    opening = ""
    for glyph in piece:
        if not glyph.bold and glyph.text != " ":
            break
        opening += glyph.text
    size = Counter(round(glyph.size, 1) for glyph in printed).most_common(1)[0][0]
    return Line(
        text,
        page,
        min(glyph.x for glyph in printed),
        max(glyph.right for glyph in printed),
        printed[0].y,
        size,
        len(clean_line(opening)),
    )
