"""Cut Chinese text into sentences without losing a character."""

import re
from typing import NamedTuple

_OPENING = "“‘（(《〈「『【["
_CLOSING = "”’）)》〉」』】]"
_END = "。！？!?；;\n"
_MARKS = re.compile(f"[{re.escape(_OPENING + _CLOSING + _END)}]")
_LONGEST_QUOTE = 120


class Span(NamedTuple):
    """Half-open character range of a text."""

    start: int
    end: int


def sentence_spans(text: str) -> list[Span]:
    """Return the spans of the sentences of `text`; together they cover all of it.

    A sentence ends at 。！？； or a line break outside brackets and quotation marks. A bracket that is never closed
    stops counting after 120 characters, so that a misprint cannot swallow a page. Closing marks stay with the
    sentence they close.
    """
    spans: list[Span] = []
    start = depth = opened_at = 0
    for match in _MARKS.finditer(text):
        position, char = match.start(), match.group()
        if position < start:
            # A closing mark that went with the sentence before.
            continue
        if depth and position - 1 - opened_at > _LONGEST_QUOTE:
            depth = 0
        if char in _OPENING:
            depth += 1
            opened_at = position
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        if depth and (char == "\n" or position - opened_at > _LONGEST_QUOTE):
            depth = 0
        if char in _END and not depth:
            end = position + 1
            while end < len(text) and text[end] in _CLOSING:
                end += 1
            spans.append(Span(start, end))
            start = end
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, stripped, without empty ones."""
    return [piece for span in sentence_spans(text) if (piece := text[span.start : span.end].strip())]


def clause_spans(text: str) -> list[Span]:
    """Return the spans of the comma-separated clauses of one sentence; numbers such as 1,200 are not cut."""
    spans: list[Span] = []
    start = 0
    for match in re.finditer(r"[，；;。]|,(?!\d{3})", text):
        spans.append(Span(start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans
