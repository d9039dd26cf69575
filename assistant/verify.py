"""Check every figure of a statement against the passage it cites."""

import re
import unicodedata

from assistant.answer import AnswerFigure
from ingest.figures import Figure, find_figures, find_years
from ingest.numeral_figures import find_numeral_figures
from ingest.table_row import read_row

_TOLERANCE = 1e-9


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def supported(figure: Figure, passage: str) -> bool:
    """Tell whether a passage prints a figure: the same words, or the same value, unit and bound."""
    wanted = _plain(figure.text)
    plain = _plain(passage)
    # Not the end of a longer number (1,200万), nor the beginning of a larger figure (5万亿, 3个百分点).
    if re.search(
        rf"(?<![\d.])(?<!\d,(?=\d{{3}}(?!\d))){re.escape(wanted)}(?!\d|\.\d|万|亿|百分点|左右|上下|以[上下内]|及以[上下]|余|多)",
        plain,
    ):
        return True
    return any(
        other.unit == figure.unit
        and other.comparator == figure.comparator
        and _rough(other) == _rough(figure)
        and abs(other.value - figure.value) <= _TOLERANCE * max(abs(figure.value), 1.0)
        and abs(other.high * other.scale - figure.high * figure.scale) <= _TOLERANCE * max(abs(figure.value), 1.0)
        for other in (*find_figures(passage), *_in_cells(passage))
    )


def _in_cells(passage: str) -> list[Figure]:
    """Return the figures of table rows, each in the unit that its row or column names."""
    rows = [read_row(line.strip()) for line in passage.split("\n")]
    return [one.figure for row in rows if row for one in row.figures()]


def _rough(figure: Figure) -> bool:
    """Tell whether a figure is given roughly; of a range or a limit ("20-50年一遇左右") its comparator does not say so."""
    return bool(re.search(r"左右|上下|约|近", figure.text))


def verify_figures(text: str, passage: str, mark: int) -> list[AnswerFigure]:
    """Return the figures of a statement, each with whether the cited passage holds it; the year is the one printed before it."""
    figures = []
    for figure in find_figures(text):
        years = find_years(text[: figure.start])
        figures.append(
            AnswerFigure(
                text=figure.text,
                value=figure.value,
                unit=figure.unit,
                year=years[-1] if years else None,
                mark=mark,
                verified=supported(figure, passage),
            )
        )
    return figures


def verify_numerals(key: str, passage: str, mark: int) -> list[AnswerFigure]:
    """Return the figures in Chinese numerals of the words that answer, each with whether the cited passage prints it."""
    return [
        AnswerFigure(
            text=figure.text,
            value=figure.value,
            unit=figure.unit,
            year=None,
            mark=mark,
            verified=_plain(figure.text) in _plain(passage),
        )
        for figure in find_numeral_figures(key)
    ]


def unsupported_years(text: str, passage: str) -> list[int]:
    """Return the years a statement prints and its passage does not."""
    printed = set(find_years(passage))
    return [year for year in find_years(text) if year not in printed and str(year) not in passage]
