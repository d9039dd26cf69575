"""Rank the sentences that may answer a question, and judge how sure the best one is."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.asked_measure import measure_asked
from assistant.asked_thing import named
from assistant.cells import figures_asked
from assistant.certainty import Grounds, certainty
from assistant.closeness import closeness
from assistant.evidence import Unit, units
from assistant.figure_fit import Fit, best_fit
from assistant.fitness import admitted, holds_kind, prints_quoted, prints_what_is_named, worth_of
from assistant.indicators import indicator_of
from assistant.key_span import key_span
from assistant.likely import Likely, likelihood
from assistant.lists import counted_match
from assistant.question_kind import Kind
from assistant.statements import LOOKED_AT, Context
from assistant.support import held, plain
from ingest.sentences import Span
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import bigrams, normalise

# What the words round a figure weigh beside those of its sentence.
_FIGURE_WORTH = 0.5
# What a sentence loses for each point that another of its passage is closer to the question.
_CLOSENESS_WORTH = 0.1
# What a sentence loses for each point that the reader finds another of its passage likelier.
_READER_WORTH = 0.3
# Figures and lists of a plan stand among dozens of their like; there the rules know more.
_READER_WORTH_OF: dict[Kind, float] = {"figure": 0.02, "list": 0.05}
# What a sentence gains for each point of the logarithm of its chance among all that were read.
_CHANCE_WORTH: dict[Kind, float] = {"figure": 0.02, "list": 0.15}
_CHANCE_WORTH_ELSE = 0.05
_LEAST = 8.0
_MOST_ODDS = 7.0
# "哪些" asks for items; "有什么作用" is answered in a clause, whatever is listed nearby.
_ASKS_ITEMS = re.compile(r"哪(?!里|儿|个|位)|几|名单|清单|包括|包含|分别|列[出举]|内容|名称|叫什么")
# The weight of three words that few passages hold.
_MUCH = 12.0
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, how well it does, the figure that would be the answer, its chance by the reader."""

    unit: Unit
    worth: float
    fit: Fit | None
    chance: float


def candidates(found: Sequence[Unit], context: Context, kind: Kind) -> list[Candidate]:
    """Return the sentences that hold what a question of this kind asks for, best first."""
    question = context.understanding.standalone
    measure = measure_asked(question)
    indicator = indicator_of(context.understanding.core)
    ranked: list[Candidate] = []
    trust = _trust(kind, question)
    read = zip(found, likelihood(found, context), strict=True)
    able = [(unit, likely) for unit, likely in read if holds_kind(unit, kind, question)]
    close = _closeness([unit for unit, _ in able], context, kind)
    ahead = _likeliest(able)
    for (unit, likely), near in zip(able, close, strict=True):
        fit = None
        if kind == "figure":
            figures = figures_asked(unit, measure, context)
            fit = best_fit(unit, figures, question, indicator, measure, context.sought)
            if fit is None:
                continue
        worth = worth_of(unit, context, kind) + _CLOSENESS_WORTH * near
        worth += trust * (likely.behind - ahead[unit.passage.id])
        worth += _CHANCE_WORTH.get(kind, _CHANCE_WORTH_ELSE) * max(math.log(likely.chance + 1e-9), -_LEAST)
        ranked.append(Candidate(unit, worth + (_FIGURE_WORTH * fit.share if fit else 0.0), fit, likely.chance))
    return sorted(ranked, key=lambda c: (-c.worth, c.unit.retrieved.key, c.unit.start))


def _likeliest(able: Sequence[tuple[Unit, Likely]]) -> dict[str, float]:
    """Return for each passage how far its likeliest sentence of those that may answer stays behind the likeliest of all."""
    ahead: dict[str, float] = {}
    for unit, likely in able:
        ahead[unit.passage.id] = max(likely.behind, ahead.get(unit.passage.id, -math.inf))
    return ahead


