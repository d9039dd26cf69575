"""Judge how well a document could be read, and point at places where characters seem to be lost."""

import re
from collections.abc import Sequence
from statistics import fmean

from ingest.blocks import Block, Reading
from ingest.outline import Outlined
from ingest.passage import Loss, Passage, Quality

_DIGIT = r"\d〇○零一二三四五六七八九十"
_NUMBERED = "document number without digits"
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 到年底 and 至年末 are ordinary words.
    ("year without number", re.compile(r"(?:[到至]|截至)年(?=[，,、])")),
    ("date without numbers", re.compile(rf"(?<![{_DIGIT}])年\s*月\s*日")),
    ("date run together", re.compile(r"^(?:19|20)\d{2}(?:1[0-2]|0?[1-9])(?:[12]\d|3[01]|0?[1-9])$")),
    (
        "month and day run together",
        re.compile(r"(?<![\d.年月])(?:1[0-2]|[1-9])(?:[12]\d|3[01])日(?=[（(]?周|[前起]|[上下]午)"),
    ),
    ("two years run together", re.compile(r"(?<![\d.])(?:19|20)\d{2}(?:19|20)\d{2}(?=年|[）)])")),
    (
        _NUMBERED,
        re.compile(
            r"(?:[国中]办?发|[政厅府办委][\u4e00-\u9fff]{0,2}[发字函])号(?![召角称码线文楼令])"
            r"|[〔\[【（(]\s*(?:(?:19|20)\d{2})?\s*[〕\]】）)]\s*号"
        ),
    ),
    ("amount without number", re.compile(r"(?:增长|下降|提高|达到?|不低于|超过|降低)(?:[%％]|个百分点)")),
    ("unreadable characters", re.compile(r"\ufffd+|[□■]{3,}|[?？]{4,}|锟斤拷|[\ue000-\uf8ff]+")),
)
_AROUND = 12
_SURE = 0.9


def judge(reading: Reading, outlined: Sequence[Outlined], passages: Sequence[Passage]) -> Quality:
    """Return how well a document could be read."""
    total = sum(len(item.block.text) for item in outlined)
    outside = sum(len(item.block.text) for item in outlined if not item.trail)
    confidence = reading.confidence
    return Quality(
        characters=total,
        headings=sum(item.block.kind == "heading" for item in outlined),
        outside=round(outside / total, 3) if total else 0.0,
        longest_passage=max((len(passage.text) for passage in passages), default=0),
        pages_without_text=_empty_pages(reading),
        losses=find_losses([item.block for item in outlined]),
        confidence=round(fmean(confidence.values()), 3) if confidence else None,
        weak_pages=tuple(sorted(page for page, sure in confidence.items() if sure < _SURE)),
    )


def _empty_pages(reading: Reading) -> tuple[int, ...]:
    if reading.pages is None:
        return ()
    held: set[int] = set()
    for block in reading.blocks:
        if block.page is not None:
            held.add(block.page)
        held.update(start.page for start in block.page_starts)
    return tuple(page for page in range(1, reading.pages + 1) if page not in held)


def find_losses(blocks: Sequence[Block]) -> tuple[Loss, ...]:
    """Return the signs of lost characters, each with its number and its first place."""
    counts: dict[str, int] = {}
    examples: dict[str, str] = {}
    for block in blocks:
        for sign, pattern in _SIGNS:
            if sign == _NUMBERED and "号" not in block.text:
                continue
            for match in pattern.finditer(block.text):
                counts[sign] = counts.get(sign, 0) + 1
                start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
                examples.setdefault(sign, block.text[start:end])
    return tuple(Loss(sign, counts[sign], examples[sign]) for sign, _ in _SIGNS if sign in counts)
