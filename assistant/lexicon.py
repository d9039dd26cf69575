"""Add the official terms to a question asked in everyday words."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

_GAP = 6
_LONG_ENOUGH = 3


class Term(NamedTuple):
    """Official wordings and the everyday wordings that mean them; every piece of a lay wording must occur."""

    official: tuple[str, ...]
    lay: tuple[tuple[str, ...], ...]


@cache
def _terms() -> tuple[Term, ...]:
    table = tomllib.loads(files("assistant").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    return tuple(
        Term(tuple(entry["official"]), tuple(tuple(lay.split()) for lay in entry["lay"])) for entry in table["term"]
    )


def _near(pieces: tuple[str, ...], question: str) -> bool:
    """Tell whether all pieces occur in a question, close enough together to belong to one expression."""
    places = [[match.start() for match in re.finditer(re.escape(piece), question)] for piece in pieces]
    if not all(places):
        return False
    longest = sum(map(len, pieces)) + _GAP * (len(pieces) - 1)
    return any(
        max(start + len(piece) for start, piece in zip(choice, pieces, strict=True)) - min(choice) <= longest
        for choice in product(*places)
    )


class Alternative(NamedTuple):
    """An official term and the words of the question it stands for."""

    official: str
    stands_for: tuple[str, ...]


def official_terms(question: str) -> list[Alternative]:
    """Return the official terms for the words of a question, everyday or official, each once, not those already in it."""
    found: dict[str, Alternative] = {}
    for term in _terms():
        said = [o for o in term.official if len(o) >= _LONG_ENOUGH and o in question]
        said += [piece for lay in term.lay if _near(lay, question) for piece in lay]
        if said:
            for official in term.official:
                if official not in question:
                    found.setdefault(official, Alternative(official, tuple(dict.fromkeys(said))))
    return list(found.values())
