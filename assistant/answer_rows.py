"""Answer which indicators of a table are binding, or expected: all rows that say so in a column of their own."""

import re
from collections.abc import Iterator

from assistant.cells import named
from assistant.messages import message
from assistant.statements import LONGEST_ANSWER, Context, Statement
from ingest.passage import Passage
from ingest.sentences import Span
from ingest.table_row import read_row
from vectorstore.retrieve import Retrieved

_SORT = re.compile(
    r"(?P<sort>约束性|预期性|引领性|指导性)(?:的)?(?:指标|目标|任务)|(?:属于|是|为)(?P<sort2>约束性|预期性|引领性|指导性)"
)
_ASKS_ALL = re.compile(r"哪些|哪几|几[个项条]|多少[个项条]?|分别|列出|清单|有什么|都有|包括")
_ALL_KINDS = re.compile(r"约束性.*预期性|预期性.*约束性")


def answer_with_rows(context: Context) -> list[Statement]:
    """List the rows of the documents found that are of the sort a question asks for."""
    question = context.understanding.standalone
    asked = _SORT.search(question)
    if asked is None or not _ASKS_ALL.search(question) or _ALL_KINDS.search(question):
        return []
    sort = asked["sort"] or asked["sort2"]
    for document in dict.fromkeys(item.passage.document for item in context.retrieved):
        rows = list(_rows(context.passages_of(document), sort))
        if rows:
            return _listed(rows, sort, context)
    return []


def _rows(passages: list[Passage], sort: str) -> Iterator[tuple[str, Passage, Span]]:
    seen: set[str] = set()
    for passage in passages:
        start = 0
        for line in passage.text.split("\n"):
            row = read_row(line)
            if row and row.name not in seen and any(cell.text == sort for cell in row.cells):
                seen.add(row.name)
                yield named(row), passage, Span(start, start + len(line))
            start += len(line) + 1


def _listed(rows: list[tuple[str, Passage, Span]], sort: str, context: Context) -> list[Statement]:
    """Cite every passage with such rows; the first statement carries the text."""
    items = ""
    shown: list[tuple[Passage, Span]] = []
    for name, passage, span in rows:
        if len(items) + len(name) > LONGEST_ANSWER - 40:
            items += "等"
            break
        items += f"、{name}" if items else name
        if not shown or shown[-1][0].id != passage.id:
            shown.append((passage, span))
        else:
            shown[-1] = (passage, Span(shown[-1][1].start, span.end))
    text = message("rows_of", sort=sort, items=items)
    found = {item.passage.id: item for item in context.retrieved}
    return [
        Statement("" if place else text, found.get(passage.id) or Retrieved(-1, passage, 0.0, 0.0), span)
        for place, (passage, span) in enumerate(shown)
    ]
