"""Read a DOCX into blocks."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import cast

from docx import Document as open_docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.blocks import Block, Reading
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument
from ingest.read.contents import contents_lines
from ingest.read.docx_numbers import Numbers
from ingest.read.docx_runs import Run, runs
from ingest.read.rows import table_blocks

_LONGEST_HEADING = 60
_LARGEST_UNPACKED = 600 * 1024 * 1024
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:smartTag"))


def read_docx(data: bytes, name: str) -> Reading:
    """Read a DOCX in the order of its body; tracked deletions are left out, insertions are kept."""
    document = _opened(data, name)
    try:
        blocks = _Body(document).blocks()
        stated = _stated(document)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError) as error:
        raise UnreadableDocument(
            f"{name} is a damaged DOCX ({error}), expected a document; open and save it in a word processor."
        ) from error
    dropped = contents_lines([block.text for block in blocks])
    kept = tuple(block for index, block in enumerate(blocks) if index not in dropped)
    if not kept:
        raise UnreadableDocument(
            f"{name} holds no text (perhaps only pictures), expected a document; scans need OCR, which this version "
            "does not read yet."
        )
    return Reading(kept, stated=stated)


def _opened(data: bytes, name: str) -> DocxDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST_UNPACKED:
                raise UnreadableDocument(
                    f"{name} unpacks to over {_LARGEST_UNPACKED // 1024**2} MB, expected a document; split it first."
                )
        return open_docx(io.BytesIO(data))
    except UnreadableDocument:
        raise
    # python-docx and zipfile raise whatever the damaged part leads to: KeyError, BadZipFile, XMLSyntaxError…
    except Exception as error:
        raise UnreadableDocument(
            f"{name} is a damaged DOCX ({type(error).__name__}), expected a document; fetch it again or save it anew "
            "in a word processor."
        ) from error


def _stated(document: DocxDocument) -> dict[str, str]:
    title = clean_line(document.core_properties.title or "")
    # Word processors put their own names of templates here.
    return {"title": title} if len(title) > 3 and title.lower() not in ("word document", "microsoft word") else {}


def _elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of the body, also those inside content controls, without tables of contents."""
    for element in parent:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in _WRAPPERS and not _is_contents_control(element):
            yield from _elements(element)


def _is_contents_control(element: etree._Element) -> bool:
    gallery = element.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _element(element: etree._Element, document: DocxDocument) -> Iterator[Block]:
    if element.tag == qn("w:tbl"):
        yield from _table(element, document)
        return
    block = _paragraph(element, document)
    if block is not None:
        yield block
    for box in element.iter(qn("w:txbxContent")):
        # A text box is stored twice, once for older programs.
        if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
            for inner in _elements(box):
                yield from _element(inner, document)


def _style(element: etree._Element, document: DocxDocument) -> str:
    style = Paragraph(cast(CT_P, element), document).style
    return (style.name or "") if style is not None else ""


def _paragraph(element: etree._Element, document: DocxDocument) -> Block | None:
    pieces = runs(element)
    text = clean_line("".join(run.text for run in pieces))
    if not text:
        return None
    style = _style(element, document)
    if style.lower().startswith(("toc ", "目录")):
        return None
    label = Numbers.of(document).label(element)
    text = clean_line(label + text)
    level = _HEADING_STYLE.match(style)
    if style.lower() in ("title", "标题"):
        return Block(text, "title")
    if level:
        return Block(text, "heading", int(level.group(1)))
    outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if outline is not None and (outline.get(qn("w:val")) or "9") in "012345":
        return Block(text, "heading", int(outline.get(qn("w:val")) or 0) + 1)
    lead = _lead(pieces, label)
    if lead == len(text) and len(text) <= _LONGEST_HEADING and text[-1] not in "。；;":
        return Block(text, "heading")
    return Block(text, lead=lead)


def _lead(pieces: list[Run], label: str) -> int:
    opening = label
    for run in pieces:
        if not run.bold and run.text.strip():
            break
        opening += run.text
    cleaned = clean_line(opening)
    return len(cleaned) if cleaned != clean_line(label) else 0


def _table(table: etree._Element, document: DocxDocument) -> Iterator[Block]:
    """Yield row blocks; a table of one column is layout, its content is read like the body."""
    rows = list(table.iterchildren(qn("w:tr")))
    cells = [list(row.iterchildren(qn("w:tc"))) for row in rows]
    if all(len(row) < 2 for row in cells):
        for row in cells:
            for cell in row:
                for element in _elements(cell):
                    yield from _element(element, document)
        return
    grid: list[list[str]] = []
    above: dict[int, str] = {}
    for row in cells:
        grid.append(_row(row, above))
    headers = sum(1 for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None)
    yield from table_blocks(grid, headers or None)


def _row(cells: list[etree._Element], above: dict[int, str]) -> list[str]:
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
        line.extend("" for _ in range(min(int(width), 200) - 1) if width.isdigit())
    return line


def _cell_text(cell: etree._Element) -> str:
    texts = ["".join(run.text for run in runs(paragraph)) for paragraph in cell.iter(qn("w:p"))]
    return " ".join(text for text in texts if text.strip())
