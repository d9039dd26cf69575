"""Draw the figures of a series as a small chart, without a script."""

import html
from typing import NamedTuple

from assistant.ledger.export import KINDS
from assistant.ledger.row import CommitmentRow
from assistant.ledger.series import Series
from assistant.messages import Language
from assistant.web.messages import text

_WIDTH, _HEIGHT = 560, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 40, 24, 34
_FEW = 6


class _Point(NamedTuple):
    year: int
    number: float
    row: CommitmentRow
    x: float
    y: float


def chart_svg(series: Series, language: Language) -> str:
    """Return the chart, "" for a series with fewer than two figures in different years."""
    points = _points(series)
    if len({point.year for point in points}) < 2:
        return ""
    low, high = (pick(points, key=lambda point: point.number) for pick in (min, max))
    said = text(
        "series_chart",
        language,
        subject=series.indicator,
        first=min(point.year for point in points),
        last=max(point.year for point in points),
        count=len(points),
        low=low.row.value,
        high=high.row.value,
    )
    overruled = {row.id for conflict in series.conflicts for row in conflict.rows if row.id != conflict.prevails}
    return (
        f'<figure class="chart"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{html.escape(said)}">'
        f"{_axes(points, low, high)}{_lines(points, overruled)}{''.join(_mark(point, overruled) for point in points)}"
        f"</svg>{_legend(points, language)}</figure>"
    )


def _points(series: Series) -> list[_Point]:
    known = [
        (row.year, _middle(row), row) for row in series.rows if row.year is not None and row.base_number is not None
    ]
    if not known:
        return []
    first, last = min(year for year, _, _ in known), max(year for year, _, _ in known)
    low, high = min(number for _, number, _ in known), max(number for _, number, _ in known)
    wide, tall = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    return [
        _Point(
            year,
            number,
            row,
            round(_LEFT + wide * (year - first) / max(1, last - first), 1),
            round(_TOP + tall * ((high - number) / (high - low) if high > low else 0.5), 1),
        )
        for year, number, row in known
    ]


def _middle(row: CommitmentRow) -> float:
    number = row.base_number
    return sum(number) / len(number) if isinstance(number, tuple) else float(number or 0.0)


def _axes(points: list[_Point], low: _Point, high: _Point) -> str:
    bottom = _HEIGHT - _BOTTOM
    parts = [f'<path class="axis" d="M{_LEFT - 12} {_TOP - 8}V{bottom + 8}H{_WIDTH - _RIGHT + 16}"/>']
    ends = {high.y: high.row.value, low.y: low.row.value}
    for y, value in ends.items():
        parts.append(f'<path class="grid" d="M{_LEFT - 12} {y}H{_WIDTH - _RIGHT + 16}"/>')
        parts.append(f'<text x="{_LEFT - 18}" y="{y + 4}" text-anchor="end">{html.escape(_short(value))}</text>')
    years = sorted({(point.year, point.x) for point in points})
    step = 1 + (len(years) - 1) // _FEW
    before = -100.0
    for place, (year, x) in enumerate(years):
        if (place % step == 0 or place == len(years) - 1) and x - before > 34:
            parts.append(f'<text x="{x}" y="{_HEIGHT - 8}" text-anchor="middle">{year}</text>')
            before = x
    return "".join(parts)


def _short(value: str) -> str:
    return value if len(value) <= 9 else f"{value[:8]}…"


def _lines(points: list[_Point], overruled: set[str]) -> str:
    """Join the figures of one kind that stand."""
    parts = []
    for kind in KINDS:
        by_year = {p.year: p for p in reversed(points) if p.row.kind == kind and p.row.id not in overruled}
        line = [by_year[year] for year in sorted(by_year)]
        if len(line) > 1:
            parts.append(f'<polyline class="{kind}" points="{" ".join(f"{p.x},{p.y}" for p in line)}"/>')
    return "".join(parts)


def _mark(point: _Point, overruled: set[str]) -> str:
    style = f"{point.row.kind}{' struck' if point.row.id in overruled else ''}"
    title = html.escape(f"{point.year} · {point.row.value} · {point.row.title}")
    return f'<circle class="{style}" cx="{point.x}" cy="{point.y}" r="5"><title>{title}</title></circle>'


def _legend(points: list[_Point], language: Language) -> str:
    kinds = {point.row.kind for point in points}
    entries = "".join(
        f'<span class="{kind}">{names[0 if language == "zh" else 1]}</span>'
        for kind, names in KINDS.items()
        if kind in kinds
    )
    return f'<figcaption aria-hidden="true">{entries}</figcaption>'
