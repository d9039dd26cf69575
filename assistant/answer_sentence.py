"""Answer with the sentence or two that say it: figures, dates, names, yes or no."""

import re
from collections.abc import Sequence

from assistant.candidates import Candidate, candidates, certainty_of, grounds_of
from assistant.cells import cell_of, told_deadline, told_figure
from assistant.dates import date_wanted
from assistant.evidence import Unit, trimmed, years_told
from assistant.figure_fit import Fit
from assistant.key_span import key_span
from assistant.likely import answer_in
from assistant.lists import asked_count, counted_match, enumeration_length
from assistant.question_kind import Kind
from assistant.statements import LONGEST_ANSWER, Context, Statement
from ingest.figures import find_years
from ingest.sentences import Span
from vectorstore.tokens import bigrams

# Below this chance a sentence is more often about something else (measured on three question sets).
_SURE_ENOUGH = 0.25
# A plan names many of its counties and says little of each.
_SURE_OF_PLACE = 0.5
_LITTLE = 0.25
# Any sentence with a year in it stands out where the others have none.
_HARDLY, _LITTLE_OF_DATE = 0.02, 0.4
# What the reader finds likelier than not may be said in quite other words.
_READ_SURE = 0.5
_SAYS_SOMETHING = 3.0
_SURE_OF_OFFICE = 0.6
_MANY = 4
# "行动的负责人叫什么名字"
_NAME_OF = re.compile(r"的([\u4e00-\u9fff]{2,6}?)(?:叫|是)(?:做|作)?(?:什么|啥)名")
# "6座电站的名称", "15家央企名单", "分别叫什么"
_ASKS_NAMES = re.compile(r"名称|名单|名录|清单|具体(?:是|有|指)?哪|(?:分别|各)(?:是|叫|指)(?:什么|啥|哪)|叫(?:什么|啥)")
_OF_SEVERAL = re.compile(r"名单|名录|清单|分别|各(?:是|叫|指)|哪几|哪些|都")
_SEVERAL = 2
_MARKED = re.compile(r"[“《]([^”》]{2,30})[”》]")
_OPENS_LIST = re.compile(r"[：:]|一是|其一|第一[，、]")
_ITEM = re.compile(r"\s*(?:一是|其一|首先|第一[，、]|[（(][一1][）)]|一、|1[.、．])")
_OFFICE = re.compile(
    r"(?<![布格结定])局$|(?<![全内外东西南北中])部$|[委办厅]$|(?:公司|集团|机关|政府|部门|单位|协会|办公室|领导小组|指挥部|联盟)$"
)
# The share of the question a first sentence must leave open, and a second one say of that.
_OPEN = 0.35
_FILLS = 0.45


def answer_with_sentences(context: Context, found: Sequence[Unit], kind: Kind) -> list[Statement]:
    """Take the best sentence, and a second one where it says what the first leaves open."""
    ranked = candidates(found, context, kind)
    understood = context.understanding
    enough = _SURE_OF_PLACE if understood.places or understood.missing_region else _SURE_ENOUGH
    if not ranked or certainty_of(ranked, context, kind) < enough or _says_little(ranked, context, kind):
        return []
    if _names_another(ranked[0].unit.text, understood.standalone):
        return []
    if kind == "list" and _lists_nothing(ranked[0].unit.text, understood.standalone):
        return []
    if kind in ("list", "entity") and _names_none(ranked[0].unit, understood.standalone):
        return []
    chosen = [ranked[0], *_second(ranked, context)]
    statements = [statement_of(one.unit, context, kind, one.fit) for one in chosen]
    if sum(len(statement.text) for statement in statements) > LONGEST_ANSWER:
        statements = statements[:1]
    return statements


def answer_with_office(context: Context, found: Sequence[Unit]) -> list[Statement]:
    """Take the sentence in which the reader finds an office for the answer, where it finds that likelier than not."""
    ranked = candidates([unit for unit in found if _answers_with_office(unit, context)], context, "entity")
    if not ranked or ranked[0].chance < _READ_SURE or certainty_of(ranked, context, "entity") < _SURE_OF_OFFICE:
        return []
    return [statement_of(ranked[0].unit, context, "entity")]


def _answers_with_office(unit: Unit, context: Context) -> bool:
    answer = answer_in(unit, context)
    return answer is not None and bool(_OFFICE.search(unit.passage.text[answer.start : answer.end]))


def _names_another(sentence: str, question: str) -> bool:
    """Tell whether the name of a thing is asked for and a sentence has no pair of characters of what the thing is."""
    asked = _NAME_OF.search(question)
    return asked is not None and not any(pair in sentence for pair in bigrams(asked[1]))


