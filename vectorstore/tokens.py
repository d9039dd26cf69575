"""Turn Chinese text into search tokens: words and character bigrams, with numbers in one form."""

import re
import unicodedata
from collections.abc import Iterator

# Raise when the tokens of a text change: an index holds tokens of one version only.
TOKENS_VERSION = 1

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|\d+(?:\.\d+)?%?|[a-z][a-z0-9&+.-]*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DIGITS = str.maketrans("〇零一二三四五六七八九两", "001234567892")
_CHINESE_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十百千两]{2,}(?=[年亿万个项条家公里人%])|百分之[〇零一二三四五六七八九十百点两]+"
)
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _read_numeral(text: str) -> str | None:
    """Read a Chinese numeral below ten thousand; digit by digit where it has no units ("二〇三五" -> "2035")."""
    if not any(unit in text for unit in _UNITS):
        return text.translate(_DIGITS)
    total = current = 0
    for char in text:
        if char in _UNITS:
            total += (current or 1) * _UNITS[char]
            current = 0
        else:
            current = int(char.translate(_DIGITS))
    return str(total + current)


def _chinese_number(match: re.Match[str]) -> str:
    text = match.group()
    if not text.startswith("百分之"):
        return _read_numeral(text) or text
    whole, _, fraction = text[3:].partition("点")
    return (_read_numeral(whole) or "") + (f".{fraction.translate(_DIGITS)}" if fraction else "") + "%"


def normalise(text: str) -> str:
    """Fold width and case and write numbers in one form (5,500 and 五千五百亿 meet as 5500)."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = (
        _THOUSANDS.sub("", folded).replace("〇", "零").replace("百分点", "个百分点").replace("个个百分点", "个百分点")
    )
    return _CHINESE_NUMBER.sub(_chinese_number, folded)


def words(text: str) -> list[str]:
    """Return the words of normalised text, long words together with the shorter words inside them."""
    import rjieba

    found: list[str] = []
    for run in _RUN.findall(normalise(text)):
        if run[0] >= "\u3400":
            found.extend(rjieba.cut_for_search(run))
        else:
            found.append(run)
    return found


def whole_words(text: str) -> list[str]:
    """Return the words of normalised text, each character in one word only."""
    import rjieba

    found: list[str] = []
    for run in _RUN.findall(normalise(text)):
        found.extend(rjieba.cut(run) if run[0] >= "\u3400" else [run])
    return found


def noun_words(text: str) -> list[str]:
    """Return the words of a text that are nouns or names of two characters and more."""
    import rjieba

    return [word.lower() for word, kind in rjieba.tag(normalise(text)) if kind.startswith("n") and len(word) >= 2]


def place_names(text: str) -> list[str]:
    """Return the words of a text that are names of places, in order, each once."""
    import rjieba

    return list(dict.fromkeys(word for word, kind in rjieba.tag(text) if kind == "ns" and len(word) >= 2))


def bigrams(text: str) -> Iterator[str]:
    """Yield the two-character windows over each run of Chinese characters."""
    for run in _RUN.findall(normalise(text)):
        if run[0] >= "\u3400":
            for position in range(len(run) - 1):
                yield run[position : position + 2]


def tokens(text: str) -> list[str]:
    """Return the tokens that are indexed and searched: words, then bigrams that are not words themselves.

    Both together found more than either alone on the questions this project is measured with.
    """
    found = words(text)
    known = set(found)
    return found + [pair for pair in bigrams(text) if pair not in known]
