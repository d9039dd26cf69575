"""Weigh every sentence of the retrieved passages as support for an answer."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.support import Sought
from ingest.figures import Figure, find_figures, find_years
from ingest.passage import Passage
from ingest.sentences import Span, clause_spans, sentence_spans
from vectorstore.retrieve import Retrieved

_ROW = re.compile(r"^[^：。\n]{1,20}：[^\n]*?；[^：\n]{1,20}：[^\n]*$")
_REVIEW = re.compile(
    r"发展基础|工作回顾|回顾|主要成就|发展成就|取得.{0,6}成[就效]|成效|现状|基本情况|过去[一五]年|发展环境|显著(?:增强|提升|优化|突破)"
)
# What a word of the question is worth in the sentence, in the headings above it, in the sentences beside it.
_WORTH = (1.0, 0.6, 0.35)
_LONGEST = 130
_LONGEST_LEAD = 18


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or table row of a passage, with how well it supports an answer.

    `start`/`end` are offsets into the passage's text. `support` is the share of the question's weight found in the
    sentence (fully), its headings and its neighbours (in part). `own` counts the sentence alone. `year` is the year the
    sentence speaks of, its own or the one carried over from before it.
    """

    retrieved: Retrieved
    start: int
    end: int
    support: float
    own: float
    years: tuple[int, ...]
    carried: int | None

    @property
    def passage(self) -> Passage:
        """The passage the sentence stands in."""
        return self.retrieved.passage

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.passage.text[self.start : self.end].strip()

    @property
    def figures(self) -> list[Figure]:
        """The figures of the sentence."""
        return find_figures(self.text)

    @property
    def in_review(self) -> bool:
        """Whether the sentence stands in a part of the plan that looks back."""
        return any(_REVIEW.search(heading) for heading in self.passage.section)


def unit_spans(text: str, headings: Collection[str] = ()) -> list[Span]:
    """Return the sentences of a passage without its heading lines.

    A table row, which has semicolons inside, stays whole; a run-in lead ("用水工程。") stays with the sentence it opens.
    """
    spans: list[Span] = []
    offset = 0
    for line in text.split("\n"):
        if _ROW.match(line):
            spans.append(Span(offset, offset + len(line)))
        elif line not in headings:
            spans.extend(Span(offset + s.start, offset + s.end) for s in _with_leads(sentence_spans(line)))
        offset += len(line) + 1
    return [span for span in spans if text[span.start : span.end].strip()]


def _with_leads(spans: list[Span]) -> list[Span]:
    if len(spans) >= 2 and spans[0].end <= _LONGEST_LEAD:
        return [Span(spans[0].start, spans[1].end), *spans[2:]]
    return spans


def units(retrieved: Sequence[Retrieved], sought: Sought) -> list[Unit]:
    """Return all sentences of the passages, weighed against the question."""
    found: list[Unit] = []
    for item in retrieved:
        text = item.passage.text
        heading = " ".join(item.passage.section)
        spans = unit_spans(text, item.passage.section)
        carried: int | None = None
        for index, span in enumerate(spans):
            sentence = text[span.start : span.end]
            beside = spans[max(0, index - 1) : index + 2]
            around = text[beside[0].start : beside[-1].end]
            years = find_years(sentence)
            found.append(
                Unit(
                    retrieved=item,
                    start=span.start,
                    end=span.end,
                    support=sought.share(sentence, heading, around, worth=_WORTH),
                    own=sought.share(sentence),
                    years=tuple(years),
                    carried=carried,
                )
            )
            carried = years[-1] if years else carried
    return found


def trimmed(unit: Unit, sought: Sought, wanted: re.Pattern[str] | None) -> Span:
    """Return the part of a long sentence that answers: the clauses round the best one, at most about 130 characters."""
    text = unit.passage.text
    sentence = text[unit.start : unit.end]
    if len(sentence) <= _LONGEST:
        return _stripped(text, unit.start, unit.end)
    clauses = clause_spans(sentence)
    worth = [_clause_worth(sentence[c.start : c.end], sought, wanted) for c in clauses]
    best = max(range(len(clauses)), key=lambda index: (worth[index], -index))
    first = last = best
    while True:
        choices = []
        if first > 0 and clauses[last].end - clauses[first - 1].start <= _LONGEST:
            choices.append((worth[first - 1] + 0.01, first - 1, last))
        if last + 1 < len(clauses) and clauses[last + 1].end - clauses[first].start <= _LONGEST:
            choices.append((worth[last + 1], first, last + 1))
        if not choices:
            break
        _, first, last = max(choices)
    return _stripped(text, unit.start + clauses[first].start, unit.start + clauses[last].end)


def _clause_worth(clause: str, sought: Sought, wanted: re.Pattern[str] | None) -> float:
    worth = sought.share(clause)
    if wanted is not None and wanted.search(clause):
        worth += 0.15
    return worth


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1] in " \n，,、；;：:":
        end -= 1
    return Span(start, end)
