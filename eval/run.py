"""One run from end to end: ask, judge, hold against thresholds, report."""

import json
from pathlib import Path
from typing import NamedTuple

from eval.answer_cases import Shown, Task, answer_cases
from eval.errors import UnreadableGate
from eval.finished_run import read_run
from eval.gate import GATES, Fallen, as_json, check, read_gate
from eval.judge_run import judge_run, referee_of
from eval.report.files import write
from eval.run_folder import RunFolder
from eval.score import Summary


class Ran(NamedTuple):
    """What came of a run: its figures, what fell where a gate was given, and the files of the report."""

    summary: Summary
    fallen: list[Fallen]
    reports: list[Path]


class Also(NamedTuple):
    """What to do beside: throw the answers away first, hold the run against a gate, judge with the chat model too."""

    fresh: bool = False
    gate: Path | None = None
    judge: bool = False


def run(task: Task, folder: RunFolder, shown: Shown, also: Also) -> Ran:
    """Ask what is left to ask, judge all of it, and write the report."""
    referee = referee_of(task.settings) if also.judge else None
    answer_cases(task, folder, shown, also.fresh)
    summary = judge_run(folder, referee)
    fallen = hold(folder, also.gate) if also.gate else []
    return Ran(summary, fallen, write(folder))


def hold(folder: RunFolder, gate: Path) -> list[Fallen]:
    """Return what a run misses of the thresholds of a file, and keep it in `gate.json` for the report."""
    limits = read_gate(gate)
    found = read_run(folder)
    fallen = check(found.summary, limits)
    told = as_json(gate.stem, fallen, found.scores)
    text = json.dumps(told, ensure_ascii=False, indent=2)
    folder.gate.write_text(text + "\n", encoding="utf-8")
    return fallen


def gate_of(part: str) -> Path:
    """Return the gate of the whole golden set or of its fast part; raises UnreadableGate for a part that has none."""
    gates = {"all": "golden.toml", "fast": "fast.toml"}
    if part not in gates:
        raise UnreadableGate(
            f"no gate comes with the part '{part}' of the cases; expected all of them or the fast part; name a file of "
            "thresholds with `plans eval gate RUN --gate FILE`"
        )
    return GATES / gates[part]
