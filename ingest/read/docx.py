"""Read a DOCX into blocks."""

import io
import zipfile

import docx
from docx.document import Document as DocxDocument
from lxml import etree

from ingest.blocks import Reading
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument
from ingest.read.contents import contents_lines
from ingest.read.docx_body import Body
from ingest.unpack import check_package

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_LARGEST_UNPACKED = 600 * 1024 * 1024


def read_docx(data: bytes, name: str) -> Reading:
    """Read a DOCX in the order of its body; tracked deletions are left out, insertions are kept."""
    document = _opened(data, name)
    try:
        blocks = Body(document).blocks()
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
    pictures = sum(1 for _ in document.element.body.iter(_PICTURE))
    remarks = (f"{pictures} picture(s) were not read; figures and tables inside them are missing.",) if pictures else ()
    return Reading(kept, stated=stated, remarks=remarks)


def _opened(data: bytes, name: str) -> DocxDocument:
    try:
        check_package(data, name, _LARGEST_UNPACKED)
        if _holds_macros(data):
            raise UnreadableDocument(
                f"{name} holds macros, expected a plain DOCX; open it in a word processor and save it as .docx without them."
            )
        return docx.Document(io.BytesIO(data))
    except UnreadableDocument:
        raise
    # python-docx raises whatever the damaged part leads to: KeyError, BadZipFile, XMLSyntaxError…
    except Exception as error:
        raise UnreadableDocument(
            f"{name} is a damaged DOCX ({type(error).__name__}), expected a document; fetch it again or save it anew "
            "in a word processor."
        ) from error


def _holds_macros(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"macroEnabled.main+xml" in package.read("[Content_Types].xml")


def _stated(document: DocxDocument) -> dict[str, str]:
    title = clean_line(document.core_properties.title or "")
    # Word processors put their own names of templates here.
    return {"title": title} if len(title) > 3 and title.lower() not in ("word document", "microsoft word") else {}
