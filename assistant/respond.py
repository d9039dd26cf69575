"""Answer a question: understand, search, extract, verify, compose; a chat model, where configured, has the last word."""

import re
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import replace

from assistant.answer import Answer, RetrievedPassage, Status, Turn
from assistant.authority import Voices
from assistant.comparison import Side, in_turn
from assistant.composing import Composer
from assistant.corpus_questions import corpus_answer
from assistant.department_table import department_table
from assistant.english import InChinese, by_glossary, chinese, is_english, language_of
from assistant.extract import consulted
from assistant.finding import SHOWN, Finder
from assistant.followup import KEPT_TURNS, asks_for_more, unsaid
from assistant.glossary import where_explained
from assistant.guard import declined
from assistant.llm.answering import Asking, SideAsked, asking_of, reason_of, told
from assistant.llm.failure import ModelFailure
from assistant.llm.ledger import Ledger
from assistant.llm.model import ChatModel
from assistant.llm.translate import in_chinese
from assistant.mentions import documents_mentioning, mention_asked
from assistant.messages import Language, message
from assistant.missing import Reason
from assistant.parts import in_one_sentence, parts_of
from assistant.pieces import finished, in_pieces
from assistant.reading import Reader, folded, folded_description
from assistant.search_query import search_query
from assistant.statements import Context, Extraction
from assistant.synonyms import Synonyms
from assistant.two_times import Part
from assistant.understand import Understanding, understand
from assistant.wording import Wording, citation_of, retrieved_of
from ingest.regions import find_regions
from vectorstore.catalog import Listed
from vectorstore.cross_encoder import Reranker
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

LONGEST_QUESTION = 500
_ADMINISTRATIVE = re.compile(r"(?<!城)[县区市乡镇]$")


