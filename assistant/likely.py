"""Ask the reader about sentences: how likely each answers beside the others of its passage, and with which words."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from assistant.evidence import Unit, unit_spans, units
from assistant.passage_reader.read import Read, read
from assistant.statements import LOOKED_AT, Context
from assistant.which_document import WHICH, asks_which_document
from ingest.passage import Passage
from ingest.sentences import Span

# Beyond this a sentence is as good as ruled out, and no other ground should have to make up for more.
_MOST = 8.0


class Likely(NamedTuple):
    """How likely a sentence answers: how far it stays behind the likeliest of its passage, and its chance among all sentences.

    The first is a logarithm, 0 for the likeliest itself. The chances of all sentences and of none of them sum to 1.
    """

    behind: float
    chance: float


def likelihood(found: Sequence[Unit], context: Context) -> list[Likely]:
    """Return how likely each sentence answers."""
    values: dict[tuple[str, int], tuple[float, float]] = {}
    for passage in {unit.passage.id: unit.passage for unit in found}.values():
        spans, given = _read(passage, context)
        for span, value, among in zip(spans, given.values, given.among_all, strict=True):
            values[passage.id, span.start] = max(value - max(given.values), -_MOST), among
    own = [values[unit.passage.id, unit.start] for unit in found]
    top = max([0.0, *(among for _, among in own)])
    total = math.exp(-top) + sum(math.exp(among - top) for _, among in own)
    return [Likely(behind, math.exp(among - top) / total) for behind, among in own]


def chance_of(passage: Passage, place: int, context: Context) -> float:
    """Return the chance of the sentence at a place of a passage among all sentences looked at, 0 for none of them."""
    found = units(context.retrieved[:LOOKED_AT], context.sought)
    for unit, likely in zip(found, likelihood(found, context), strict=True):
        if unit.passage.id == passage.id and unit.start <= place < unit.end:
            return likely.chance
    return 0.0


def answer_in(unit: Unit, context: Context) -> Span | None:
    """Return the words of a sentence that the reader takes for the answer, as a span of the passage's text."""
    spans, given = _read(unit.passage, context)
    return given.answers[spans.index(Span(unit.start, unit.end))]


def _read(passage: Passage, context: Context) -> tuple[tuple[Span, ...], Read]:
    spans = tuple(unit_spans(passage.text, passage.section))
    # In which document something stands is told by its title; the sentence wanted is the one that says it.
    asked = WHICH.sub("", context.asked) if asks_which_document(context.asked) else context.asked
    return spans, read(asked, passage.text, spans, passage.section)
