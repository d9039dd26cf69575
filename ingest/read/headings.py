"""Recognise lines that are headings by the numbering customary in Chinese plans."""

import re
from typing import Literal

Numbering = Literal["篇", "章", "节", "专栏", "一、", "（一）"]

_NUMERAL = "[一二三四五六七八九十百零〇两0-9０-９]{1,5}"
_PATTERNS: tuple[tuple[Numbering, re.Pattern[str]], ...] = (
    ("篇", re.compile(rf"第\s*{_NUMERAL}\s*[编篇](?!章)")),
    ("章", re.compile(rf"第\s*{_NUMERAL}\s*章")),
    ("节", re.compile(rf"第\s*{_NUMERAL}\s*节")),
    ("专栏", re.compile(rf"专\s*栏\s*{_NUMERAL}")),
    ("一、", re.compile(r"[一二三四五六七八九十]{1,3}\s*、")),
    ("（一）", re.compile(r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]")),
)
LONGEST_HEADING = 45
_SENTENCE_END = re.compile(r"[。；;！!？?][”’」』）)]*$")
# A chapter quoted inside a sentence ("第三章的规定", "第二节所列") is no heading.
_QUOTED = re.compile(rf"第\s*{_NUMERAL}\s*[编篇章节][的、和至到中所第]")


def heading_numbering(text: str) -> Numbering | None:
    """Name the heading numbering a line opens with, None where it opens with none or only quotes a chapter."""
    if _QUOTED.match(text):
        return None
    for name, pattern in _PATTERNS:
        if pattern.match(text):
            return name
    return None


def ends_sentence(text: str) -> bool:
    """Say whether the text ends with a mark that closes a sentence or announces a list."""
    return bool(_SENTENCE_END.search(text.rstrip())) or text.rstrip().endswith(("：", ":"))


def is_numbered_heading(text: str) -> bool:
    """Say whether a whole line is a heading: numbered, short and not a sentence."""
    return (
        heading_numbering(text) is not None
        and len(text) <= LONGEST_HEADING
        and not ends_sentence(text)
        and "。" not in text
    )
