"""Compare two runs over the same cases: what got better, what got worse, and whether it is more than chance."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from eval.cases import Case
from eval.errors import EvalError
from eval.finished_run import FinishedRun, read_run
from eval.intervals import Interval, paired
from eval.measures.catalogue import MEASURES
from eval.row import Row
from eval.run_folder import RunFolder
from eval.score import Score

Test = Literal["mcnemar", "bootstrap"]
PASSED = "passed"
LEVEL = 0.05
_RESAMPLES = 10_000
_AT_ONCE = 1_000
_SEED = 20
# What asks the same thing; the rest of a case are notes for people.
_ASKED = (
    "question",
    "history",
    "answerable",
    "answers",
    "also_accept",
    "must_all",
    "docs",
    "evidence",
    "alt_evidence",
    "trap_wrong",
)


class Difference(NamedTuple):
    """A measure in both runs, over the cases where both have it; `difference` is B − A, with its 95 % interval.

    `p` is two-sided, by `test`; `better` and `worse` count cases; `unjudged` those left out because a run did not judge them.
    """

    measure: str
    n: int
    a: float
    b: float
    difference: float
    low: float
    high: float
    p: float
    test: Test
    better: int
    worse: int
    unjudged: int

    @property
    def reading(self) -> Literal["better", "worse", "unclear"]:
        """Say whether B is better than A beyond chance."""
        known = MEASURES.get(self.measure)
        if self.p >= LEVEL or not self.difference:
            return "unclear"
        return "better" if (self.difference > 0) == (known is None or known.more_is_better) else "worse"


class Changed(NamedTuple):
    """A case that one run got right and the other did not, with both answers."""

    case: Case
    a: Score
    b: Score
    row_a: Row | None
    row_b: Row | None


class Comparison(NamedTuple):
    """Two runs over the cases they share; `only_a`, `only_b` and `altered` name the cases that could not be compared."""

    a: str
    b: str
    shared: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    altered: tuple[str, ...]
    measures: tuple[Difference, ...]
    better: tuple[Changed, ...]
    worse: tuple[Changed, ...]
    settings: tuple[str, ...]

    @property
    def passed(self) -> Difference:
        """Return the difference in how many cases passed."""
        return next(found for found in self.measures if found.measure == PASSED)


def compare(a: RunFolder, b: RunFolder) -> Comparison:
    """Compare two judged runs over the cases they share; raise EvalError where they share none."""
    one, two = read_run(a), read_run(b)
    known = {score.id for score in two.scores}
    both = [score.id for score in one.scores if score.id in known]
    shared = [name for name in both if _same(one.cases[name], two.cases[name])]
    if not shared:
        raise EvalError(
            f"{a.path} and {b.path} share no case (of {len(one.scores)} and {len(two.scores)}, {len(both)} have the same id but "
            "ask or expect something else); expected two runs over the same cases; run `plans eval answer` with the same file"
        )
    held = set(both)
    scores_a, scores_b = _of(one, shared), _of(two, shared)
    changed = [_changed(one, two, name) for name in shared]
    return Comparison(
        a=_name(a, b),
        b=_name(b, a),
        shared=tuple(shared),
        only_a=tuple(score.id for score in one.scores if score.id not in held),
        only_b=tuple(score.id for score in two.scores if score.id not in held),
        altered=tuple(name for name in both if name not in set(shared)),
        measures=tuple(_differences(scores_a, scores_b)),
        better=tuple(found for found in changed if found.b.passed and not found.a.passed),
        worse=tuple(found for found in changed if found.a.passed and not found.b.passed),
        settings=tuple(one.about.differences(two.about)),
    )


def _same(one: Case, two: Case) -> bool:
    return all(getattr(one, name) == getattr(two, name) for name in _ASKED)


def _name(folder: RunFolder, other: RunFolder) -> str:
    path, its = folder.path.resolve(), other.path.resolve()
    return path.name if path.name != its.name else f"{path.parent.name}/{path.name}"


def _of(run: FinishedRun, names: Sequence[str]) -> list[Score]:
    scores = {score.id: score for score in run.scores}
    return [scores[name] for name in names]


def _changed(one: FinishedRun, two: FinishedRun, name: str) -> Changed:
    (a,), (b,) = _of(one, [name]), _of(two, [name])
    return Changed(one.cases[name], a, b, one.rows.get(name), two.rows.get(name))


def _differences(scores_a: Sequence[Score], scores_b: Sequence[Score]) -> list[Difference]:
    pairs = list(zip(scores_a, scores_b, strict=True))
    named = {name for pair in pairs for score in pair for name in score.measures} - {PASSED}
    order = [name for name in MEASURES if name in named] + sorted(named - MEASURES.keys())
    found = [_difference(PASSED, [(float(a.passed), float(b.passed)) for a, b in pairs], 0)]
    for name in order:
        values = [(a.measures[name], b.measures[name]) for a, b in pairs if name in a.measures and name in b.measures]
        unjudged = sum(name in a.unjudged or name in b.unjudged for a, b in pairs)
        if values:
            found.append(_difference(name, values, unjudged))
    return found


def _difference(name: str, values: Sequence[tuple[float, float]], unjudged: int) -> Difference:
    a, b = [value for value, _ in values], [value for _, value in values]
    known = MEASURES.get(name)
    signs = paired(b, a) if known is None or known.more_is_better else paired(a, b)
    differences = [after - before for before, after in values]
    span, p = bootstrap_difference(differences)
    binary = all(value in (0, 1) for pair in values for value in pair)
    return Difference(
        measure=name,
        n=len(values),
        a=sum(a) / len(a),
        b=sum(b) / len(b),
        difference=sum(differences) / len(differences),
        low=span.low,
        high=span.high,
        p=mcnemar(a, b) if binary else p,
        test="mcnemar" if binary else "bootstrap",
        better=signs.better,
        worse=signs.worse,
        unjudged=unjudged,
    )


def mcnemar(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the two-sided p of the exact McNemar test of two series of 0 and 1.

    McNemar: Note on the sampling error of the difference between correlated proportions, Psychometrika 1947; exact, it is
    the sign test of the pairs that differ.
    """
    return paired(a, b).p


def bootstrap_difference(differences: Sequence[float]) -> tuple[Interval, float]:
    """Return the 95 % interval of the mean of paired differences, and the two-sided p that it is not 0.

    Efron, Tibshirani: An Introduction to the Bootstrap, 1993: the percentile interval (chapter 13), and the test that
    resamples the differences moved to a mean of 0 (section 16.4). The same differences give the same result.
    """
    import numpy as np

    values = np.asarray(differences, dtype=float)
    if not values.size:
        raise ValueError("no differences")
    draw = np.random.default_rng(_SEED)
    means = np.concatenate(
        [
            values[draw.integers(0, values.size, (_AT_ONCE, values.size))].mean(axis=1)
            for _ in range(_RESAMPLES // _AT_ONCE)
        ]
    )
    low, high = np.quantile(means, [0.025, 0.975])
    observed = values.mean()
    # A resample that moves as far from the mean as the mean is from 0, up to the rounding of sums.
    beyond = int((np.abs(means - observed) >= abs(observed) - 1e-12).sum())
    return Interval(float(low), float(high)), (beyond + 1) / (_RESAMPLES + 1)
