"""Find the titles, headers, groups and rows in the cells of a sheet."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.blocks import Block
from ingest.clean import clean_line
from ingest.read.rows import table_blocks

_LONGEST_HEADER = 40
_MOST_HEADERS = 4
_MOST_FILLED = 2_000_000
_SENTENCE = re.compile(r"[。；;！!？?]")
_FIGURE = re.compile(r"^[-+±<>≥≤]?[\d.,，]+\s*(?:%|‰|[万亿]?[元吨人户亩平方公里个]+)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NOTE = re.compile(r"^[（(]?(?:单位|注|备注|说明|填报|填表|制表|联系|数据来源|来源|日期|时间)")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_NO_NAME = re.compile(r"^(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)


class Span(NamedTuple):
    """A merged cell: its first and last row and column, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


class _Row(NamedTuple):
    """A row with text; `number` is its place in the sheet."""

    number: int
    cells: list[str]

    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]


def sheet_blocks(name: str, grid: Sequence[Sequence[str]], spans: Sequence[Span]) -> list[Block]:
    """Return a sheet as blocks: its name a heading, a title above its table another, each row "header：value；…".

    Merged headers stand over all their columns, other merged cells in all their rows. Empty rows and columns are left
    out. A lone cell above the table is its title or a note, one that is merged across the table opens a group.
    """
    tables = _tables(grid, spans)
    if not tables:
        return []
    named = not _NO_NAME.match(name)
    blocks = [Block(clean_line(name), "heading", 1)] if named or not _title(tables[0]) else []
    header: list[_Row] = []
    for table in tables:
        lead, rest = _lead(table)
        title = next((row for row in lead if _is_title(row)), None)
        for row in lead:
            text = row.filled()[0]
            if row is title and text != clean_line(name):
                blocks.append(Block(text, "heading", 2))
            elif row is not title:
                blocks.append(Block(text))
        depth = _header_depth(rest, spans)
        # Rows below a note still belong to the headers above it.
        header = _with_wide_cells(rest[:depth], spans) if depth else (header if not title else [])
        blocks += _body(rest[depth:], header, spans)
    return blocks if len(blocks) > 1 or blocks[0].kind != "heading" else []


def _tables(grid: Sequence[Sequence[str]], spans: Sequence[Span]) -> list[list[_Row]]:
    """Return the rows with text, cut where another table begins below an empty row."""
    width = max((len(row) for row in grid), default=0)
    rows = [_Row(n, [clean_line(cell) for cell in row] + [""] * (width - len(row))) for n, row in enumerate(grid)]
    _fill_down(rows, spans)
    written = [row for row in rows if row.filled()]
    tables: list[list[_Row]] = []
    for index, row in enumerate(written):
        below_gap = index > 0 and row.number > written[index - 1].number + 1
        if not tables or (below_gap and _begins_table(written[index : index + 2])):
            tables.append([])
        tables[-1].append(row)
    return tables


def _begins_table(rows: Sequence[_Row]) -> bool:
    """Tell a title or a row of headers, which names a column of figures below, from rows of the table above."""
    first = rows[0].filled()
    if len(first) == 1:
        return not _NUMBERED.match(first[0])
    if len(rows) < 2 or not all(map(_is_header_cell, first)):
        return False
    return any(above and _FIGURE.match(cell) for above, cell in zip(rows[0].cells, rows[1].cells, strict=True))


def _fill_down(rows: Sequence[_Row], spans: Sequence[Span]) -> None:
    left = _MOST_FILLED
    written = [bool(row.filled()) for row in rows]
    for span in spans:
        if span.top >= len(rows) or span.left >= len(rows[span.top].cells):
            continue
        text = rows[span.top].cells[span.left]
        last = min(span.bottom, len(rows) - 1)
        cost = (last - span.top) * (len(text) + 1)
        if not text or cost > left:
            continue
        for row in rows[span.top + 1 : last + 1]:
            if written[row.number]:
                row.cells[span.left] = row.cells[span.left] or text
        left -= cost


