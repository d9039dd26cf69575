"""Read the figures of a table row that was written out as "header：cell；header：cell"."""

import re
from dataclasses import dataclass

from ingest.commitments.commitment import Kind
from ingest.commitments.periods import Frame, mentions
from ingest.commitments.values import Bound, Value, value_of
from ingest.figures import find_figures
from ingest.table_row import RowCell, TableRow, read_row

_SENTENCES = re.compile(r"[。！？]|[^：；]{60,}")
_BARE = re.compile(
    r"^[<＜≤≥>＞〔\[（(]*(?P<sign>[-+])?(?P<low>\d+(?:,\d{3})*(?:\.\d+)?)(?:\s*[-—–~～至]\s*(?P<high>\d+(?:\.\d+)?))?[〕\]）)]*(?P<after>左右|以上|以内|以下)?$"
)
_TIMED = re.compile(r"\d{4}|目标|完成|现状|数值|规划|实际|预期|年均")
_SCALES = {"万亿": 1e12, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3}
_RELATES = re.compile(r"[为是比占].*的|占.*[比率]")
_GROWS = re.compile(r"年均增|增速|增长|增幅")
_AHEAD = re.compile(r"目标|计划|规划|预期|预计|力争")
_DONE = re.compile(r"完成|实际|现状|基数|基期|实绩|实现|执行")
_DEADLINE = re.compile(r"时限|期限|(?:完成|办结)时间|进度")
# A cell with a figure in it and so many characters beside it says something in words.
_IN_WORDS = 6
_BOUNDS: dict[str, Bound] = {"左右": "about", "以上": "at_least", "以内": "at_most", "以下": "at_most"}
_SIGNS: dict[str, Bound] = {
    "≥": "at_least",
    ">": "at_least",
    "＞": "at_least",
    "≤": "at_most",
    "<": "at_most",
    "＜": "at_most",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row: its value, what it measures, the year its header names, whether it grows.

    `kind` is what the header says of it ("2025年目标", "上年完成"), None where it says nothing.
    """

    value: Value
    subject: str
    year: int | None
    grows: bool
    kind: Kind | None


def prose_cells(line: str) -> list[tuple[int, int]]:
    """Return the places of the cells of a row that say something in words, [] for what is no row."""
    row = read_row(line)
    cells = row.cells if row else ()
    return [(cell.start, cell.end) for cell in cells if _is_prose(cell)]


def _is_prose(cell: RowCell) -> bool:
    if _SENTENCES.search(cell.text):
        return True
    if cell.numbers or _BARE.match(cell.text):
        return False
    figures = find_figures(cell.text)
    return len(figures) > 1 or (len(figures) == 1 and len(cell.text) > len(figures[0].text) + _IN_WORDS)


def deadline_of(line: str, frame: Frame) -> int | None:
    """Return the year by which a row is to be done, None where no column says so."""
    row = read_row(line)
    times = [
        one
        for cell in (row.cells if row else ())
        if _DEADLINE.search(cell.header)
        for one in mentions(cell.text, frame)
    ]
    return times[-1].year if times else None


def cells_of(line: str, frame: Frame) -> list[Cell]:
    """Return the figures of a table row, each under its header."""
    row = read_row(line)
    found: list[Cell] = []
    for cell in row.cells if row else ():
        if row is None or cell is row.naming or cell.numbers or _is_prose(cell):
            continue
        value = _value(cell, row)
        if value is None:
            continue
        header = cell.header
        times = mentions(f"{header}年" if re.fullmatch(r"(?:19|20)\d{2}", header) else header, frame)
        subject = row.name or header
        if row.name and _RELATES.search(header):
            # "1957年为1952年的百分比" measures something else, in the first of its years.
            subject, times = f"{row.name}（{header}）", times[:1]
        found.append(
            Cell(value, subject, times[-1].year if times else None, bool(_GROWS.search(header)), _kind(header))
        )
    return found


def _kind(header: str) -> Kind | None:
    if _AHEAD.search(header):
        return "target"
    return "achieved" if _DONE.search(header) else None


def _value(cell: RowCell, row: TableRow) -> Value | None:
    bare = _BARE.match(cell.text)
    if bare:
        unit = row.unit_under(cell.header)
        if not unit and not _TIMED.search(cell.header):
            return None
        low = float(bare["low"].replace(",", "")) * (-1 if bare["sign"] == "-" else 1)
        number: float | tuple[float, float] = (low, float(bare["high"])) if bare["high"] else low
        sign = next((name for mark, name in _SIGNS.items() if mark in cell.text[:2]), None)
        bound: Bound = "range" if bare["high"] else sign or _BOUNDS.get(bare["after"] or "", "exact")
        scale = next((by for word, by in _SCALES.items() if unit.startswith(word)), 1.0)
        return Value(cell.text, cell.start, cell.end, number, _plain(unit), scale, bound)
    figures = find_figures(cell.text)
    if len(figures) != 1 or len(cell.text) > len(figures[0].text) + _IN_WORDS:
        return None
    return value_of(figures[0], cell.start)


def _plain(unit: str) -> str:
    """Return a unit without its scale (亿元 -> 元)."""
    return next((unit.removeprefix(word) for word in _SCALES if unit.startswith(word) and len(unit) > len(word)), unit)
