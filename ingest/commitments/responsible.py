"""Find the departments that answer for what a sentence promises."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.commitments.readable import evened

_ROLE = r"(?:责任部门|责任单位|责任主体|牵头部门|牵头单位|牵头责任单位|牵头及责任单位|负责单位|负责部门|主办单位|主管部门|实施单位|落实单位|牵头|责任)"
_BRACKET = re.compile(rf"[（【\[]\s*{_ROLE}：\s*(?P<names>[^】\]]{{2,200}}?)[）】\]](?=\s*(?:$|[。；\n]|[^、，]))")
# "（市住建局负责）", "（市住建局牵头，市财政局配合）"
_SAID = re.compile(
    r"[（【\[]\s*(?P<names>[^（）()【】。；：]{2,120}?)(?:牵头|负责|按职责分工负责)[^（）()【】。]{0,60}[）】\]]"
)
_CELL = re.compile(rf"{_ROLE}[^：；，。\n]{{0,6}}：(?P<names>[^；\n]{{2,160}})")
_LEADS = re.compile(r"由(?P<names>[^，。；：由]{2,40}?)(?:牵头|负责|组织实施|具体负责|承担|主管)")
_SPLIT = re.compile(r"[、，；：]|以及|和(?=[省市县区各])|\s+")
_AND_SO_ON = re.compile(
    r"(?:等?(?:有关|相关|市直|市级|各)*(?:部门|单位)|等?(?:按职责分工)?(?:负责|牵头|配合|参与)|等)+$"
)
_BODY = re.compile(r"局|委|办|部|厅|院|中心|处|公司|政府|银行|署|会|集团|所|社|队|馆|校|站|管委|县|区|市|街道|乡镇")
# What opens the next item of a list: a bracket behind it does not speak of the item before.
_ITEM = re.compile(r"\n\s*(?:\d{1,3}[、.．]|[（(]?[一二三四五六七八九十\d]+[、）)]|——|[●■◆★①-⑳])")
_NAMES_SOMEONE = re.compile(r"[（(【\[][^）)】\]。]{0,120}(?:责任|牵头|负责|单位|部门)")
_HINT = re.compile(r"责任|牵头|负责|单位|主管|部门|实施|承担")


class Bracket(NamedTuple):
    """The departments that a bracket names, and where it stands."""

    start: int
    end: int
    names: tuple[str, ...]


def departments_of(sentence: str, is_row: bool = False) -> tuple[str, ...]:
    """Return the departments that a sentence, or the column of a table row, itself names as responsible."""
    if not _HINT.search(sentence):
        return ()
    found: list[str] = []
    for pattern in (_CELL,) if is_row else (_BRACKET, _SAID, _LEADS):
        for match in pattern.finditer(sentence):
            found += _single(match["names"])
    return tuple(dict.fromkeys(found))


def brackets(text: str) -> list[Bracket]:
    """Return the brackets of a text that name who is responsible for what stands before them."""
    if not _NAMES_SOMEONE.search(text):
        return []
    text = evened(text)
    found = [
        Bracket(*match.span(), tuple(dict.fromkeys(names)))
        for pattern in (_BRACKET, _SAID)
        for match in pattern.finditer(text)
        if (names := _single(match["names"]))
    ]
    return sorted(found)


def covering(text: str, end: int, found: Sequence[Bracket]) -> tuple[str, ...]:
    """Return the departments of the bracket behind a sentence of the same item; `end` is where the sentence ends.

    A bracket at the end of a paragraph, or on a line of its own below, answers for all of its sentences.
    """
    for bracket in found:
        if bracket.end < end:
            continue
        between = text[end : bracket.start].rstrip()
        if "\n" in between or _ITEM.search(between):
            return ()
        return bracket.names
    return ()


def _single(names: str) -> list[str]:
    return list(_split(names))


def _split(names: str) -> Iterator[str]:
    for name in _SPLIT.split(names):
        cut = _AND_SO_ON.sub("", name.strip()).strip(" 等。（(")
        if len(cut) >= 2 and _BODY.search(cut):
            yield cut
