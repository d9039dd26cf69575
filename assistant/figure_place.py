"""Find the words of a sentence that say what one of its figures measures."""

import re
from collections.abc import Sequence

from ingest.figures import Figure

_BOUNDARY = re.compile(r"[，；;。、：:]|,(?!\d{3})")
_CLOSED = re.compile(r"分别(?:为|是|达到|达|增长|增加|提高到|提高|下降|年均增长|完成|占|突破|超过|控制在)?")
# Words that say how a figure moves, not what is measured.
_EMPTY = re.compile(
    r"年均|同比|比上年|累计|平均|每年|增长|增速|增幅|增加|下降|降低|提高|提升|达到|达|突破|超过|以上|以下|以内|左右|力争|实现|保持|控制|其中|分别|到|在|为|约|近|比|较|(?:19|20)?\d{2,4}年|由|从|占|“|”|\"|[\d.,%％\s和与及的()（）-]|个?百分点|亿|万|元|[一二三四五六七八九十]{1,3}五|时期|期间|全年|全市|全省|预计"
)
# "城乡居民收入分别达x和y" gives the towns first.
_BOTH = re.compile(r"城乡")
_SHORTEST = 2


def words_of(figure: Figure, figures: Sequence[Figure], sentence: str) -> str:
    """Return the part of a sentence that a figure belongs to: its own clause, with the subject before it where it has none.

    In "A、B分别达x、y" each figure belongs to the name of the same place in the row.
    """
    shared = _of_row(figure, figures, sentence)
    if shared is not None:
        return shared
    index = figures.index(figure)
    start = _start(figure, figures, sentence)
    end = _end(figure, figures, sentence)
    own = sentence[start:end]
    while len(_EMPTY.sub("", own)) < _SHORTEST and index > 0:
        index -= 1
        start = _start(figures[index], figures, sentence)
        own = sentence[start:end]
    if len(_EMPTY.sub("", own)) < _SHORTEST:
        own = sentence[:end]
    return own


def _start(figure: Figure, figures: Sequence[Figure], sentence: str) -> int:
    """Return where the clause of a figure begins: behind the figure before it, or behind the mark after that one."""
    index = figures.index(figure)
    if index == 0:
        return 0
    before = figures[index - 1]
    cut = _BOUNDARY.search(sentence, before.end, figure.start)
    return cut.end() if cut else before.end


def _end(figure: Figure, figures: Sequence[Figure], sentence: str) -> int:
    """Return where the clause of a figure ends: at the next mark, or before the next figure."""
    index = figures.index(figure)
    limit = figures[index + 1].start if index + 1 < len(figures) else len(sentence)
    cut = _BOUNDARY.search(sentence, figure.end, limit)
    return cut.start() if cut else limit


def _of_row(figure: Figure, figures: Sequence[Figure], sentence: str) -> str | None:
    """Return the name that stands at a figure's place in a row, None where the figure is in no row of as many names."""
    for match in _CLOSED.finditer(sentence, 0, figure.start):
        row = [one for one in figures if one.start >= match.end() - 1]
        last = 0
        while last + 1 < len(row) and re.fullmatch(
            r"[、和及与]?[\u4e00-\u9fff]{0,4}", sentence[row[last].end : row[last + 1].start].strip()
        ):
            last += 1
        row = row[: last + 1]
        if figure not in row or len(row) < 2:
            continue
        before = sentence[: match.start()]
        clause = re.split(r"[，；;。：:]|,(?!\d{3})", before)[-1] or before
        names = re.split(r"[、和及与]", clause)
        if len(row) == 2 and _BOTH.search(clause):
            side = ("城镇", "农村")[row.index(figure)]
            return _BOTH.sub(side, clause) + sentence[match.start() : figure.end]
        if len(names) == len(row):
            return names[row.index(figure)] + sentence[match.start() : figure.end]
    return None
