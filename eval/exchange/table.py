"""Cases as rows of a CSV file or a workbook, as evaluators have them."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.cases import Case, stated_of
from eval.errors import UnreadableCases
from eval.exchange.columns import HEADERS, cells_of, field_of, stated_of_row
from eval.exchange.ragas_fields import is_ragas
from ingest.errors import IngestError
from ingest.read.sheet import csv_rows, xlsx_rows

# A title and an explanation may stand above the headers.
_HEADERS_WITHIN = 10


def read_table(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of each row and what it states; raise UnreadableCases where no column holds questions."""
    sheets = _sheets(path)
    for rows in sheets:
        if rows and is_ragas(frozenset(rows[0])):
            yield from _samples(rows)
            return
        at = next((place for place, row in enumerate(rows[:_HEADERS_WITHIN]) if _is_head(row)), None)
        if at is not None:
            yield from _stated(rows, at)
            return
    seen = next((row for rows in sheets for row in rows if any(row)), [])
    raise UnreadableCases(
        f"{path}: no column of questions (the first row holds: {', '.join(seen[:8]) or 'nothing'}); expected headers such as "
        "问题, 答案, 文件 or question, answer, document; name the columns so"
    )


def _sheets(path: Path) -> list[list[list[str]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableCases(f"{path} cannot be read ({error.strerror}); expected a file of cases") from error
    try:
        return xlsx_rows(data, path.name) if path.suffix.lower() == ".xlsx" else [csv_rows(data, path.name)]
    except IngestError as error:
        raise UnreadableCases(str(error)) from error


def _samples(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the samples of a table that a data frame of RAGAS was saved as; its lists stand as JSON."""
    for number, row in enumerate(rows[1:], 2):
        if any(row):
            yield number, {name: _list(text) for name, text in zip(rows[0], row, strict=False) if text}


def _list(text: str) -> Any:
    try:
        return json.loads(text) if text.startswith("[") else text
    except ValueError:
        return text


def _is_head(row: Sequence[str]) -> bool:
    fields = [field_of(cell) for cell in row]
    return "question" in fields and sum(field is not None for field in fields) > 1


def _stated(rows: Sequence[Sequence[str]], at: int) -> Iterator[tuple[int, dict[str, Any]]]:
    fields = [field_of(cell) for cell in rows[at]]
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells: dict[str, str] = {}
        for field, text in zip(fields, row, strict=False):
            if field and text:
                # Two columns of one meaning, such as 答案1 and 答案2, are put together.
                cells[field] = f"{cells[field]}；{text}" if field in cells else text
        if cells:
            yield number, stated_of_row(cells, number)


def write_table(path: Path, cases: Sequence[Case]) -> None:
    """Write cases as a table with Chinese headers, by the suffix of the path; columns that stay empty are left out."""
    rows = [cells_of(stated_of(case)) for case in cases]
    fields = [field for field in HEADERS if any(row.get(field) for row in rows)]
    grid = [[HEADERS[field][0] for field in fields], *([row.get(field, "") for field in fields] for row in rows)]
    if path.suffix.lower() == ".xlsx":
        _write_workbook(path, grid)
    else:
        text = io.StringIO()
        csv.writer(text, delimiter="\t" if path.suffix.lower() == ".tsv" else ",").writerows(grid)
        # Spreadsheet programs take a file for UTF-8 only when it says so.
        path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def _write_workbook(path: Path, grid: Sequence[Sequence[str]]) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "cases"
    for row in grid:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            # A question that begins with "=" is no formula.
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    workbook.save(path)
