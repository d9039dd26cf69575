"""Find tables on a PDF page: cells between ruled lines, or pieces of text set side by side in several rows."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ingest.read.pdf_lines import Glyph, Line, page_lines

_NEAR = 3.0
_SHORTEST_RULE = 8.0
_FEWEST_ROWS = 3
_MOST_CELLS = 4000


class Rule(NamedTuple):
    """A drawn line, horizontal (`y0 == y1`) or vertical (`x0 == x1`)."""

    x0: float
    y0: float
    x1: float
    y1: float


class _Grid(NamedTuple):
    """The lines of one ruled table: positions from left to right and from top to bottom, and the rules themselves."""

    xs: list[float]
    ys: list[float]
    upright: list[Rule]
    level: list[Rule]


def take_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int) -> tuple[list[Glyph], list[Line]]:
    """Return the characters outside ruled tables and one table line for each table.

    A frame without inner columns is no table: its text stays where it is.
    """
    tables: list[Line] = []
    left = list(glyphs)
    for grid in _grids(rules):
        inside = [glyph for glyph in left if _within(glyph, grid)]
        cells = _cells(inside, grid, page)
        if cells is None:
            continue
        left = [glyph for glyph in left if not _within(glyph, grid)]
        printed = [glyph for glyph in inside if not glyph.text.isspace()]
        size = max((glyph.size for glyph in printed), default=10.0)
        tables.append(_table_line(cells, page, grid.xs[0], grid.xs[-1], grid.ys[0] - size, size))
    return left, tables


def _table_line(cells: Sequence[Sequence[str]], page: int, x0: float, x1: float, y: float, size: float) -> Line:
    grid = tuple(tuple(row) for row in cells)
    return Line("；".join(cell for cell in grid[0] if cell), page, x0, x1, y, size, cells=grid)


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Group rules that touch each other; a group with two rows and two columns may be a table."""
    groups: list[list[Rule]] = []
    for rule in rules:
        merged = [rule]
        apart: list[list[Rule]] = []
        for group in groups:
            if any(_touch(rule, other) for other in group):
                merged.extend(group)
            else:
                apart.append(group)
        groups = [*apart, merged]
    grids: list[_Grid] = []
    for group in groups:
        upright = [rule for rule in group if rule.x0 == rule.x1]
        level = [rule for rule in group if rule.y0 == rule.y1]
        xs = _distinct([rule.x0 for rule in upright])
        ys = _distinct([rule.y0 for rule in level])[::-1]
        if len(xs) >= 3 and len(ys) >= 3 and len(xs) * len(ys) <= _MOST_CELLS:
            grids.append(_Grid(xs, ys, upright, level))
    return sorted(grids, key=lambda grid: -grid.ys[0])


def _touch(first: Rule, second: Rule) -> bool:
    return (
        first.x0 <= second.x1 + _NEAR
        and second.x0 <= first.x1 + _NEAR
        and first.y0 <= second.y1 + _NEAR
        and second.y0 <= first.y1 + _NEAR
    )


def _distinct(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _within(glyph: Glyph, grid: _Grid) -> bool:
    return grid.xs[0] <= glyph.x <= grid.xs[-1] and grid.ys[-1] <= glyph.y + 0.3 * glyph.size <= grid.ys[0]


def _cells(glyphs: Sequence[Glyph], grid: _Grid, page: int) -> list[list[str]] | None:
    """Return the texts row by row, None where the grid has no real columns."""
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    home = {(row, column): (row, column) for row in range(height) for column in range(width)}
    for row in range(height):
        middle = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(1, width):
            if not any(abs(r.x0 - grid.xs[column]) < _NEAR and r.y0 <= middle <= r.y1 for r in grid.upright):
                home[(row, column)] = home[(row, column - 1)]
    for row in range(1, height):
        for column in range(width):
            middle = (grid.xs[column] + grid.xs[column + 1]) / 2
            if not any(abs(r.y0 - grid.ys[row]) < _NEAR and r.x0 <= middle <= r.x1 for r in grid.level):
                home[(row, column)] = home[(row - 1, column)]
    if len({cell[1] for cell in home.values()}) < 2:
        return None
    found: dict[tuple[int, int], list[Glyph]] = {}
    place: tuple[int, int] | None = None
    for glyph in glyphs:
        if not glyph.text.isspace():
            row = sum(1 for y in grid.ys[1:-1] if glyph.y + 0.3 * glyph.size < y)
            column = sum(1 for x in grid.xs[1:-1] if glyph.x + 0.2 * glyph.size > x)
            place = home[(row, column)]
        if place is not None:
            found.setdefault(place, []).append(glyph)
    texts = {place: _joined(page_lines(inside, page)) for place, inside in found.items()}
    # A cell over several rows belongs to each of them; one over several columns is printed once.
    return [
        [texts.get(home[(row, column)], "") if home[(row, column)][1] == column else "" for column in range(width)]
        for row in range(height)
    ]


def _joined(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[0].isascii()
        text += (" " if latin else "") + line.text
    return text


def join_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a column with pieces on one height joined: three such rows make a table, fewer a line."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and not line.cells and not rows[-1][0].cells and _side_by_side(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    made: list[Line] = []
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and len(rows[end]) > 1:
            end += 1
        if end - start >= _FEWEST_ROWS:
            made.append(_aligned(rows[start:end]))
            start = end
        else:
            made.append(_one_line(rows[start]))
            start += 1
    return made


def _side_by_side(previous: Line, line: Line) -> bool:
    return previous.page == line.page and abs(previous.y - line.y) < 0.45 * line.size and line.x0 >= previous.x1


def _one_line(pieces: Sequence[Line]) -> Line:
    if len(pieces) == 1:
        return pieces[0]
    return replace(pieces[0], text=" ".join(piece.text for piece in pieces), x1=pieces[-1].x1, bold=0)


def _aligned(rows: Sequence[Sequence[Line]]) -> Line:
    """Lay the pieces of several rows into columns by where they overlap."""
    columns: list[tuple[float, float]] = []
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.x0):
        if columns and piece.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.x1))
        else:
            columns.append((piece.x0, piece.x1))
    grid: list[list[str]] = []
    for row in rows:
        cells = ["" for _ in columns]
        for piece in row:
            index = next(index for index, (x0, x1) in enumerate(columns) if x0 <= piece.x0 <= x1)
            cells[index] = f"{cells[index]} {piece.text}".strip()
        grid.append(cells)
    first = rows[0][0]
    table = _table_line(grid, first.page, columns[0][0], columns[-1][1], first.y, first.size)
    return replace(table, left=first.left, right=first.right, column=first.column)


def continued(lines: Sequence[Line]) -> list[Line]:
    """Join a table with its continuation on the next page; a repeated header row is left out."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.cells
            and line.cells
            and line.page > before.page
            and len(before.cells[0]) == len(line.cells[0])
        ):
            rows = line.cells[1:] if line.cells[0] == before.cells[0] else line.cells
            joined[-1] = replace(before, cells=before.cells + rows)
        else:
            joined.append(line)
    return joined


def horizontal_or_vertical(points: Sequence[tuple[float, float]]) -> list[Rule]:
    """Return the straight rules among the consecutive points of a path."""
    rules: list[Rule] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y0 - y1) < 1 and abs(x0 - x1) > _SHORTEST_RULE:
            rules.append(Rule(min(x0, x1), y0, max(x0, x1), y0))
        elif abs(x0 - x1) < 1 and abs(y0 - y1) > _SHORTEST_RULE:
            rules.append(Rule(x0, min(y0, y1), x0, max(y0, y1)))
    return rules
