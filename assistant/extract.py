"""Answer from the sentences of the passages themselves, without a model."""

import re

from assistant.answer_definition import answer_with_definition, asks_meaning, only_mentioned
from assistant.answer_department import answer_with_departments
from assistant.answer_list import answer_with_counted, answer_with_section
from assistant.answer_sentence import answer_with_sentences
from assistant.answer_works import answer_with_works
from assistant.asked_measure import asks_number, measure_asked
from assistant.definitions import counted_parts
from assistant.evidence import Unit, units
from assistant.fitness import admitted
from assistant.lists import asked_count, names_one_of
from assistant.orders import without_orders
from assistant.question_kind import Kind
from assistant.statements import LOOKED_AT, Context, Extraction
from assistant.understand import Understanding

# Who is responsible, in brackets behind a paragraph, is no sentence of its own.
_ONLY_RESPONSIBLE = re.compile(r"[（(【](?:责任|牵头|负责|主办)(?:部门|单位)?[:：][^）)】]*[）)】]$")
_COUNTS = re.compile(r"多少|几|百分之|率|额|产值|投资|面积|总量|[占比]")
_PARTS = re.compile(r"构成|组成|包括|名单|内容")


def extract(context: Context) -> Extraction:
    """Return the statements that answer a question."""
    found = [
        unit
        for unit in units(context.retrieved[:LOOKED_AT], context.sought, context.titles)
        if not _gives_orders(unit) and not _ONLY_RESPONSIBLE.match(unit.text)
    ]
    if not found:
        return Extraction()
    nearest = max(found, key=lambda unit: unit.support + 0.1 * unit.retrieved.score)
    kind = _kind(context.understanding)
    fitting = [unit for unit in found if admitted(unit, context)]
    works = answer_with_works(context)
    if works:
        statements = works
    elif kind == "department":
        statements = answer_with_departments(context)
    elif kind == "definition":
        statements = answer_with_counted(context, fitting) if names_one_of(context.understanding.standalone) else []
        statements = (
            statements or answer_with_definition(context, fitting) or answer_with_sentences(context, fitting, "entity")
        )
        if only_mentioned(context, statements):
            statements = []
    elif kind == "list":
        statements = (
            answer_with_counted(context, fitting)
            or answer_with_section(context)
            or answer_with_sentences(context, fitting, kind)
        )
        if only_mentioned(context, statements):
            statements = []
    else:
        statements = answer_with_sentences(context, fitting, kind)
    return Extraction(tuple(statements), nearest, nearest.support)


def _kind(understanding: Understanding) -> Kind:
    """Return what kind of answer is wanted, seen from the words it can be found by."""
    if understanding.quoted and asks_meaning(understanding.standalone):
        return "definition"
    if understanding.kind in ("list", "entity") and any(counted_parts(term) for term in understanding.quoted):
        return "definition"
    if (
        understanding.sides
        and understanding.kind in ("list", "entity")
        and measure_asked(understanding.core).dimensions
    ):
        # "有什么不同" between two plans' figures asks for both figures.
        return "figure"
    if understanding.kind == "entity" and asked_count(understanding.core):
        return "list"
    if (
        understanding.kind == "figure"
        and asked_count(understanding.core)
        and not _COUNTS.search(understanding.standalone)
    ):
        # A bare list of words: "2035年 五个中心" counts what it asks for.
        return "list"
    if understanding.kind == "figure" and not asks_number(understanding.standalone):
        # A year alone asks for no figure.
        return "list" if _PARTS.search(understanding.core) else "entity"
    return understanding.kind


def _gives_orders(unit: Unit) -> bool:
    """Tell whether a sentence addresses the assistant instead of the readers of the document."""
    text = unit.passage.text
    return without_orders(text)[unit.start : unit.end] != text[unit.start : unit.end]
