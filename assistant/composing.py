"""Compose the extracted answer: what the passages say, beside what other documents say, or why there is none."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.authority import Voices, may_tell, told_by, weighed
from assistant.causes import asks_why, gives_cause
from assistant.comparison import Side
from assistant.extract import extract
from assistant.finding import SHOWN, Finder
from assistant.indicators import indicator_of
from assistant.likely import chance_of
from assistant.missing import Absence, turns_on
from assistant.missing import reason_of as why_missing
from assistant.statements import LOOKED_AT, Context, Extraction, Statement
from assistant.understand import Understanding
from assistant.wording import Wording, retrieved_of
from vectorstore.embed import bundled
from vectorstore.retrieve import Retrieved
from vectorstore.tokens import words

# So many other documents of a region are asked whether they say the same.
_RIVALS = 6
# From this support on, what another region's plan says is about the same thing.
_SAME_THING = 0.6
# A word that makes up so much of a question and stands in no passage is a thing the plans do not speak of.
_MOST_OF_IT = 0.42
_LIKELY = 0.5
# Words whose vectors are as close say about the same.
_MEANS_THE_SAME = 0.5


class Composer:
    """Compose answers from what a finder finds."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._documents = finder.documents

    def empty(self, understood: Understanding, hits: Sequence[Retrieved]) -> Answer:
        """Return an answer that says nothing yet, with what was looked at."""
        return Answer(
            question=understood.question,
            standalone_question=understood.standalone,
            status="not_found",
            answer="",
            retrieved=[retrieved_of(hit, self._documents[hit.passage.document].description) for hit in hits[:SHOWN]],
        )

    def composed(
        self, contexts: Sequence[tuple[Side | None, Context]], hits: list[Retrieved], wording: Wording
    ) -> Answer:
        """Return the extracted answer, or why there is none."""
        understood = contexts[0][1].understanding
        empty = self.empty(understood, hits)
        extracted = [(side, self.extracted(context)) for side, context in contexts]
        if not any(extraction.statements for _, extraction in extracted):
            pairs = zip(contexts, extracted, strict=True)
            reasons = [why_missing(self._absence(context, e)) for (_, context), (_, e) in pairs]
            return wording.not_found(empty, reasons)
        voices = self._voices(contexts[0][1], extracted[0][1]) if not understood.sides else Voices(())
        return wording.answered(empty, understood, extracted, voices)

    def extracted(self, context: Context) -> Extraction:
        """Return what answers a question; where it asks why, what gives a reason or is at least about the very thing."""
        extraction = extract(context)
        word = turns_on(context, self._finder.weigher, _MOST_OF_IT)
        if word and not _said_otherwise(word, extraction, context):
            return replace(extraction, statements=())
        if not asks_why(context.understanding.standalone) or any(gives_cause(s.text) for s in extraction.statements):
            return extraction
        # That a figure is aimed at is no reason for it.
        near = extraction.support >= _SAME_THING and not indicator_of(context.understanding.core)
        about = extraction.statements if near else ()
        return replace(extraction, statements=about, says_why=False)

    def _absence(self, context: Context, extraction: Extraction) -> Absence:
        return Absence(
            context,
            extraction,
            self._documents,
            self._finder.weigher,
            lambda: self._elsewhere(context.understanding),
        )

    def _elsewhere(self, understood: Understanding) -> Statement | None:
        """Return what the documents of other regions would answer, None where they would not either."""
        others = frozenset(d.id for d in self._documents.values() if d.description.region not in understood.regions)
        if not others:
            return None
        free = replace(understood, regions=(), documents=others, boosts={}, sides=())
        extraction = extract(self._finder.context(free, None, self._finder.search(free)))
        return extraction.statements[0] if extraction.statements and extraction.support >= _SAME_THING else None

    def _voices(self, context: Context, extraction: Extraction) -> Voices:
        """Set an answer beside what other documents of its region say, where no single plan is asked about."""
        understood, statements = context.understanding, extraction.statements
        if understood.kind != "figure" or understood.plan_named:
            return Voices(statements)
        document = statements[0].passage.document
        region = self._documents[document].description.region
        others = frozenset(d.id for d in self._documents.values() if region and d.description.region == region) - {
            document
        }
        if not others:
            return Voices(statements)
        free = replace(understood, documents=others, boosts={})
        mine = told_by(statements[0], self._documents)
        if mine is None:
            return Voices(statements)
        by_document: dict[str, list[Retrieved]] = {}
        for hit in self._finder.search(free):
            by_document.setdefault(hit.passage.document, []).append(hit)
        rivals = [
            extract(self._finder.context(replace(free, documents=frozenset({name})), None, own)).statements
            for name, own in [*by_document.items()][:_RIVALS]
            if may_tell(mine, (hit.passage for hit in own[:LOOKED_AT]))
        ]
        dated = bool(understood.years or understood.period)
        return weighed(statements, [found[0] for found in rivals if found], self._documents, dated)


def _said_otherwise(word: str, extraction: Extraction, context: Context) -> bool:
    """Tell whether the first statement says in another word what a word of the question says, and is likely to answer."""
    first = next(iter(extraction.statements), None)
    if first is None or chance_of(first.passage, first.quote.start, context) < _LIKELY:
        return False
    model = bundled()
    _, near = model.similarities([word], model.rows(words(first.passage.text[first.quote.start : first.quote.end])))
    return bool(near.size) and float(near.max()) >= _MEANS_THE_SAME
