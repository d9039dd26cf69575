"""Find the headings of a document and the trail of headings above each block."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.blocks import Block

_NUMERAL = "[一二三四五六七八九十百零〇两0-9０-９]+"
# From the outermost to the innermost, the numbering customary in Chinese official documents (GB/T 9704 for 一、（一）1.（1）).
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("编", re.compile(rf"第{_NUMERAL}[编篇](?![a-zA-Z])")),
    ("章", re.compile(rf"第{_NUMERAL}章")),
    ("节", re.compile(rf"第{_NUMERAL}节")),
    ("附件", re.compile(r"附(?:件|表|录)\s*[一二三四五六七八九十0-9]{0,2}[:：]?$")),
    ("一、", re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")),
    ("（一）", re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    ("措施一", re.compile(r"(?:措施|任务|行动|工程|目标|关键词|板块|方面)[一二三四五六七八九十]{1,2}(?=[:：、\s])")),
    ("条", re.compile(rf"第{_NUMERAL}条")),
    ("专栏", re.compile(rf"专\s*栏\s*{_NUMERAL}")),
    ("1、", re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")),
    ("（1）", re.compile(r"[（(]\d{1,2}[）)]")),
    ("①", re.compile(r"[①-⑳]")),
)
_ORDER = {name: order for order, (name, _) in enumerate(_PATTERNS, start=1)}
_LONGEST_HEADING, _LONGEST_SENTENCE_HEADING = 45, 70
_LONGEST_LEAD = 30
_LONGEST_CAPTION = 20
_LOOK_AHEAD = 4
_FIRST = re.compile(r"第?[（(]?[一1]|(?:措施|任务|行动|工程)一")
# A well-formed numeral ends before the next word begins with one ("专栏十八" + "六大行动").
_BOX_NUMERAL = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2})"
_SPACED = re.compile(rf"^(第{_NUMERAL}[编篇章节条]|专\s*栏\s*{_BOX_NUMERAL})[\s:：]*(?=\S)")
_LEAD = re.compile(r"^(?:[^，,。：:；;]{2,%d})[。：:](?=\S)" % _LONGEST_LEAD)


@dataclass(frozen=True, slots=True)
class Outlined:
    """A block with the headings above it, outermost first; a heading's own text is the last of its trail."""

    block: Block
    trail: tuple[str, ...]


def numbering(text: str) -> str | None:
    """Name the numbering a text opens with ("章", "一、", "（1）"…), None without one."""
    for name, pattern in _PATTERNS:
        if pattern.match(text):
            return name
    return None


def run_in_lead(block: Block) -> str:
    """Return the opening phrase that acts as a heading inside a paragraph, "" where there is none."""
    if block.kind != "paragraph":
        return ""
    if 0 < block.lead <= _LONGEST_LEAD + 10:
        return block.text[: block.lead].rstrip("。：: ")
    match = _LEAD.match(block.text)
    if match is None or len(block.text) < match.end() + 6:
        return ""
    lead = match.group()[:-1].strip()
    if numbering(lead) or len(lead) <= 14:
        return lead
    return ""


def _is_heading(block: Block) -> bool:
    if block.kind in ("heading", "title"):
        return True
    if block.kind != "paragraph" or len(block.text) > _LONGEST_HEADING:
        return False
    name = numbering(block.text)
    if name is None or block.text[-1] in "；;!?：:" or re.search(r"[。！？]", block.text):
        return False
    # Deep numbering without a final full stop is as often a list item as a heading.
    return name not in ("（1）", "①", "条") and not re.search(r"[，,；;].*[，,；;]", block.text)


