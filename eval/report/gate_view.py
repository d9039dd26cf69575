"""What the thresholds said of a run, in words."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from eval.report.figures import title_of, type_title, written
from eval.report.words import WORDS, Both

_OVERALL = "overall"


class GateView(NamedTuple):
    """Whether a run passed its gate, and a line for each threshold it missed."""

    passed: bool
    sentence: Both
    lines: list[Both]


def gate_view(gate: Mapping[str, Any] | None) -> GateView | None:
    """Put what `gate.json` holds into words; None where the thresholds were not asked."""
    if not gate:
        return None
    fallen = gate["fallen"]
    sentence = WORDS["gate_passed" if gate["passed"] else "gate_failed"].filled(gate=gate["gate"], n=len(fallen))
    return GateView(bool(gate["passed"]), sentence, [_line(one) for one in fallen])


def _line(fallen: Mapping[str, Any]) -> Both:
    measure, scope, found = fallen["measure"], fallen["scope"], fallen["found"]
    limit = WORDS["at_least" if fallen["bound"] == "min" else "at_most"]
    return WORDS["gate_line"].filled(
        scope=WORDS["overall"] if scope == _OVERALL else type_title(scope),
        what=WORDS["n"] if measure == "cases" else title_of(measure),
        found=WORDS["not_measured"] if found is None else _number(measure, found),
        limit=limit.filled(value=_number(measure, fallen["threshold"])),
    )


def _number(measure: str, value: float) -> str:
    return f"{value:.0f}" if measure == "cases" else written(measure, value)
