"""Cut a text without line breaks into headings and paragraphs, by its contents list and its enumeration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.blocks import Block
from ingest.read.headings import LONGEST_HEADING
from ingest.read.text_tables import TABLE_HEADER, run_on_table

RUN_ON = 1500
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_ENUMERATOR = (
    rf"(?:第[一二三四五六七八九十百\d]{{1,4}}[编篇章节]|专\s*栏\s*(?:{_NUMERAL}|\d{{1,2}})\s*[:：]?|附(?:件|表|录)\d{{0,2}}\s*[:：]"
    rf"|{_NUMERAL}\s*[、．]|[（(]{_NUMERAL}[）)]|\d{{1,2}}[、．]|[（(]\d{{1,2}}[）)])"
)
_CONTENTS = re.compile(r"目\s*[录錄次]\s*(?=" + _ENUMERATOR + r"|前\s*言|序\s*言)")
_ENTRY = re.compile(
    rf"\s*(?P<title>(?:{_ENUMERATOR}|前\s*言|序\s*言|附\s*则)[^。]{{0,60}}?)[\s.．·…⋯]*(?P<page>\d{{1,3}})(?=\s*{_ENUMERATOR})"
)
_LAST_ENTRY = re.compile(rf"\s*(?P<title>{_ENUMERATOR}[^。\d]{{0,60}}?)[\s.．·…⋯]*(?P<page>\d{{1,3}})")
_WIDEST_STEP = 60
_FEWEST_ENTRIES = 3
_CUT = re.compile(rf"(?<=[。！？!?])(?={_ENUMERATOR})|(?<=[。！？!?][”’）)])(?={_ENUMERATOR})")
_BOX = re.compile(r"专\s*栏\s*(?:[一二三四五六七八九十]{1,4}|\d{1,2})\s*[:：]?\s*")
_BOX_TITLE = re.compile(
    r"[^。，,:：;；]{2,36}(?:领域|工程|行动计划|行动|计划|项目|任务|指标|布局|方向|重点|目标|清单|举措|措施|政策|体系|一览表|表)"
)
_PLAN_TITLE = re.compile(
    r"[^。，,:：;；]{4,60}?(?:规划纲要|规划|纲要|方案|意见|计划|报告|办法)(?:[（(][^）)]{2,20}[）)])?"
)
_COVER = 200


@dataclass(frozen=True, slots=True)
class _Contents:
    """Where the contents list stands in the text and the titles it lists, in order."""

    start: int
    end: int
    titles: tuple[str, ...]


def run_on_blocks(text: str) -> list[Block]:
    """Return the headings, paragraphs and table rows of one run-on text.

    Titles of the contents list become headings where they stand in the body after a sentence or another heading;
    other enumerated parts begin a paragraph only after a finished sentence. The list itself is left out.
    """
    contents = _contents(text)
    if contents is None:
        return list(_parts(text))
    blocks = list(_cover(text[: contents.start], text[contents.end :]))
    body = text[contents.end :]
    own = _own_title(blocks, body)
    if own:
        blocks[0] = Block(own, "title")
        body = body[len(own) :]
    position = 0
    for start, title in _placed(body, contents.titles):
        blocks.extend(_parts(body[position:start]))
        blocks.append(Block(title, "heading"))
        position = start + len(title)
    blocks.extend(_parts(body[position:]))
    return blocks


def _contents(text: str) -> _Contents | None:
    opening = _CONTENTS.search(text)
    if opening is None:
        return None
    titles: list[str] = []
    position, page = opening.end(), 0
    while True:
        match = _ENTRY.match(text, position) or _LAST_ENTRY.match(text, position)
        if match is None or not page <= int(match.group("page")) <= page + _WIDEST_STEP:
            break
        titles.append(match.group("title").strip())
        position, page = match.end(), int(match.group("page"))
    if len(titles) < _FEWEST_ENTRIES:
        return None
    return _Contents(opening.start(), position, tuple(titles))


def _placed(body: str, titles: tuple[str, ...]) -> list[tuple[int, str]]:
    """Find the titles in the body, each after the one before it and none inside a sentence."""
    placed: list[tuple[int, str]] = []
    position = 0
    for title in titles:
        start = body.find(title, position)
        while start > position and body[start - 1] not in "。！？!?”）)；;:：":
            start = body.find(title, start + 1)
        if start >= 0:
            placed.append((start, title))
            position = start + len(title)
    return placed


def _cover(text: str, body: str) -> Iterator[Block]:
    """Yield what stands before the contents list: title, status in brackets, date."""
    if not text.strip():
        return
    if len(text) > _COVER:
        yield from _parts(text)
        return
    match = _PLAN_TITLE.match(text)
    rest = text
    if match:
        yield Block(match.group().strip(), "title")
        rest = text[match.end() :]
    for piece in re.split(r"(?<=[）)])(?=\d{4}\s*年)|(?<=月)(?=\D)|(?<=日)(?=\D)", rest):
        if piece.strip():
            yield Block(piece.strip())


def _own_title(cover: list[Block], body: str) -> str | None:
    """Return the title that the body repeats at its beginning, in the body's own (usually more exact) print."""
    if not cover or cover[0].kind != "title":
        return None
    stem = re.split(r"[（(]", cover[0].text)[0]
    match = re.match(re.escape(stem) + r"(?:[（(][^）)]{2,20}[）)])?", body)
    return match.group() if match and len(stem) >= 6 else None


def _parts(text: str) -> Iterator[Block]:
    """Yield paragraphs cut before enumerators that follow a finished sentence; tables and boxes are recognised."""
    header = TABLE_HEADER.search(text)
    if header:
        table = run_on_table(text, header)
        if table is not None:
            yield from _captioned(text[: header.start()])
            yield from table.rows
            yield from _parts(text[table.end :])
            return
    for piece in _CUT.split(text):
        piece = piece.strip()
        box = _BOX.match(piece)
        title = _BOX_TITLE.match(piece, box.end()) if box else None
        if (
            title
            and title.end() <= LONGEST_HEADING
            and piece[title.end() : title.end() + 1] not in ("", "。", "，", ",")
        ):
            yield Block(piece[: title.end()], "heading")
            piece = piece[title.end() :].lstrip(":： ")
        if piece:
            yield Block(piece)


def _captioned(text: str) -> Iterator[Block]:
    """Yield the text before a table, its last unfinished piece being the table's caption."""
    end = max(text.rfind(mark) for mark in "。！？!?") + 1
    caption = text[end:].strip()
    if 0 < len(caption) <= 60 and caption.endswith(("表", "单", "分工", "任务")):
        yield from _parts(text[:end])
        yield Block(caption, "heading")
    elif text.strip():
        yield from _parts(text)
