"""Where facts stand in a text, by the matching rule of the cases, so that people can see them."""

from collections.abc import Iterable
from typing import NamedTuple

from eval.matching import fact_pattern, folded


class Span(NamedTuple):
    """A piece of a text, as offsets into it."""

    start: int
    end: int


def spans_of(text: str, facts: Iterable[str]) -> list[Span]:
    """Return where any of the facts stands in a text, in order and without overlap."""
    compact, places = _folded_with_places(text)
    found = [
        Span(places[match.start()], places[match.end() - 1] + 1)
        for fact in facts
        if (pattern := fact_pattern(fact)) is not None
        for match in pattern.finditer(compact)
    ]
    return _joined(found)


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Fold a text character by character; say for each character that is left where it stood."""
    kept: list[str] = []
    places: list[int] = []
    paired = False
    for place, character in enumerate(text):
        for piece in folded(character):
            # Two dashes fold to one, as in the rule; a third begins a new pair.
            paired = piece == "-" and bool(kept) and kept[-1] == "-" and not paired
            if not paired:
                kept.append(piece)
                places.append(place)
    return "".join(kept), places


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined
