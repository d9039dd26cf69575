"""Means with intervals of a set made elsewhere, as a table and as data."""

from collections.abc import Sequence
from statistics import fmean
from typing import Any, NamedTuple

from eval.intervals import Interval, interval


class OutsideFigure(NamedTuple):
    """A mean over n questions with its 95 % interval."""

    name: str
    n: int
    mean: float
    interval: Interval


def figure(name: str, values: Sequence[float]) -> OutsideFigure:
    """Return the mean of some values."""
    return OutsideFigure(name, len(values), fmean(values), interval(values))


def markdown(title: str, figures: Sequence[OutsideFigure]) -> str:
    """Return the figures of a set as a table."""
    lines = [f"## {title}", "", "| measure | n | mean | 95 % |", "| --- | ---: | ---: | --- |"]
    lines += [f"| {f.name} | {f.n} | {f.mean:.4f} | {f.interval.low:.4f}–{f.interval.high:.4f} |" for f in figures]
    return "\n".join(lines) + "\n"


def as_data(title: str, figures: Sequence[OutsideFigure]) -> dict[str, Any]:
    """Return the same for machines."""
    return {
        "set": title,
        "figures": [
            {"name": f.name, "n": f.n, "mean": round(f.mean, 6), "interval": [round(bound, 6) for bound in f.interval]}
            for f in figures
        ],
    }
