"""Mend what recognition is known to confuse in Chinese text; only where one reading is possible."""

import re
from collections.abc import Sequence

from ingest.clean import clean_line

_CJK = "\u3007\u3400-\u9fff\uf900-\ufaff"
_NEXT_TO = f"{_CJK}《》“”‘’、。，；：！？（）【】"
_MARKS = tuple(zip("，；：！？", ",;:!?", strict=True))
_BRACKETS = (("（", "("), ("）", ")"))
_ENOUGH = 3
_DIGIT = "一二三四五六七八九〇"
_ZERO = re.compile(rf"(?<=[{_DIGIT}])[0Oo○◯Ｏ０]+(?=[{_DIGIT}年])")
_UNIT = "年月日号%％‰亿万千百元个项家户人条所座公里吨亩米倍"
_FIGURE = re.compile(
    rf"(?<![A-Za-z\d])\d[\d,.]*[OolI|][\dOolI|,.]*(?=[{_UNIT}])|(?<![A-Za-z\d])\d[\dOolI|]*[OolI|]\d+(?![A-Za-z])"
)
_LETTERS = str.maketrans("OolI|", "00111")
_DASH = "[-—–―－]"
_ONE = re.compile(
    rf"^{_DASH}(?=、)|(?<=^[(（]){_DASH}(?=[)）])|(?<=^十){_DASH}(?=、)|(?<=^[(（]十){_DASH}(?=[)）])"
    rf"|(?<=^第){_DASH}(?=[编篇章节])|(?<=^第十){_DASH}(?=[编篇章节])"
)
_ITEM = re.compile(rf"^l(?=[.．、][{_CJK}])")
_RANGE = re.compile(r"(?<=\d)一(?=\d)")
_PAGE_NUMBER = re.compile(r"^[-—–―一~～·.•_ ]{1,3}\s*(\d{1,4})\s*[-—–―一~～·.•_ ]{1,3}$")


def mended(text: str) -> str:
    """Return a recognised line with certain confusions undone.

    Letters inside figures become digits (2O25年), a zero between Chinese digits 〇, a dash as ordinal 一.
    """
    text = clean_line(text)
    page = _PAGE_NUMBER.match(text)
    if page:
        return f"— {page.group(1)} —"
    text = _RANGE.sub("—", text)
    text = _ONE.sub("一", _ITEM.sub("1", text))
    text = _ZERO.sub(lambda found: "〇" * len(found.group()), text)
    text = _FIGURE.sub(lambda found: found.group().translate(_LETTERS), text)
    return clean_line(text)


def with_even_widths(texts: Sequence[str]) -> list[str]:
    """Return the recognised texts of a document with one width of punctuation beside Chinese, the more frequent one.

    Recognition takes the same printed comma now for a wide one, now for a narrow one. Marks between clauses are settled
    together, and so are brackets; where there are few or as many of both, the wide ones are taken, as is customary.
    """
    settled = list(texts)
    for group in (_MARKS, _BRACKETS):
        places = {narrow: _beside(narrow) for _, narrow in group}
        wide_ones = sum(text.count(wide) for text in texts for wide, _ in group)
        narrow_ones = sum(len(place.findall(text)) for text in texts for place in places.values())
        for wide, narrow in group:
            if narrow_ones > wide_ones and narrow_ones >= _ENOUGH:
                settled = [text.replace(wide, narrow) for text in settled]
            else:
                settled = [places[narrow].sub(wide, text) for text in settled]
    return settled


def _beside(mark: str) -> re.Pattern[str]:
    """Find a mark beside Chinese, or between a figure and Chinese; not a colon or comma inside a number."""
    escaped = re.escape(mark)
    return re.compile(
        rf"(?<=[{_NEXT_TO}]){escaped}|(?<=[%％\dA-Za-z)）]){escaped}(?=[{_NEXT_TO}])|^{escaped}(?=[{_NEXT_TO}])"
    )
