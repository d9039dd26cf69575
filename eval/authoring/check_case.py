"""What can be wrong with one case, by itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from eval.authoring.problem import Problem
from eval.cases import EARLIER_TYPES, PERSONAS, TYPES, Case, Line
from eval.matching import folded, holds

# What files in use state besides the fields of a case.
_KNOWN = frozenset(Case.model_fields)
_SHORTEST = 2
_NO_ANSWER = frozenset(["near_miss", "far", "injection", "personal_data", "off_topic"])
_COUNTED = re.compile(r"^[\d一二三四五六七八九十]+$")


def check_line(line: Line) -> Iterator[Problem]:
    """Yield everything that is wrong with a line."""
    if line.case is None:
        for problem in line.problems:
            yield Problem(line.number, problem, "a case as case.schema.json describes it", "correct the field")
        yield from _unknown_fields(line.number, line.stated)
        return
    yield from _unknown_fields(line.number, line.stated)
    for check in _CHECKS:
        yield from check(line.number, line.case)


def _unknown_fields(number: int, stated: Mapping[str, Any]) -> Iterator[Problem]:
    for name in sorted(set(stated) - _KNOWN):
        yield Problem(number, f"unknown field {name}", f"one of {', '.join(Case.model_fields)}", "rename or remove it")


def _type(number: int, case: Case) -> Iterator[Problem]:
    if case.type not in TYPES and case.type not in EARLIER_TYPES:
        found = f"unknown type '{case.type}'" if case.type else "no type"
        yield Problem(number, found, f"one of {', '.join(TYPES)}", "choose the type that fits best")
    elif case.type in _NO_ANSWER and case.answerable:
        yield Problem(number, f"type {case.type} with answerable true", "answerable false", "set it, or another type")
    if case.persona and case.persona not in PERSONAS:
        yield Problem(number, f"unknown persona '{case.persona}'", f"one of {', '.join(PERSONAS)}", "choose one")
    if case.type in ("follow_up", "followup") and not case.history:
        yield Problem(number, "a follow-up without history", "the turns before it", "add history")


def _facts(number: int, case: Case) -> Iterator[Problem]:
    if not case.answerable and case.wanted:
        yield Problem(
            number, "facts of an unanswerable case", "none", "remove answers and must_all, or set answerable true"
        )
    for fact in dict.fromkeys((*case.answers, *case.also_accept, *case.must_all)):
        if _says_nothing(fact):
            yield Problem(
                number,
                f"the fact '{fact}' is too short to mean anything",
                "words or a figure with its unit, which no wrong answer holds by chance",
                "add the unit or the noun",
            )


def _says_nothing(fact: str) -> bool:
    """Tell a single character or a bare small number from a fact."""
    text = folded(fact)
    return len(text) < _SHORTEST or (len(text) == _SHORTEST and _COUNTED.match(text) is not None)


def _traps(number: int, case: Case) -> Iterator[Problem]:
    accepted = (*case.answers, *case.also_accept, *case.must_all)
    for trap in case.trap_wrong:
        held = [fact for fact in accepted if holds(fact, trap)]
        if held:
            yield Problem(
                number,
                f"the trap '{trap}' stands in the accepted answer '{held[0]}'",
                "what no right answer says",
                "make the trap longer or remove it",
            )
        elif not folded(trap):
            yield Problem(number, "an empty trap", "words or a figure", "remove it")


def _places(number: int, case: Case) -> Iterator[Problem]:
    for place in (*case.evidence, *case.alt_evidence):
        if not (place.document or place.section or place.quote):
            yield Problem(number, "evidence that names nothing", "document, section or quote", "name the place")
        elif place.document and case.docs and place.document not in case.docs:
            yield Problem(
                number, f"evidence in '{place.document}'", f"one of docs: {', '.join(case.docs)}", "add it to docs"
            )
    unnamed = set(case.docs) - {place.document for place in case.evidence}
    if case.answerable and case.type == "comparison" and any(place.document for place in case.evidence) and unnamed:
        yield Problem(
            number, f"no evidence for {', '.join(sorted(unnamed))}", "a place in every document of docs", "add it"
        )


_CHECKS: tuple[Callable[[int, Case], Iterator[Problem]], ...] = (_type, _facts, _traps, _places)
