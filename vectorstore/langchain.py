"""Use the retriever and the embedding in LangChain's chains."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.embed import Embedder
from vectorstore.retrieve import Query, Retriever


class PlanRetriever(BaseRetriever):
    """The passages for a question as LangChain documents; the metadata hold document, section, page, span and score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    limit: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = self.retriever.search(Query(query), self.limit)
        return [
            Document(
                page_content=hit.passage.text,
                metadata={
                    "document": hit.passage.document,
                    "section": list(hit.passage.section),
                    "page": hit.passage.page,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "score": hit.score,
                },
            )
            for hit in found
        ]


class PlanEmbeddings(Embeddings):
    """An embedder of this project as LangChain embeddings."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a unit vector for each text."""
        return [list(map(float, vector)) for vector in self._embedder.documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        return list(map(float, self._embedder.question(text)))
