"""Cut a reply into sentences as it arrives, each with the marks of its parts, and clean what is no plain text."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

_THOUGHT_OPENS = re.compile(r"<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_THOUGHT_CLOSES = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_TAG = re.compile(
    r"<script\b.*?(?:</script\s*>|$)|<style\b.*?(?:</style\s*>|$)|<!--.*?(?:-->|$)|</?[a-zA-Z][^<>\n]{0,300}>",
    re.DOTALL | re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]|[\U000e0000-\U000e007f]"
)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\s]{1,500}\)")
_ITEM = re.compile(r"^\s*(?:[-•·–—]|[*+]\s|\d{1,2}[.)、．）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])\s*")
_GROUP = re.compile(r"\s*[\[［【〔(（]\s*(?:/?[A-Za-z\d_^#-]{1,12}\s*[,，、;；\s]?\s*){1,8}[\]］】〕)）]")
_NAME = re.compile(r"[A-Za-z0-9_]+")
_ENDS = "。！？!?；;"
_OPENS = "“‘「『《（(〈"
_CLOSES = "”’」』》）)〉"
_LONGEST_NESTED = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence and the known marks it rests on."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a reply: its parts, what ends it, and whether it is an item of a list.

    `lead` is the line that introduces the list it opens.
    """

    pieces: tuple[Piece, ...]
    end: str
    item: bool = False
    lead: str = ""

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(piece.text for piece in self.pieces)


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """Leave out what a reasoning model thinks aloud; a thought that is never closed swallows the rest."""
    held, inside = "", False
    for piece in pieces:
        held += piece
        while True:
            if inside:
                closed = _THOUGHT_CLOSES.search(held)
                if closed is None:
                    held = held[-12:]
                    break
                held, inside = held[closed.end() :], False
            opened = _THOUGHT_OPENS.search(held)
            if opened is None:
                break
            yield held[: opened.start()]
            held, inside = held[opened.end() :], True
        stray = None if inside else _THOUGHT_CLOSES.search(held)
        if stray is not None:
            # Some servers leave the opening tag out; what came before it was thought.
            held = "\0" + held[stray.end() :]
        if not inside:
            safe = held.rfind("<")
            safe = safe if safe >= 0 and len(held) - safe < 14 else len(held)
            yield held[:safe]
            held = held[safe:]
    if not inside:
        yield held


class Cutter:
    """Take a reply in pieces of any size and give its sentences as soon as they are whole."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._held = ""
        self._lead = ""
        self._inherited: tuple[str, ...] = ()
        self.seen = ""

    def feed(self, text: str, last: bool = False) -> list[Sentence]:
        """Return the sentences that are whole now; with `last`, also what stands unfinished."""
        before, dropped, after = text.rpartition("\0")
        if dropped:
            self._held, self._lead, text = "", "", after
        else:
            text = before + after
        self.seen += text
        self._held += text
        found: list[Sentence] = []
        while (cut := _boundary(self._held, last)) is not None:
            raw, self._held = self._held[:cut], self._held[cut:]
            sentence = self._sentence(raw)
            if sentence is not None:
                found.append(sentence)
        return found

    def _sentence(self, raw: str) -> Sentence | None:
        line = raw.strip("\n")
        item = bool(_ITEM.match(line))
        pieces = self._pieces(plain_text(_ITEM.sub("", line, count=1) if item else line))
        text = "".join(piece.text for piece in pieces)
        if not re.search(r"\w", text):
            return None
        if text.rstrip().endswith(("：", ":")):
            self._lead = text.strip()
            self._inherited = pieces[-1].marks or pieces[0].marks
            return None
        if not item:
            self._inherited = ()
        if item and self._inherited and not any(piece.marks for piece in pieces):
            pieces = tuple(Piece(piece.text, self._inherited) for piece in pieces)
        lead, self._lead = self._lead, ""
        end = "\n" if raw.endswith("\n") else ""
        return Sentence(pieces, end, item, lead)

    def _pieces(self, text: str) -> tuple[Piece, ...]:
        """Attribute every stretch of text to the marks right after it; a tail without marks rests on those before it."""
        pieces: list[Piece] = []
        start = position = 0
        while (group := _GROUP.search(text, position)) is not None:
            names = _NAME.findall(group.group())
            if not any(name in self._known for name in names) and not _looks_like_marks(group.group()):
                position = group.end()
                continue
            stretch, start = text[start : group.start()], group.end()
            marks = tuple(dict.fromkeys(name for name in names if name in self._known))
            if not re.search(r"\w", stretch) and pieces:
                last = pieces.pop()
                stretch, marks = last.text + stretch, tuple(dict.fromkeys((*last.marks, *marks)))
            pieces.append(Piece(stretch, marks))
            position = start
        tail = text[start:]
        if pieces and not re.search(r"\w", tail):
            last = pieces.pop()
            pieces.append(Piece(last.text + tail, last.marks))
        elif tail.strip():
            pieces.append(Piece(tail, pieces[-1].marks if pieces else ()))
        return tuple(pieces)


def _looks_like_marks(group: str) -> bool:
    """Tell an invented mark ("[p0aa]", "[1]", "[/p7f3]") from a bracketed abbreviation ("（GDP）")."""
    return group.strip()[0] in "[［【〔" or bool(re.search(r"[([（]\s*p[a-z0-9]{4}\b", group))


def plain_text(text: str) -> str:
    """Drop markup, links, control characters and emphasis; the words stay."""
    text = _TAG.sub("", _LINK.sub(r"\1", _HIDDEN.sub("", text)))
    text = re.sub(r"^\s*(?:#{1,6}\s+|>\s*|```\w*|\|?\s*:?-{3,}.*$)", "", text)
    text = re.sub(r"\*\*|__|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|~~", "", text)
    if text.count("|") >= 2:
        text = "，".join(cell.strip() for cell in text.strip().strip("|").split("|") if cell.strip())
    return text.strip()


def _boundary(text: str, last: bool) -> int | None:
    """Return where the first sentence of a text ends, its marks included; None while more of it may come."""
    depth = opened = 0
    for position, char in enumerate(text):
        if char == "\n":
            if text[:position].strip():
                return position + 1
            continue
        if char in _OPENS:
            depth, opened = depth + 1, position
        elif char in _CLOSES:
            depth = max(0, depth - 1)
        if depth and position - opened > _LONGEST_NESTED:
            depth = 0
        if depth or not _may_end(text, position):
            continue
        end = position + 1
        while end < len(text) and text[end] in _CLOSES:
            end += 1
        while (group := _GROUP.match(text, end)) is not None and not group.group().startswith("\n"):
            end = group.end()
        rest = text[end:].lstrip(" ")
        if not last and (
            not rest or (rest[0] in "[［【〔(（" and len(rest) < 60 and not re.search(r"[\]］】〕)）]", rest))
        ):
            return None
        if rest.startswith("\n"):
            end = len(text) - len(rest) + 1
        return end
    return len(text) if last and text.strip() else None


def _may_end(text: str, position: int) -> bool:
    char = text[position]
    if char in "；;":
        # A clause with its own mark stands for itself; one without shares the mark of its sentence.
        return bool(re.search(r"[\]］】〕]\s*$", text[:position]))
    if char in _ENDS:
        return True
    # An English full stop ends a sentence before a blank or a mark, not inside a number or after one letter.
    return (
        char == "."
        and bool(re.match(r"\.\s*(?:\[|\s|$)", text[position:]))
        and bool(re.search(r"[\w\])”’\"]{2}$", text[:position]))
    )
