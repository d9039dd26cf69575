"""Choose the cell of a table row that a question asks for, and say it in words."""

import re
from dataclasses import replace

from assistant.asked_measure import Measure
from assistant.evidence import Unit
from assistant.statements import Context
from assistant.time_named import tense_of
from ingest.figures import Figure
from ingest.table_row import RowCell, TableRow, read_row

_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_BEFORE = re.compile(r"上年|去年|上一年")
_NOW = re.compile(r"本年|今年|当年|全年")
_AHEAD = re.compile(r"目标|计划|规划|预期|预计|力争")
_DONE = re.compile(r"完成|实际|现状|基数|基期|实绩|实现|执行")
_DUE = re.compile(r"时限|期限|年限|(?:完成|办结|起止|建设|开工|竣工)(?:时间|日期)|进度")
_GROWS = re.compile(r"增速|增长|增幅|年均增")
_CLAUSE = re.compile(r"[，；。！？]")
_LONGEST_NAME = 40

Period = tuple[int | None, int | None]


def figures_asked(unit: Unit, measure: Measure, context: Context) -> list[Figure]:
    """Return the figures of a sentence; of a table row those of the columns that a question asks for."""
    row = read_row(unit.text)
    if row is None:
        return unit.figures
    period = context.periods.get(unit.passage.document, (None, None))
    figures = row.figures()
    headers = {one.figure.start: one.header for one in figures}
    if not measure.change:
        headers = {at: header for at, header in headers.items() if not _GROWS.search(header)} or headers
    chosen = _of_time(headers, context, period)
    own = [figure for figure in unit.figures if figure.start not in {one.figure.start for one in figures}]
    return [one.figure for one in figures if one.figure.start in chosen] + own


def _of_time(headers: dict[int, str], context: Context, period: Period) -> set[int]:
    """Return the columns of the years asked for; where none is asked for, those of what is planned, or of what came of it."""
    years = {at: _year(header, period) for at, header in headers.items()}
    wanted = set(context.years)
    if wanted:
        return {at for at, year in years.items() if year is None or year in wanted}
    if context.understanding.period:
        first, last = context.understanding.period
        inside = {at for at, year in years.items() if year is None or first <= year <= last}
        ends = {at for at in inside if years[at] in (None, last)}
        return ends or inside
    if tense_of(context.asked) == "achieved":
        return {at for at, header in headers.items() if not _AHEAD.search(header)} or set(headers)
    planned = {at for at, year in years.items() if year is not None and year == period[1]}
    return planned or set(headers)


def _year(header: str, period: Period) -> int | None:
    """Return the year a column is of, None where its header does not say."""
    printed = _BARE_YEAR.findall(header)
    if printed:
        return int(printed[-1])
    first, last = period
    if first is None or last is None:
        return None
    if _BEFORE.search(header):
        return first - 1 if first == last else None
    if _AHEAD.search(header) or (_NOW.search(header) and first == last):
        return last
    return first - 1 if _DONE.search(header) else None


def words_of_cell(unit: Unit, figure: Figure) -> str | None:
    """Return what a figure of a table row measures, with its header; None for a figure of no cell of its own."""
    row = read_row(unit.text)
    if row is None:
        return None
    cell = next((one for one in row.figures() if one.figure.start == figure.start), None)
    return f"{row.name}{cell.header}{figure.text}" if cell else None


def told_figure(unit: Unit, figure: Figure) -> str | None:
    """Say the figure of a cell: what it measures, the column, the value with its unit; None for a figure of no cell of its own."""
    row = read_row(unit.text)
    cell = next((one for one in row.figures() if one.figure.start == figure.start), None) if row else None
    if row is None or cell is None:
        return None
    if not row.name:
        return f"{cell.header}：{cell.shown}"
    header = f"{cell.header}年" if _BARE_YEAR.fullmatch(cell.header) else cell.header
    return f"{named(row)}（{header}）：{cell.shown}"


def told_deadline(unit: Unit) -> tuple[str, RowCell] | None:
    """Say by when a row is to be done, with the cell that says it; None where no column does."""
    row = read_row(unit.text)
    due = (
        next((cell for cell in row.cells if _DUE.search(cell.header) and re.search(r"[\d年月底]", cell.text)), None)
        if row
        else None
    )
    if row is None or due is None:
        return None
    return (f"{named(row)}（{due.header}）：{due.text}" if row.name else f"{due.header}：{due.text}"), due


def named(row: TableRow) -> str:
    """Return what a row is about in few words."""
    first = _CLAUSE.split(row.name)[0]
    return first if len(first) <= _LONGEST_NAME else f"{first[:_LONGEST_NAME]}……"


def cell_of(unit: Unit, at: int) -> Unit:
    """Return the cell that a place of a table row lies in, as a sentence of its own; the sentence itself where it is no row."""
    row = read_row(unit.text)
    for cell in row.cells if row else ():
        if cell.start <= at < cell.end:
            return replace(unit, start=unit.start + cell.start, end=unit.start + cell.end)
    return unit
