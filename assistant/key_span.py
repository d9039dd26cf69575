"""Find the words of a sentence that answer: the figure, the date, the name."""

import re

from assistant.asked_thing import things_asked
from assistant.dates import date_wanted
from assistant.evidence import Unit
from assistant.figure_fit import Fit
from assistant.likely import answer_in
from assistant.question_kind import Kind
from assistant.statements import Context
from ingest.figures import find_figures
from ingest.sentences import Span, clause_spans

_NEAR = 16
# Marks that may stand beside an answer without belonging to it.
_EDGES = "，、。；：,;: \n"
_SHORTEST = 4
_FEWEST = 2
# What follows says it, what stands before is what it is said of.
_SAYS = re.compile(r"(?:是指|指的是|称为|叫做|位于|包括|即|是|为|由|以)")


def key_span(unit: Unit, span: Span, context: Context, kind: Kind, fit: Fit | None) -> Span | None:
    """Return the part of a passage inside `span` that answers a question of a kind, None where it cannot be told."""
    quote = unit.passage.text[span.start : span.end]
    date = date_wanted(context.asked)
    inside: tuple[int, int] | None = None
    if kind == "figure":
        if fit is not None and fit.figure.text in quote:
            start = quote.find(fit.figure.text)
            inside = (start, start + len(fit.figure.text))
        else:
            inside = _nearest(quote, [(figure.start, figure.end) for figure in find_figures(quote)], context)
    elif kind != "yes_no":
        inside = _read(unit, span, context, kind)
        if inside is None and kind == "date":
            inside = _nearest(quote, [match.span() for match in date.finditer(quote)], context)
        elif inside is None and kind == "entity":
            inside = _name(quote, context) or _clause(quote, context)
    return Span(span.start + inside[0], span.start + inside[1]) if inside else None


def _read(unit: Unit, span: Span, context: Context, kind: Kind) -> tuple[int, int] | None:
    """Return what the reader takes for the answer, None where that lies outside or is nothing of the kind."""
    answer = answer_in(unit, context)
    if answer is None or answer.start < span.start or answer.end > span.end:
        return None
    found = unit.passage.text[answer.start : answer.end]
    shown = found.strip(_EDGES)
    if not shown or (kind == "date" and not date_wanted(context.asked).search(shown)):
        return None
    start = answer.start + found.index(shown) - span.start
    return start, start + len(shown)


def _nearest(quote: str, places: list[tuple[int, int]], context: Context) -> tuple[int, int] | None:
    """Return the place with the most of the question's words right before it."""
    if not places:
        return None
    return max(places, key=lambda place: context.sought.share(quote[max(0, place[0] - _NEAR) : place[1]]))


def _name(quote: str, context: Context) -> tuple[int, int] | None:
    """Return where the name asked for stands: a name that ends in the sort of thing asked for, or one in marks."""
    question = context.understanding.standalone
    for thing in things_asked(question):
        for match in re.finditer(rf"[\u4e00-\u9fffA-Za-z0-9·“”]{{2,14}}?{re.escape(thing)}", quote):
            if match.group() not in question:
                return match.span()
    marked = [m.span() for m in re.finditer(r"《[^》]{1,30}》|“[^”]{1,20}”", quote) if m.group()[1:-1] not in question]
    return _nearest(quote, marked, context)


def _clause(quote: str, context: Context) -> tuple[int, int] | None:
    """Return the clause that says most of what the question leaves open: near its words, but not made of them."""
    clauses = [span for span in clause_spans(quote) if span.end - span.start >= _SHORTEST]
    if len(clauses) < _FEWEST:
        return None
    best = max(clauses, key=lambda span: context.sought.share(quote[span.start : span.end]))
    text = quote[best.start : best.end]
    start = best.start
    for mark in _SAYS.finditer(text):
        if len(text) - mark.end() >= _SHORTEST:
            start = best.start + mark.end()
            break
    return start, best.start + len(text.rstrip("，,。；; "))
