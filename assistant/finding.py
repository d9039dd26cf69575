"""Find what an answer may be made of: passages for a question, and what every way of answering looks at."""

from collections.abc import Mapping

from assistant.comparison import Side
from assistant.glossary import EXPLAINED_KINDS, entries
from assistant.ledger.consult import Ledger
from assistant.search_query import search_query
from assistant.statements import Context
from assistant.support import Sought
from assistant.understand import Understanding
from vectorstore.catalog import Listed
from vectorstore.question_words import Weigher
from vectorstore.retrieve import Retrieved, Retriever
from vectorstore.store import Store

SHOWN = 20


class Finder:
    """Find among some documents of a store."""

    def __init__(self, store: Store, retriever: Retriever, documents: Mapping[str, Listed], consults: bool) -> None:
        self._catalog = store.catalog
        self._retriever = retriever
        self._documents = documents
        self._titles = {name: listed.description.title for name, listed in documents.items()}
        self._periods = {
            name: (listed.description.first_year, listed.description.last_year) for name, listed in documents.items()
        }
        self._ledger = Ledger(store.catalog, retriever.weigher, documents) if consults else None

    @property
    def weigher(self) -> Weigher:
        """What weighs the words of questions."""
        return self._retriever.weigher

    @property
    def documents(self) -> Mapping[str, Listed]:
        """The documents that answers may come from, by id."""
        return self._documents

    def search(self, understood: Understanding, side: Side | None = None, limit: int = SHOWN) -> list[Retrieved]:
        """Return the passages for a question or a side of it, best first; what explains a term that is asked for stands before all."""
        hits = self._retriever.search(search_query(understood, side), limit)
        inside = self._documents.keys() if understood.documents is None else understood.documents
        terms = understood.quoted if understood.kind in EXPLAINED_KINDS else ()
        explained = entries(terms, inside, self._catalog)
        if not explained:
            return hits
        score = hits[0].score if hits else 1.0
        first = [Retrieved(key, passage, score, 1.0) for key, passage in explained]
        return list({hit.key: hit for hit in [*first, *hits]}.values())[:limit]

    def context(self, understood: Understanding, side: Side | None, hits: list[Retrieved]) -> Context:
        """Return what every way of answering looks at."""
        core = understood.core
        for other in understood.sides:
            # What one side is called says nothing of what is asked of the other.
            core = core.replace(other.absent, " ") if other.absent else core
        terms = self.weigher.content(core, understood.alternatives)
        return Context(
            understanding=understood,
            sought=Sought.of(terms),
            retrieved=hits,
            passages_of=self._catalog.passages_of,
            periods=self._periods,
            years=side.years if side else understood.years,
            side=side,
            titles=self._titles,
            ledger=self._ledger,
        )
