"""Charts as inline SVG; every one stands beside a table or a sentence with the same figures, so it is hidden from readers."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from eval.report.outcome import OUTCOMES, Outcome
from eval.score import Figure

_STEPS = (1, 2, 5)
_MOST_BARS = 24


class Bars(NamedTuple):
    """Counts of equal steps from 0; what lies beyond the last step counts in it."""

    step: float
    counts: tuple[int, ...]


def interval_plot(figure: Figure) -> str:
    """Draw a share between 0 and 1 as a dot on its interval."""
    low, mean, high = (round(200 * min(1.0, max(0.0, value)), 1) for value in (figure.low, figure.mean, figure.high))
    grid = "".join(f'<path class="grid" d="M{x} 3v18"/>' for x in range(0, 201, 50))
    return (
        '<svg class="interval" viewBox="-7 0 214 24" width="214" height="24" aria-hidden="true" focusable="false">'
        f'{grid}<path class="span" d="M{low} 12H{high}M{low} 7v10M{high} 7v10"/><circle cx="{mean}" cy="12" r="5"/></svg>'
    )


def stacked_bar(found: Mapping[Outcome, int]) -> str:
    """Draw how the cases of a group came out as one bar."""
    total = sum(found.values()) or 1
    parts, at = [], 0.0
    for name in OUTCOMES:
        width = 200 * found[name] / total
        if width:
            parts.append(f'<rect class="{name}" x="{at:.2f}" y="0" width="{width:.2f}" height="14"/>')
        at += width
    return (
        '<svg class="stack" viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def bars(values: Sequence[float]) -> Bars:
    """Count values by steps of 1, 2 or 5 times a power of ten, so that 99 % of them lie in at most 24 steps."""
    if not values:
        return Bars(1.0, ())
    ordered = sorted(values)
    reach = max(ordered[min(len(ordered) - 1, math.ceil(0.99 * len(ordered)))], 1e-3)
    power = math.floor(math.log10(reach / _MOST_BARS))
    step = next(s * 10.0**p for p in (power, power + 1) for s in _STEPS if reach / (s * 10.0**p) <= _MOST_BARS)
    found = [0] * (math.floor(reach / step) + 1)
    for value in ordered:
        found[min(len(found) - 1, math.floor(value / step))] += 1
    return Bars(step, tuple(found))


def histogram(values: Sequence[float], lines: Mapping[str, float]) -> str:
    """Draw seconds as bars, with a line for each named value."""
    step, found = bars(values)
    width, height, foot = 640.0, 180.0, 26.0
    most = max(found, default=1)
    each = width / max(1, len(found))
    parts = [
        f'<rect class="column" x="{i * each + 1:.1f}" y="{height - h:.1f}" width="{each - 2:.1f}" height="{h:.1f}"/>'
        for i, n in enumerate(found)
        if n
        for h in [max(2.0, (height - 24) * n / most)]
    ]
    every = max(1, math.ceil(len(found) / 8))
    for i in range(0, len(found) + 1, every):
        parts.append(f'<text x="{i * each:.1f}" y="{height + 18}" text-anchor="middle">{i * step:g} s</text>')
    for row, (name, value) in enumerate(lines.items()):
        x = min(width, value / step * each)
        side, anchor = (-5, "end") if x > width / 2 else (5, "start")
        parts.append(f'<path class="line" d="M{x:.1f} 0V{height}"/>')
        parts.append(
            f'<text class="named" x="{x + side:.1f}" y="{12 + 16 * row}" text-anchor="{anchor}">{name} {value:.3g} s</text>'
        )
    return (
        f'<svg class="histogram" viewBox="-14 0 {width + 34:.0f} {height + foot:.0f}" aria-hidden="true" focusable="false">'
        f'<path class="axis" d="M0 {height}H{width}"/>{"".join(parts)}</svg>'
    )
