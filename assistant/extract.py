"""Answer from the sentences of the passages themselves, without a model."""

from assistant.answer_definition import answer_with_definition, only_mentioned
from assistant.answer_department import answer_with_departments
from assistant.answer_list import answer_with_section
from assistant.answer_sentence import answer_with_sentences
from assistant.definitions import counted_parts
from assistant.evidence import units
from assistant.fitness import admitted
from assistant.statements import LOOKED_AT, Context, Extraction


def extract(context: Context) -> Extraction:
    """Return the statements that answer a question."""
    found = units(context.retrieved[:LOOKED_AT], context.sought)
    if not found:
        return Extraction()
    nearest = max(found, key=lambda unit: unit.support + 0.1 * unit.retrieved.score)
    kind = context.understanding.kind
    if kind in ("list", "entity") and any(counted_parts(term) for term in context.understanding.quoted):
        kind = "definition"
    fitting = [unit for unit in found if admitted(unit, context)]
    if kind == "department":
        statements = answer_with_departments(context)
    elif kind == "definition":
        statements = answer_with_definition(context, fitting) or answer_with_sentences(context, fitting, "entity")
        if only_mentioned(context, statements):
            statements = []
    elif kind == "list":
        statements = answer_with_section(context) or answer_with_sentences(context, fitting, kind)
        if only_mentioned(context, statements):
            statements = []
    else:
        statements = answer_with_sentences(context, fitting, kind)
    return Extraction(tuple(statements), nearest, nearest.support)
