"""Add the official terms to a question asked in everyday words."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


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


def official_terms(question: str) -> list[str]:
    """Return the official terms for the everyday words of a question, each once, not those already in it."""
    found: dict[str, None] = {}
    for term in _terms():
        if any(all(piece in question for piece in lay) for lay in term.lay):
            found.update((official, None) for official in term.official if official not in question)
    return list(found)
