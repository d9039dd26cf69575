"""Write supported sentences with their marks, and keep the citations and figures that go with them."""

import re
from collections.abc import Callable, Mapping

from assistant.answer import AnswerFigure, Citation
from assistant.llm.check import quote_of, supporting
from assistant.llm.evidence import Evidence
from assistant.llm.numerals import in_digits
from assistant.llm.printed import printed, same_figure
from assistant.llm.problem import Asked
from assistant.llm.reply import Piece, Sentence
from assistant.statements import Statement
from ingest.figures import find_years

_TAIL = re.compile(r"[。！？!?；;.，,、\s]*$")


class Composer:
    """Write one answer; what `add` returns in turn is its text."""

    def __init__(
        self, evidence: Mapping[str, Evidence], asked: Asked, cite: Callable[[int, Statement], Citation]
    ) -> None:
        self.citations: list[Citation] = []
        self.figures: list[AnswerFigure] = []
        self.text = ""
        self._evidence = evidence
        self._asked = asked
        self._cite = cite
        self._pending = ""
        self._after_item = False

    def add(self, sentence: Sentence) -> str:
        """Write a sentence and return what was written; what ends it follows with the next one."""
        written = self._joint(sentence) + sentence.lead + ("\n" if sentence.lead and sentence.item else "")
        written += "- " if sentence.item else ""
        before = sentence.lead
        for number, piece in enumerate(sentence.pieces):
            body = piece.text.lstrip() if number == 0 else piece.text
            tail = _TAIL.search(body)
            cut = tail.start() if tail else len(body)
            last = number == len(sentence.pieces) - 1
            written += body[:cut] + self._marks(piece, before) + ("" if last else body[cut:])
            before += piece.text
            if last:
                self._pending = self._ending(body[cut:].strip(), sentence)
        self._after_item = sentence.item
        self.text += written
        return written

    def finish(self) -> str:
        """Return what ends the last sentence."""
        ending = "。" if self._pending in "；;，,、" and self._pending else self._pending
        self._pending = ""
        self.text += ending
        return ending

    def _joint(self, sentence: Sentence) -> str:
        if not self.text:
            return ""
        joint = self._pending
        if sentence.item or self._after_item:
            return joint + "\n"
        return joint + (" " if self._asked.english else "")

    def _ending(self, printed_end: str, sentence: Sentence) -> str:
        if printed_end:
            return printed_end[0]
        return "" if sentence.item else "." if self._asked.english else "。"

    def _marks(self, piece: Piece, before: str) -> str:
        """Return the marks of a piece as shown, and keep its citations and figures."""
        marks: dict[str, int] = {}
        for mark in supporting(piece, self._evidence, self._asked):
            evidence = self._evidence[mark]
            quote, key = quote_of(piece, evidence, self._asked)
            citation = self._cite(len(self.citations) + 1, Statement("", evidence.retrieved, quote, key))
            known = next((c for c in self.citations if (c.document, c.start, c.quote) == _place(citation)), None)
            if known is None:
                self.citations.append(citation)
            marks[mark] = (known or citation).mark
        self._figures(piece, before, marks)
        return "".join(f"[{number}]" for number in dict.fromkeys(marks.values()))

    def _figures(self, piece: Piece, before: str, marks: Mapping[str, int]) -> None:
        converted = in_digits(piece.text, self._asked.english)
        for mine in printed(piece.text, (), self._asked.english):
            start, end = converted.back(mine.figure.start, mine.figure.end)
            mark, theirs = next(
                (number, other)
                for name, number in marks.items()
                for other in printed(self._evidence[name].text, self._evidence[name].passage.section)
                if same_figure(mine.figure, other.figure)
            )
            printed_before = find_years(str(in_digits(before + piece.text[:start])))
            own = sorted(theirs.years)
            self.figures.append(
                AnswerFigure(
                    text=piece.text[start:end].strip(),
                    value=mine.figure.value,
                    unit=mine.figure.unit,
                    year=printed_before[-1] if printed_before else own[0] if len(own) == 1 else None,
                    mark=mark,
                    verified=True,
                )
            )


def _place(citation: Citation) -> tuple[str, int, str]:
    return citation.document, citation.start, citation.quote
