"""Read spreadsheets: XLSX and CSV."""

import csv
import datetime
import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.blocks import Block, Reading
from ingest.errors import UnreadableDocument
from ingest.read.decode import decode
from ingest.read.sheet_tables import Span, sheet_blocks
from ingest.unpack import check_package

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_T = TypeVar("_T")
_LARGEST_UNPACKED = 120 * 1024**2
_MOST_ROWS = 20_000
_MOST_CELLS = 500_000
_MOST_EMPTY_ROWS = 10_000
# One long text may stand in any number of cells without making the file larger.
_MOST_CHARACTERS = 5_000_000
_LONGEST_CELL = 32_767
_WIDEST = 200
_MOST_SPANS = 20_000
_PIECE = 1024**2
_DELIMITERS = ",\t;|，；"
_SAMPLE_ROWS = 30
_SPAN = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]{0,80}?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_DECIMALS = re.compile(r"^(?:[#,]*)0(?:\.(0+))?_?\s?(%?)$")


@dataclass(slots=True)
class _Grid:
    """The cells of one sheet as text, up to the limits; `cut` tells that there were more."""

    rows: list[list[str]] = field(default_factory=list)
    cut: bool = False
    filled: int = 0
    empty: int = 0
    cells: int = 0
    characters: int = 0

    def add(self, texts: list[str]) -> bool:
        """Take a row unless it goes beyond a limit; tell whether it was taken."""
        self.filled, self.empty = (self.filled + 1, 0) if any(texts) else (self.filled, self.empty + 1)
        self.cells += len(texts)
        self.characters += sum(map(len, texts))
        self.cut = (
            self.filled > _MOST_ROWS
            or self.empty > _MOST_EMPTY_ROWS
            or self.cells > _MOST_CELLS
            or self.characters > _MOST_CHARACTERS
        )
        if not self.cut:
            self.rows.append(texts)
        return not self.cut


def read_xlsx(data: bytes, name: str) -> Reading:
    """Read a workbook: each visible sheet a heading, each row a block with its headers; values, never formulas.

    Macros are not looked at. Raises UnreadableDocument for damaged files and those that expand beyond what is safe.
    """
    return _safely(_workbook, data, name)


def xlsx_rows(data: bytes, name: str) -> list[list[list[str]]]:
    """Return the rows of cells of each visible sheet, as the sheets show them; raises as `read_xlsx` does."""
    return _safely(_plain_rows, data, name)


def _safely(read: Callable[[bytes, str], _T], data: bytes, name: str) -> _T:
    check_package(data, name, _LARGEST_UNPACKED, doctypes=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(data, name)
    except UnreadableDocument:
        raise
    # openpyxl and the XML parser raise whatever the damaged part leads to.
    except Exception as error:
        raise UnreadableDocument(
            f"{name} is a damaged XLSX ({type(error).__name__}), expected a workbook; fetch it again or save it anew in a "
            "spreadsheet program."
        ) from error


def _plain_rows(data: bytes, _: str) -> list[list[list[str]]]:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found = [_grid(sheet).rows for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    workbook.close()
    return found


def _workbook(data: bytes, name: str) -> Reading:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    blocks: list[Block] = []
    remarks: list[str] = []
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    for sheet in workbook.worksheets:
        if sheet.title in hidden:
            continue
        grid = _grid(sheet)
        if grid.cut:
            remarks.append(_cut(sheet.title))
        blocks += sheet_blocks(sheet.title, grid.rows, _spans(sheet))
    workbook.close()
    if hidden:
        remarks.append(f"Hidden sheets were not read: {', '.join(hidden)}.")
    return _reading(blocks, remarks, name)


def _reading(blocks: list[Block], remarks: Sequence[str], name: str) -> Reading:
    if not blocks:
        raise UnreadableDocument(
            f"{name} holds no values, expected a table with text; check that it is the right file."
        )
    title = next((block.text for block in blocks if block.level == 2), PurePath(name).stem)
    return Reading(tuple(blocks), stated={"title": title}, remarks=tuple(remarks))


def _cut(sheet: str) -> str:
    return (
        f"Of '{sheet}' only the beginning was read: at most {_MOST_ROWS:,} rows, {_MOST_CELLS:,} cells and "
        f"{_MOST_CHARACTERS:,} characters; split it into several."
    )


def _grid(sheet: "ReadOnlyWorksheet") -> _Grid:
    # What a file states about its size is often wrong.
    sheet.reset_dimensions()
    grid = _Grid()
    for row in sheet.iter_rows(max_col=_WIDEST):
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if not grid.add(texts):
            break
    return grid


def _text(cell: Any) -> str:
    """Return the value as the sheet shows it: percentages, decimals and dates in their printed form."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d" if value.time() == datetime.time() else "%Y-%m-%d %H:%M")
    return str(value)[:_LONGEST_CELL]


def _number(value: float, shown_as: str) -> str:
    match = _DECIMALS.match(shown_as.partition(";")[0])
    if match:
        decimals = len(match.group(1) or "")
        return f"{value * (100 if match.group(2) else 1):.{decimals}f}{match.group(2)}"
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    # Binary fractions carry digits that nobody wrote.
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _spans(sheet: "ReadOnlyWorksheet") -> list[Span]:
    """Return the merged cells, counted from 0; the reader of openpyxl that saves memory leaves them out."""
    spans: list[Span] = []
    before = b""
    with sheet._get_source() as source:
        while piece := source.read(_PIECE):
            text = before + piece
            end = 0
            for match in _SPAN.finditer(text):
                first, top, last, bottom = match.groups()
                spans.append(Span(int(top) - 1, _column(first), int(bottom) - 1, _column(last)))
                end = match.end()
                if len(spans) >= _MOST_SPANS:
                    return spans
            before = text[max(end, len(text) - 200) :]
    return spans


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def read_csv(data: bytes, name: str) -> Reading:
    """Read a table of separated values; the delimiter is the one that cuts the first rows into equal columns."""
    grid = _csv_grid(data, name)
    sheet = PurePath(name).stem
    return _reading(sheet_blocks(sheet, grid.rows, []), [_cut(sheet)] if grid.cut else [], name)


def csv_rows(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of cells of a table of separated values; raises as `read_csv` does."""
    return _csv_grid(data, name).rows


def _csv_grid(data: bytes, name: str) -> _Grid:
    text = decode(data, name)
    grid = _Grid()
    try:
        for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)):
            if not grid.add([cell.strip() for cell in row[:_WIDEST]]):
                break
    except csv.Error as error:
        raise UnreadableDocument(
            f"{name} is a damaged CSV ({error}), expected a table of separated values; save it anew as CSV in UTF-8."
        ) from error
    return grid


def _delimiter(text: str) -> str:
    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in _first_rows(text, delimiter) if any(row)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(_DELIMITERS, key=fit)


def _first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for _, row in zip(range(_SAMPLE_ROWS), csv.reader(io.StringIO(text), delimiter=delimiter), strict=False):
            yield row
    except csv.Error:
        return
