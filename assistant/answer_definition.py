"""Answer what a term means, and notice where the plans use a term without explaining it."""

import re
from collections.abc import Sequence

from assistant.answer_sentence import statement_of
from assistant.definitions import bare, counted_parts, explains, is_entry, part_names
from assistant.evidence import Unit, unit_spans
from assistant.statements import LONGEST_ANSWER, Context, Statement
from assistant.understand import Understanding
from ingest.sentences import Span

_SHORTEST = 40
_SEVERAL = 2
_OPENS_REPORT = re.compile(r"各位代表[：:，,]|请予审议")
_EXPLAINED = 0.8
_MEANING = re.compile(
    r"意思|(?:是个?|图个?|叫)啥(?!时)|怎么回事|含义|指(?:的是)?什么|何谓|内涵|怎么理解|代表什么|什么叫"
)


def answer_with_definition(context: Context, candidates: Sequence[Unit]) -> list[Statement]:
    """Show the sentences that explain the term asked about, as many as it takes up to the length of an answer."""
    terms = _terms_asked(context.understanding)
    enough = _EXPLAINED if context.understanding.quoted else 0.5
    best: tuple[float, Unit, str] | None = None
    for unit in _beside_whole(candidates, context.understanding, terms):
        text = unit.passage.text
        for term in terms:
            around = text[unit.start : min(len(text), unit.start + LONGEST_ANSWER)]
            clear = explains(term, around)
            score = clear + 0.4 * explains(term, unit.text) + unit.support + 0.1 * unit.retrieved.score
            score += 0.5 * bare(unit.text).startswith(bare(term))
            score += 0.3 * all(bare(quoted) in bare(text) for quoted in context.understanding.quoted)
            if clear >= enough and (best is None or score > best[0]):
                best = (score, unit, term)
    if best is None:
        return []
    _, unit, term = best
    text = unit.passage.text
    begin = min([_opening(text, unit, term), *_openings_of(terms, best[1], candidates)])
    end = unit.end
    if end - begin > LONGEST_ANSWER:
        end = _cut(text, begin)
    if end - begin > LONGEST_ANSWER or end <= begin:
        return [statement_of(unit, context, "definition")]
    for span in unit_spans(text):
        if span.start < end:
            continue
        asked = terms if len(terms) > 1 and all(one in text for one in terms) else [term]
        told = all(explains(one, text[begin:end]) >= _EXPLAINED for one in asked)
        complete = told and (end - begin >= _SHORTEST or is_entry(term, text[begin:end]))
        if complete or span.end - begin > LONGEST_ANSWER:
            break
        end = span.end
    if _OPENS_REPORT.search(text[begin:end]):
        return []
    span = Span(begin, begin + len(text[begin:end].rstrip("，, ；;\n")))
    return [Statement(text[span.start : span.end].strip(), unit.retrieved, span)]


def _opening(text: str, unit: Unit, term: str) -> int:
    """Return where to begin: at the term, where a long sentence explains other things before it."""
    place = text.find(term, unit.start, unit.end)
    while place >= 0:
        start = place - 1 if text[place - 1 : place] in ("“", '"', "「") else place
        opens = text[start - 1 : start] in ("。", "；", ";", "，", ",", "：") and explains(
            term, text[start : start + LONGEST_ANSWER]
        )
        if unit.end - unit.start > LONGEST_ANSWER and opens:
            return start
        place = text.find(term, place + 1, unit.end)
    return unit.start


def _openings_of(terms: Sequence[str], best: Unit, candidates: Sequence[Unit]) -> list[int]:
    """Return where the passage explains the first of several terms, close enough before the best one to be shown with it."""
    if len(terms) < _SEVERAL:
        return []
    text = best.passage.text
    return [
        unit.start
        for unit in candidates
        if unit.passage.id == best.passage.id
        and best.end - unit.start <= LONGEST_ANSWER
        and any(explains(term, text[unit.start : unit.end]) >= _EXPLAINED for term in terms)
    ]


def _cut(text: str, begin: int) -> int:
    """Return the end of the last clause that still fits into an answer."""
    return max((m.end() for m in re.finditer(r"[。；;，,]", text[begin : begin + LONGEST_ANSWER])), default=0) + begin


def _terms_asked(understanding: Understanding) -> list[str]:
    quoted = understanding.quoted
    if quoted:
        # "一轴三廊"的"三廊": the part is asked about, not the whole it is a part of.
        parts = [part for term in quoted for part in _parts_asked(term, understanding.core)]
        return parts or [term for term in quoted if not any(other != term and other in term for other in quoted)]
    return [part for part in re.split(r"[\s，,的]", understanding.core) if 2 <= len(part) <= 16] or [understanding.core]


def _parts_asked(term: str, core: str) -> list[str]:
    """Return the counted parts of a coined term that a question names once more, outside of it ("“一湖两翼”的两翼")."""
    outside = core.replace(term, " ")
    return [part for part in part_names(term) if part != term and part in outside]


def _beside_whole(candidates: Sequence[Unit], asked: Understanding, terms: Sequence[str]) -> Sequence[Unit]:
    """Keep to the passages that print the whole, where a part of a coined term is asked for: other terms have parts of its name."""
    wholes = [bare(term) for term in asked.quoted if term not in terms]
    kept = [unit for unit in candidates if all(whole in bare(unit.passage.text) for whole in wholes)]
    return kept or candidates


def asks_meaning(question: str) -> bool:
    """Tell whether a question asks what a term means."""
    return bool(_MEANING.search(question))


def only_mentioned(context: Context, statements: Sequence[Statement]) -> bool:
    """Tell whether a question asks what a quoted, counted term stands for and the statements only mention it."""
    understood = context.understanding
    for term in _terms_asked(understood) if understood.quoted else ():
        coined = any(count > 1 for count, _ in counted_parts(term)) or re.fullmatch(r"[\d.+-]{2,}", term)
        if (
            (coined or _MEANING.search(understood.standalone))
            and statements
            and not any(explains(term, s.passage.text) >= _EXPLAINED for s in statements)
        ):
            return True
    return False