def _lead(table: Sequence[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Part the lone cells above a table from the table; a title over two rows counts once."""
    lead: list[_Row] = []
    for index, row in enumerate(table):
        filled = row.filled()
        if len(filled) > 1:
            return lead, list(table[index:])
        if not lead or lead[-1].filled() != filled:
            lead.append(row)
    return lead, []


def _title(table: Sequence[_Row]) -> _Row | None:
    lead, rest = _lead(table)
    return next((row for row in lead if _is_title(row)), None) if rest else None


def _is_title(row: _Row) -> bool:
    text = row.filled()[0]
    return len(text) <= 90 and not _SENTENCE.search(text) and not _NOTE.match(text) and not _is_attachment(text)


def _is_attachment(text: str) -> bool:
    return bool(re.fullmatch(r"附(?:件|表)\s*[一二三四五六七八九十\d]*[:：]?", text))


def _header_depth(rows: Sequence[_Row], spans: Sequence[Span]) -> int:
    """Return how many rows are headers: as many as the merged cells of the first reach down, or cover with parts below."""
    if len(rows) < 2:
        return 0
    first = _with_wide_cells(rows[:1], spans)[0]
    width = max(len(row.filled()) for row in rows)
    filled = first.filled()
    if len(filled) < 2 or 4 * len(filled) < 3 * width or not all(map(_is_header_cell, filled)):
        return 0
    opening = [span for span in spans if span.top == first.number]
    depth = max((span.bottom - span.top + 1 for span in opening), default=1)
    if depth == 1 and any(span.right > span.left for span in opening) and len(rows) > 2:
        wide = {column for span in opening if span.right > span.left for column in range(span.left, span.right + 1)}
        below = {column for column, cell in enumerate(rows[1].cells) if cell}
        depth = 2 if below <= wide and all(map(_is_header_cell, rows[1].filled())) else 1
    depth = min(depth, _MOST_HEADERS, len(rows) - 1)
    return depth if all(_is_header_cell(cell) for row in rows[:depth] for cell in row.filled()) else 1


def _is_header_cell(text: str) -> bool:
    figure = _FIGURE.match(text) and not _YEAR.match(text)
    return len(text) <= _LONGEST_HEADER and not _SENTENCE.search(text) and not figure


def _with_wide_cells(rows: Sequence[_Row], spans: Sequence[Span]) -> list[_Row]:
    """Repeat merged cells over all their columns."""
    made: list[_Row] = []
    for row in rows:
        cells = list(row.cells)
        for span in spans:
            if span.top <= row.number <= span.bottom and span.left < len(cells):
                for column in range(span.left + 1, min(span.right, len(cells) - 1) + 1):
                    cells[column] = cells[column] or cells[span.left]
        made.append(_Row(row.number, cells))
    return made


def _body(rows: Sequence[_Row], header: Sequence[_Row], spans: Sequence[Span]) -> Iterator[Block]:
    across = {span.top for span in spans if span.right > span.left}
    run: list[_Row] = []
    width = max((len(row.filled()) for row in (*rows, *header)), default=0)
    for row in rows:
        filled = row.filled()
        alone = len(filled) == 1 and width > 2 and (row.number in across or row.cells.index(filled[0]) == 0)
        if not alone:
            run.append(row)
            continue
        yield from _rows(run, header)
        run = []
        group = row.number in across and len(filled[0]) <= _LONGEST_HEADER and not _SENTENCE.search(filled[0])
        yield Block(filled[0], "heading", 3) if group and not _NOTE.match(filled[0]) else Block(filled[0])
    yield from _rows(run, header)


def _rows(rows: Sequence[_Row], header: Sequence[_Row]) -> list[Block]:
    if not rows:
        return []
    return table_blocks([row.cells for row in (*header, *rows)], len(header))
