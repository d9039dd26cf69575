"""A sentence in a form that rules can read, with the way back to the characters as printed."""

import re
from typing import NamedTuple

from ingest.script import simplified

# One form for each mark, length kept; commas and colons between digits belong to the number.
_MARKS = {
    ";": "；",
    "(": "（",
    ")": "）",
    "!": "！",
    "?": "？",
    "％": "%",
    "︰": "：",
    "∶": "：",
    "／": "/",
    ",": "，",
    ":": "：",
}
_ODD = re.compile(r"[;()!?％︰∶／]|,(?!\d{3}(?!\d))|(?<!\d):|:(?!\d)")
_SPELLED_YEAR = re.compile(r"(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# "200，000，000元", as older prints separate thousands.
_GROUPS = re.compile(r"(?<!\d)\d{1,3}(?:，\d{3})+(?=[元吨斤亩万])")
_COMMA = re.compile(r",(?!\d{3}(?!\d))")
# A figure that was set apart in printing: "6 5 0亿元", "24. 8%", "1 0座".
_GAP = re.compile(r"(?<![\d.])\d(?: \d{1,2}){1,4}(?![\d.]| \d)|(?<!\d)\d{1,4}\. (?=\d)|(?<=\d) (?=\.\d)")
_DOT_ALONE = re.compile(r"^\s*\d+\. ")


class Readable(NamedTuple):
    """A sentence made readable; `places` has the printed place of each character and the end, None where nothing moved."""

    text: str
    places: tuple[int, ...] | None

    def printed(self, place: int) -> int:
        """Return the place in the printed sentence of a place in this one."""
        return place if self.places is None else self.places[place]


def evened(printed: str) -> str:
    """Return a text in simplified characters with one form for each mark and digits for years; its length is kept."""
    text = simplified(printed)
    if _SPELLED_YEAR.search(text):
        text = _SPELLED_YEAR.sub(lambda match: match.group().translate(_DIGITS), text)
    text = _GROUPS.sub(lambda match: match.group().replace("，", ","), text) if "，" in text else text
    return _ODD.sub(_even, text)


def _even(match: re.Match[str]) -> str:
    return _MARKS[match.group()]


def joined(text: str) -> Readable:
    """Return an evened sentence without gaps inside figures."""
    if " " not in text:
        return Readable(text, None)
    gaps = {
        place
        for match in _GAP.finditer(text)
        for place in range(*match.span())
        if text[place] == " " and not (match.start() == 0 or _DOT_ALONE.match(text[: match.end()]))
    }
    if not gaps:
        return Readable(text, None)
    kept = [place for place in range(len(text)) if place not in gaps]
    return Readable("".join(text[place] for place in kept), (*kept, len(text)))


def readable(printed: str) -> Readable:
    """Return a sentence as rules read it."""
    return joined(evened(printed))
