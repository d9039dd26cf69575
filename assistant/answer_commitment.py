"""Answer with the commitment of the ledger that a question asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer_sentence import statement_of
from assistant.evidence import Unit, units
from assistant.figure_fit import Fit
from assistant.question_kind import Kind
from assistant.statements import Context, Statement
from ingest.figures import find_years
from ingest.sentences import Span
from ingest.table_row import read_row

if TYPE_CHECKING:
    from assistant.ledger.consult import Match

_WITHIN = re.compile(r"[一二三四五六七八九十\d]年[内间]|期间|时期")


def answer_with_commitment(context: Context, kind: Kind, match: "Match") -> list[Statement]:
    """Show the sentence of the commitment that is asked for."""
    row = match.agreement.row
    inside = Span(row.start - match.passage.start, row.end - match.passage.start)
    unit = _unit_at(units([match.among(context.retrieved)], context.sought, context.titles), inside)
    if unit is None:
        return []
    # Its place tells which cell of a table row it is.
    figure = replace(match.agreement.figure, start=inside.start - unit.start, end=inside.end - unit.start)
    statement = statement_of(unit, context, kind, Fit(figure, row.subject, match.agreement.asked))
    if not statement.quote.start <= inside.start < inside.end <= statement.quote.end:
        return []
    if (
        read_row(unit.text) is None
        and row.subject not in statement.text
        and row.subject in match.passage.text[: unit.start]
    ):
        # "2012年达到……" goes on from the sentence before.
        statement = replace(statement, text=f"{row.subject}……{statement.text}")
    if kind == "date":
        # The time is what is asked for, so that it must be shown.
        return [statement] if row.year in find_years(statement.text) or _WITHIN.search(statement.text) else []
    return [replace(statement, key=inside)]


def _unit_at(found: Sequence[Unit], inside: Span) -> Unit | None:
    return next((unit for unit in found if unit.start <= inside.start < unit.end), None)
