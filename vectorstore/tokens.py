"""Turn Chinese text into search tokens: words and character bigrams, with numbers in one form."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ingest.script import simplified
from vectorstore.numbers import even_commas, even_numbers, whole_values

# Raise when the tokens of a text change: an index holds tokens of one version only.
TOKENS_VERSION = 2

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[0-9]+(?:\.[0-9]+)?%?|[a-z][a-z0-9&+.-]*")


def normalise(text: str) -> str:
    """Fold width, case and script and write numbers in one form (5,500 and 五千五百亿 meet as 5500)."""
    folded = simplified(unicodedata.normalize("NFKC", even_commas(text)).lower())
    folded = folded.replace("〇", "零").replace("百分点", "个百分点").replace("个个百分点", "个百分点")
    return even_numbers(folded)


def words(text: str) -> list[str]:
    """Return the words of normalised text, long words together with the shorter words inside them."""
    return _words(normalise(text))


def _words(normalised: str) -> list[str]:
    import rjieba

    found: list[str] = []
    for run in _RUN.findall(normalised):
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


class Tagged(NamedTuple):
    """A word as it stands in a text, its part of speech and the offset of its first character."""

    text: str
    kind: str
    start: int


def tagged(text: str) -> list[Tagged]:
    """Return the words of a text with their parts of speech, unfolded, in order."""
    import rjieba

    found: list[Tagged] = []
    position = 0
    for word, kind in rjieba.tag(text):
        position = text.index(word, position)
        found.append(Tagged(word, kind, position))
        position += len(word)
    return found


def in_dictionary(word: str) -> bool:
    """Tell whether a word stands in the dictionary of the tokeniser, which also makes words of what does not."""
    import rjieba

    return bool(rjieba.has_word(word))


def frequency(word: str) -> int:
    """Return how often the dictionary of the tokeniser counts a word, 0 for one that does not stand in it."""
    import rjieba

    return int(rjieba.suggest_freq(word)) if rjieba.has_word(word) else 0


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
    return _bigrams(normalise(text))


def _bigrams(normalised: str) -> Iterator[str]:
    for run in _RUN.findall(normalised):
        if run[0] >= "\u3400":
            for position in range(len(run) - 1):
                yield run[position : position + 2]


def tokens(text: str) -> list[str]:
    """Return the tokens that are indexed and searched: words, bigrams that are not words themselves, whole values.

    Words and bigrams together found more than either alone on the questions this project is measured with. A number
    with a scale is also written out, so that 5500亿元 and 0.55万亿元 share a token.
    """
    normalised = normalise(text)
    found = _words(normalised)
    known = set(found)
    found += [pair for pair in _bigrams(normalised) if pair not in known]
    return found + [value for value in whole_values(normalised) if value not in known]
