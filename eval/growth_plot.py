"""Draw figures over a size as an SVG plot with logarithmic axes."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 120, 16, 40
# Dark enough on white, light enough on black, and apart for colour-blind readers; shapes tell them apart as well.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
_INK = "#777"


class Series(NamedTuple):
    """A named line: one value for each size."""

    name: str
    values: Sequence[float]


class _Axis(NamedTuple):
    """Powers of ten from `low` to `high`, drawn from pixel `start` to pixel `end`."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def of(cls, values: Sequence[float], start: float, end: float) -> "_Axis":
        low = math.floor(math.log10(min(values)))
        return cls(low, max(math.ceil(math.log10(max(values))), low + 1), start, end)

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def plot(sizes: Sequence[float], series: Sequence[Series], label: str = "passages") -> str:
    """Return an SVG image of series over sizes; values of 0 and less are drawn as 0.1."""
    lines = [Series(line.name, [max(value, 0.1) for value in line.values]) for line in series]
    across = _Axis.of(sizes, _LEFT, _WIDTH - _RIGHT)
    up = _Axis.of([value for line in lines for value in line.values], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f"<title>{escape('; '.join(line.name for line in series))} over {escape(label)}</title>",
        *_grid(across, up, label),
    ]
    ends = _apart([up.at(line.values[-1]) for line in lines])
    for line, colour, end in zip(lines, _COLOURS, ends, strict=False):
        points = [(across.at(size), up.at(value)) for size, value in zip(sizes, line.values, strict=True)]
        path = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.extend(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points)
        parts.append(f'<text x="{points[-1][0] + 10}" y="{end + 4}" fill="{colour}">{escape(line.name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _grid(across: _Axis, up: _Axis, label: str) -> list[str]:
    parts = []
    for tick in across.ticks():
        x = across.at(tick)
        parts.append(f'<line x1="{x}" y1="{up.start}" x2="{x}" y2="{up.end}" stroke="{_INK}" stroke-opacity=".3"/>')
        parts.append(f'<text x="{x}" y="{up.start + 16}" fill="{_INK}" text-anchor="middle">{tick:,.0f}</text>')
    for tick in up.ticks():
        y = up.at(tick)
        parts.append(
            f'<line x1="{across.start}" y1="{y}" x2="{across.end}" y2="{y}" stroke="{_INK}" stroke-opacity=".3"/>'
        )
        parts.append(f'<text x="{across.start - 8}" y="{y + 4}" fill="{_INK}" text-anchor="end">{tick:,g}</text>')
    middle = (across.start + across.end) / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 6}" fill="{_INK}" text-anchor="middle">{escape(label)}</text>')
    return parts


def _apart(heights: Sequence[float], least: float = 15) -> list[float]:
    """Move labels down until none covers another."""
    moved = list(heights)
    order = sorted(range(len(moved)), key=lambda index: moved[index])
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + least)
    return moved
