"""Use the retriever and the embedding in LangChain's chains."""

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, PrivateAttr

from ingest.regions import short_name
from vectorstore.catalog import Listed
from vectorstore.embed import Embedder, make_embedder
from vectorstore.errors import StoreError
from vectorstore.query import Query
from vectorstore.retrieve import Retrieved, Retriever
from vectorstore.store import Store, exists


class PlanRetriever(BaseRetriever):
    """The passages for a question as LangChain documents, best first.

    `documents`, `regions` and `years` each leave only documents with one of these ids, of one of these regions ("衡阳" or
    "衡阳市"), or whose period holds one of these years; an empty filter leaves all. The metadata of what is found hold
    document, title, region, period, section, page, start, end and score.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    limit: int = Field(default=5, ge=1)
    documents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    _retriever: Retriever = PrivateAttr()
    _listed: dict[str, Listed] = PrivateAttr()

    @classmethod
    def from_store(
        cls, folder: str | Path, embedding_model: str = "", chroma_url: str = "", **options: Any
    ) -> "PlanRetriever":
        """Open the store that `plans ingest` wrote to a folder; the options are the fields of this class.

        Raises StoreError where there is no store, or one built with another embedding.
        """
        if not exists(Path(folder)):
            raise StoreError(
                f"{folder} holds no store; expected a folder that `plans ingest --store {folder} FILES` wrote to; "
                "run that first, or name another folder"
            )
        return cls(store=Store(Path(folder), make_embedder(embedding_model), chroma_url), **options)

    def model_post_init(self, context: Any, /) -> None:
        """Get ready to search."""
        super().model_post_init(context)
        self._load()

    def _load(self) -> None:
        self._retriever = Retriever(self.store)
        self._listed = {listed.id: listed for listed in self.store.catalog.documents()}

    def refresh(self) -> None:
        """See what has been ingested since the store was opened."""
        if self.store.refresh():
            self._load()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        wanted = Query(query, documents=self._allowed(), years=self.years)
        return [self._document(hit) for hit in self._retriever.search(wanted, self.limit)]

    def _allowed(self) -> frozenset[str] | None:
        """Return the documents that pass the filters, None where there is no filter."""
        if not (self.documents or self.regions or self.years):
            return None
        return frozenset(listed.id for listed in self._listed.values() if self._passes(listed))

    def _passes(self, listed: Listed) -> bool:
        described = listed.description
        regions = {short_name(region) for region in self.regions}
        first, last = described.first_year, described.last_year
        return (
            (not self.documents or listed.id in self.documents)
            and (not regions or (described.region is not None and short_name(described.region) in regions))
            and (not self.years or (first is not None and any(first <= year <= (last or first) for year in self.years)))
        )

    def _document(self, hit: Retrieved) -> Document:
        passage = hit.passage
        described = self._listed[passage.document].description
        return Document(
            id=passage.id,
            page_content=passage.text,
            metadata={
                "document": passage.document,
                "title": described.title,
                "region": described.region,
                "period": described.period,
                "section": list(passage.section),
                "page": passage.page,
                "start": passage.start,
                "end": passage.end,
                "score": hit.score,
            },
        )


class PlanEmbeddings(Embeddings):
    """An embedder of this project as LangChain embeddings; without one, the bundled embedding."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder or make_embedder()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a unit vector for each text."""
        return [list(map(float, vector)) for vector in self._embedder.documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        return list(map(float, self._embedder.question(text)))
