"""Reconstruct the automatic list labels of a Word document ("一、", "（二）", "3."), which its text does not hold."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple, cast

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml import etree

_CHINESE = "〇一二三四五六七八九"
_CHINESE_FORMATS = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "chineseLegalSimplified",
    )
)
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class _Level(NamedTuple):
    start: int
    style: str
    text: str


def _chinese(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE[ones]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def _printed(number: int, style: str) -> str:
    if style in _CHINESE_FORMATS:
        return _chinese(number)
    if style in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and number < 400:
        return _roman(number) if style == "lowerRoman" else _roman(number).upper()
    if style == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


class Numbers:
    """The running counters of a document's lists; `label` must be asked paragraph by paragraph in order."""

    def __init__(self, document: DocxDocument) -> None:
        """Take the document as python-docx opened it."""
        self._document = document
        self._levels = _levels(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: etree._Element) -> str:
        """Return the printed label of a numbered paragraph and count it, "" for bullets and plain paragraphs."""
        number, depth = self._reference(paragraph)
        level = self._levels.get((number, depth))
        if level is None or level.style in ("bullet", "none"):
            return ""
        counts = self._counts[number]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        text = level.text
        for other in range(depth + 1):
            known = self._levels.get((number, other), level)
            text = text.replace(f"%{other + 1}", _printed(counts.get(other, known.start), known.style))
        return text

    def _reference(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = Paragraph(cast(CT_P, paragraph), self._document).style
        hops = 0
        while properties is None and style is not None and hops < 10:
            properties = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            style = style.base_style
            hops += 1
        if properties is None:
            return "", 0
        number, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
        value = depth.get(qn("w:val")) if depth is not None else "0"
        return (
            (number.get(qn("w:val")) or "") if number is not None else "",
            int(value) if value and value.isdigit() else 0,
        )


def _levels(document: DocxDocument) -> dict[tuple[str, int], _Level]:
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {element.get(qn("w:abstractNumId")): element for element in root.iter(qn("w:abstractNum"))}
    levels: dict[tuple[str, int], _Level] = {}
    for number in root.iterchildren(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        definition = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
        if definition is None:
            continue
        for level in definition.iter(qn("w:lvl")):
            depth = level.get(qn("w:ilvl")) or "0"
            if depth.isdigit():
                levels[(number.get(qn("w:numId")) or "", int(depth))] = _level(level)
    return levels


def _level(element: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(qn(name))
        return (found.get(qn("w:val")) or default) if found is not None else default

    start = value("w:start", "1")
    return _Level(int(start) if start.isdigit() else 1, value("w:numFmt", "decimal"), value("w:lvlText", ""))
