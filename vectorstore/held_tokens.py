"""Tokenise a passage once for all questions that look at it."""

from dataclasses import dataclass

from ingest.passage import Passage
from ingest.sentences import sentence_spans
from vectorstore.tokens import tokens

_SHORT = 200


@dataclass(frozen=True, slots=True)
class HeldTokens:
    """The tokens of a passage: of its headings, of all of it, of each sentence."""

    heading: frozenset[str]
    whole: frozenset[str]
    parts: tuple[frozenset[str], ...]


def held_tokens(passage: Passage) -> HeldTokens:
    """Tokenise a passage; a short one lends its headings to each of its sentences."""
    text = passage.text
    heading = frozenset(tokens(" ".join(passage.section)))
    beside = heading if len(text) <= _SHORT else frozenset[str]()
    parts = tuple(frozenset(tokens(text[s.start : s.end])) | beside for s in sentence_spans(text))
    return HeldTokens(heading, heading.union(tokens(text)), parts)
