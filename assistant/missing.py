"""Find out why a question has no answer, so that it can be said in one sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.causes import asks_why
from assistant.definitions import counted_parts
from assistant.evidence import Unit
from assistant.extract import extract
from assistant.lexicon import loose_terms
from assistant.statements import Context, Extraction, Statement
from assistant.support import held, plain
from ingest.figures import find_years
from ingest.period import five_year_period
from ingest.regions import is_known
from vectorstore.catalog import Listed
from vectorstore.question_words import Weigher
from vectorstore.tokens import in_dictionary, normalise

# So much of every telling word of a question a sentence holds that speaks of what is asked without answering it.
_SPEAKS_OF_IT = 0.75
_TELLING = 1.5
# What a document that ends in the year asked is favoured by, and what is left of that with every year between.
_NEAR, _LEFT = 5.0, 0.9
# A word that no passage holds and that weighs as much is the name of a thing.
_NAME = 3.0
# From this support on, the plans may say in other words what is asked.
_TOO_NEAR = 0.6
_TWO_WORDS = 4
# What is asked of a thing, which a sentence about it need not hold.
_ATTRIBUTE = re.compile(
    r"建成|完成|开工|启动|实现|建设|建|负责|牵头|主管|数量|比例|占比|目标|投资|面积|里程|规模|长度|时间|部门|单位|达到|多少|[亿万]元"
)
_LACKS = {"figure": "no_figure", "department": "no_department", "date": "no_date"}


class Reason(NamedTuple):
    """Why there is no answer: the name of the sentence that says so, what it names, and the nearest passage."""

    name: str
    values: Mapping[str, str]
    nearest: Unit | Statement | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """What was looked at in vain; `elsewhere` looks for an answer in the documents of other regions."""

    context: Context
    extraction: Extraction
    documents: Mapping[str, Listed]
    weigher: Weigher
    elsewhere: Callable[[], Statement | None]


def reason_of(absence: Absence) -> Reason:
    """Return why a question was not answered, the most telling reason first."""
    asked = absence.context.understanding
    nearest = absence.extraction.nearest if absence.extraction.support >= 0.2 else None
    if asked.missing_plan:
        return Reason("plan_absent", {"plan": asked.missing_plan})
    if asked.missing_region:
        return _of_region(asked.missing_region, asked.regions, nearest)
    term = _term(absence)
    if term:
        return term
    unknown = _unknown(absence)
    if unknown:
        return Reason("word_absent", {"word": unknown}, nearest)
    if asks_why(asked.standalone):
        return Reason("no_reason", {}, nearest)
    return _of_year(absence) or _of_other_region(absence) or _of_kind(absence, nearest)


def _of_region(missing: str, inside: Sequence[str], nearest: Unit | None) -> Reason:
    if is_known(missing) or not inside:
        return Reason("not_found_region", {"region": missing})
    return Reason("county_below", {"county": missing, "region": "、".join(inside)}, nearest)


def _term(absence: Absence) -> Reason | None:
    """Return the reason where a term is asked for that is used but not explained, or not used at all."""
    asked = absence.context.understanding
    if asked.kind != "definition":
        return None
    terms = [term for term in asked.quoted if not five_year_period(f"{term}规划")] or re.findall(r"\d{3,}", asked.core)
    for term in terms:
        used = next((hit for hit in absence.context.retrieved if term in hit.passage.text), None)
        if used is None:
            return _of_other_region(absence) or Reason("term_absent", {"term": term}, None)
        start = used.passage.text.find(term)
        return Reason("term_undefined", {"term": term}, _unit_at(absence, used.key, start))
    return None


def _unit_at(absence: Absence, key: int, place: int) -> Unit | None:
    from assistant.evidence import units

    hits = [hit for hit in absence.context.retrieved if hit.key == key]
    return next((unit for unit in units(hits, absence.context.sought) if unit.start <= place < unit.end), None)


def _of_year(absence: Absence) -> Reason | None:
    """Return the reason where the plans answer the same question for another year."""
    context, asked = absence.context, absence.context.understanding
    if not (context.years or asked.period):
        return None
    near = _near_in_time(absence.documents, max(context.years or asked.period or (0,)))
    without = replace(asked, years=(), period=None, boosts=near)
    undated = replace(context, years=(), understanding=without, consulted=False)
    found = extract(undated).statements
    if not found or asked.kind not in ("figure", "list", "entity"):
        return None
    years = find_years(found[0].text) or _period_of(found[0], absence.documents)
    if not years or set(years) & set(context.years):
        return None
    wanted = "、".join(map(str, context.years or asked.period or ()))
    return Reason("other_year", {"wanted": wanted, "year": str(years[-1])}, found[0])


def _near_in_time(documents: Mapping[str, Listed], year: int) -> dict[str, float]:
    """Favour documents by how near to a year they end."""
    ends = {name: listed.description.last_year for name, listed in documents.items()}
    return {name: _NEAR * _LEFT ** abs(end - year) for name, end in ends.items() if end}


def _period_of(statement: Statement, documents: Mapping[str, Listed]) -> list[int]:
    last = documents[statement.passage.document].description.last_year
    return [last] if last else []


def _of_other_region(absence: Absence) -> Reason | None:
    """Return the reason where only the plan of another region speaks of it; its words are not quoted, to mislead nobody."""
    asked = absence.context.understanding
    own = absence.extraction.support >= _SPEAKS_OF_IT
    found = absence.elsewhere() if asked.regions and not own else None
    if found is None or not _is_about_it(absence, found):
        return None
    described = absence.documents[found.passage.document].description
    values = {"region": "、".join(asked.regions), "other": described.region or "", "title": described.title}
    return Reason("other_region", values, absence.extraction.nearest)


def _of_kind(absence: Absence, nearest: Unit | None) -> Reason:
    name = _LACKS.get(absence.context.understanding.kind)
    if name and nearest and not (name == "no_figure" and nearest.figures) and _is_about_it(absence, nearest):
        return Reason(name, {}, nearest)
    return Reason("not_found", {}, nearest)


def _is_about_it(absence: Absence, found: Unit | Statement) -> bool:
    """Tell whether a sentence, with the headings above it, holds every word of the question that says much."""
    text = normalise(found.text + " ".join(found.passage.section))
    telling = [
        term
        for term in absence.context.sought.terms
        if not term.optional and term.weight >= _TELLING and not _ATTRIBUTE.fullmatch(term.word)
    ]
    return bool(telling) and all(held(term.word, text) >= _SPEAKS_OF_IT for term in telling)


def _unknown(absence: Absence) -> str:
    """Return the name that a question turns on where no passage holds it, "" where there is none such."""
    if absence.extraction.support >= _TOO_NEAR:
        return ""
    return turns_on(absence.context, absence.weigher)


def turns_on(context: Context, weigher: Weigher, share: float = 0.0) -> str:
    """Return a name in a question that no passage holds, "" where there is none or it may be meant otherwise.

    `share` is the least share of the question's weight that it must have.
    """
    loose = loose_terms(context.understanding.standalone)
    if set(context.understanding.alternatives) - set(loose):
        return ""
    said_otherwise = [piece for other in loose for piece in other.stands_for]
    least = max(_NAME, share * context.sought.total)
    coined = [quoted for quoted in context.understanding.quoted if counted_parts(quoted)]
    names = [
        term.word
        for term in context.sought.terms
        # Users sum up what plans list; whether the list is there was looked at.
        if not term.optional
        and term.weight >= least
        and not any(term.word in name for name in coined)
        and not any(term.word in piece or piece in term.word for piece in said_otherwise)
    ]
    asked = plain(context.understanding.standalone)
    return next((name for name in names if _never_printed(name, weigher) and not _cut_wrong(name, asked, weigher)), "")


def _never_printed(word: str, weigher: Weigher) -> bool:
    """Tell whether no passage holds a word, nor the word without its first or last character, nor both halves of a long one."""
    pieces = [word, word[1:], word[:-1]] if len(word) > 2 else [word]
    halves = (word[:2], word[2:]) if len(word) >= _TWO_WORDS else (word,)
    return not any(map(weigher.known, pieces)) and not all(map(weigher.known, halves))


def _cut_wrong(word: str, question: str, weigher: Weigher) -> bool:
    """Tell whether a word is made of the end of one that the plans print and the beginning of another ("人口托位" -> "口托")."""
    at = question.find(word)
    before, after = question[max(0, at - 1) : at + 1], question[at + len(word) - 1 : at + len(word) + 1]
    if at < 1 or len(after) < 2 or not any(map(in_dictionary, (before, after))):
        return False
    return all(map(weigher.known, (before, after)))
