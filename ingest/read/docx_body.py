"""Turn the body of a Word document into blocks."""

import re
from collections.abc import Iterator
from typing import cast

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.blocks import Block
from ingest.clean import clean_line
from ingest.read.docx_numbers import Numbers
from ingest.read.docx_runs import Run, runs
from ingest.read.rows import table_blocks

_LONGEST_HEADING = 60
_WIDEST = 200
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:smartTag"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Body:
    """The body of one document; its list counters run while the blocks are made, so they are made once."""

    def __init__(self, document: DocxDocument) -> None:
        """Take the document as python-docx opened it."""
        self._document = document
        self._numbers = Numbers(document)

    def blocks(self) -> list[Block]:
        """Return the blocks in the order of the body, also those inside content controls and text boxes."""
        return [block for element in _elements(self._document.element.body) for block in self._element(element)]

    def _element(self, element: etree._Element) -> Iterator[Block]:
        if element.tag == qn("w:tbl"):
            yield from self._table(element)
            return
        block = self._paragraph(element)
        if block is not None:
            yield block
        for box in element.iter(qn("w:txbxContent")):
            # A text box is stored twice, once for older programs.
            if next(box.iterancestors(_FALLBACK), None) is None:
                for inner in _elements(box):
                    yield from self._element(inner)

    def _paragraph(self, element: etree._Element) -> Block | None:
        pieces = runs(element)
        style = self._style(element)
        if not "".join(run.text for run in pieces).strip() or style.lower().startswith(("toc ", "目录")):
            return None
        label = self._numbers.label(element)
        text = clean_line(label + "".join(run.text for run in pieces))
        if not text:
            return None
        if style.lower() in ("title", "标题"):
            return Block(text, "title")
        level = _level(element, style)
        if level is not None:
            return Block(text, "heading", level)
        lead = _lead(pieces, label)
        if lead == len(text) and len(text) <= _LONGEST_HEADING and text[-1] not in "。；;":
            return Block(text, "heading")
        return Block(text, lead=lead)

    def _style(self, element: etree._Element) -> str:
        style = Paragraph(cast(CT_P, element), self._document).style
        return (style.name or "") if style is not None else ""

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """Yield row blocks; a table of one column is layout, its content is read like the body."""
        rows = list(_children(table, qn("w:tr")))
        cells = [list(_children(row, qn("w:tc"))) for row in rows]
        if all(len(row) < 2 for row in cells):
            for row in cells:
                for cell in row:
                    for element in _elements(cell):
                        yield from self._element(element)
            return
        above: dict[int, str] = {}
        grid = [_row(row, above) for row in cells]
        headers = sum(1 for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None)
        yield from table_blocks(grid, headers or None)


def _elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables under an element, without tables of contents."""
    for element in parent:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in _WRAPPERS and not _is_contents_control(element):
            yield from _elements(element)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _children(element, tag)


def _is_contents_control(element: etree._Element) -> bool:
    gallery = element.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _level(element: etree._Element, style: str) -> int | None:
    named = _HEADING_STYLE.match(style)
    if named:
        return int(named.group(1))
    outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = outline.get(qn("w:val")) if outline is not None else None
    # Level 9 is body text; beyond six no heading is meant.
    return int(value) + 1 if value in ("0", "1", "2", "3", "4", "5") else None


def _lead(pieces: list[Run], label: str) -> int:
    opening = label
    for run in pieces:
        if not run.bold and run.text.strip():
            break
        opening += run.text
    cleaned = clean_line(opening)
    return len(cleaned) if cleaned != clean_line(label) else 0


def _row(cells: list[etree._Element], above: dict[int, str]) -> list[str]:
    """Lay the cells of a row into columns; `above` holds the texts that cells merged downwards take over."""
    line: list[str] = []
    for cell in cells:
        column = len(line)
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
        text = above.get(column, "") if goes_on else _cell_text(cell)
        above[column] = text
        line.append(text)
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width = (span.get(qn("w:val")) or "1") if span is not None else "1"
        line.extend("" for _ in range(min(int(width), _WIDEST) - 1 if width.isdecimal() else 0))
    return line


def _cell_text(cell: etree._Element) -> str:
    paragraphs = (p for p in cell.iter(qn("w:p")) if next(p.iterancestors(_FALLBACK), None) is None)
    texts = ("".join(run.text for run in runs(paragraph)) for paragraph in paragraphs)
    return " ".join(text for text in texts if text.strip())
