"""Answer with the full list whose items open the paragraphs of a section."""

from collections.abc import Sequence

from assistant.answer_sentence import statement_of
from assistant.evidence import Unit
from assistant.lists import asked_count, leads, lists_counted
from assistant.messages import message
from assistant.statements import LONGEST_ANSWER, LOOKED_AT, Context, Statement
from ingest.passage import Passage
from ingest.sentences import Span
from vectorstore.retrieve import Retrieved

# A sentence that says so much less of a question than another lists other things of the same number.
_NEAR = 0.7


def answer_with_counted(context: Context, found: Sequence[Unit]) -> list[Statement]:
    """Show the sentence that lists the things whose number and name a question gives."""
    question = context.understanding.standalone
    listing = [unit for unit in found if lists_counted(question, unit.text)]
    if not listing:
        return []
    best = max(listing, key=lambda unit: unit.support + 0.1 * unit.retrieved.score)
    if best.support < _NEAR * max(unit.support for unit in found):
        return []
    return [statement_of(best, context, "list")]


def answer_with_section(context: Context) -> list[Statement]:
    """List the openings of the paragraphs under a heading that is what the question asks for."""
    count = asked_count(context.understanding.standalone)
    best: tuple[float, Retrieved, str, list[tuple[str, Passage]]] | None = None
    for item in context.retrieved[:LOOKED_AT]:
        for depth, heading in enumerate(item.passage.section, start=1):
            share = context.sought.share(heading)
            if share < 0.62:
                continue
            prefix = item.passage.section[:depth]
            inside = [p for p in context.passages_of(item.passage.document) if p.section[:depth] == prefix]
            items = leads(inside)
            if len(items) < 3 or (count and count != len(items)):
                continue
            score = share + 0.1 * depth + (0.3 if count == len(items) else 0.0)
            if best is None or score > best[0]:
                best = (score, item, heading, items)
    if best is None:
        return []
    _, item, heading, items = best
    names = [name for name, _ in items]
    text = message("list_of", heading=heading, items="、".join(names))
    if len(text) > LONGEST_ANSWER + 200:
        return []
    return _cite_items(text, items, item)


def _cite_items(text: str, items: Sequence[tuple[str, Passage]], found: Retrieved) -> list[Statement]:
    """Cite every passage that holds an item; the first statement carries the text."""
    statements: list[Statement] = []
    seen: set[str] = set()
    for name, passage in items:
        if passage.id in seen:
            continue
        seen.add(passage.id)
        start = passage.text.find(name)
        span = Span(start, start + len(name)) if start >= 0 else Span(0, min(len(passage.text), 60))
        source = found if passage.id == found.passage.id else Retrieved(-1, passage, 0.0, 0.0)
        statements.append(Statement(text if not statements else "", source, span, span))
    return statements
