"""Find the ruled lines of tables in the picture of a page."""

from typing import TYPE_CHECKING

import numpy as np

from ingest.read.pdf_tables import Rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

# In points: no stroke of a character is that long, and no rule is that thick.
_SHORTEST = 36.0
_THICKEST = 5.0
_DARK = 150
_SHARE = 0.9
_MOST = 1500


def picture_rules(picture: "NDArray[np.uint8]", scale: float) -> list[Rule]:
    """Return the straight lines in a picture of `scale` pixels per point, in points from the lower left."""
    dark = picture.min(axis=2) < _DARK
    # Thin lines must not be lost when every second pixel is left out.
    dark = dark[: dark.shape[0] // 2 * 2, : dark.shape[1] // 2 * 2]
    dark = dark[::2, ::2] | dark[1::2, ::2] | dark[::2, 1::2] | dark[1::2, 1::2]
    scale /= 2
    height = dark.shape[0] / scale
    level = [(x0 / scale, height - y / scale, x1 / scale) for y, x0, x1 in _runs(dark, scale)]
    upright = [(x / scale, height - y1 / scale, height - y0 / scale) for x, y0, y1 in _runs(dark.T, scale)]
    if len(level) + len(upright) > _MOST:
        return []
    return [Rule(x0, y, x1, y) for x0, y, x1 in level] + [Rule(x, y0, x, y1) for x, y0, y1 in upright]


def _runs(dark: "NDArray[np.bool_]", scale: float) -> list[tuple[float, float, float]]:
    """Return (row, start, end) of the lines along the rows, neighbouring rows of one line taken together."""
    window = int(_SHORTEST * scale)
    if dark.shape[1] <= window:
        return []
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = (sums[:, window:] - sums[:, :-window]) >= _SHARE * window
    open_runs: list[list[int]] = []
    closed: list[list[int]] = []
    for row in np.flatnonzero(full.any(axis=1)).tolist():
        closed.extend(run for run in open_runs if run[1] < row - 1)
        open_runs = [run for run in open_runs if run[1] >= row - 1]
        edges = np.flatnonzero(np.diff(np.pad(full[row].astype(np.int8), 1)))
        for start, end in zip(edges[::2].tolist(), (edges[1::2] + window - 1).tolist(), strict=True):
            same = next((run for run in open_runs if start <= run[3] and end >= run[2]), None)
            if same is None:
                open_runs.append([row, row, start, end])
            else:
                same[1:] = [row, min(same[2], start), max(same[3], end)]
    closed.extend(open_runs)
    thin = [run for run in closed if run[1] - run[0] <= _THICKEST * scale]
    # A window that is not quite dark reaches that much over the end of the line.
    over = (1 - _SHARE) * window
    return [((top + bottom) / 2, start + over, end - over) for top, bottom, start, end in thin]
