"""Take out what is printed on every page around the text: running heads, running feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.read.pdf_lines import Line

_ZONE = 0.12
_SHARE = 0.3
_FEWEST = 3
# Running heads that name the chapter change with it; no line of the text comes back this often at the same height.
_ENOUGH = 5
# Points within which lines stand at the same height; paper is fed to a scanner with more play.
_PLAY = 4
_SCANNED_PLAY = 14
_NUMBER = re.compile(
    r"^(?:[-—–―‐·•.\s]*\d{1,4}[-—–―‐·•.\s]*|[-—–]?\s*第\s*\d{1,4}\s*页\s*(?:[,，/／]?\s*共\s*\d{1,4}\s*页)?\s*[-—–]?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?|[ivxIVX]{1,6})$",
    re.IGNORECASE,
)


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], loose: bool = False
) -> list[list[Line]]:
    """Return the lines of each page without running heads, feet and page numbers.

    A line counts as running when it stands at the same height near the edge of many pages, its digits left aside;
    `loose` allows for the play of scanned pages.
    """
    play = _SCANNED_PLAY if loose else _PLAY
    running = _running(pages, heights, play)
    kept: list[list[Line]] = []
    for lines, height in zip(pages, heights, strict=True):
        edges = _at_edges(lines, height)
        heads = {id(line) for line in edges if _is_running(line, height, running, play)}
        body = [line for line in lines if id(line) not in heads]
        numbers = {id(line) for line in _outermost(body) if line in edges and _NUMBER.match(line.text)}
        kept.append([line for line in body if id(line) not in numbers])
    return kept


def _is_running(line: Line, height: float, running: set[tuple[str, int]], play: int) -> bool:
    return any((_mould(line.text), _place(line, height, play) + shift) in running for shift in (-1, 0, 1))


def _outermost(lines: Sequence[Line]) -> list[Line]:
    """Return the first and the last line of a page where they stand alone at their height: no cell of a table."""
    found: list[Line] = []
    for height in {max((line.y for line in lines), default=0.0), min((line.y for line in lines), default=0.0)}:
        row = [line for line in lines if abs(line.y - height) < 0.5 * line.size]
        if len(row) == 1:
            found.extend(row)
    return found


def _running(pages: Sequence[Sequence[Line]], heights: Sequence[float], play: int) -> set[tuple[str, int]]:
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in _at_edges(lines, height):
            seen[(_mould(line.text), _place(line, height, play))].add(number)
    least = max(_FEWEST, min(_ENOUGH, _SHARE * sum(1 for lines in pages if lines)))
    return {key for key, numbers in seen.items() if len(numbers) >= least}


def _at_edges(lines: Sequence[Line], height: float) -> list[Line]:
    zone = _ZONE * height
    return [line for line in lines if line.y < zone or line.y > height - zone]


def _mould(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _place(line: Line, height: float, play: int) -> int:
    """Measure from the nearer edge, so that pages of different sizes agree."""
    return round((line.y if line.y < height / 2 else line.y - height) / play)
