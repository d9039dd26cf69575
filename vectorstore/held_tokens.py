"""Tokenise a passage once for all questions that look at it."""

import re
from collections.abc import Set
from dataclasses import dataclass
from sys import intern

from ingest.passage import Passage
from ingest.sentences import sentence_spans
from vectorstore.query import Asked
from vectorstore.tokens import tokens

_SHORT = 200
_OPENING = 25
_OFFICES = ("局", "委", "办", "厅", "部门", "政府")
# What is bracketed after a name says how it is written elsewhere, not what the passage is about.
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class HeldTokens:
    """The tokens of a passage: of its headings, of its opening words, of all of it, of each sentence with what it names."""

    heading: frozenset[str]
    lead: frozenset[str]
    whole: frozenset[str]
    parts: tuple[frozenset[str], ...]
    kinds: tuple[frozenset[Asked], ...]


def held_tokens(passage: Passage) -> HeldTokens:
    """Tokenise a passage; a short one lends its headings to each of its sentences."""
    text = passage.text
    heading = _tokens(" ".join(passage.section))
    # No token reaches over the end of a sentence, so those of the sentences are those of the passage.
    sentences = tuple(_tokens(text[span.start : span.end]) for span in sentence_spans(text))
    parts = tuple(sentence | heading for sentence in sentences) if len(text) <= _SHORT else sentences
    return HeldTokens(
        heading,
        _tokens(_BRACKETED.sub("", text)[:_OPENING]),
        heading.union(*sentences),
        parts,
        tuple(map(kinds_of, parts)),
    )


def kinds_of(held: Set[str]) -> frozenset[Asked]:
    """Return the kinds of thing asked for that a set of tokens holds."""
    kinds: set[Asked] = set()
    for token in held:
        if token[0].isdecimal():
            kinds.add("date" if len(token) == 4 and token.isdecimal() and token.startswith(("19", "20")) else "figure")
        elif len(token) > 1 and token.endswith(_OFFICES):
            kinds.add("department")
    return frozenset(kinds)


def _tokens(text: str) -> frozenset[str]:
    # Passages share most of their tokens; interned, each stands in memory once.
    return frozenset(map(intern, tokens(text)))
