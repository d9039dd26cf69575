"""Even out the type sizes of recognised lines, which are measured and therefore never quite the same."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.read.headings import ends_sentence
from ingest.read.pdf_lines import Line

_SAME = 1.18
_ALIKE = 1.15
_AS_PRINTED = 1.12
_SURELY_LARGER = 1.8
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def with_even_sizes(pages: Sequence[Sequence[Line]], scanned: Collection[int]) -> list[list[Line]]:
    """Return the pages with one size for the running text of the scanned ones (numbers from 1) and few others.

    The running text takes the size of that of the other pages where it is nearly that.
    """
    measured: Counter[float] = Counter()
    printed: Counter[float] = Counter()
    for number, lines in enumerate(pages, start=1):
        for line in lines:
            (measured if number in scanned else printed)[line.size] += len(line.text)
    if not measured:
        return [list(lines) for lines in pages]
    body = _middle(measured)
    even = _others(Counter({size: count for size, count in measured.items() if not _is_body(size, body)}))
    usual = _usual(body, printed)
    return [
        [replace(line, size=even[line.size] if _differs(line, body) else usual) for line in lines]
        if number in scanned
        else list(lines)
        for number, lines in enumerate(pages, start=1)
    ]


def _middle(measured: Counter[float]) -> float:
    """Return the size at which half of the characters are passed."""
    passed = 0
    for size in sorted(measured):
        passed += measured[size]
        if 2 * passed >= measured.total():
            break
    return size


def _is_body(size: float, body: float) -> bool:
    return body / _SAME <= size <= body * _SAME


def _differs(line: Line, body: float) -> bool:
    """Say whether a line is of another size than the running text; where the measure is poor, it must differ much."""
    if _is_body(line.size, body):
        return False
    is_sure = len(_CHINESE.findall(line.text)) >= 2 and not ends_sentence(line.text)
    return is_sure or not body / _SURELY_LARGER <= line.size <= body * _SURELY_LARGER


def _usual(body: float, printed: Counter[float]) -> float:
    if printed:
        usual = printed.most_common(1)[0][0]
        if body / _AS_PRINTED <= usual <= body * _AS_PRINTED:
            return usual
    return body


def _others(measured: Counter[float]) -> dict[float, float]:
    """Take sizes that are alike for one, the closest first."""
    groups = [[size] for size in sorted(measured)]
    while len(groups) > 1:
        closest, place = min(
            (_mean(b, measured) / _mean(a, measured), at) for at, (a, b) in enumerate(pairwise(groups))
        )
        if closest > _ALIKE:
            break
        groups[place : place + 2] = [groups[place] + groups[place + 1]]
    return {size: round(_mean(group, measured), 1) for group in groups for size in group}


def _mean(group: Sequence[float], measured: Counter[float]) -> float:
    return sum(size * measured[size] for size in group) / sum(measured[size] for size in group)