def _trust(kind: Kind, question: str) -> float:
    """Return what the reader's word counts for a question of a kind."""
    if kind == "list" and not _ASKS_ITEMS.search(question):
        return _READER_WORTH
    return _READER_WORTH_OF.get(kind, _READER_WORTH)


def _closeness(found: Sequence[Unit], context: Context, kind: Kind) -> list[float]:
    """Return how far each sentence stays behind the one of its passage that is closest to the question."""
    inside: dict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(found):
        inside[unit.passage.id].append(place)
    behind = [0.0] * len(found)
    understood = context.understanding
    for places in inside.values():
        texts = [found[place].text for place in places]
        near = closeness(understood.standalone, understood.core, kind, context.sought, texts)
        for place, value in zip(places, near, strict=True):
            behind[place] = value - max(near)
    return behind


def certainty_of(ranked: Sequence[Candidate], context: Context, kind: Kind) -> float:
    """Return how sure it is that the first of some ranked sentences answers."""
    return certainty(grounds_of(ranked, context), kind)


def grounds_of(ranked: Sequence[Candidate], context: Context) -> Grounds:
    """Gather what speaks for the first of some ranked sentences."""
    best = ranked[0]
    others = [other for other in ranked[1:] if not _much_the_same(other.unit.text, best.unit.text)]
    asked = [char for char in dict.fromkeys(normalise(context.understanding.core)) if _says_much(char)]
    letters = _letters(best.unit, asked)
    return Grounds(
        support=best.unit.support,
        own=best.unit.own,
        figure=best.fit.share if best.fit else 0.0,
        lead=best.worth - (others[0].worth if others else 0.0),
        letters=letters - max((_letters(other.unit, asked) for other in others), default=0.0),
        first=float(bool(context.retrieved) and context.retrieved[0].key == best.unit.retrieved.key),
        official=float(_official(best.unit, context)),
        named=_named(best.unit, context),
        weight=context.sought.total / _MUCH,
        read=_log_odds(best.chance),
    )


def _log_odds(chance: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, math.log((chance + 1e-4) / (1 - chance + 1e-4))))


def _much_the_same(text: str, other: str) -> bool:
    """Tell whether two sentences share most of their words, as the reports of two years do; either backs the other."""
    one, two = set(bigrams(text)), set(bigrams(other))
    return bool(one and two) and len(one & two) >= _SAME * min(len(one), len(two))


def _says_much(char: str) -> bool:
    return char >= "\u3400" and not is_empty_word(char)


def _letters(unit: Unit, asked: Sequence[str]) -> float:
    text = _whole(unit)
    return sum(char in text for char in asked) / len(asked) if asked else 0.0


def _official(unit: Unit, context: Context) -> bool:
    text = _whole(unit)
    return any(term.optional and held(term.word, text) > 0.99 for term in context.sought.terms)


def _named(unit: Unit, context: Context) -> float:
    question = context.understanding.standalone
    shown = float(prints_what_is_named(unit, context) or prints_quoted(unit, context))
    return max(shown, named(question, unit.text), counted_match(question, unit.text))


def _whole(unit: Unit) -> str:
    return plain(f"{unit.text} {' '.join(unit.passage.section)}")


class Chosen(NamedTuple):
    """The sentence that would be the answer if there must be one, and the words of its passage that answer."""

    unit: Unit
    key: Span | None


def chosen(context: Context) -> Chosen | None:
    """Return the best sentence of the passages, however unsure it is; None without any."""
    found = units(context.retrieved[:LOOKED_AT], context.sought)
    kind = context.understanding.kind
    fitting = [unit for unit in found if admitted(unit, context)] or found
    ranked = candidates(fitting, context, kind)
    if not ranked:
        ranked = candidates(fitting, context, "entity")
    if not ranked:
        return None
    best = ranked[0]
    return Chosen(best.unit, key_span(best.unit, Span(best.unit.start, best.unit.end), context, kind, best.fit))
