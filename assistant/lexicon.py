"""Add the official terms to a question asked in everyday words."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ingest.script import simplified
from vectorstore.tokens import tagged

_GAP = 6
_LONG_ENOUGH = 3


class Term(NamedTuple):
    """Official wordings and the everyday wordings that mean them; every piece of a lay wording must occur."""

    official: tuple[str, ...]
    lay: tuple[tuple[str, ...], ...]


class Alternative(NamedTuple):
    """An official term and the words of the question it stands for."""

    official: str
    stands_for: tuple[str, ...]


class _Clue(NamedTuple):
    """What makes an entry apply: the pieces of one of its wordings, and the places of entry and wording in the list."""

    term: int
    rank: int
    pieces: tuple[str, ...]


class Lexicon:
    """Entries that can be looked up by the words of a question.

    With `both_ways`, an official wording in a question also brings the others of its entry. With `whole_words`, a wording
    counts only where words of the question begin and end ("学技术" is no part of "科学技术").
    """

    def __init__(self, terms: Iterable[Term], both_ways: bool = True, whole_words: bool = False) -> None:
        self._whole_words = whole_words
        self._terms = tuple(terms)
        clues: dict[str, list[_Clue]] = defaultdict(list)
        for number, term in enumerate(self._terms):
            named = [(o,) for o in term.official if both_ways and len(o) >= _LONG_ENOUGH]
            for rank, pieces in enumerate([*named, *term.lay]):
                folded = tuple(map(_fold, pieces))
                # The longest piece is the rarest, so hardly any entry is looked at in vain.
                clues[max(folded, key=len)].append(_Clue(number, rank, folded))
        self._clues = dict(clues)
        self._lengths = sorted({len(piece) for piece in clues})

    def alternatives(self, question: str) -> list[Alternative]:
        """Return the official terms for the words of a question, each once, not those already in it."""
        folded = _fold(question)
        said: dict[int, list[_Clue]] = defaultdict(list)
        for clue in self._met(folded):
            if _near(clue.pieces, folded) and not (self._whole_words and _inside_words(clue.pieces, folded)):
                said[clue.term].append(clue)
        found: dict[str, Alternative] = {}
        for number in sorted(said):
            clues = sorted(said[number], key=lambda clue: clue.rank)
            pieces = tuple(dict.fromkeys(piece for clue in clues for piece in clue.pieces))
            for official in self._terms[number].official:
                if _fold(official) not in folded:
                    found.setdefault(official, Alternative(official, pieces))
        return list(found.values())

    def _met(self, question: str) -> Iterator[_Clue]:
        """Yield the clues whose longest piece a question holds."""
        parts = {question[at : at + length] for length in self._lengths for at in range(len(question) - length + 1)}
        for part in parts & self._clues.keys():
            yield from self._clues[part]


def _fold(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text).casefold())


def _near(pieces: tuple[str, ...], question: str) -> bool:
    """Tell whether all pieces occur in a question, close enough together to belong to one expression."""
    if not all(piece in question for piece in pieces):
        return False
    if len(pieces) == 1 and not pieces[0].isascii():
        return True
    longest = sum(map(len, pieces)) + _GAP * (len(pieces) - 1)
    places = sorted(
        (match.start(), number) for number, piece in enumerate(pieces) for match in re.finditer(_alone(piece), question)
    )
    last: dict[int, int] = {}
    for start, number in places:
        last[number] = start
        end = max(at + len(pieces[which]) for which, at in last.items())
        if len(last) == len(pieces) and end - min(last.values()) <= longest:
            return True
    return False


def _inside_words(pieces: tuple[str, ...], question: str) -> bool:
    """Tell whether one of some pieces stands nowhere as words of their own in a question."""
    begins = {word.start for word in tagged(question)} | {len(question)}
    return any(
        all(not {match.start(), match.end()} <= begins for match in re.finditer(re.escape(piece), question))
        for piece in pieces
    )


@cache
def _alone(piece: str) -> str:
    """Return the pattern of a piece, which must not begin or end inside a Latin word or a number."""
    pattern = re.escape(piece)
    for kind in ("[a-z]", "[0-9]"):
        before = f"(?<!{kind})" if re.match(kind, piece[0]) else ""
        after = f"(?!{kind})" if re.match(kind, piece[-1]) else ""
        pattern = f"{before}{pattern}{after}"
    return pattern


@cache
def built_in() -> Lexicon:
    """Return the lexicon of terms that comes with the program, read once a process."""
    return Lexicon(_read("lexicon.toml"))


@cache
def everyday() -> Lexicon:
    """Return the lexicon of single everyday words that comes with the program, read once a process."""
    return Lexicon(_everyday(), both_ways=False, whole_words=True)


def _everyday() -> Iterator[Term]:
    """Yield the entries of the list of everyday words, which is long: read as lines, it takes no time."""
    for line in files("assistant").joinpath("everyday.txt").read_text(encoding="utf-8").splitlines():
        official, arrow, lay = line.partition(" ← ")
        if arrow:
            yield Term(tuple(official.split("；")), tuple(tuple(one.split()) for one in lay.split("；")))


def _read(name: str) -> list[Term]:
    table = tomllib.loads(files("assistant").joinpath(name).read_text(encoding="utf-8"))
    return [
        Term(tuple(entry["official"]), tuple(tuple(lay.split()) for lay in entry["lay"])) for entry in table["term"]
    ]


def official_terms(question: str) -> list[Alternative]:
    """Return the official terms for the words of a question: those of the lexicon of terms, then those of single words."""
    found = built_in().alternatives(question)
    return [*found, *_not_among(found, everyday().alternatives(question))]


def loose_terms(question: str) -> list[Alternative]:
    """Return the official terms that only single words of a question bring, words of many uses."""
    return _not_among(built_in().alternatives(question), everyday().alternatives(question))


def _not_among(found: Iterable[Alternative], others: Iterable[Alternative]) -> list[Alternative]:
    named = {alternative.official for alternative in found}
    return [other for other in others if other.official not in named]
