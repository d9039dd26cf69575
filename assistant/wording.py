"""Put what was found, or why nothing was, into the words of an answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer, AnswerFigure, Citation, Nearest, RetrievedPassage, Status
from assistant.authority import ADOPTED, Voices, tense_of_statement
from assistant.comparison import Side
from assistant.evidence import Unit
from assistant.messages import Language, message
from assistant.missing import Reason
from assistant.statements import Extraction, Statement
from assistant.time_named import tense_of
from assistant.understand import Understanding
from assistant.verify import unsupported_years, verify_figures, verify_numerals
from assistant.which_document import asks_which_document
from ingest.figures import find_years
from ingest.passage import Description
from vectorstore.catalog import Listed
from vectorstore.retrieve import Retrieved

_LONGEST_QUOTE = 80
_LONGEST_NEAREST = 160
_FEW = 3


@dataclass(slots=True)
class Written:
    """An answer being written: its citations and figures so far."""

    citations: list[Citation] = field(default_factory=list)
    figures: list[AnswerFigure] = field(default_factory=list)


class Wording:
    """Write answers over some documents in one language."""

    def __init__(self, documents: Mapping[str, Listed], language: Language) -> None:
        self._documents = documents
        self._language: Language = language

    def answered(
        self,
        empty: Answer,
        understood: Understanding,
        extracted: Sequence[tuple[Side | None, Extraction]],
        voices: Voices,
    ) -> Answer:
        """Return an answer with what was found, side by side where a question compares."""
        written = Written()
        parts = []
        for side, extraction in extracted:
            statements = voices.statements if side is None else extraction.statements
            if side is None and voices.disagree:
                parts += [self._of_plan(statement, written, understood) for statement in statements]
                continue
            text = self._part(statements, written, understood)
            if text and not extraction.says_why:
                text = message("why_unsaid", self._language, text=text)
            parts.append(
                self._framed(text, understood, written) if side is None else self.side(side, text, written.citations)
            )
        if voices.disagree and len(written.citations) > 1:
            parts.append(message("disagree", self._language))
        if voices.other_years:
            years = "、".join(map(str, voices.other_years))
            parts.append(message("other_years", self._language, years=years))
        body = self._joined(parts)
        if (
            any(c.status != ADOPTED for c in written.citations)
            and not voices.disagree
            and not re.search("征求意见稿|草案", body)
        ):
            body += message("from_draft", self._language)
        if not written.citations:
            return self.not_found(empty, [Reason("not_found", {})])
        missing = sum(1 for _, extraction in extracted if not extraction.statements or not extraction.says_why)
        status: Status = "partial" if missing else "answered"
        update = {"status": status, "answer": body, "citations": written.citations, "figures": written.figures}
        return empty.model_copy(update=update)

    def _of_plan(self, statement: Statement, written: Written, understood: Understanding) -> str:
        """Write one of several statements that disagree, below the name and standing of its plan."""
        text = self._part([statement], written, understood)
        described = self._documents[statement.passage.document].description
        plan = self._named(described)
        if described.status != ADOPTED and described.status not in plan:
            status = described.status if self._language == "zh" else message("draft", self._language)
            plan += f"（{status}）" if self._language == "zh" else f" ({status})"
        return message("side", self._language, plan=plan, text=text) if text else ""

    def _joined(self, parts: Sequence[str]) -> str:
        mark, end = ("；", "。") if self._language == "zh" else ("; ", ".")
        return mark.join(part.rstrip("。.") for part in parts if part) + end

    def _framed(self, text: str, understood: Understanding, written: Written) -> str:
        """Name the plan before a text that does not say what was asked: yes or no, which plan; and before Chinese in English."""
        if not text or not written.citations:
            return text
        speaks = understood.kind != "yes_no" and not asks_which_document(understood.standalone)
        if self._language == "zh" and speaks:
            return text
        named = dict.fromkeys(citation.document for citation in written.citations)
        plans = "、".join(self._named(self._documents[document].description) for document in list(named)[:_FEW])
        return message("stated", self._language, plan=plans, text=text)

    def side(self, side: Side, text: str, citations: Sequence[Citation]) -> str:
        """Label one side of a comparison with its plan, and with its year where that is what is compared."""
        if side.absent:
            return message("region_absent", self._language, region=side.absent)
        if side.name:
            return message("part" if text else "part_missing", self._language, part=side.name, text=text)
        named = [self._documents[document].description for document in sorted(side.documents or ())]
        described = self._documents[citations[-1].document].description if text else None
        if described is None and not named:
            return message("year_missing", self._language, year=side.years[0]) if side.years else text
        if len(side.years) == 1:
            titles = [described] if described else named[:_FEW]
            title = "》《".join(one.title for one in titles)
            name = "side_of_year" if text else "side_of_year_missing"
            return message(name, self._language, title=title, year=side.years[0], text=text)
        plan = "、".join(self._named(one) for one in ([described] if described else named[:_FEW]))
        return message("side" if text else "side_missing", self._language, plan=plan, text=text)

    def _named(self, described: Description) -> str:
        """Name a plan with its years, where its title does not print them."""
        years = [str(year) for year in (described.first_year, described.last_year) if year]
        if not described.period or all(year in described.title for year in years):
            return f"《{described.title}》"
        return message("plan", self._language, title=described.title, period=described.period)

    def _part(self, statements: Sequence[Statement], written: Written, understood: Understanding) -> str:
        """Write the statements of one side with their marks; what its passage does not hold is left out."""
        texts: list[str] = []
        for statement in statements:
            passage, citations = statement.passage, written.citations
            mark = next((c.mark for c in citations if (c.document, c.start) == (passage.document, passage.start)), 0)
            number = mark or len(citations) + 1
            key = passage.text[statement.key.start : statement.key.end] if statement.key else ""
            checked = [
                *verify_figures(statement.text, passage.text, number),
                *(verify_numerals(key, passage.text, number) if understood.kind == "figure" else ()),
            ]
            if not all(figure.verified for figure in checked) or unsupported_years(statement.text, _place(statement)):
                continue
            described = self._documents[passage.document].description
            if not mark:
                mark = len(citations) + 1
                citations.append(citation_of(mark, statement, described))
            tense = tense_of_statement(statement, (described.first_year, described.last_year))
            written.figures.extend(figure.model_copy(update={"kind": tense}) for figure in checked)
            if statement.text:
                label = self._label(statement, described, tense, understood) if checked else ""
                texts.append(f"{statement.text.rstrip('。；;')}{label}[{mark}]")
            elif texts:
                texts[-1] += f"[{mark}]"
        return "；".join(texts) if self._language == "zh" else "; ".join(texts)

    def _label(self, statement: Statement, described: Description, tense: str | None, understood: Understanding) -> str:
        """Say what a figure is where the question leaves it open: target or result, and of which year's document."""
        if understood.kind != "figure":
            return ""
        named = []
        if tense and tense != tense_of(understood.standalone):
            named.append(message(f"is_{tense}", self._language))
        if not understood.years and not understood.period and not find_years(statement.text) and described.period:
            named.append(message("of_year", self._language, period=described.period))
        mark, form = ("，", "（{}）") if self._language == "zh" else (", ", " ({})")
        return form.format(mark.join(named)) if named else ""

    def not_found(self, empty: Answer, reasons: Sequence[Reason]) -> Answer:
        """Return an answer that says why there is none, and names the nearest thing the plans do say."""
        nearest = [near for reason in reasons if (near := self._nearest(reason.nearest))][:2]
        reason = reasons[0]
        values = dict(reason.values)
        if reason.name == "not_found_region":
            values["held"] = self._held()
        values.setdefault("asked", empty.standalone_question.strip("？?。 ")[:60])
        text = message(reason.name, self._language, **values)
        if nearest and reason.name != "plan_absent":
            text += self._pointer(nearest[0])
        return empty.model_copy(update={"answer": text.strip(), "nearest": nearest})

    def _pointer(self, near: Nearest) -> str:
        section = "·".join(near.section[-2:])
        quote = near.quote if len(near.quote) <= _LONGEST_QUOTE else near.quote[:_LONGEST_QUOTE] + "…"
        plan = self._named(self._documents[near.document].description)
        pointer = message("nearest", self._language, plan=plan, section=section, quote=quote)
        return f"{pointer}{message('not_answer', self._language)}"

    def _held(self) -> str:
        """Name the regions that documents are about, a few of many."""
        regions = list(dict.fromkeys(d.description.region for d in self._documents.values() if d.description.region))
        named = "、".join(regions[:_FEW])
        return named + (message("and_more", self._language, count=len(regions)) if len(regions) > _FEW else "")

    def _nearest(self, found: Unit | Statement | None) -> Nearest | None:
        if found is None:
            return None
        passage = found.passage
        described = self._documents[passage.document].description
        return Nearest(
            document=passage.document,
            title=described.title,
            period=described.period,
            section=list(passage.section),
            page=passage.page,
            quote=found.text[:_LONGEST_NEAREST],
        )


def citation_of(mark: int, statement: Statement, described: Description) -> Citation:
    """Return the citation of a statement."""
    passage = statement.passage
    return Citation(
        mark=mark,
        document=passage.document,
        title=described.title,
        region=described.region,
        section=list(passage.section),
        page=passage.page,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        quote=passage.text[statement.quote.start : statement.quote.end],
        key=passage.text[statement.key.start : statement.key.end] if statement.key else None,
        status=described.status,
    )


def retrieved_of(hit: Retrieved, described: Description) -> RetrievedPassage:
    """Return a passage that was found as callers get it."""
    passage = hit.passage
    return RetrievedPassage(
        document=passage.document,
        title=described.title,
        section=list(passage.section),
        page=passage.page,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=round(hit.score, 4),
    )


def _place(statement: Statement) -> str:
    """Return where a year of a statement may come from: its passage and the headings above it."""
    return statement.passage.text + " ".join(statement.passage.section)
