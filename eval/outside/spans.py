"""Answers to a set in the format of SQuAD, judged as CMRC 2018 and SQuAD do."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from eval.answering import Item, Row, Told, answered, overlap_f1, read_items
from eval.errors import EvalError, UnreadableCases
from eval.outside import cmrc
from eval.outside.figures import OutsideFigure, figure

_PREDICTIONS = TypeAdapter(dict[str, str])


class Judged(NamedTuple):
    """A question with the answer given to it, and its measures."""

    id: str
    question: str
    answers: tuple[str, ...]
    given: str
    exact: float
    f1: float
    overlap: float


def squad(path: Path, told: Told, first: int = 0) -> list[Judged]:
    """Answer each question from its own paragraph and judge the words named as the answer; `first` asks only so many.

    Where the program names no words, the sentence it would show is the answer; without one the question counts as wrong.
    """
    items = read_items(path)
    return [judged(row.id, row.question, row.answers, given_in(row)) for row in answered(items[: first or None], told)]


def given_in(row: Row) -> str:
    """Return the answer of a row: the words it names, else the sentence, if it would be shown."""
    return row.key or (row.sentence if row.shown else "")


def predictions(path: Path, answers: Path) -> list[Judged]:
    """Judge the answers of another program, a JSON object of texts by the id of the question; one that is missing is wrong."""
    given = _read(answers)
    items = read_items(path)
    unknown = given.keys() - {item.id for item in items}
    if len(unknown) == len(given):
        raise UnreadableCases(f"{answers} answers no question of {path}; expected its ids as keys; name the right file")
    return [_judged_item(item, given) for item in items]


def _judged_item(item: Item, given: Mapping[str, str]) -> Judged:
    return judged(item.id, item.question, item.answers, given.get(item.id, ""))


def _read(path: Path) -> dict[str, str]:
    try:
        return _PREDICTIONS.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.errors()[0]["msg"]
        raise UnreadableCases(
            f'{path} cannot be read ({reason}); expected {{"id of the question": "answer"}} as JSON; correct the file'
        ) from error


def judged(name: str, question: str, answers: Sequence[str], given: str) -> Judged:
    """Judge one answer."""
    return Judged(
        name,
        question,
        tuple(answers),
        given,
        cmrc.exact_match(given, answers),
        cmrc.f1(given, answers),
        overlap_f1(given, answers),
    )


def figures(judgements: Sequence[Judged]) -> list[OutsideFigure]:
    """Return the means: exact match and F1 of CMRC, and the F1 of SQuAD over characters, which DRCD takes."""
    if not judgements:
        raise EvalError("no question to measure; found an empty set, expected one with questions; name another file")
    return [
        figure("EM (CMRC)", [one.exact for one in judgements]),
        figure("F1 (CMRC)", [one.f1 for one in judgements]),
        figure("F1 (SQuAD, by characters)", [one.overlap for one in judgements]),
    ]


def lines(judgements: Sequence[Judged]) -> str:
    """Return a JSON line for every question."""
    return "".join(json.dumps(one._asdict(), ensure_ascii=False) + "\n" for one in judgements)
