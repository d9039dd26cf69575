"""Answer a question: understand, search, extract, verify, compose."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerFigure, Citation, Nearest, RetrievedPassage, Status, Turn
from assistant.corpus_questions import corpus_answer
from assistant.evidence import Unit
from assistant.extract import extract
from assistant.guard import declined
from assistant.messages import Language, message
from assistant.statements import Context, Extraction, Statement
from assistant.support import Sought
from assistant.understand import Side, Understanding, understand
from assistant.verify import unsupported_years, verify_figures
from vectorstore.catalog import Listed
from vectorstore.retrieve import Query, Retrieved, Retriever
from vectorstore.store import Store

LONGEST_QUESTION = 500
_SHOWN = 20
_ADMINISTRATIVE = re.compile(r"(?<!城)[县区市乡镇]$")


class Responder:
    """Answer questions over one store; keeps what is worth keeping between questions."""

    def __init__(self, store: Store, language: Language = "zh", samples: bool = False) -> None:
        self._store = store
        self._language = language
        self._samples = samples
        self._load()

    def _load(self) -> None:
        self._retriever = Retriever(self._store)
        self._documents = {listed.id: listed for listed in self._store.catalog.documents()}
        self._periods = {
            name: (listed.description.first_year, listed.description.last_year)
            for name, listed in self._documents.items()
        }

    @property
    def documents(self) -> list[Listed]:
        """The documents that answers may come from."""
        return list(self._documents.values())

    def refresh(self) -> None:
        """See what has been ingested since."""
        if self._store.refresh():
            self._load()

    def respond(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the answer to a question in the light of earlier turns."""
        # Bytes of the command line that are no text arrive as lone surrogates, which nothing after this takes.
        question = question.encode("utf-8", "replace").decode("utf-8")
        answer = self._answer(question, history)
        return answer.model_copy(update={"samples": self._samples})

    def _answer(self, question: str, history: Sequence[Turn]) -> Answer:
        started = time.perf_counter()
        status = declined(question)
        if status:
            return self._declined(question, status)
        if not self._documents:
            return self._plain(question, "not_found", message("empty_store", self._language))
        listed = corpus_answer(question, self.documents, self._language)
        if listed:
            return self._plain(question, "answered", listed)
        understood = self._understand(question, history)
        if not any(len(term.word) > 1 for term in self._retriever.weigher.content(understood.core)):
            return self._plain(question, "not_found", message("unclear", self._language))
        searched = [(side, self._search(understood, side, _SHOWN)) for side in understood.sides or (None,)]
        found = time.perf_counter()
        extracted = [(side, extract(self._context(understood, side, hits))) for side, hits in searched]
        answer = self._compose(understood, extracted, _merged([hits for _, hits in searched]))
        timings = {"retrieve": round(found - started, 4), "answer": round(time.perf_counter() - found, 4)}
        return answer.model_copy(update={"timings": timings})

    def search(self, text: str, limit: int = _SHOWN) -> list[RetrievedPassage]:
        """Return the passages for a question, best first."""
        understood = self._understand(text, ())
        return [self._shown(hit) for hit in self._search(understood, None, limit)]

    def _understand(self, question: str, history: Sequence[Turn]) -> Understanding:
        """Take a question apart; a name without the ending of a place counts as one only where the plans print it."""
        understood = understand(question, history, self.documents)
        places = tuple(
            name for name in understood.places if _ADMINISTRATIVE.search(name) or self._retriever.weigher.known(name)
        )
        return replace(understood, places=places)

    def _search(self, understood: Understanding, side: Side | None, limit: int) -> list[Retrieved]:
        years = (side.years or understood.years) if side else understood.years
        query = Query(
            text=understood.core,
            documents=side.documents if side and side.documents is not None else understood.documents,
            boosts=understood.boosts,
            years=years,
            synonyms=[alternative.official for alternative in understood.alternatives],
        )
        return self._retriever.search(query, limit)

    def _context(self, understood: Understanding, side: Side | None, hits: list[Retrieved]) -> Context:
        terms = self._retriever.weigher.content(understood.core, understood.alternatives)
        return Context(
            understanding=understood,
            sought=Sought.of(terms),
            retrieved=hits,
            passages_of=self._store.catalog.passages_of,
            periods=self._periods,
            years=side.years if side else understood.years,
        )

    def _compose(
        self, understood: Understanding, extracted: Sequence[tuple[Side | None, Extraction]], hits: list[Retrieved]
    ) -> Answer:
        empty = Answer(
            question=understood.question,
            standalone_question=understood.standalone,
            status="not_found",
            answer="",
            retrieved=[self._shown(hit) for hit in hits[:_SHOWN]],
        )
        if not any(extraction.statements for _, extraction in extracted):
            nearest = [self._nearest(e.nearest) for _, e in extracted if e.nearest and e.support >= 0.2][:2]
            return empty.model_copy(update={"answer": self._not_found(understood, nearest), "nearest": nearest})
        citations: list[Citation] = []
        figures: list[AnswerFigure] = []
        parts: list[str] = []
        for side, extraction in extracted:
            text = self._part(extraction.statements, citations, figures)
            parts.append(text if side is None else self._side(side, text, citations))
        missing = sum(1 for _, extraction in extracted if not extraction.statements)
        body = "；".join(part.rstrip("。") for part in parts if part) + "。"
        status: Status = "partial" if missing else "answered"
        return empty.model_copy(update={"status": status, "answer": body, "citations": citations, "figures": figures})

    def _side(self, side: Side, text: str, citations: Sequence[Citation]) -> str:
        """Label one side of a comparison with its plan, and with its year where that is what is compared."""
        if side.absent:
            return message("region_absent", self._language, region=side.absent)
        named = [self._documents[document] for document in sorted(side.documents or ())]
        title = citations[-1].title if text else "》《".join(listed.description.title for listed in named[:3])
        if not title:
            return message("year_missing", self._language, year=side.years[0]) if side.years else text
        if len(side.years) == 1:
            name = "side_of_year" if text else "side_of_year_missing"
            return message(name, self._language, title=title, year=side.years[0], text=text)
        return message("side" if text else "side_missing", self._language, title=title, text=text)

    def _part(self, statements: Sequence[Statement], citations: list[Citation], figures: list[AnswerFigure]) -> str:
        """Write the statements of one side with their marks; what its passage does not hold is left out."""
        written = []
        marks: list[int] = []
        for statement in statements:
            passage = statement.passage
            mark = next((c.mark for c in citations if (c.document, c.start) == (passage.document, passage.start)), 0)
            checked = verify_figures(statement.text, passage.text, mark or len(citations) + 1)
            if not all(figure.verified for figure in checked) or unsupported_years(statement.text, _place(statement)):
                continue
            if not mark:
                mark = len(citations) + 1
                citations.append(self._citation(mark, statement))
            figures.extend(checked)
            if statement.text:
                written.append(f"{statement.text.rstrip('。；;')}[{mark}]")
                marks.append(mark)
            elif written:
                written[-1] += f"[{mark}]"
        return "；".join(written)

    def _citation(self, mark: int, statement: Statement) -> Citation:
        passage = statement.passage
        described = self._documents[passage.document].description
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

    def _shown(self, hit: Retrieved) -> RetrievedPassage:
        passage = hit.passage
        return RetrievedPassage(
            document=passage.document,
            title=self._documents[passage.document].description.title,
            section=list(passage.section),
            page=passage.page,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            score=round(hit.score, 4),
        )

    def _nearest(self, unit: Unit) -> Nearest:
        passage = unit.passage
        described = self._documents[passage.document].description
        return Nearest(
            document=passage.document,
            title=described.title,
            period=described.period,
            section=list(passage.section),
            page=passage.page,
            quote=unit.text[:160],
        )

    def _not_found(self, understood: Understanding, nearest: Sequence[Nearest]) -> str:
        if understood.missing_plan:
            return message("plan_absent", self._language, plan=understood.missing_plan)
        if understood.missing_region:
            return message("not_found_region", self._language, region=understood.missing_region)
        text = message("not_found", self._language)
        if not nearest:
            return text
        near = nearest[0]
        section = "·".join(near.section[-2:])
        quote = near.quote if len(near.quote) <= 80 else near.quote[:80] + "…"
        pointer = message("nearest", self._language, title=near.title, section=section, quote=quote)
        return f"{text}{pointer}{message('not_answer', self._language)}"

    def _declined(self, question: str, status: Status) -> Answer:
        return self._plain(question, status, message(status, self._language))

    def _plain(self, question: str, status: Status, text: str) -> Answer:
        return Answer(question=question, standalone_question=question, status=status, answer=text)


def _place(statement: Statement) -> str:
    """Return where a year of a statement may come from: its passage and the headings above it."""
    return statement.passage.text + " ".join(statement.passage.section)


def _merged(lists: Sequence[list[Retrieved]]) -> list[Retrieved]:
    """Merge the results of the sides in turn, so that each side's best stand first."""
    merged: dict[int, Retrieved] = {}
    for rank in range(max((len(hits) for hits in lists), default=0)):
        for hits in lists:
            if rank < len(hits):
                merged.setdefault(hits[rank].key, hits[rank])
    return list(merged.values())
