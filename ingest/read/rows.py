"""Turn the cells of a table into blocks that can be read one by one."""

import re
from collections.abc import Sequence

from ingest.blocks import Block
from ingest.clean import clean_line

_LONGEST_HEADER = 24
_SENTENCE = re.compile(r"[。；;！!？?]")
_FIGURE = re.compile(r"^[-+±<>≥≤]?[\d.,，]+\s*(?:%|‰|[万亿]?[元吨人户亩平方公里个]+)?$")


def table_blocks(grid: Sequence[Sequence[str]], header_rows: int | None = None, page: int | None = None) -> list[Block]:
    """Return one row block per table row, "header：value；header：value"; empty cells are left out.

    `header_rows` says how many rows are headers; None means that the format does not tell and the first row is judged.
    A table of one column is layout and comes back as paragraphs.
    """
    rows = [[clean_line(cell) for cell in row] for row in grid]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    if max(sum(1 for cell in row if cell) for row in rows) < 2:
        return [Block(cell, page=page) for row in rows for cell in row if cell]
    if header_rows is None:
        header_rows = 1 if _is_header(rows) else 0
    header_rows = min(header_rows, len(rows) - 1)
    headers = _merged_headers(rows[:header_rows])
    return [Block(_row_text(headers, row), "row", page=page) for row in rows[header_rows:]]


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    first = rows[0]
    filled = [cell for cell in first if cell]
    if len(rows) < 2 or len(filled) < 2 or len(filled) < len(first) - 1 or len(set(filled)) < len(filled):
        return False
    return not any(len(cell) > _LONGEST_HEADER or _SENTENCE.search(cell) or _FIGURE.match(cell) for cell in filled)


def _merged_headers(rows: Sequence[Sequence[str]]) -> list[str]:
    """Join stacked header rows column by column ("2025年" over "目标" gives "2025年目标")."""
    width = max((len(row) for row in rows), default=0)
    headers: list[str] = []
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            cell = row[column].rstrip(":：") if column < len(row) else ""
            if cell and cell not in parts:
                parts.append(cell)
        headers.append("".join(parts))
    return headers


def _row_text(headers: Sequence[str], row: Sequence[str]) -> str:
    cells: list[str] = []
    for column, cell in enumerate(row):
        header = headers[column] if column < len(headers) else ""
        if cell:
            cells.append(f"{header}：{cell}" if header else cell)
    return "；".join(cells)
