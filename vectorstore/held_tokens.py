"""Tokenise a passage once for all questions that look at it."""

import re
from dataclasses import dataclass
from sys import intern

from ingest.passage import Passage
from ingest.sentences import sentence_spans
from vectorstore.tokens import tokens

_SHORT = 200
_OPENING = 25
# What is bracketed after a name says how it is written elsewhere, not what the passage is about.
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class HeldTokens:
    """The tokens of a passage: of its headings, of its opening words, of all of it, of each sentence."""

    heading: frozenset[str]
    lead: frozenset[str]
    whole: frozenset[str]
    parts: tuple[frozenset[str], ...]


def held_tokens(passage: Passage) -> HeldTokens:
    """Tokenise a passage; a short one lends its headings to each of its sentences."""
    text = passage.text
    heading = _tokens(" ".join(passage.section))
    # No token reaches over the end of a sentence, so those of the sentences are those of the passage.
    sentences = tuple(_tokens(text[span.start : span.end]) for span in sentence_spans(text))
    parts = tuple(sentence | heading for sentence in sentences) if len(text) <= _SHORT else sentences
    return HeldTokens(heading, _tokens(_BRACKETED.sub("", text)[:_OPENING]), heading.union(*sentences), parts)


def _tokens(text: str) -> frozenset[str]:
    # Passages share most of their tokens; interned, each stands in memory once.
    return frozenset(map(intern, tokens(text)))
