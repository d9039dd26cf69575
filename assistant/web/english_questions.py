"""Draw questions in English: of subjects that the glossary knows, so that the plans can be searched for them."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from assistant.syllables import syllables
from ingest.regions import short_name

_CHINESE = re.compile(r"到(?P<year>\d{4})年(?P<subject>.+)目标是多少？")
_WHO = re.compile(r"(?P<subject>.*)由哪些部门负责？")
_MEANS = re.compile(r"(?P<term>“.+”)指什么？")
_OTHER_PLACE = re.compile(r"那(?P<place>.+)呢？")
_MOST_PARTS = 2
_SPELLED = {"gdp": "GDP", "r&d": "R&D"}


def in_english(question: str, region: str | None) -> str | None:
    """Return a drawn question about a target in English, None where the glossary does not know all of its subject."""
    match = _CHINESE.fullmatch(question)
    place = short_name(region) if region else ""
    subject = _english(match["subject"].removeprefix(place)) if match else None
    if match is None or subject is None:
        return None
    return _target(subject, place, match["year"])


def framed(question: str, place: str) -> str | None:
    """Return a drawn question in English; what the glossary does not know is quoted as the documents have it."""
    if match := _CHINESE.fullmatch(question):
        subject = match["subject"].removeprefix(place)
        return _target(_english(subject) or f"“{subject}”", place, match["year"])
    if match := _WHO.fullmatch(question):
        return f"Which departments are responsible{f' for “{match[1]}”' if match[1] else ''}?"
    if match := _MEANS.fullmatch(question):
        return f"What does {match['term']} mean?"
    if match := _OTHER_PLACE.fullmatch(question):
        return f"And for {_spelled(match['place'])}?"
    return None


def _target(subject: str, place: str, year: str) -> str:
    return f"What is the {subject} target{f' for {_spelled(place)}' if place else ''} in {year}?"


def _spelled(place: str) -> str:
    return "".join(syllables(char)[0] for char in place).capitalize()


def _english(chinese: str) -> str | None:
    """Put a name into English, longest parts first."""
    parts: list[str] = []
    while chinese and len(parts) < _MOST_PARTS:
        length = next((n for n in range(len(chinese), 1, -1) if chinese[:n] in _terms()), 0)
        if not length:
            return None
        parts.append(_terms()[chinese[:length]])
        chinese = chinese[length:]
    return None if chinese else _capitals(parts)


def _capitals(parts: Sequence[str]) -> str:
    words = " ".join(parts).split()
    return " ".join(_SPELLED.get(word, word) for word in words)


@cache
def _terms() -> dict[str, str]:
    """Map the terms of the glossary to the first English phrase for each."""
    table = tomllib.loads(files("assistant").joinpath("english.toml").read_text(encoding="utf-8"))["terms"]
    return {chinese: phrase for phrase, chinese in reversed(table.items())}
