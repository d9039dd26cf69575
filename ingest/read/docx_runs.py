"""Collect the text of a Word paragraph run by run."""

from typing import NamedTuple

from docx.oxml.ns import qn
from lxml import etree

_SKIPPED = frozenset(
    qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:pict", "w:object")
)
_TEXT = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}


class Run(NamedTuple):
    """Text of one run; `bold` as the run itself states it."""

    text: str
    bold: bool


def runs(paragraph: etree._Element) -> list[Run]:
    """Return the runs of a paragraph, hyperlinks and insertions included, deletions and drawings left out."""
    found: list[Run] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == qn("w:r"):
            found.append(Run(_run_text(element), _is_bold(element)))
        else:
            stack.extend(reversed(element))
    return found


def _run_text(run: etree._Element) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _TEXT:
            parts.append(_TEXT[child.tag])
        elif child.tag == qn("w:sym"):
            code = child.get(qn("w:char")) or ""
            parts.append(chr(int(code, 16)) if code and len(code) <= 4 else "")
    return "".join(parts)


def _is_bold(run: etree._Element) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val")) not in ("0", "false", "off")
