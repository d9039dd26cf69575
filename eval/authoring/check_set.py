"""What can be wrong between the cases of a set: ids that stand twice, questions that ask the same."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eval.authoring.problem import Problem
from eval.cases import Line
from eval.matching import folded

# Share of two-character pieces from which two questions are one question in other words.
_SAME = 0.8
_PUNCTUATION = re.compile(r"[^\w\u3400-\u9fff]")
_NUMBERS = re.compile(r"\d+|[〇零一二三四五六七八九十百千万亿]+")


class _Asked(NamedTuple):
    line: Line
    pieces: frozenset[str]
    numbers: tuple[str, ...]
    before: tuple[str, ...]
    facts: frozenset[str]


def check_set(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield the ids that stand twice, and of nearly equal questions the later one."""
    first: dict[str, int] = {}
    for line in lines:
        if line.case:
            if line.case.id in first:
                yield Problem(
                    line.number,
                    f"the id {line.case.id}, which line {first[line.case.id]} has",
                    "an id of its own for every case",
                    "give it another id",
                )
            first.setdefault(line.case.id, line.number)
    yield from _repeated_questions(lines)


def _repeated_questions(lines: Sequence[Line]) -> Iterator[Problem]:
    """Compare what asks the same numbers after the same turns; another year or another place is another question."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[_Asked]] = defaultdict(list)
    for line in lines:
        if line.case is None:
            continue
        asked = _asked(line)
        alike = groups[asked.numbers, asked.before]
        for other in alike:
            if _share(asked.pieces, other.pieces) >= _SAME and asked.facts == other.facts:
                yield Problem(
                    line.number,
                    f"nearly the question of line {other.line.number}: {line.case.question}",
                    "another question",
                    "ask something else or remove it",
                )
                break
        alike.append(asked)


def _asked(line: Line) -> _Asked:
    assert line.case  # noqa: S101 - only called for lines with a case
    text = _PUNCTUATION.sub("", folded(line.case.question))
    pieces = frozenset(text[at : at + 2] for at in range(max(1, len(text) - 1)))
    facts = frozenset(folded(wordings[0]) for wordings in line.case.wanted)
    before = tuple(folded(turn.q) for turn in line.case.history)
    return _Asked(line, pieces, tuple(sorted(_NUMBERS.findall(text))), before, facts)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
