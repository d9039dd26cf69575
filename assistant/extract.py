"""Answer from the sentences of the passages themselves, without a model."""

import re
from dataclasses import replace

from assistant.answer_commitment import answer_with_commitment
from assistant.answer_definition import answer_with_definition, asks_meaning, only_mentioned
from assistant.answer_department import answer_with_departments
from assistant.answer_list import answer_with_counted, answer_with_section
from assistant.answer_name import answer_with_name
from assistant.answer_rows import answer_with_rows
from assistant.answer_sentence import answer_with_office, answer_with_sentences
from assistant.answer_whole import answer_with_quoted, answer_with_whole, asks_what_is_beside
from assistant.answer_works import answer_with_works
from assistant.asked_measure import asks_number, measure_asked
from assistant.definitions import counted_parts, is_entry
from assistant.evidence import Unit, units
from assistant.fitness import admitted
from assistant.indicators import indicator_of, measured_noun
from assistant.ledger.consult import led
from assistant.list_end import to_its_end
from assistant.lists import asked_count, names_one_of
from assistant.orders import without_orders
from assistant.question_kind import Kind
from assistant.statements import LOOKED_AT, Context, Extraction, Statement
from assistant.understand import Understanding
from assistant.which_document import asks_which_document

# Who is responsible, in brackets behind a paragraph, is no sentence of its own.
_ONLY_RESPONSIBLE = re.compile(r"[（(【](?:责任|牵头|负责|主办)(?:部门|单位)?[:：][^）)】]*[）)】]$")
# How reports open says nothing of what they report.
_SALUTES = re.compile(r"(?:向大会报告工作|请予审议|各位代表[：:，,])")
_COUNTS = re.compile(r"多少|几|百分之|率|额|产值|投资|面积|总量|[占比]")
_ENDS_MEASURED = re.compile(r"[率额值量数][？?。]?$|多少")
# Kinds of answers that the ledger is asked for first.
CONSULTING: tuple[Kind, ...] = ("figure", "date", "yes_no")
_PARTS = re.compile(r"构成|组成|包括|名单|内容")


def consulted(context: Context) -> Context:
    """Look for the commitment that is asked for, and put its passage among those looked at."""
    found = _matched(context)
    return replace(found, retrieved=led(found.retrieved, found.match))


def _matched(context: Context) -> Context:
    """Look the ledger through, all of it, so once."""
    if context.consulted:
        return context
    kind = kind_wanted(context.understanding)
    match = context.ledger.best(context, kind) if context.ledger and kind in CONSULTING else None
    return replace(context, consulted=True, match=match)


def extract(context: Context) -> Extraction:
    """Return the statements that answer a question."""
    found = [
        unit
        for unit in units(context.retrieved[:LOOKED_AT], context.sought, context.titles)
        if not _gives_orders(unit) and not _ONLY_RESPONSIBLE.match(unit.text) and not _SALUTES.search(unit.text)
    ]
    if not found:
        return Extraction()
    nearest = max(found, key=lambda unit: unit.support + 0.1 * unit.retrieved.score)
    kind = kind_wanted(context.understanding)
    terms = context.understanding.quoted
    # A glossary names no place or year.
    fitting = [unit for unit in found if admitted(unit, context) or any(is_entry(term, unit.text) for term in terms)]
    statements = answer_with_works(context) or answer_with_rows(context) or _of_kind(kind, fitting, context)
    return Extraction(tuple(statements), nearest, nearest.support)


def _of_kind(kind: Kind, fitting: list[Unit], context: Context) -> list[Statement]:
    """Return what answers a question of a kind, in the way that suits it best."""
    question = context.understanding.standalone
    if kind == "department":
        return answer_with_departments(context) or answer_with_office(context, fitting)
    if asks_what_is_beside(question):
        statements = answer_with_quoted(context, fitting)
        if statements:
            return statements
    if kind not in ("figure", "date", "yes_no"):
        statements = answer_with_name(context, fitting)
        if statements:
            return statements
    if kind in ("definition", "list"):
        statements = _explained(fitting, context) if kind == "definition" else _listed(fitting, context)
        if only_mentioned(context, statements):
            return []
    elif kind in CONSULTING:
        match = _matched(context).match
        statements = (
            (answer_with_commitment(context, kind, match) if match and match.sure else [])
            or answer_with_sentences(context, fitting, kind)
            or (answer_with_commitment(context, kind, match) if match and match.likely else [])
        )
    else:
        statements = answer_with_sentences(context, fitting, kind)
    if statements:
        return statements
    if kind in ("list", "entity", "figure") and _aims_at_no_number(context.understanding):
        return answer_with_whole(context, fitting, "list" if kind == "list" else "entity")
    return []


def _explained(fitting: list[Unit], context: Context) -> list[Statement]:
    understood = context.understanding
    coined = any(counted_parts(term) for term in understood.quoted)
    counted = names_one_of(understood.standalone) or (not coined and asked_count(understood.standalone))
    statements = (
        ((answer_with_counted(context, fitting) or answer_with_section(context)) if counted else [])
        or answer_with_definition(context, fitting)
        or answer_with_sentences(context, fitting, "entity")
    )
    return _to_the_end(statements, context) if counted else statements


def _listed(fitting: list[Unit], context: Context) -> list[Statement]:
    if any(is_entry(term, unit.text) for term in context.understanding.quoted for unit in fitting):
        # What a name in marks stands for is listed in the glossary.
        return answer_with_definition(context, fitting)
    statements = (
        answer_with_counted(context, fitting)
        or answer_with_section(context)
        or answer_with_sentences(context, fitting, "list")
    )
    return _to_the_end(statements, context)


def _to_the_end(statements: list[Statement], context: Context) -> list[Statement]:
    if not statements:
        return []
    whole = to_its_end(statements[0], context.understanding.standalone)
    # A list that is shown to its end needs nothing beside it.
    return statements if whole is statements[0] else [whole]


def _aims_at_no_number(asked: Understanding) -> bool:
    """Tell whether a question asks for something other than a figure ("学校升级目标")."""
    measured = indicator_of(asked.core) or measured_noun(asked.core) or measure_asked(asked.standalone).dimensions
    counted = _COUNTS.search(asked.standalone) if asked.kind == "figure" else _ENDS_MEASURED.search(asked.standalone)
    return not counted and not (measured and asked.kind == "figure")


def kind_wanted(understanding: Understanding) -> Kind:
    """Return what kind of answer is wanted, seen from the words it can be found by."""
    if asks_which_document(understanding.standalone):
        return "entity"
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
    if understanding.kind in ("list", "entity") and measured_noun(understanding.standalone):
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
