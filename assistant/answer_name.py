"""Answer what something is called: the name stands in marks beside the word for its sort."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.answer_sentence import statement_of
from assistant.evidence import Unit
from assistant.statements import Context, Statement
from assistant.support import Sought, held, plain
from vectorstore.tokens import tagged

# Words for what a plan names in marks; each may be asked for by another of them.
_SORTS = r"(?:招牌|品牌|口号|名片|称号|标语|旗号|牌子|美誉|定位)"
_ASKS_NAME = re.compile(
    rf"(?:叫|称)(?:作|做|为)?(?:个)?(?:什么|啥)|(?:什么|啥|哪个|哪句)(?:样的)?(?:名字|名称|名号|{_SORTS})|"
    rf"{_SORTS}[^。？?]{{0,8}}?(?:是什么|是啥|怎么[说讲]|叫)|[那哪](?:句话|几个字)"
)
_ENDING = re.compile(r"(?:什么|啥|哪[个种只座条一])[“\"「]([^”\"」]{1,4})[”\"」]")
_MARKED = re.compile(r"[“\"「《]([^”\"」》]{2,24})[”\"」》]")
_ASKING = re.compile(rf"{_SORTS}|名字|名称|名号|说法|怎么|那[块个句种]|金字|句话|叫|称")
_SORT = re.compile(_SORTS)
_MOST, _ENOUGH, _LITTLE = 0.6, 0.3, 0.2
_BESIDE = 4


class _Named(NamedTuple):
    """A sentence with a name in marks, and how much of the question it speaks of."""

    unit: Unit
    share: float


def asks_name(question: str) -> bool:
    """Tell whether a question asks what something is called."""
    return bool(_ASKS_NAME.search(question) or _ENDING.search(question))


def answer_with_name(context: Context, found: Sequence[Unit]) -> list[Statement]:
    """Show the sentence that prints the name asked for in marks, beside the word for its sort or with all that is asked."""
    question = context.understanding.standalone
    if not asks_name(question):
        return []
    ending = _ENDING.search(question)
    named = list(_ending_in(ending[1], context, found) if ending else _beside_sort(context, found))
    if not named:
        return []
    best = max(named, key=lambda one: one.share + 0.1 * one.unit.retrieved.score)
    return [statement_of(best.unit, context, "entity")]


def _ending_in(ending: str, context: Context, found: Sequence[Unit]) -> Iterator[_Named]:
    """Find names that end in what stands in marks behind the asking word (哪个“谷”)."""
    rest = _without_asking(context.sought)
    for unit in found:
        names = _names(unit, context)
        share = rest.share(unit.text, " ".join(unit.passage.section), worth=(1.0, 0.6))
        if share >= _LITTLE and any(name.endswith(ending) and name != ending for name in names):
            yield _Named(unit, share)


def _beside_sort(context: Context, found: Sequence[Unit]) -> Iterator[_Named]:
    rest = _without_asking(context.sought)
    wants_sort = bool(_SORT.search(context.understanding.standalone))
    for unit in found:
        names = _names(unit, context)
        share = rest.share(unit.text, " ".join(unit.passage.section), worth=(1.0, 0.6))
        if not names:
            continue
        sorts = _SORTS if wants_sort else "|".join(map(re.escape, _nouns(context.understanding.standalone)))
        beside = bool(sorts) and _prints_beside(sorts, unit.text, names)
        if (beside and share >= _ENOUGH) or (not wants_sort and share >= _MOST and _prints_all(rest, unit)):
            yield _Named(unit, share + beside)


def _names(unit: Unit, context: Context) -> list[str]:
    question = context.understanding.standalone
    return [name for name in _MARKED.findall(unit.text) if name not in question]


def _nouns(question: str) -> list[str]:
    return [word.text for word in tagged(question) if len(word.text) > 1 and word.kind[0] in "nv"]


def _without_asking(sought: Sought) -> Sought:
    return Sought(tuple(term for term in sought.terms if not _ASKING.search(term.word)))


def _prints_beside(sorts: str, text: str, names: Sequence[str]) -> bool:
    """Tell whether a name in marks stands right beside the word for its sort ("“甲”品牌", "品牌是“甲”")."""
    marks = '[”"」》]'
    return any(
        re.search(rf"{re.escape(name)}{marks}[^，。；;、]{{0,{_BESIDE}}}?(?:{sorts})", text)
        or re.search(rf"(?:{sorts})[^，。；;、]{{0,{_BESIDE}}}?[“\"「《]{re.escape(name)}", text)
        for name in names
    )


def _prints_all(sought: Sought, unit: Unit) -> bool:
    text = plain(f"{unit.text} {' '.join(unit.passage.section)}")
    return all(held(term.word, text) > _MOST for term in sought.terms if not term.optional and len(term.word) > 1)
