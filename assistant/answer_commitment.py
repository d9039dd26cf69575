"""Answer with the commitment of the ledger that a question asks for."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer_sentence import statement_of
from assistant.evidence import Unit, units
from assistant.figure_fit import Fit
from assistant.statements import Context, Statement
from ingest.sentences import Span
from vectorstore.retrieve import Retrieved

# So much of a question a commitment says, and a question of its subject, that it is taken before any sentence.
_SURE = (0.85, 0.85)
# The same where no sentence would do.
_LIKELY = (0.65, 0.7)


def answer_with_commitment(context: Context, sure: bool) -> list[Statement]:
    """Show the sentence of the commitment that is asked for; `sure` asks for one that agrees in every word."""
    match = context.ledger.best(context) if context.ledger else None
    if match is None:
        return []
    found, least = match.agreement, _SURE if sure else _LIKELY
    if found.asked < least[0] or found.named < least[1] or not match.alone:
        return []
    row = found.row
    hit = next((hit for hit in context.retrieved if hit.passage.id == match.passage.id), None)
    hit = hit or Retrieved(0, match.passage, found.asked, found.asked)
    inside = Span(row.start - match.passage.start, row.end - match.passage.start)
    unit = _unit_at(units([hit], context.sought, context.titles), inside)
    if unit is None:
        return []
    statement = statement_of(unit, context, "figure", Fit(found.figure, row.subject, found.asked))
    if not statement.quote.start <= inside.start < inside.end <= statement.quote.end:
        return []
    return [replace(statement, key=inside)]


def _unit_at(found: Sequence[Unit], inside: Span) -> Unit | None:
    return next((unit for unit in found if unit.start <= inside.start < unit.end), None)