def _is_sentence_heading(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a part opens with a whole sentence for a heading ("一、回顾2023年，……，……更加坚定"): text, not an item, follows it."""
    block = blocks[index]
    if numbering(block.text) != "一、" or len(block.text) > _LONGEST_SENTENCE_HEADING:
        return False
    if re.search(r"[。！？]|[；;!?：:，,、]$", block.text) or index + 1 == len(blocks):
        return False
    after = blocks[index + 1]
    ended = index == 0 or blocks[index - 1].kind != "paragraph" or blocks[index - 1].text[-1:] in "。；;！？：:"
    return (
        ended
        and after.kind == "paragraph"
        and (len(after.text) >= _LONGEST_HEADING or numbering(after.text) == "（一）")
    )


def _is_caption(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether an unnumbered short line stands between paragraphs as a heading does."""
    block = blocks[index]
    if (
        block.kind != "paragraph"
        or not 4 <= len(block.text) <= _LONGEST_CAPTION
        or index == 0
        or index + 1 == len(blocks)
    ):
        return False
    if re.search(
        r"[。；;：:，,！？、）)\d]$|\d{4}年|^[（(“■—]|^[图表]\s*\d|示意图$|人民政府$|委员会$|[局厅办]$", block.text
    ) or numbering(block.text):
        return False
    before, after = blocks[index - 1], blocks[index + 1]
    opens = after.kind == "paragraph" and (len(after.text) >= 40 or numbering(after.text) is not None)
    return opens and (before.kind == "heading" or (before.kind == "paragraph" and before.text[-1] in "。；;"))


def _spaced(text: str) -> str:
    """Put one space behind "第四章" and "专栏三", which loses none of the words."""
    return _SPACED.sub(lambda match: re.sub(r"\s", "", match.group(1)) + " ", text)


def _join_broken_headings(blocks: Sequence[Block]) -> list[Block]:
    """Join a heading that was printed on two lines ("第一篇 …战略," + "开启…新征程")."""
    joined: list[Block] = []
    for block in blocks:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and previous.kind == "heading"
            and numbering(previous.text) in ("编", "章", "节")
            and block.kind == "paragraph"
            and len(block.text) <= 22
            and numbering(block.text) is None
            and not re.search(r"[。；;：:！？]", block.text)
            and (previous.text[-1] in "，,、" or (len(previous.text) >= 17 and len(block.text) <= 16))
        ):
            joined[-1] = replace(previous, text=previous.text + block.text)
        else:
            joined.append(block)
    return joined


def _orders(blocks: Sequence[Block]) -> dict[int, float]:
    """Give each heading (by index) its depth: by numbering where it has one, else by the level the format states."""
    by_level: dict[int, list[int]] = defaultdict(list)
    for block in blocks:
        name = numbering(block.text)
        if block.kind == "heading" and block.level is not None and name:
            by_level[block.level].append(_ORDER[name])
    known = {level: median(orders) for level, orders in by_level.items()}
    depth: dict[int, float] = {}
    for index, block in enumerate(blocks):
        if block.kind == "title":
            depth[index] = 0.0
        elif block.kind == "heading":
            name = numbering(block.text)
            if name:
                depth[index] = float(_ORDER[name])
            elif block.level is not None:
                shallower = [order for level, order in known.items() if level < block.level]
                depth[index] = known.get(block.level, max(shallower, default=0.0) + 0.1 * block.level)
            else:
                depth[index] = _unnumbered_depth(blocks, index)
    return depth


def _unnumbered_depth(blocks: Sequence[Block], index: int) -> float:
    """Put a heading without number or level just above the numbering that starts anew below it, else deepest."""
    for block in blocks[index + 1 : index + 1 + _LOOK_AHEAD]:
        name = numbering(block.text)
        if block.kind == "heading" and name:
            return _ORDER[name] - 0.5 if _FIRST.match(block.text) else _ORDER[name] + 0.5
    return len(_PATTERNS) - 2.5


def outline(blocks: Sequence[Block]) -> list[Outlined]:
    """Return the blocks with their heading trails; paragraphs that are headings by their numbering become headings.

    The title is in no trail. A run-in lead stays in its paragraph and is the innermost heading of that paragraph only.
    """
    marked = [
        replace(block, kind="heading")
        if block.kind == "paragraph" and (_is_heading(block) or _is_sentence_heading(blocks, index))
        else block
        for index, block in enumerate(blocks)
    ]
    marked = _join_broken_headings(marked)
    marked = [replace(b, kind="heading") if _is_caption(marked, i) else b for i, b in enumerate(marked)]
    marked = [replace(b, text=_spaced(b.text)) if b.kind == "heading" else b for b in marked]
    depth = _orders(marked)
    stack: list[tuple[float, str]] = []
    outlined: list[Outlined] = []
    for index, block in enumerate(marked):
        if index in depth:
            if block.kind == "heading":
                while stack and stack[-1][0] >= depth[index]:
                    stack.pop()
                stack.append((depth[index], block.text))
            outlined.append(Outlined(block, tuple(text for _, text in stack)))
            continue
        lead = run_in_lead(block)
        trail = tuple(text for _, text in stack)
        outlined.append(Outlined(block, (*trail, lead) if lead else trail))
    return outlined
