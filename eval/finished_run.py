"""A run that has been judged, read back from its folder."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from eval.about import About, read_about
from eval.cases import Case, read_cases
from eval.errors import UnreadableRun
from eval.row import Row
from eval.rows import read_rows
from eval.run_folder import RunFolder
from eval.score import Score, Summary

_Read = TypeVar("_Read")
_SHOWN = 3


class FinishedRun(NamedTuple):
    """What the files of a judged run hold; `scores` are in the order of the file, cases and rows by the id of their case."""

    name: str
    about: About
    cases: dict[str, Case]
    rows: dict[str, Row]
    scores: tuple[Score, ...]
    summary: Summary


def read_run(folder: RunFolder) -> FinishedRun:
    """Read a judged run; raise EvalError naming the file that is missing or wrong, and what makes it."""
    about = read_about(folder)
    cases = {case.id: case for case in read_cases(folder.cases)}
    scores = read_scores(folder)
    lost = [score.id for score in scores if score.id not in cases]
    if lost:
        raise UnreadableRun(
            f"{folder.scores} judges {len(lost)} cases that {folder.cases.name} does not hold ({', '.join(lost[:_SHOWN])}); "
            f"expected both from one run; run `plans eval score {folder.path}` again"
        )
    return FinishedRun(
        name=folder.path.resolve().name,
        about=about,
        cases=cases,
        rows={row.id: row for row in read_rows(folder.rows)},
        scores=scores,
        summary=_checked(folder.summary, _text(folder.summary), Summary.model_validate_json),
    )


def read_scores(folder: RunFolder) -> tuple[Score, ...]:
    """Return the judgements of a run in the order of their file."""
    # Not splitlines(): a text may hold a line separator of Unicode, which does not end a line of JSON.
    lines = enumerate(_text(folder.scores).split("\n"), 1)
    return tuple(
        _checked(folder.scores, line, Score.model_validate_json, f", line {number}") for number, line in lines if line
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UnreadableRun(
            f"{path} cannot be read ({reason}); expected a run that has been judged; run `plans eval score {path.parent}` first"
        ) from error


def _checked(path: Path, text: str, read: Callable[[str], _Read], where: str = "") -> _Read:
    try:
        return read(text)
    except ValidationError as error:
        first = error.errors()[0]
        raise UnreadableRun(
            f"{path}{where}: {'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}; expected what `plans eval score` "
            f"writes; run `plans eval score {path.parent}` again"
        ) from error
