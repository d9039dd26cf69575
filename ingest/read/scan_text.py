"""Mend what recognition is known to confuse in Chinese text; only where one reading is possible."""

import re

from ingest.clean import clean_line

_CJK = "\u3007\u3400-\u9fff\uf900-\ufaff"
_NEXT_TO = f"{_CJK}《》“”‘’、。，；：！？（）【】"
_WIDE = dict(zip(",;:!?", "，；：！？", strict=True))
_NARROW_MARK = re.compile(
    rf"(?<=[{_NEXT_TO}])[,;:!?]|(?<=[%％\d])[,;:!?](?=[{_NEXT_TO}])|(?<=[A-Za-z])[,;](?=[{_NEXT_TO}])"
)
_BRACKET = re.compile(r"[()（）]")
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
    """Return a recognised line with full-width punctuation in Chinese and with certain confusions undone.

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
    text = _NARROW_MARK.sub(lambda found: _WIDE[found.group()], _brackets(text))
    return clean_line(text)


def _brackets(text: str) -> str:
    """Make brackets beside Chinese full-width, both of a pair alike."""
    made = list(text)
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        place = found.start()
        if found.group() in "(（":
            opened.append(place)
        else:
            pair = [opened.pop(), place] if opened else [place]
            if any(_is_wide(text, at) for at in pair):
                _widen(made, pair)
    for place in opened:
        if _is_wide(text, place):
            _widen(made, [place])
    return "".join(made)


def _widen(made: list[str], places: list[int]) -> None:
    for place in places:
        made[place] = "（" if made[place] in "(（" else "）"


def _is_wide(text: str, place: int) -> bool:
    beside = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return text[place] in "（）" or bool(re.search(rf"[{_CJK}》”]", beside))
