"""Join the printed lines of a PDF into headings and paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.blocks import Block, PageStart
from ingest.clean import clean_line
from ingest.read.headings import LONGEST_HEADING, ends_sentence, heading_numbering, is_numbered_heading
from ingest.read.pdf_lines import Line
from ingest.read.pdf_tables import continued
from ingest.read.rows import table_blocks

_LARGER = 1.1
_INDENT = 0.7
_SHORT = 1.6
_EMPTY = 0.35
_LONGEST_TITLE = 90
_MARK = re.compile(r"[■□●○◆◇▲△★☆※◎►▶•]")


@dataclass
class _Group:
    """Lines that make up one block."""

    lines: list[Line] = field(default_factory=list)
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Measure:
    """Sizes and edges of the whole document that single lines are compared with."""

    body: float
    edges: dict[tuple[int, int, float], tuple[float, float]]
    hangs: bool = False

    def left(self, line: Line) -> float:
        return self.edges[(line.page, line.column, line.size)][0]

    def right(self, line: Line) -> float:
        return self.edges[(line.page, line.column, line.size)][1]


def blocks_of(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """Return the headings and paragraphs of all pages; paragraphs go on over column and page breaks."""
    lines = continued([line for page in pages for line in page])
    running = [line for line in lines if not line.cells]
    measure = _measured(running) if running else None
    groups = _grouped(lines, measure) if measure else [_Group([line]) for line in lines]
    ranks = _ranks(groups, measure) if measure else {}
    blocks: list[Block] = []
    for group in groups:
        if group.lines[0].cells:
            blocks.extend(table_blocks(group.lines[0].cells, page=group.lines[0].page))
        elif measure:
            blocks.append(_block(group, ranks, measure))
    return blocks


def _measured(lines: Sequence[Line]) -> _Measure:
    weight: Counter[float] = Counter()
    for line in lines:
        weight[line.size] += len(line.text)
    body = weight.most_common(1)[0][0]
    edges = _edges(lines)
    return _Measure(body, edges, _hangs(lines, edges))


def _hangs(lines: Sequence[Line], edges: dict[tuple[int, int, float], tuple[float, float]]) -> bool:
    """Say whether lines are set in because they hang under their first line, not because they begin a paragraph."""
    opening = hanging = 0
    for previous, line in pairwise(lines):
        if (previous.page, previous.column, previous.size) != (line.page, line.column, line.size):
            continue
        left = edges[(line.page, line.column, line.size)][0]
        if line.x0 > left + _INDENT * line.size:
            opening += previous.x0 <= left + _INDENT * line.size and ends_sentence(previous.text)
            hanging += not ends_sentence(previous.text) and abs(previous.x0 - line.x0) < 0.5 * line.size
    return hanging > opening


def _edges(lines: Sequence[Line]) -> dict[tuple[int, int, float], tuple[float, float]]:
    """Find the left and right edge of each text of one size in each column; sparse ones take the document's."""
    local: dict[tuple[int, int, float], list[Line]] = {}
    overall: dict[float, list[Line]] = {}
    for line in lines:
        local.setdefault((line.page, line.column, line.size), []).append(line)
        overall.setdefault(line.size, []).append(line)
    edges: dict[tuple[int, int, float], tuple[float, float]] = {}
    for key, group in local.items():
        whole = overall[key[2]]
        left, right = _left_edge(group), max(line.x1 for line in group)
        if len(group) < 4 and len({line.column for line in whole}) == 1:
            left = min(left, _left_edge(whole))
            right = max(right, sorted(line.x1 for line in whole)[int(0.9 * (len(whole) - 1))])
        edges[key] = (left, right)
    return edges


def _left_edge(lines: Sequence[Line]) -> float:
    """Return the leftmost start that is no accident of a single line."""
    starts = Counter(round(line.x0 / 2) for line in lines)
    least = 2 if len(lines) > 8 else 1
    common = [start for start, count in starts.items() if count >= least] or list(starts)
    return 2.0 * min(common)


def _grouped(lines: Sequence[Line], measure: _Measure) -> list[_Group]:
    groups: list[_Group] = []
    pitch = _pitch([line for line in lines if not line.cells])
    for line in lines:
        heading = not line.cells and _is_heading_line(line, measure)
        previous = groups[-1].lines[-1] if groups else None
        if (
            previous is not None
            and not (line.cells or previous.cells)
            and _continues(groups[-1], previous, line, heading, measure, pitch)
        ):
            groups[-1].lines.append(line)
        else:
            groups.append(_Group([line], heading))
    return groups


def _pitch(lines: Sequence[Line]) -> float:
    steps = Counter(
        round((previous.y - line.y) / line.size, 1)
        for previous, line in pairwise(lines)
        if previous.page == line.page and previous.size == line.size and 0 < previous.y - line.y < 4 * line.size
    )
    return steps.most_common(1)[0][0] if steps else 1.5


