"""Answer with the sentence that holds every telling word of a question, where the usual grounds leave it unsure."""

import re
from collections.abc import Sequence

from assistant.answer_sentence import statement_of
from assistant.asked_thing import things_asked
from assistant.evidence import Unit
from assistant.question_kind import Kind
from assistant.statements import Context, Statement
from assistant.support import held, plain, stands_for
from vectorstore.question_words import Term
from vectorstore.tokens import normalise

# Words that ask or lead over to what is asked; a sentence that answers need not repeat them.
_LEADS_OVER = re.compile(
    r"涉及|包[括含]|列[出入举]|提[出到及]|要求|打算|准备|计划|目标|清单|名单|内容|项目|后面|前面|旁边|后头|接着|还有|讲|说|啥|方面|具体|是哪|主要"
)
_BESIDE = re.compile(r"(?:后面|前面|后头|前头|接着|接下来|旁边|之后|之前)[^，。？?]{0,6}(?:什么|啥|哪)")
_TELLING, _RARE, _RAREST = 1.5, 3.0, 0.85
_BEFORE, _BEHIND = 90, 40
_HELD = 0.75
_FEWEST, _MUCH = 2, 5.0


def asks_what_is_beside(question: str) -> bool:
    """Tell whether a question asks what stands beside words it quotes (“甲乙”后面还有什么)."""
    return bool(_BESIDE.search(question))


def answer_with_quoted(context: Context, found: Sequence[Unit]) -> list[Statement]:
    """Show the sentence that prints the words a question quotes and asks what stands beside them."""
    quoted = context.understanding.quoted
    holding = [unit for unit in found if quoted and all(words in unit.text for words in quoted)]
    if not holding:
        return []
    return [statement_of(max(holding, key=lambda unit: unit.support), context, "entity")]


def answer_with_whole(context: Context, found: Sequence[Unit], kind: Kind) -> list[Statement]:
    """Show the sentence with every telling word of a question; the commoner ones may stand in the headings above it."""
    things = [normalise(thing) for thing in things_asked(context.understanding.standalone)]
    telling = [
        term
        for term in context.sought.terms
        if not term.optional
        and term.weight >= _TELLING
        and not _LEADS_OVER.fullmatch(term.word)
        and not any(term.word in thing for thing in things)
    ]
    if len(telling) < _FEWEST or sum(term.weight for term in telling) < _MUCH:
        return []
    most = max(term.weight for term in telling)
    rare = {term.word for term in telling if term.weight >= max(_RARE, _RAREST * most)}
    holding = [
        unit
        for unit in found
        if all(_holds(term, unit, context, term.word in rare) for term in telling)
        and all(thing[-1] in unit.text for thing in things)
    ]
    if len(rare) < _FEWEST:
        return []
    if not holding:
        return []
    best = max(holding, key=lambda unit: unit.own + 0.1 * unit.retrieved.score)
    return [statement_of(best, context, kind)]


def _holds(term: Term, unit: Unit, context: Context, rare: bool) -> bool:
    """Tell whether a sentence prints a word or an official term for it; one that is not rare may stand close by."""
    near = unit.passage.text[max(0, unit.start - _BEFORE) : unit.end + _BEHIND]
    text = plain(unit.text if rare else f"{near} {' '.join(unit.passage.section)}")
    if held(term.word, text) >= _HELD:
        return True
    return any(
        other.optional and stands_for(other.stands_for, term.word) and held(other.word, text) > _HELD
        for other in context.sought.terms
    )
