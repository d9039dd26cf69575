"""Weigh every sentence of the retrieved passages as support for an answer."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.support import Sought
from ingest.figures import Figure, find_figures, find_years
from ingest.numeral_figures import find_numeral_figures
from ingest.passage import Passage
from ingest.sentences import Span, clause_spans, sentence_spans
from ingest.table_row import read_row
from vectorstore.retrieve import Retrieved

_ROW = re.compile(r"^[^：。\n]{1,20}：[^\n]*?；[^：\n]{1,20}：[^\n]*$")
_REVIEW = re.compile(r"发展基础|工作回顾|回顾|主要成就|发展成就|取得.{0,6}成[就效]|现状|基本情况|过去[一五]年|发展环境")
# What a heading may say of what was done, or of what is to be done.
_MAYBE_REVIEW = re.compile(r"成效|显著(?:增强|提升|优化|突破)")
_AHEAD = re.compile(r"新征程|目标|任务|安排|部署|今后|展望|干出|建议|下一步|重点工作")
_BASE = re.compile(r"(?:由|从|比|较|与|相比|自)(?:19|20)\d{2}年(?:底|末)?(?:的|时)?|(?:是|为|相当于)(?:19|20)\d{2}年的")
# What a word of the question is worth in the sentence, in the headings above it, in the sentences beside it, in the title.
_WORTH = (1.0, 0.6, 0.35, 0.5)
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
        row = read_row(self.text)
        cells = [one.figure for one in row.figures()] if row else []
        # A bare number has the unit that its row names.
        inside = [(figure.start, figure.end) for figure in cells]
        found = [
            figure
            for figure in (*find_figures(self.text), *find_numeral_figures(self.text))
            if not any(start <= figure.start < end for start, end in inside)
        ]
        return sorted([*found, *cells], key=lambda figure: figure.start)

    @property
    def in_review(self) -> bool:
        """Whether the sentence stands in a part of the plan that looks back."""
        headings = " ".join(self.passage.section)
        return bool(_REVIEW.search(headings) or (_MAYBE_REVIEW.search(headings) and not _AHEAD.search(headings)))


def years_told(text: str) -> list[int]:
    """Return the years a text is about: those printed, without those that a change is reckoned from ("由2010年的")."""
    return find_years(_BASE.sub("", text))


def unit_spans(text: str, headings: Collection[str] = ()) -> list[Span]:
    """Return the sentences of a passage without its heading lines.

    A table row, which has semicolons inside, stays whole; a run-in lead ("用水工程。") stays with the sentence it opens.
    """
    spans: list[Span] = []
    offset = 0
    for line in text.split("\n"):
        if _ROW.match(line) or read_row(line):
            spans.append(Span(offset, offset + len(line)))
        elif line not in headings:
            spans.extend(Span(offset + s.start, offset + s.end) for s in _with_leads(sentence_spans(line)))
        offset += len(line) + 1
    return [span for span in spans if text[span.start : span.end].strip()]


def _with_leads(spans: list[Span]) -> list[Span]:
    if len(spans) >= 2 and spans[0].end <= _LONGEST_LEAD:
        return [Span(spans[0].start, spans[1].end), *spans[2:]]
    return spans


def units(retrieved: Sequence[Retrieved], sought: Sought, titles: Mapping[str, str] | None = None) -> list[Unit]:
    """Return all sentences of the passages, weighed against the question; a document's title stands above all of its own."""
    found: list[Unit] = []
    for item in retrieved:
        text = item.passage.text
        heading = " ".join(item.passage.section)
        title = titles.get(item.passage.document, "") if titles else ""
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
                    support=sought.share(sentence, heading, around, title, worth=_WORTH),
                    own=sought.share(sentence),
                    years=tuple(years),
                    carried=carried,
                )
            )
            # A title says when a document is of, not what its first sentences are about.
            if not (title and sentence.strip(" #\n") in title):
                told = years_told(sentence)
                carried = told[-1] if told else carried
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
