"""Read of a commitment, once for all questions, what is held against them."""

import re
from dataclasses import dataclass

from assistant.asked_measure import Dimension, dimension_of
from ingest.commitments.commitment import Commitment
from ingest.figures import Figure, find_figures
from ingest.table_row import read_row as read_table_row

MANY_YEARS = re.compile(r"年均|累计|平均每年|[三四五两几\d]年(?:来|间|内|共|累计)|期间|时期|以来")
AVERAGE = re.compile(r"年均|平均每年|年平均")
PART_OF_YEAR = re.compile(
    r"[一二三四1-4]季度|上半年|下半年|前[一二三四五六七八九十\d]+个?月|1[-—–至]\d{1,2}月|\d{1,2}月(?:份|末)|季度|每月|月均"
)
EACH = re.compile(r"人均|户均|每[一十百千万]|单位(?:GDP|地区|国内|工业|生产|面积)")
SHARE = re.compile(r"占|比[重例]|份额")
_BREAK = re.compile(r"[，。；：！？,;]")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A commitment with its figure and the words round it; `words` are its subject and clause up to the figure.

    `printed` are the texts in which words of a question are looked for: clause with figure, headings, sentence.
    """

    row: Commitment
    figure: Figure
    dimension: Dimension
    words: str
    around: str
    printed: tuple[str, str, str]
    of_each: bool
    of_share: bool
    of_part_of_year: bool
    over_years: bool
    averaged: bool


def read_row(row: Commitment) -> ReadRow | None:
    """Read a commitment; None where its value holds no figure."""
    figure = _figure(row)
    if figure is None:
        return None
    clause = _BREAK.split(row.sentence[: row.start - row.sentence_start])[-1]
    words = clause if row.subject in clause else f"{row.subject}{clause}"
    headings = " ".join(row.section)
    return ReadRow(
        row=row,
        figure=figure,
        dimension=dimension_of(figure),
        words=words,
        around=f"{row.sentence} {headings}",
        printed=(f"{words}{row.value}", headings, row.sentence),
        of_each=bool(EACH.search(words)),
        of_share=bool(SHARE.search(words)),
        of_part_of_year=bool(PART_OF_YEAR.search(words)),
        over_years=bool(MANY_YEARS.search(words)),
        averaged=bool(AVERAGE.search(words)),
    )


def _figure(row: Commitment) -> Figure | None:
    """Return the figure of a commitment; a bare number in a table has the unit that its row names."""
    table = read_table_row(row.sentence.strip())
    at = row.start - row.sentence_start
    cell = next((one.figure for one in table.figures() if one.figure.start == at), None) if table else None
    return cell or next(iter(find_figures(row.value)), None)