def _lists_nothing(sentence: str, question: str) -> bool:
    """Tell whether many things are asked for by their number and a sentence lists none, nor prints the number."""
    count = asked_count(question)
    return (
        count is not None
        and count >= _MANY
        and enumeration_length(sentence) < count // 2
        and not counted_match(question, sentence)
    )


def _names_none(unit: Unit, question: str) -> bool:
    """Tell whether the names of several things are asked for and a sentence, with what follows it, gives none."""
    several = _ASKS_NAMES.search(question) and (
        (asked_count(question) or 0) >= _SEVERAL or _OF_SEVERAL.search(question)
    )
    if not several or enumeration_length(unit.text) >= _SEVERAL:
        return False
    marked = [name for name in _MARKED.findall(unit.text) if name not in question]
    return not marked and not _OPENS_LIST.search(unit.text) and not _ITEM.match(unit.passage.text, unit.end)


def _says_little(ranked: Sequence[Candidate], context: Context, kind: Kind) -> bool:
    """Tell whether the best sentence has hardly a word of the question, no official term for one, and the reader doubts it too."""
    best = ranked[0]
    if kind == "date" and best.chance < _HARDLY and best.unit.support < _LITTLE_OF_DATE:
        return True
    doubted = best.chance < _READ_SURE or context.sought.total < _SAYS_SOMETHING
    return best.unit.support < _LITTLE and not grounds_of(ranked, context).official and doubted


def _second(ranked: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Return the sentence that says much of what the best one leaves open, if any."""
    best = ranked[0].unit
    still = context.sought.without(best.text, " ".join(best.passage.section))
    if still.total <= _OPEN * (context.sought.total or 1.0):
        return []
    for other in ranked[1:6]:
        unit = other.unit
        if (
            unit.passage.document == best.passage.document
            and unit.text != best.text
            and still.share(unit.text) > _FILLS
        ):
            return [other]
    return []


_WANTED: dict[Kind, re.Pattern[str]] = {
    "figure": re.compile(r"\d"),
    "list": re.compile(r"、"),
}


def statement_of(unit: Unit, context: Context, kind: Kind, fit: Fit | None = None) -> Statement:
    """Show a sentence, shortened round the part that answers and with the year it stands under; of a table row the cell that answers."""
    cell = _of_cell(unit, kind, fit)
    if cell is not None:
        return cell
    if kind == "figure" and fit is not None:
        unit = cell_of(unit, fit.figure.start)
    span = trimmed(unit, context.sought, date_wanted(context.asked) if kind == "date" else _WANTED.get(kind))
    passage_text = unit.passage.text
    if kind == "list" and unit.end - unit.start <= LONGEST_ANSWER:
        span = Span(unit.start, unit.start + len(passage_text[unit.start : unit.end].rstrip("。；;，, \n")))
    shown = passage_text[span.start : span.end].strip()
    prefix = (
        ""
        if find_years(shown) or kind not in ("figure", "date")
        else _year_clause(passage_text, span.start, unit, context)
    )
    return Statement(f"{prefix}{shown}", unit.retrieved, span, key_span(unit, span, context, kind, fit))


def _of_cell(unit: Unit, kind: Kind, fit: Fit | None) -> Statement | None:
    """Say the cell of a table row that gives a figure or a time, None where the answer is no cell of its own."""
    row = Span(unit.start, unit.start + len(unit.passage.text[unit.start : unit.end].rstrip()))
    if kind == "figure" and fit is not None:
        told = told_figure(unit, fit.figure)
        key = Span(unit.start + fit.figure.start, unit.start + fit.figure.end)
        return Statement(told, unit.retrieved, row, key) if told else None
    due = told_deadline(unit) if kind == "date" else None
    return (
        Statement(due[0], unit.retrieved, row, Span(unit.start + due[1].start, unit.start + due[1].end))
        if due
        else None
    )


def _year_clause(text: str, before: int, unit: Unit, context: Context) -> str:
    """Return the words before a span that say which year it is about ("到2025年……"), "" where there are none."""
    title = context.titles.get(unit.passage.document, "")
    opening = text.split("\n", 1)[0]
    begin = len(opening) if title and opening.strip(" #") in title else 0
    told = years_told(text[begin:before])
    printed = re.compile(r"(?:到|至|力争到?|截至|在)?\s*(?:19|20)\d{2}\s*年(?:底|末|前)?")
    matches = [match for match in printed.finditer(text, begin, before) if set(find_years(match.group())) & set(told)]
    if not matches:
        return ""
    wanted = [m for m in matches if not context.years or any(str(year) in m.group() for year in context.years)]
    return re.sub(r"\s", "", wanted[-1].group()) + "……" if wanted else ""
