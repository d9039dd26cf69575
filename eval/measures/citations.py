"""Whether what an answer cites bears it out."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.answer import Citation
from eval.canonical import canonical, says
from eval.cases import Case
from eval.matching import folded, holds
from eval.measures.facts import Rule, missing_facts
from eval.measures.figures import quantities, same
from ingest.figures import find_years
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import tagged, whole_words

# "〔2016〕971号" and "[2016]971号" number a document; no answer cites as many passages.
_MARKS = re.compile(r"(?:\[\d{1,2}\])+")
_MARK = re.compile(r"\d+")
# What the program adds in brackets behind a statement or a title (its year, that it is a draft) is no statement of the plan,
# unless it holds a figure.
_REMARK = re.compile(r"(?<=》)（[^（）]*）|（[^（）]*）(?=[\s。；;，,]*$)")
# "…没有找到；《…》：…": what is said of another document is another statement.
_SIDE = re.compile(r"(?<=[；。])(?=《[^》]*》(?:（[^（）]*）)?：)")
_QUOTED = re.compile(r"[“「『]([^“”「」『』]{2,60})[”」』]|《([^《》]{2,80})》")
_PERIOD = re.compile(r"\[(\d{4})-(\d{4})\]")
_WORD = re.compile(r"[^\W\d]")
# The share of content words that is "most" of them.
_MOST = 0.6
# Kinds of words of the tokeniser: names of places and of organisations.
_NAMES = ("ns", "nt")

Supports = Callable[[str, Sequence[str]], bool]


class Cited(NamedTuple):
    """A piece of an answer with the marks of the passages it cites."""

    text: str
    marks: tuple[int, ...]


class Shares(NamedTuple):
    """Citation recall and precision of one answer."""

    recall: float
    precision: float


def citation_right(case: Case, citations: Sequence[Citation], rule: Rule = holds) -> bool:
    """Tell whether passages cited from the right documents hold the evidence word for word, or every fact.

    Without a list of documents no document is right.
    """
    others = {place.document for place in case.alt_evidence if place.document}
    documents = {*case.docs, *others}
    text = "\n".join(citation.text for citation in citations if citation.document in documents)
    if not text:
        return False
    folded_text = folded(text)
    quotes = [folded(place.quote) for place in case.evidence if place.quote]
    instead = [folded(place.quote) for place in case.alt_evidence if place.quote]
    return (
        (bool(quotes) and all(quote in folded_text for quote in quotes))
        or any(quote in folded_text for quote in instead)
        or (bool(case.wanted) and not missing_facts(text, case.wanted, rule))
    )


def statements(answer: str) -> list[Cited]:
    """Cut an answer at its marks and lines: each piece with the marks right behind it.

    A mark stands for all of its line since the mark before it, as quotations of several sentences carry one mark, but not
    for what is said of another document. A line that leads to a list ("…：") is no statement of its own.
    """
    found = []
    for line in answer.split("\n"):
        start = 0
        for match in _MARKS.finditer(line):
            *unmarked, marked = _SIDE.split(line[start : match.start()])
            found += [Cited(_said(side), ()) for side in unmarked]
            found.append(Cited(_said(marked), tuple(map(int, _MARK.findall(match.group())))))
            start = match.end()
        rest = _said(line[start:])
        if rest and not rest.endswith((":", "：")):
            found.append(Cited(rest, ()))
    return [piece for piece in found if _WORD.search(piece.text) or piece.marks]


def _said(text: str) -> str:
    kept = _REMARK.sub(lambda match: match.group() if quantities(match.group()) else "", text)
    return re.sub(r"^[\s。；;，,、.]+|[\s。；;，,、.]+$", "", kept)


def citation_shares(pieces: Sequence[Cited], passages: Mapping[int, str], supports: Supports) -> Shares:
    """Return citation recall and precision of an answer; both 0 where nothing is stated or cited.

    Gao et al.: Enabling Large Language Models to Generate Text with Citations (ALCE), EMNLP 2023, section 3: a statement
    counts for recall when all it cites supports it together; a citation counts for precision when its statement does and it
    supports the statement alone, or the others do not without it.
    """
    supported = precise = 0
    for piece in pieces:
        cited = [passages[mark] for mark in piece.marks if mark in passages]
        if not cited or not supports(piece.text, cited):
            continue
        supported += 1
        for place, passage in enumerate(cited):
            others = cited[:place] + cited[place + 1 :]
            precise += supports(piece.text, [passage]) or not others or not supports(piece.text, others)
    total = sum(len(piece.marks) for piece in pieces)
    return Shares(supported / len(pieces) if pieces else 0.0, precise / total if total else 0.0)


def premise(citation: Citation) -> str:
    """Return what a cited passage says together with where it stands: place, plan and headings."""
    return "\n".join([citation.region or "", citation.title, *citation.section, citation.text])


@lru_cache(maxsize=20_000)
def _supports(text: str, passages: tuple[str, ...]) -> bool:
    whole = "\n".join(passages)
    printed = [quantity for passage in passages for quantity in quantities(passage)]
    return (
        all(any(same(quantity, other) for other in printed) for quantity in quantities(text))
        and _years(text) <= _years(whole)
        and all(says(whole, name) for name in names(text))
        and _words_held(text, whole) >= _MOST
    )


def supports(text: str, passages: Sequence[str]) -> bool:
    """Tell by rule whether passages support a statement: they hold all its figures, years and names and most of its words.

    This stands in for the inference model of ALCE; it sees no negation, but it never lets an altered figure pass.
    """
    return _supports(text, tuple(passages))


def names(text: str) -> list[str]:
    """Return what a text quotes or calls by name: quoted terms, titles, places and organisations."""
    quoted = [match[1] or match[2] for match in _QUOTED.finditer(text)]
    return [*quoted, *(word.text for word in tagged(text) if word.kind in _NAMES and len(word.text) > 1)]


def _years(text: str) -> set[int]:
    found = set(find_years(canonical(text)))
    for first, last in _PERIOD.findall(canonical(text)):
        found.update(range(int(first), int(last) + 1))
    return found


def _words_held(text: str, whole: str) -> float:
    words = {word for word in whole_words(text) if not is_empty_word(word) and _WORD.match(word)}
    held = set(whole_words(whole))
    joined = folded(whole)
    return sum(word in held or word in joined for word in words) / len(words) if words else 1.0