class Responder:
    """Answer questions over one store; keeps what is worth keeping between questions."""

    def __init__(
        self,
        store: Store,
        language: Language = "zh",
        samples: bool = False,
        *,
        reranker: Reranker | None = None,
        synonyms: Synonyms | None = None,
        model: ChatModel | None = None,
        ledger: bool = True,
    ) -> None:
        self._store = store
        self._model = model
        # Replies of a chat model take seconds and run side by side; what reads the store takes its turn.
        self._turn = threading.RLock()
        self._reranker = reranker
        self._synonyms = synonyms
        self._language = language
        self._samples = samples
        self._consults = ledger
        self._only: frozenset[str] | None = None
        self._load()

    def _load(self) -> None:
        self._retriever = Retriever(self._store, reranker=self._reranker)
        self._reader = Reader(self._store, self._retriever.weigher)
        self._documents = {listed.id: listed for listed in self._store.catalog.documents()}
        self._described = [folded_description(listed) for listed in self._documents.values()]
        self._compose_from(self._documents)

    def _compose_from(self, documents: dict[str, Listed]) -> None:
        self._documents = documents
        self._finder = Finder(self._store, self._retriever, documents, self._consults)
        self._composer = Composer(self._finder)

    @property
    def documents(self) -> list[Listed]:
        """The documents that answers may come from."""
        return list(self._documents.values())

    def within(self, documents: Collection[str]) -> "Responder":
        """Return a responder that answers from some of the documents only, as they are now."""
        narrow = copy(self)
        narrow._only = frozenset(documents)
        narrow._compose_from({name: listed for name, listed in self._documents.items() if name in narrow._only})
        narrow._described = [listed for listed in self._described if listed.id in narrow._only]
        return narrow

    def without_model(self) -> "Responder":
        """Return a responder that only extracts, whatever is configured."""
        plain = copy(self)
        plain._model = None
        return plain

    def refresh(self) -> None:
        """See what has been ingested since, and what has changed in the user's synonyms."""
        with self._turn:
            if self._synonyms:
                self._synonyms.refresh()
            if self._store.refresh():
                self._load()

    def respond(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Return the answer to a question in the light of earlier turns."""
        *_, answer = self.stream(question, history)
        assert isinstance(answer, Answer)  # noqa: S101 - what a stream ends with
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[str | Answer]:
        """Return the text of an answer in pieces as they are verified, and at last the whole answer."""
        # Bytes of the command line that are no text arrive as lone surrogates, which nothing after this takes.
        question = question.encode("utf-8", "replace").decode("utf-8")
        started = time.monotonic()
        language = language_of(question, self._language)
        model = self._model
        ledger = Ledger(model.endpoint) if model else None
        meant, notice = self._in_chinese(question, language, ledger)
        with self._turn:
            english = question if self._model and is_english(question) else ""
            found = self._answer(folded(question), meant, history, english, language)
        spent = time.monotonic() - started
        pieces = told(model, found, language, spent, ledger) if model and isinstance(found, Asking) else None
        return finished(pieces or in_pieces(found), question, language, self._samples, notice, ledger)

    def _in_chinese(self, question: str, language: Language, ledger: Ledger | None) -> tuple[InChinese, str | None]:
        """Return a question in Chinese, with a note where the model that should have translated it could not."""
        if not is_english(question):
            return InChinese(question, ()), None
        if self._model is None or ledger is None or declined(folded(question)):
            return by_glossary(question), None
        try:
            text = in_chinese(self._model, question, ledger)
        except ModelFailure as failure:
            notice = message("model_unused", language, reason=reason_of(failure, language))
            return by_glossary(question), notice
        return (InChinese(text, ()) if text else by_glossary(question)), None

    def _answer(
        self, question: str, translated: InChinese, history: Sequence[Turn], english: str, language: Language
    ) -> Answer | Asking:
        """Return the answer, or what to ask the chat model where one is configured and may answer."""
        started = time.perf_counter()
        wording = Wording(self._documents, language)
        early = self._without_search(question, translated, language)
        if early:
            return early
        meant = self._reader.read(folded(translated.text))
        understood = self._understand(meant, history)
        status = declined(meant) or _declined_in_context(understood, history)
        if status:
            return _plain(meant, status, message(status, language))
        mentioning = self._mentioning(folded(translated.text), history, language)
        if mentioning:
            return mentioning
        table = department_table(self._store.catalog, understood, self._documents, language)
        if table:
            return table
        if not self._asks_something(understood):
            name = "too_broad" if understood.plan_named or understood.regions else "unclear"
            return _plain(meant, "not_found", message(name, language, asked=understood.standalone.strip("？? ")))
        split = self._of_parts(understood, wording) if self._model is None else None
        if split and split.status == "answered":
            return split
        said = history[-1].answer if history and asks_for_more(question) else ""
        searched = [(side, unsaid(self._finder.search(understood, side), said)) for side in understood.sides or (None,)]
        found = time.perf_counter()
        contexts = [(side, consulted(self._finder.context(understood, side, hits))) for side, hits in searched]
        hits = in_turn([context.retrieved for _, context in contexts], lambda hit: hit.key)
        answer = self._composer.composed(contexts, hits, wording)
        timings = {"retrieve": round(found - started, 4), "answer": round(time.perf_counter() - found, 4)}
        answer = answer.model_copy(update={"timings": timings})
        if split and {cited.quote for cited in answer.citations} <= {cited.quote for cited in split.citations}:
            return split
        return self._asking(contexts, answer, english, wording) or answer

    def _of_parts(self, understood: Understanding, wording: Wording) -> Answer | None:
        """Return what a question for several things comes to when each is asked for by itself, None where nothing is found."""
        started = time.perf_counter()
        parts = parts_of(understood.standalone)
        asked = [self._finder.context(one, None, self._finder.search(one)) for one in map(self._of_part, parts)]
        found = [
            self._composer.extracted(context) if not context.understanding.sides else Extraction() for context in asked
        ]
        if not any(extraction.statements for extraction in found):
            return None
        hits = in_turn([context.retrieved for context in asked], lambda hit: hit.key)
        empty = self._composer.empty(understood, hits)
        whole = in_one_sentence([part.name for part in parts], found)
        if whole:
            answer = wording.answered(empty, understood, [(None, whole)], Voices(whole.statements))
        else:
            sides = [Side(None, name=part.name) for part in parts]
            answer = wording.answered(empty, understood, list(zip(sides, found, strict=True)), Voices(()))
        return answer.model_copy(
            update={"timings": {"retrieve": 0.0, "answer": round(time.perf_counter() - started, 4)}}
        )

    def _of_part(self, part: Part) -> Understanding:
        return self._understand(self._reader.read(part.question), ())

    def _without_search(self, question: str, translated: InChinese, language: Language) -> Answer | None:
        """Return the answer to what needs no search: what is declined, what is about the documents themselves."""
        status = declined(question)
        if status:
            return _plain(question, status, message(status, language))
        if not self._documents:
            return _plain(question, "not_found", message("empty_store", language))
        listed = corpus_answer(question, self.documents, language, find_regions(translated.text))
        if listed:
            return _plain(question, "answered" if listed.found else "not_found", listed.text)
        if translated.unknown:
            words = ", ".join(translated.unknown)
            return _plain(question, "not_found", message("not_english", language, words=words))
        return None

    def _mentioning(self, question: str, history: Sequence[Turn], language: Language) -> Answer | None:
        """Return which documents mention a thing, None for a question that asks something else."""
        asked = mention_asked(question)
        if asked is None:
            return None
        scope = self._understand(self._reader.read(asked.scope), history)
        if scope.missing_region or scope.missing_plan:
            return None
        names = self._documents.keys() if scope.documents is None else scope.documents
        inside = [listed for name, listed in self._documents.items() if name in names]
        return documents_mentioning(asked, inside, self._store.catalog, question, language)

    def _asks_something(self, understood: Understanding) -> bool:
        """Tell whether a question names anything that can be looked for; a number counts where its meaning is asked."""
        if understood.missing_plan or understood.missing_region:
            return True
        if understood.kind == "definition" and (understood.quoted or re.search(r"\d{3,}", understood.core)):
            return True
        return any(len(term.word) > 1 for term in self._retriever.weigher.content(understood.core))

    def _asking(
        self, contexts: Sequence[tuple[Side | None, Context]], extracted: Answer, english: str, wording: Wording
    ) -> Asking | None:
        """Return what to ask the chat model, None without one or where retrieval found nothing that may answer."""
        if self._model is None:
            return None
        described = {name: listed.description for name, listed in self._documents.items()}
        sides = [
            SideAsked(context, context.retrieved, *(("", "") if side is None else self._labels(side, wording)))
            for side, context in contexts
        ]
        request = asking_of(sides, described, self._retriever.weigher.content, english)
        if request is None:
            return None
        return Asking(
            request=request,
            sides=sides,
            extracted=extracted,
            cite=lambda mark, statement: citation_of(mark, statement, described[statement.passage.document]),
            not_found=wording.not_found(extracted, [Reason("not_found", {})]).answer,
        )

    def _labels(self, side: Side, wording: Wording) -> tuple[str, str]:
        """Return what to call a side of a comparison, and what to say where nothing of it was found."""
        named = [self._documents[document].description for document in sorted(side.documents or ())]
        regions = dict.fromkeys(described.region or described.title for described in named)
        label = "、".join([*list(regions)[:3], *(f"{year}年" for year in side.years)])
        return label, wording.side(side, "", ())

    def search(self, text: str, limit: int = SHOWN) -> list[RetrievedPassage]:
        """Return the passages for a question, best first."""
        with self._turn:
            understood = self._understand(self._reader.read(folded(text)), ())
            return [
                retrieved_of(hit, self._documents[hit.passage.document].description)
                for hit in self._finder.search(understood, None, limit)
            ]

    def queries(self, question: str, history: Sequence[Turn] = ()) -> list[Query]:
        """Return what is looked for when a question is asked: one query, or one for each side of a comparison."""
        with self._turn:
            understood = self._understand(self._reader.read(folded(question)), history)
            return [search_query(understood, side) for side in understood.sides or (None,)]

    def _understand(self, question: str, history: Sequence[Turn]) -> Understanding:
        """Take a question apart; a name without the ending of a place counts as one only where the plans print it."""
        earlier = [
            turn.model_copy(update={"question": folded(chinese(turn.question))}) for turn in history[-KEPT_TURNS:]
        ]
        understood = understand(question, earlier, self._described)
        places = tuple(
            name for name in understood.places if _ADMINISTRATIVE.search(name) or self._retriever.weigher.known(name)
        )
        own = self._synonyms.alternatives(understood.standalone) if self._synonyms else []
        if self._only is not None:
            among = self._only if understood.documents is None else understood.documents & self._only
            understood = replace(understood, documents=among or self._only)
        understood = where_explained(understood, self.documents, self._store.catalog)
        return replace(understood, places=places, alternatives=(*own, *understood.alternatives))


def _plain(question: str, status: Status, text: str) -> Answer:
    return Answer(question=question, standalone_question=question, status=status, answer=text)


def _declined_in_context(understood: Understanding, history: Sequence[Turn]) -> Status | None:
    """Return the status with which a follow-up is declined for what it asks together with the question before it."""
    if understood.standalone == understood.question or not history:
        return None
    before = re.sub(r"[？?！!。，,\s]", "", history[-1].question)
    return declined(understood.standalone) or declined(f"{before}{understood.question}")