def _is_heading_line(line: Line, measure: _Measure) -> bool:
    """Say whether a line stands out by its type: larger than the body, or bold and short."""
    if line.size > measure.body * _LARGER:
        return len(line.text) <= _LONGEST_TITLE
    if not line.is_bold or len(line.text) > LONGEST_HEADING or ends_sentence(line.text):
        return False
    return line.x1 < measure.right(line) - _SHORT * line.size or heading_numbering(line.text) is not None


def _continues(group: _Group, previous: Line, line: Line, heading: bool, measure: _Measure, pitch: float) -> bool:
    if abs(previous.size - line.size) > 0.06 * measure.body:
        return _is_split_size(previous, line)
    if group.heading or heading:
        return group.heading and heading and _same_heading(group, previous, line, pitch)
    if previous.y - line.y < -0.5 * line.size or previous.page != line.page:
        gap = pitch
    else:
        gap = (previous.y - line.y) / line.size
    return not _starts_paragraph(previous, line, gap > 1.5 * pitch, measure)


def _is_split_size(previous: Line, line: Line) -> bool:
    """Keep a small mark raised beside the line (a footnote number) with its line."""
    return previous.page == line.page and abs(previous.y - line.y) < 0.3 * previous.size and len(line.text) <= 4


def _same_heading(group: _Group, previous: Line, line: Line, pitch: float) -> bool:
    if previous.page != line.page or heading_numbering(line.text) is not None:
        return False
    if (previous.y - line.y) > max(2.2, 1.5 * pitch) * line.size or ends_sentence(previous.text):
        return False
    return sum(len(part.text) for part in group.lines) + len(line.text) <= _LONGEST_TITLE


def _starts_paragraph(previous: Line, line: Line, far: bool, measure: _Measure) -> bool:
    short = previous.x1 < measure.right(previous) - _SHORT * previous.size
    indented = line.x0 > measure.left(line) + _INDENT * line.size
    if is_numbered_heading(previous.text) and short and heading_numbering(previous.text) in ("篇", "章", "节", "专栏"):
        return True
    ended = ends_sentence(previous.text)
    if _MARK.match(line.text) and (indented or ended or short):
        return True
    if indented:
        # Text that hangs under its first line is set in too, but not more than the line above it.
        hanging = measure.hangs and abs(line.x0 - previous.x0) < 0.5 * line.size and previous.page == line.page
        return not hanging or short or ended
    if short and (ended or is_numbered_heading(previous.text) or far):
        return True
    # Chinese text may break anywhere, so a line left half empty was ended on purpose.
    if previous.x1 < measure.right(previous) - _EMPTY * (measure.right(previous) - measure.left(previous)):
        return not (previous.text[-1].isascii() or line.text[0].isascii())
    if ended and (far or heading_numbering(line.text) is not None):
        return True
    return is_numbered_heading(line.text) and (short or ended) and _ends_early(line, measure)


def _ends_early(line: Line, measure: _Measure) -> bool:
    return line.x1 < measure.right(line) - _SHORT * line.size


def _ranks(groups: Sequence[_Group], measure: _Measure) -> dict[float, int]:
    """Number the sizes of the headings from the largest; the title on the first page does not count by itself."""
    sizes = {
        group.lines[0].size for group in groups[1:] if group.heading and group.lines[0].size > measure.body * _LARGER
    }
    return {size: rank for rank, size in enumerate(sorted(sizes, reverse=True), start=1)}


def _block(group: _Group, ranks: dict[float, int], measure: _Measure) -> Block:
    text, starts = _joined(group.lines)
    first = group.lines[0]
    if group.heading:
        if _is_title(group, ranks):
            return Block(text, "title", page=first.page)
        level = ranks.get(first.size) if first.size > measure.body * _LARGER else None
        return Block(text, "heading", level, first.page, starts)
    if is_numbered_heading(text) and len(group.lines) <= 2:
        return Block(text, "heading", None, first.page, starts)
    lead = first.bold if 0 < first.bold < len(first.text) else 0
    return Block(text, page=first.page, page_starts=starts, lead=lead)


def _is_title(group: _Group, ranks: dict[float, int]) -> bool:
    first = group.lines[0]
    return first.page == 1 and first.size >= max(ranks, default=0.0) and heading_numbering(first.text) is None


def _joined(lines: Sequence[Line]) -> tuple[str, tuple[PageStart, ...]]:
    text = lines[0].text
    starts: list[PageStart] = []
    for previous, line in pairwise(lines):
        if re.search(r"[a-z]-$", text) and re.match(r"[a-z]", line.text):
            text = text[:-1]
        elif _needs_space(text, line.text):
            text += " "
        if line.page != previous.page:
            starts.append(PageStart(len(text), line.page))
        text += line.text
    return text, tuple(starts)


def _needs_space(before: str, after: str) -> bool:
    if before[-1].isdigit() and after[0].isdigit():
        return False
    return " " in clean_line(f"{before[-2:].split()[-1]} {after[:2].split()[0]}")
