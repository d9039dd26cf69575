"""Cut a question or a passage into words for the reader, each with what the network looks up for it."""

import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ingest.script import simplified
from vectorstore.embed import bundled
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import tagged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How many characters of a word are looked up: the first ones and the last.
CHARACTERS = 4
# The parts of speech that the tokeniser tells apart; what is not among them counts as 0.
_KINDS = (
    "x",
    "n",
    "ns",
    "nr",
    "nt",
    "nz",
    "nrt",
    "nrfg",
    "ng",
    "v",
    "vn",
    "vd",
    "vg",
    "vi",
    "a",
    "ad",
    "ag",
    "an",
    "m",
    "mq",
    "q",
    "r",
    "rr",
    "rz",
    "t",
    "tg",
    "d",
    "p",
    "c",
    "u",
    "uj",
    "ul",
    "uz",
    "ug",
    "ud",
    "uv",
    "f",
    "s",
    "b",
    "l",
    "i",
    "j",
    "z",
    "k",
    "o",
    "e",
    "y",
    "h",
    "eng",
    "g",
)
KINDS = len(_KINDS) + 1
# The logarithm of the row number of the rarest word that the bundled embedding knows.
_RAREST = 10.6
_KIND = {kind: number for number, kind in enumerate(_KINDS, start=1)}


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text as arrays, one entry a word.

    `starts` are offsets into `folded`, which has as many characters as the text; `rows` are rows of the bundled embedding,
    -1 for a word without one; `characters` are numbers of characters, shape (words, CHARACTERS), 0 where there is none.
    """

    folded: str
    texts: tuple[str, ...]
    starts: "NDArray[np.int32]"
    rows: "NDArray[np.int32]"
    characters: "NDArray[np.int32]"
    kinds: "NDArray[np.int32]"
    content: "NDArray[np.bool_]"
    rarity: "NDArray[np.float32]"

    def ends(self) -> "NDArray[np.int32]":
        """Return the offset behind each word."""
        import numpy as np

        return np.append(self.starts[1:], len(self.folded)).astype(np.int32)

    def only(self, places: "NDArray[np.intp]") -> "Words":
        """Return some of the words, in order; `starts` are still offsets into the whole text."""
        return replace(
            self,
            texts=tuple(self.texts[place] for place in places),
            starts=self.starts[places],
            rows=self.rows[places],
            characters=self.characters[places],
            kinds=self.kinds[places],
            content=self.content[places],
            rarity=self.rarity[places],
        )


@cache
def alphabet() -> dict[str, int]:
    """Return the characters that have a vector of their own, with their numbers from 1."""
    known = files("assistant.passage_reader").joinpath("characters.txt").read_text(encoding="utf-8").strip("\n")
    return {character: number for number, character in enumerate(known, start=1)}


@lru_cache(maxsize=65536)
def _folded(character: str) -> str:
    plain = simplified(unicodedata.normalize("NFKC", character).lower())
    return plain if len(plain) == 1 else character


def folded(text: str) -> str:
    """Fold width, case and script of each character, so that offsets stay what they are."""
    return "".join(map(_folded, text))


def read_words(text: str) -> Words:
    """Cut a text that is not empty into words; together they cover it."""
    import numpy as np

    plain = folded(text)
    found = tagged(plain)
    texts = tuple(word.text for word in found)
    numbers = alphabet()
    model = bundled()
    rows = np.array([model.row(word) for word in texts], dtype=np.int32)
    characters = np.zeros((len(found), CHARACTERS), dtype=np.int32)
    for place, word in enumerate(texts):
        shown = word if len(word) <= CHARACTERS else word[: CHARACTERS - 1] + word[-1]
        for at, character in enumerate(shown):
            characters[place, at] = numbers.get("0" if character.isdecimal() else character, 0)
    return Words(
        plain,
        texts,
        np.array([word.start for word in found], dtype=np.int32),
        rows,
        characters,
        np.array([_KIND.get(word.kind, 0) for word in found], dtype=np.int32),
        np.array([_says_much(word.text) for word in found], dtype=np.bool_),
        np.where(rows >= 0, np.log1p(np.maximum(rows, 0)) / _RAREST, 1.0).astype(np.float32),
    )


def _says_much(word: str) -> bool:
    return word[0].isalnum() and not is_empty_word(word)
