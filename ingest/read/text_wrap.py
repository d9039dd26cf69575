"""Join the lines of a plain text that was broken at a fixed width."""

import re
from collections import Counter
from collections.abc import Sequence
from unicodedata import east_asian_width

from ingest.read.headings import ends_sentence, is_numbered_heading

_NARROWEST = 40
_WIDEST = 160
_SHARE = 0.5
_FEWEST = 12
_INDENT = re.compile(r"^(?:\u3000|[ \t]{2,})")


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Return the lines with hard-wrapped paragraphs joined; a text with one paragraph a line comes back as it is."""
    width = _wrapping_width(lines)
    if width is None:
        return list(lines)
    joined: list[str] = []
    full = False
    for line in lines:
        text = line.strip()
        if full and text and joined and not _INDENT.match(line) and not is_numbered_heading(text):
            joined[-1] = f"{joined[-1]} {text}"
        else:
            joined.append(text)
        full = bool(text) and _width(text) + _indent(line) >= width - 4 and not ends_sentence(text)
        # A full line that ends a sentence goes on only if the next one is not set in.
        if text and ends_sentence(text):
            full = _width(text) + _indent(line) >= width - 2 and _uses_indents(lines)
    return joined


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip())])


def _uses_indents(lines: Sequence[str]) -> bool:
    return sum(1 for line in lines if _INDENT.match(line)) >= 3


def _wrapping_width(lines: Sequence[str]) -> int | None:
    widths = [_width(line.rstrip()) for line in lines if line.strip()]
    if len(widths) < _FEWEST or max(widths) > _WIDEST:
        return None
    widest = Counter(width // 4 for width in widths).most_common(1)[0][0] * 4 + 4
    if widest < _NARROWEST or max(widths) > widest + 4:
        return None
    near = sum(1 for width in widths if widest - 10 <= width)
    return max(widths) if near >= _SHARE * len(widths) else None
