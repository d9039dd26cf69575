"""Let a chat model correct rows of the ledger, field by field, where the sentence bears it out.

A row keeps what the rules read wherever the model says nothing, says something else than the sentence, or cannot be
understood. Value and number are never changed.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple, get_args

from assistant.llm.failure import ModelFailure
from assistant.llm.marks import harmless
from assistant.llm.model import ChatModel, Role
from assistant.llm.reply import without_thoughts
from ingest.commitments.commitment import Commitment, Comparator
from ingest.commitments.periods import Frame, mentions
from prompts.load import prompt

_LONGEST_SUBJECT = 40
_LONGEST_REPLY = 20_000
_PIECES = 3
_LIST = re.compile(r"\[.*\]", re.DOTALL)
# What the words of a sentence must hold for a figure to bound or change something in this way.
_BEARS: dict[str, re.Pattern[str]] = {
    "exact": re.compile(""),
    "at_least": re.compile(r"以上|超过|突破|超|不低于|不少于|至少|余|多|≥|逾"),
    "at_most": re.compile(r"以内|以下|不超过|不高于|低于|控制在|≤"),
    "about": re.compile(r"左右|约|近|上下"),
    "range": re.compile(r"\d\s*%?\s*[-—–~～至到]\s*\d"),
    "increase_by": re.compile(r"增|提高|提升|上升|上涨|翻|扩大|回升|倍"),
    "decrease_by": re.compile(r"降|减|缩|压|低"),
    "growth_rate_at_least": re.compile(
        r"(?=.*(?:增|提高|提升|上升|翻))(?=.*(?:以上|超过|突破|不低于|高于|多))", re.DOTALL
    ),
}
_BEARS_KIND = {
    "target": re.compile(r"力争|确保|争取|目标|计划|拟|将|要|到20\d\d年|预期|努力|今年|建设|推进|实施"),
    "achieved": re.compile(r"完成|实现了|已|达到了|同比|比上年|去年|累计|建成|新增了|五年来|一年来|取得"),
}


class Refined(NamedTuple):
    """The rows of a document after a model looked at them: those that changed, and how many sentences it failed at."""

    changed: list[Commitment]
    failed: int


def refine(
    rows: Sequence[Commitment], frame: Frame, model: ChatModel, on_sentence: Callable[[], None] = lambda: None
) -> Refined:
    """Ask the model about each sentence of a document; raises ModelFailure where it cannot be reached at the first."""
    changed: list[Commitment] = []
    failed = asked = 0
    for _, group in groupby(rows, key=lambda row: row.sentence_start):
        of_sentence = list(group)
        try:
            said = _said(model, of_sentence)
        except ModelFailure:
            if not asked:
                raise
            failed += 1
            continue
        finally:
            asked += 1
            on_sentence()
        better = corrected(of_sentence, said, frame)
        changed += [new for old, new in zip(of_sentence, better, strict=True) if new != old]
    return Refined(changed, failed)


def corrected(rows: Sequence[Commitment], said: Sequence[Any], frame: Frame) -> list[Commitment]:
    """Return the rows of one sentence with every field that a reply gives and the sentence bears out."""
    by_number = {item["row"]: item for item in said if isinstance(item, dict) and isinstance(item.get("row"), int)}
    return [_checked(row, by_number.get(number, {}), frame) for number, row in enumerate(rows, start=1)]


def _checked(row: Commitment, said: dict[str, Any], frame: Frame) -> Commitment:
    fields = {
        "subject": _subject(row, said.get("subject")),
        "comparator": _comparator(row, said.get("comparator")),
        "year": _year(row, said.get("year"), frame),
        "kind": _kind(row, said.get("kind")),
        "departments": _departments(row, said.get("departments")),
    }
    return replace(row, **{name: value for name, value in fields.items() if value is not None})  # type: ignore[arg-type]


def _subject(row: Commitment, said: object) -> str | None:
    """Accept a subject that is put together of few pieces of the sentence and its headings."""
    if not isinstance(said, str):
        return None
    wanted = said.strip()
    if not 1 < len(wanted) <= _LONGEST_SUBJECT or not re.search(r"[\u3400-\u9fff]", wanted) or row.value in wanted:
        return None
    text = "\n".join((row.sentence, *row.section))
    return wanted if _pieces(wanted, text) <= _PIECES else None


def _pieces(wanted: str, text: str) -> int:
    """Return of how few pieces of a text the wanted words are made; more than any limit where they are not."""
    count = 0
    while wanted:
        length = next((size for size in range(len(wanted), 1, -1) if wanted[:size] in text), 0)
        if not length:
            return _LONGEST_SUBJECT
        wanted = wanted[length:]
        count += 1
    return count


def _comparator(row: Commitment, said: object) -> str | None:
    if said not in get_args(Comparator) or said == row.comparator or not isinstance(said, str):
        return None
    near = row.sentence[max(0, row.start - row.sentence_start - 16) : row.end - row.sentence_start + 6]
    if said == "exact":
        bare = not any(_BEARS[name].search(row.value) for name in ("at_least", "at_most", "about", "range"))
        return said if bare else None
    return said if _BEARS[said].search(near) else None


def _year(row: Commitment, said: object, frame: Frame) -> int | None:
    """Accept a year that the sentence or a heading names."""
    if not isinstance(said, int) or isinstance(said, bool):
        return None
    named = {one.year for text in (row.sentence, *row.section) for one in mentions(text, frame)}
    return said if said in named else None


def _kind(row: Commitment, said: object) -> str | None:
    if said not in _BEARS_KIND or said == row.kind or not isinstance(said, str):
        return None
    other = "achieved" if said == "target" else "target"
    borne = _BEARS_KIND[said].search(row.sentence) and not _BEARS_KIND[other].search(row.sentence)
    return said if borne else None


def _departments(row: Commitment, said: object) -> tuple[str, ...] | None:
    """Accept departments that the sentence prints; what a bracket behind the item named is kept."""
    if not isinstance(said, list) or not said or not all(isinstance(name, str) for name in said):
        return None
    names = tuple(dict.fromkeys(name.strip() for name in said))
    printed = all(len(name) > 1 and name in row.sentence for name in names)
    return names if printed and not row.departments else None


def _said(model: ChatModel, rows: Sequence[Commitment]) -> list[Any]:
    """Return what the model says of the rows of one sentence, [] for what is no list."""
    listed = "\n".join(_line(number, row) for number, row in enumerate(rows, start=1))
    human = (
        prompt("refine-user")
        .replace("{section}", harmless(" › ".join(rows[0].section)))
        .replace("{rows}", harmless(listed))
        .replace("{sentence}", harmless(rows[0].sentence))
    )
    turns: list[tuple[Role, str]] = [("system", prompt("refine-system")), ("human", human)]
    text = "".join(_bounded(model, turns))
    match = _LIST.search(text)
    try:
        said = json.loads(match.group()) if match else []
    except (ValueError, RecursionError):
        return []
    return said if isinstance(said, list) else []


def _bounded(model: ChatModel, turns: Sequence[tuple[Role, str]]) -> Iterator[str]:
    length = 0
    for piece in without_thoughts(model.reply(turns, time.monotonic() + model.endpoint.timeout)):
        length += len(piece)
        if length > _LONGEST_REPLY:
            raise ModelFailure("too_long")
        yield piece.replace("\0", "")


def _line(number: int, row: Commitment) -> str:
    fields = {
        "row": number,
        "value": row.value,
        "subject": row.subject,
        "comparator": row.comparator,
        "year": row.year,
        "kind": row.kind,
        "departments": list(row.departments),
    }
    return json.dumps(fields, ensure_ascii=False)
