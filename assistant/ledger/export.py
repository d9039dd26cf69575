"""Write commitments as CSV and as a formatted workbook, each row with its source."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.ledger.row import CommitmentRow
from assistant.ledger.topic import NAMES, topic_of
from assistant.messages import Language

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Column(NamedTuple):
    zh: str
    en: str
    width: int
    of: Callable[[CommitmentRow], object]


def _number(row: CommitmentRow) -> object:
    if isinstance(row.number, tuple):
        return f"{row.number[0]:g}-{row.number[1]:g}"
    return row.number


COMPARATORS = {
    "exact": ("达到", "exactly"),
    "at_least": ("不低于", "at least"),
    "at_most": ("不超过", "at most"),
    "about": ("约", "about"),
    "range": ("区间", "range"),
    "growth_rate_at_least": ("增长不低于", "grows by at least"),
    "increase_by": ("增长", "grows by"),
    "decrease_by": ("下降", "falls by"),
}
KINDS = {"target": ("目标", "target"), "achieved": ("已实现", "achieved")}


def columns(language: Language) -> list[_Column]:
    """Return the columns of an export, in order."""
    place = 0 if language == "zh" else 1
    return [
        _Column("指标或项目", "Subject", 34, lambda row: row.subject),
        _Column("数值", "Value", 18, lambda row: row.value),
        _Column("数字", "Number", 12, _number),
        _Column("单位", "Unit", 10, lambda row: row.unit),
        _Column("方向", "Comparator", 12, lambda row: COMPARATORS[row.comparator][place]),
        _Column("年份", "Year", 8, lambda row: row.year),
        _Column("类别", "Kind", 9, lambda row: KINDS[row.kind][place]),
        _Column("责任部门", "Departments", 26, lambda row: "、".join(row.departments)),
        _Column("地区", "Region", 12, lambda row: row.region or ""),
        _Column("文件", "Plan", 36, lambda row: row.title),
        _Column("状态", "Status", 10, lambda row: row.status),
        _Column("章节", "Section", 36, lambda row: " › ".join(row.section)),
        _Column("页码", "Page", 7, lambda row: row.page),
        _Column("原文", "Sentence", 70, lambda row: row.sentence),
        _Column("编号", "Id", 30, lambda row: row.id),
        _Column("领域", "Field", 18, lambda row: NAMES[topic_of(row.subject, tuple(row.section))][place]),
    ]


def as_csv(rows: Sequence[CommitmentRow], language: Language) -> bytes:
    """Return rows as CSV that spreadsheets open as UTF-8; no cell can act as a formula."""
    shown = columns(language)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_header(column, language) for column in shown])
    for row in rows:
        writer.writerow([_harmless(column.of(row)) for column in shown])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def as_xlsx(rows: Sequence[CommitmentRow], language: Language) -> bytes:
    """Return rows as a workbook: bold fixed header, filters, widths, wrapped sentences."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    shown = columns(language)
    book = Workbook()
    sheet = book.active
    sheet.title = "承诺台账" if language == "zh" else "Commitments"
    sheet.append([_header(column, language) for column in shown])
    for row in rows:
        values = [column.of(row) for column in shown]
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value for value in values])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                # Text that begins like a formula stays text.
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for number, column in enumerate(shown, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _header(column: _Column, language: Language) -> str:
    return column.zh if language == "zh" else column.en


def _harmless(value: object) -> object:
    """Keep a spreadsheet from taking text for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
