"""Put the lines of a page in reading order, column by column."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.read.pdf_lines import Line

_FEWEST_LINES = 6
_FILLED = 0.7
_NARROWEST = 8
_MOST_DEPTH = 3


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of one page in reading order, each with its column's edges."""
    ordered: list[Line] = []
    for number, column in enumerate(_columns(list(lines), 0)):
        if column:
            left, right = _edges(column)
            ordered.extend(replace(line, left=left, right=right, column=number) for line in column)
    return ordered


def _columns(lines: list[Line], depth: int) -> list[list[Line]]:
    gutter = _gutter(lines) if depth < _MOST_DEPTH else None
    if gutter is None:
        return [sorted(lines, key=lambda line: (-round(line.y, 1), line.x0))]
    columns: list[list[Line]] = []
    band: list[Line] = []
    # Lines across the gutter (headlines) divide the page into bands that are read one after the other.
    for line in sorted(lines, key=lambda line: -line.y):
        if line.x0 < gutter < line.x1:
            columns.extend(_band(band, gutter, depth))
            band = []
            if columns and columns[-1] and all(other.x0 < gutter < other.x1 for other in columns[-1]):
                columns[-1].append(line)
            else:
                columns.append([line])
        else:
            band.append(line)
    columns.extend(_band(band, gutter, depth))
    return columns


def _band(band: list[Line], gutter: float, depth: int) -> list[list[Line]]:
    left = [line for line in band if line.x1 <= gutter]
    right = [line for line in band if line.x1 > gutter]
    return [column for side in (left, right) if side for column in _columns(side, depth + 1)]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the gap between two columns of running text, None where there is one column.

    Columns of a table are not taken for columns of text: their cells do not fill the width of the column.
    """
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    best: float | None = None
    fewest = 0.25 * len(lines)
    for start in sorted({line.x0 for line in lines}):
        edge = start - 0.5
        crossing = [line for line in lines if line.x0 < edge < line.x1]
        if len(crossing) >= fewest:
            continue
        left = [line for line in lines if line.x1 <= edge]
        right = [line for line in lines if line.x0 >= edge]
        if _is_text_column(left) and _is_text_column(right) and _overlap(left, right):
            best, fewest = (max(line.x1 for line in left) + edge) / 2, max(len(crossing), 1)
    return best


def _is_text_column(lines: Sequence[Line]) -> bool:
    if len(lines) < _FEWEST_LINES:
        return False
    left, right = _edges(lines)
    width = right - left
    filled = median(line.x1 - line.x0 for line in lines) > _FILLED * width
    return filled and width > _NARROWEST * median(line.size for line in lines)


def _overlap(left: Sequence[Line], right: Sequence[Line]) -> bool:
    top = min(max(line.y for line in left), max(line.y for line in right))
    bottom = max(min(line.y for line in left), min(line.y for line in right))
    shared = [line for line in (*left, *right) if bottom <= line.y <= top]
    return len(shared) >= _FEWEST_LINES


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.x0 for line in lines), max(line.x1 for line in lines)
