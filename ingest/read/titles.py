"""Mark the printed title of a document whose format does not mark it."""

import re
from dataclasses import replace

from ingest.blocks import Reading
from ingest.read.contents import plain
from ingest.read.headings import heading_numbering

_OPENING = 4
_LONGEST = 90
_GENRE = re.compile(r"(?:规划|纲要|方案|意见|计划|报告|通知|办法|摘要|决定|目标|建议)(?:[（(][^）)]{1,30}[）)])*$")


def is_plan_title(line: str) -> bool:
    """Say whether a whole line reads like the title of a plan."""
    return 4 <= len(line) <= _LONGEST and not re.search(r"[。；;，,：:]", line) and bool(_GENRE.search(line))


def with_title(reading: Reading) -> Reading:
    """Return the reading with one of its opening lines as title: the one stated, else one that reads like a title.

    A reading that already has a title comes back as it is.
    """
    opening = reading.blocks[:_OPENING]
    if any(block.kind == "title" for block in reading.blocks):
        return reading
    stated = plain(reading.stated.get("title", ""))
    found = next((index for index, block in enumerate(opening) if stated and plain(block.text) == stated), None)
    if found is None and opening and heading_numbering(opening[0].text) is None and is_plan_title(opening[0].text):
        found = 0
    if found is None:
        return reading
    blocks = list(reading.blocks)
    blocks[found] = replace(blocks[found], kind="title", level=None, lead=0)
    return replace(reading, blocks=tuple(blocks))
