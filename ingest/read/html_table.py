"""Read an HTML table into row blocks."""

from lxml.html import HtmlElement as Element

from ingest.blocks import Block
from ingest.read.rows import table_blocks

_WIDEST = 200
_LONGEST_CELL = 600


def is_layout(table: Element) -> bool:
    """Say whether a table only arranges the page: it nests tables, has one column or holds whole articles."""
    if any(True for _ in table.iterdescendants("table")):
        return True
    rows = _rows(table)
    if all(len(_cells(row)) < 2 for row in rows):
        return True
    return any(len(cell.text_content()) > _LONGEST_CELL and len(cell.findall(".//p")) > 2 for cell in table.iter("td"))


def _rows(table: Element) -> list[Element]:
    return list(table.iter("tr"))


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), _WIDEST) if value.isascii() and value.isdigit() else 1


def _cell_text(cell: Element) -> str:
    for line_break in cell.iter("br"):
        line_break.tail = " " + (line_break.tail or "")
    return " ".join(cell.itertext())


def read_table(table: Element) -> list[Block]:
    """Return the table's caption as a paragraph and its rows as row blocks; spanned cells reach over their rows."""
    rows = _rows(table)
    grid: list[list[str]] = []
    carried: dict[int, tuple[int, str]] = {}
    headers = 0
    for row in rows:
        cells = _cells(row)
        line = _place(cells, carried)
        grid.append(line)
        if headers == len(grid) - 1 and cells and (row.getparent().tag == "thead" or all(c.tag == "th" for c in cells)):
            headers += 1
    blocks = table_blocks(grid, headers or None)
    caption = table.find("caption")
    if caption is not None and caption.text_content().strip():
        blocks.insert(0, Block(" ".join(caption.text_content().split())))
    return blocks


def _place(cells: list[Element], carried: dict[int, tuple[int, str]]) -> list[str]:
    """Lay the cells of one row into columns, after the cells that reach down from earlier rows."""
    line: list[str] = []
    pending = list(cells)
    while pending or any(column >= len(line) for column in carried):
        column = len(line)
        if column in carried:
            left, text = carried.pop(column)
            line.append(text)
            if left > 1:
                carried[column] = (left - 1, text)
                if not pending and all(other <= column for other in carried):
                    break
        elif pending:
            cell = pending.pop(0)
            text = _cell_text(cell)
            line.append(text)
            # A cell over several columns is printed once; its neighbours stay empty.
            line.extend("" for _ in range(_span(cell, "colspan") - 1))
            if _span(cell, "rowspan") > 1:
                carried[column] = (_span(cell, "rowspan") - 1, text)
        else:
            line.append("")
        if len(line) > _WIDEST:
            break
    return line
