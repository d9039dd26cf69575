"""How sure a mean is, and whether one way of doing something beats another on the same questions."""

import math
import random
from collections.abc import Sequence
from typing import NamedTuple

_RESAMPLES = 2000
_SEED = 20
_DRAWS_AT_ONCE = 500_000
# The two-sided 95 % quantile of the normal distribution.
_Z = 1.959963984540054


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float


class Paired(NamedTuple):
    """On how many questions a way did better or worse than another, and the chance of so uneven a split by luck."""

    better: int
    worse: int
    p: float


def wilson(successes: int, n: int) -> Interval:
    """Return the score interval of a share (Wilson: Probable inference, 1927)."""
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    share = successes / n
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def bootstrap(values: Sequence[float]) -> Interval:
    """Return the percentile interval of a mean (Efron: Bootstrap methods, 1979); the same values give the same one."""
    if not values:
        raise ValueError("no values")
    import numpy as np

    draw = np.random.RandomState()
    # The numbers Python's own generator would give for the seed.
    _, state, _ = random.Random(_SEED).getstate()
    draw.set_state(("MT19937", np.array(state[:-1], dtype=np.uint32), state[-1], 0, 0.0))
    n = len(values)
    given = np.asarray(values, dtype=float)
    at_once = max(1, _DRAWS_AT_ONCE // n)
    counts = [min(at_once, _RESAMPLES - done) for done in range(0, _RESAMPLES, at_once)]
    means = sorted(
        mean
        for count in counts
        for mean in given[(draw.random_sample((count, n)) * n).astype(int)].mean(axis=1).tolist()
    )
    return Interval(means[round(0.025 * (_RESAMPLES - 1))], means[round(0.975 * (_RESAMPLES - 1))])


def interval(values: Sequence[float]) -> Interval:
    """Return the interval of a mean: Wilson's where every value is 0 or 1, else by resampling."""
    if all(value in (0, 1) for value in values):
        return wilson(round(math.fsum(values)), len(values))
    return bootstrap(values)


def paired(values: Sequence[float], others: Sequence[float]) -> Paired:
    """Compare two ways question by question with the exact two-sided sign test; ties say nothing."""
    pairs = list(zip(values, others, strict=True))
    better = sum(1 for value, other in pairs if value > other + 1e-12)
    worse = sum(1 for value, other in pairs if value < other - 1e-12)
    n = better + worse
    tail = sum(math.comb(n, k) for k in range(min(better, worse) + 1)) / 2**n
    return Paired(better, worse, min(1.0, 2 * tail))
