"""Ask the reader about sentences: how likely each answers beside the others of its passage, and with which words."""

from collections.abc import Sequence

from assistant.evidence import Unit, unit_spans
from assistant.passage_reader.read import Read, read
from assistant.statements import Context
from ingest.passage import Passage
from ingest.sentences import Span

# Beyond this a sentence is as good as ruled out, and no other ground should have to make up for more.
_MOST = 8.0


def likelihood(found: Sequence[Unit], context: Context) -> list[float]:
    """Return how far each sentence stays behind the likeliest of its passage, 0 for that one itself."""
    behind: dict[tuple[str, int], float] = {}
    for passage in {unit.passage.id: unit.passage for unit in found}.values():
        spans, given = _read(passage, context)
        for span, value in zip(spans, given.values, strict=True):
            behind[passage.id, span.start] = max(value - max(given.values), -_MOST)
    return [behind[unit.passage.id, unit.start] for unit in found]


def answer_in(unit: Unit, context: Context) -> Span | None:
    """Return the words of a sentence that the reader takes for the answer, as a span of the passage's text."""
    spans, given = _read(unit.passage, context)
    return given.answers[spans.index(Span(unit.start, unit.end))]


def _read(passage: Passage, context: Context) -> tuple[tuple[Span, ...], Read]:
    spans = tuple(unit_spans(passage.text, passage.section))
    return spans, read(context.asked, passage.text, spans)
