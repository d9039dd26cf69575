"""Show a list to its end: items that stand between semicolons are sentences of their own to a reader of sentences."""

import re
from dataclasses import replace

from assistant.lists import asked_count
from assistant.statements import LONGEST_ANSWER, Statement
from ingest.sentences import Span

_OPENS = re.compile(r"[：:]")
_ITEMS = re.compile(r"[；;]")
_ENDS = re.compile(r"[。\n]")
_ONE_BY_ONE = re.compile(r"分别|各是|依次|逐[一项条]")
# What an item is called is said before its first pause.
_CALLED = re.compile(r"[，,：:（(]")


def to_its_end(statement: Statement, question: str) -> Statement:
    """Return a statement with all items of the list it opens, shortened to what they are called where that is too long."""
    text = statement.passage.text
    start = _beginning(text, statement.quote.start) if _asks_for_all(question) else statement.quote.start
    ends = _ENDS.search(text, statement.quote.end)
    end = ends.start() if ends else len(text)
    whole = text[start:end]
    first = _ITEMS.split(whole)[0]
    opening = _OPENS.search(first, first.rfind("。") + 1)
    if len(first) == len(whole) or opening is None or not text.startswith(statement.text[-1:], statement.quote.end - 1):
        return statement
    if len(whole) <= LONGEST_ANSWER:
        prefix = statement.text.removesuffix(text[statement.quote.start : statement.quote.end].strip())
        return replace(statement, text=f"{prefix}{whole.strip()}", quote=Span(start, end), key=None)
    items = [_CALLED.split(item)[0].strip() for item in _ITEMS.split(whole[opening.end() :]) if item.strip()]
    named = f"{whole[: opening.end()].strip()}{'；'.join(items)}"
    if len(named) > LONGEST_ANSWER:
        return statement
    return replace(statement, text=named, quote=Span(start, end), key=None)


def _asks_for_all(question: str) -> bool:
    return bool(_ONE_BY_ONE.search(question)) or asked_count(question) is not None


def _beginning(text: str, place: int) -> int:
    """Return where the sentence begins that a place stands in, if it opens a list there."""
    begin = max((match.end() for match in _ENDS.finditer(text, 0, place)), default=0)
    return begin if _OPENS.search(_ITEMS.split(text[begin:place])[0]) else place
