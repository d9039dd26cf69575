"""Join paragraphs that a page break, a column or a copy cut in two inside a sentence."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.blocks import Block, PageStart

_STOPS_INSIDE = re.compile(r"[，,。；;].*[\u4e00-\u9fff，,、]$")
_GOES_ON = re.compile(r"[\u4e00-\u9fff]")
_OPENS_ITEM = re.compile(r"第?[一二三四五六七八九十]{1,2}(?:是|要|、|，|[章节条])|首先|其[一二三四]")
_LEAST = 30
# A character is so often followed, or preceded, by the other that the two belong to one word; so often at least they must meet.
_ONE_WORD, _MET = 0.4, 3


def mended(blocks: Sequence[Block]) -> list[Block]:
    """Join a paragraph that stops at a comma or inside a word with the paragraph behind it.

    Whether two characters belong to one word is told from how often they stand together in the same document.
    """
    paragraphs = [block.text for block in blocks if block.kind == "paragraph"]
    if not any(_STOPS_INSIDE.search(text) for text in paragraphs):
        return list(blocks)
    alone = Counter(char for text in paragraphs for char in text)
    together = Counter(pair for text in paragraphs for pair in pairwise(text))
    found: list[Block] = []
    for block in blocks:
        previous = found[-1] if found else None
        if previous is not None and _broken(previous, block, alone, together):
            found[-1] = _joined(previous, block)
        else:
            found.append(block)
    return found


def _broken(block: Block, after: Block, alone: Counter[str], together: Counter[tuple[str, str]]) -> bool:
    """Tell whether a sentence goes on from one block to the next."""
    if not (block.kind == after.kind == "paragraph" and _STOPS_INSIDE.search(block.text)) or after.lead:
        return False
    if not _GOES_ON.match(after.text) or _OPENS_ITEM.match(after.text):
        return False
    last, first = block.text[-1], after.text[0]
    if last in "，,、":
        return len(block.text) >= _LEAST
    met = together[last, first]
    return met >= _MET and met / min(alone[last], alone[first]) >= _ONE_WORD


def _joined(block: Block, after: Block) -> Block:
    length = len(block.text)
    starts = [PageStart(start.offset + length, start.page) for start in after.page_starts]
    last = block.page_starts[-1].page if block.page_starts else block.page
    if after.page is not None and after.page != last:
        starts.insert(0, PageStart(length, after.page))
    return replace(block, text=block.text + after.text, page_starts=(*block.page_starts, *starts))
