"""Hold the figures of a run against thresholds, and tell what fell, by how much, and over which cases."""

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.errors import UnreadableGate
from eval.measures.catalogue import MEASURES
from eval.score import Figure, Score, Summary

GATES = Path(__file__).with_name("gates")
OVERALL = "overall"
_LEAST_SLACK = 0.01
_PROMISE = "# a promise"
_LINE = re.compile(r"^(?P<name>[\w@\"]+) = \{ (?P<bound>min|max) = [\d.]+ \}(?P<rest>.*)$")
_TABLE = re.compile(r"^\[(?:types\.)?\"?(?P<scope>[\w-]+)\"?\]")


class Threshold(BaseModel):
    """What a figure must reach or must not exceed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: Annotated[float | None, Field(allow_inf_nan=False)] = None
    max: Annotated[float | None, Field(allow_inf_nan=False)] = None

    @model_validator(mode="after")
    def _says_something(self) -> "Threshold":
        if self.min is None and self.max is None:
            raise ValueError("expected min or max")
        return self


class Gate(BaseModel):
    """The thresholds of all cases and of types; a run over fewer than `cases` cases does not pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: int = Field(default=1, ge=1)
    overall: dict[str, Threshold]
    types: dict[str, dict[str, Threshold]] = Field(default_factory=dict)


class Fallen(NamedTuple):
    """A threshold that a run missed; `found` is None where nothing was measured."""

    scope: str
    measure: str
    bound: str
    threshold: float
    found: float | None
    n: int

    @property
    def by(self) -> float | None:
        """How far beyond the threshold the figure is."""
        return None if self.found is None else abs(self.found - self.threshold)


def read_gate(path: Path) -> Gate:
    """Return the thresholds of a file; raises UnreadableGate naming every unknown measure and wrong value."""
    try:
        gate = Gate.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors()]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems = [getattr(error, "strerror", None) or str(error)]
    else:
        names = dict.fromkeys(name for table in (gate.overall, *gate.types.values()) for name in table)
        problems = [f"{name} is not a measure" for name in names if name not in MEASURES]
        if not problems:
            return gate
        problems.append(f"the measures are {', '.join(MEASURES)}")
    raise UnreadableGate(
        f"{path}: {'; '.join(problems)}; expected tables `overall` and `types.NAME` of lines such as `fact = {{ min = 0.9 }}`; "
        "correct the file"
    )


def check(summary: Summary, gate: Gate) -> list[Fallen]:
    """Return every threshold that the figures of a run miss, those of all cases first."""
    found = (
        [Fallen(OVERALL, "cases", "min", gate.cases, summary.cases, summary.cases)]
        if summary.cases < gate.cases
        else []
    )
    scopes = {OVERALL: (gate.overall, summary.overall)}
    scopes.update((kind, (limits, summary.types.get(kind, {}))) for kind, limits in gate.types.items())
    for scope, (limits, figures) in scopes.items():
        for measure, threshold in limits.items():
            found.extend(_missed(scope, measure, threshold, figures.get(measure)))
    return found


def _missed(scope: str, measure: str, threshold: Threshold, figure: Figure | None) -> Iterator[Fallen]:
    mean = figure.mean if figure and figure.n else None
    n = figure.n if figure else 0
    if threshold.min is not None and (mean is None or mean < threshold.min - 1e-9):
        yield Fallen(scope, measure, "min", threshold.min, mean, n)
    if threshold.max is not None and (mean is None or mean > threshold.max + 1e-9):
        yield Fallen(scope, measure, "max", threshold.max, mean, n)


def blamed(fallen: Fallen, scores: Sequence[Score]) -> list[str]:
    """Return the cases that keep a measure from its best, the worst first."""
    measured = [
        (score.measures[fallen.measure], score.id)
        for score in scores
        if fallen.measure in score.measures and fallen.scope in (OVERALL, score.type)
    ]
    if fallen.bound == "min":
        return [name for value, name in sorted(measured) if value < 1]
    return [name for value, name in sorted(measured, key=lambda one: (-one[0], one[1])) if value > fallen.threshold]


def as_json(name: str, fallen: Sequence[Fallen], scores: Sequence[Score]) -> dict[str, Any]:
    """Return what a gate said, as `gate.json` keeps it."""
    told = [{**one._asdict(), "by": one.by, "cases": blamed(one, scores)} for one in fallen]
    return {"gate": name, "passed": not fallen, "fallen": told}


def reset(text: str, summary: Summary) -> str:
    """Return the text of a gate with every threshold a little short of what a run reached; all else stays.

    What is left is one case of those the figure is the mean of, and at least a hundredth. A line that ends in "# a promise"
    stays, too.
    """
    scope = OVERALL
    lines = []
    for line in text.splitlines():
        table, limit = _TABLE.match(line), _LINE.match(line)
        scope = table["scope"] if table else scope
        figures = summary.overall if scope == OVERALL else summary.types.get(scope, {})
        figure = figures.get(limit["name"].strip('"')) if limit else None
        if limit and figure and figure.n and _PROMISE not in limit["rest"]:
            line = f"{limit['name']} = {{ {limit['bound']} = {_threshold(figure, limit['bound'])} }}{limit['rest']}"
        lines.append(re.sub(r"^cases = \d+", f"cases = {summary.cases}", line))
    return "\n".join(lines) + "\n"


def _threshold(figure: Figure, bound: str) -> float:
    slack = max(_LEAST_SLACK, 1 / figure.n)
    if bound == "min":
        return max(0.0, math.floor((figure.mean - slack) * 1000) / 1000)
    return math.ceil((figure.mean + slack) * 1000) / 1000
