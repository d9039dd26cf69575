"""Cut an outlined document into passages that follow its headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.blocks import Block
from ingest.outline import Outlined
from ingest.passage import Passage
from ingest.sentences import Span, sentence_spans

LONGEST = 350
_LONGEST_ROWS = 200


@dataclass(frozen=True, slots=True)
class _Piece:
    """Consecutive characters of the cleaned text that are never cut further."""

    start: int
    end: int
    trail: tuple[str, ...]
    kind: str
    opens_block: bool


def cleaned_text(blocks: Iterable[Block]) -> str:
    """Return the text that all character spans refer to: one line per block."""
    return "\n".join(block.text for block in blocks)


def _pages(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return (offset, page) pairs in order of offset: which page each part of the cleaned text stands on."""
    pages: list[tuple[int, int]] = []
    offset = 0
    for block in blocks:
        if block.page is not None:
            pages.append((offset, block.page))
            pages.extend((offset + start.offset, start.page) for start in block.page_starts)
        offset += len(block.text) + 1
    return pages


def _page_at(pages: Sequence[tuple[int, int]], offset: int) -> int | None:
    found = None
    for start, page in pages:
        if start > offset:
            break
        found = page
    return found


def _balanced(text: str, base: int) -> list[Span]:
    """Cut a long paragraph between sentences into parts of about equal length, none over LONGEST if avoidable."""
    spans = sentence_spans(text)
    parts = -(-len(text) // LONGEST)
    goal = len(text) / parts
    cut: list[Span] = []
    start = 0
    for span in spans:
        if span.start > start and (span.end - start > LONGEST or (span.start - start) >= goal * 0.9):
            cut.append(Span(base + start, base + span.start))
            start = span.start
    cut.append(Span(base + start, base + len(text)))
    return cut


def _pieces(outlined: Sequence[Outlined]) -> list[_Piece]:
    offsets = accumulate((len(item.block.text) + 1 for item in outlined), initial=0)
    pieces: list[_Piece] = []
    for item, offset in zip(outlined, offsets, strict=False):
        block = item.block
        if block.kind == "paragraph" and len(block.text) > LONGEST:
            spans = _balanced(block.text, offset)
        else:
            spans = [Span(offset, offset + len(block.text))]
        pieces.extend(
            _Piece(span.start, span.end, item.trail, block.kind, index == 0) for index, span in enumerate(spans)
        )
    return pieces


def _common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    shared: list[str] = []
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        shared.append(left)
    return tuple(shared)


def _joins(group: Sequence[_Piece], piece: _Piece) -> bool:
    """Tell whether a piece belongs into the passage begun by `group`."""
    if all(member.kind in ("heading", "title") for member in group):
        return True
    if piece.kind in ("heading", "title"):
        return False
    body = [member for member in group if member.kind not in ("heading", "title")]
    length = piece.end - group[0].start
    if body[-1].kind == "row" or piece.kind == "row":
        return body[-1].kind == piece.kind and length <= _LONGEST_ROWS
    if not piece.opens_block:
        return False
    return length <= LONGEST


def _section(group: Sequence[_Piece]) -> tuple[str, ...]:
    body = [member for member in group if member.kind not in ("heading", "title")] or group[-1:]
    trail = body[0].trail
    for member in body[1:]:
        trail = _common(trail, member.trail)
    return trail


def split(document: str, outlined: Sequence[Outlined]) -> tuple[str, tuple[Passage, ...]]:
    """Return the cleaned text of a document and its passages in order.

    The passages hold every character of the cleaned text except the line breaks between them. A heading opens the
    passage of the body that follows it. Passages aim at 80-350 characters and end between sentences.
    """
    blocks = [item.block for item in outlined]
    text = cleaned_text(blocks)
    groups: list[list[_Piece]] = []
    for piece in _pieces(outlined):
        if groups and _joins(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    pages = _pages(blocks)
    passages: list[Passage] = []
    for group in groups:
        start, end = group[0].start, group[-1].end
        if start == end:
            continue
        passages.append(
            Passage(
                document=document,
                number=len(passages),
                section=_section(group),
                start=start,
                end=end,
                text=text[start:end],
                page=_page_at(pages, start),
                last_page=_page_at(pages, end - 1),
            )
        )
    return text, tuple(passages)
