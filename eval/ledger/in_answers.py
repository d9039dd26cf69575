"""Measure what the ledger does for answers: `python -m eval.ledger.in_answers [CASES…] [--documents PATH…]`.

Asks the same cases with the ledger consulted and without, in this process and without a chat model, and prints a Markdown
table by type of question. Without CASES the golden set is asked, without PATH the bundled samples are.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.opening import open_for_answers
from assistant.respond import Responder
from assistant.settings import SettingsError, load
from eval.asking import InProcess, settings_over
from eval.cases import Case
from eval.errors import EvalError
from eval.golden import golden_set, part_of, read_sets
from eval.intervals import paired
from eval.judge import score
from eval.measures.refusals import answers
from eval.row import Row
from eval.score import Score
from vectorstore.errors import StoreError

_UNANSWERABLE = "unanswerable"
_HEAD = (
    "| questions | n | right, without | with | wrong, without | with | refused, without | with | better / worse | p |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


class Asked(NamedTuple):
    """A case with what came of it, without the ledger and with it."""

    case: Case
    without: tuple[Row, Score]
    consulted: tuple[Row, Score]


def asked(cases: Sequence[Case], without: InProcess, consulted: InProcess) -> list[Asked]:
    """Ask every case both ways."""
    found = []
    for case in cases:
        rows = [ask(case) for ask in (without, consulted)]
        one, other = ((row, score(case, row)) for row in rows)
        found.append(Asked(case, one, other))
    return found


def table(found: Sequence[Asked]) -> str:
    """Return a line for each type of question that has an answer, one for those that have none, and one for all."""
    kinds: dict[str, list[Asked]] = {}
    for one in found:
        kinds.setdefault(one.case.type if one.case.answerable else _UNANSWERABLE, []).append(one)
    lines = [_line(name, kinds[name]) for name in sorted(kinds, key=lambda name: (name == _UNANSWERABLE, name))]
    return "\n".join([_HEAD, *lines, _line("all", found)]) + "\n"


def _line(name: str, found: Sequence[Asked]) -> str:
    ways = [[one.without for one in found], [one.consulted for one in found]]
    right = [[float(judged.passed) for _, judged in way] for way in ways]
    said = [[float(answers(row.status) and not judged.passed) for row, judged in way] for way in ways]
    against = paired(right[1], right[0])
    refused = [
        [float(one.case.answerable and not answers(row.status)) for one, (row, _) in zip(found, way, strict=True)]
        for way in ways
    ]
    cells = [f"{_mean(values):.3f}" for pair in (right, said, refused) for values in pair]
    return f"| {name} | {len(found)} | {' | '.join(cells)} | {against.better} / {against.worse} | {against.p:.3f} |"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _changed(found: Iterable[Asked]) -> str:
    rows = [
        {
            "id": one.case.id,
            "type": one.case.type,
            "question": one.case.question,
            "passed": [one.without[1].passed, one.consulted[1].passed],
            "answers": [one.without[0].answer, one.consulted[0].answer],
        }
        for one in found
        if one.without[0].answer != one.consulted[0].answer
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, ask, print; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.ledger.in_answers", description="Answers with and without the ledger."
    )
    parser.add_argument("cases", type=Path, nargs="*", help="files of cases (default: the golden set)")
    parser.add_argument(
        "--documents", type=Path, nargs="+", default=[], help="files and folders to ask instead of the samples"
    )
    parser.add_argument(
        "--part", choices=["all", "open", "kept", "fast"], default="all", help="only a part of the cases"
    )
    parser.add_argument("--changed", type=Path, help="write the answers that differ to this file, as JSON lines")
    given = parser.parse_args(arguments)
    try:
        cases = part_of(read_sets(given.cases or [golden_set()]), given.part)
        with settings_over(load(), given.documents, _tell) as settings:
            opened = open_for_answers(settings)
            ways = [InProcess(Responder(opened.store, samples=opened.samples, ledger=used)) for used in (False, True)]
            found = asked(cases, *ways)
            opened.store.close()
    except (EvalError, SettingsError, StoreError) as error:
        _tell(str(error))
        return 2
    if given.changed:
        given.changed.write_text(_changed(found), encoding="utf-8")
    sys.stdout.write(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
