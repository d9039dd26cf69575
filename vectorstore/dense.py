"""Keep passage vectors in Chroma; the only module that knows chromadb."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlsplit

from vectorstore.errors import StoreError

if TYPE_CHECKING:
    from chromadb import Where

    from vectorstore.embed import Vectors

_COLLECTION = "passages"
_BATCH = 2000


class Scored(NamedTuple):
    """A passage key with its score, higher is better."""

    key: int
    score: float


class DenseIndex:
    """Cosine search over the vectors of the passages, by passage key."""

    def __init__(self, folder: Path, url: str = "") -> None:
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        try:
            if url:
                parts = urlsplit(url)
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or 8000,
                    ssl=parts.scheme == "https",
                    settings=quiet,
                )
            else:
                self._client = chromadb.PersistentClient(path=str(folder), settings=quiet)
            # No embedding function: Chroma's default one would download a model.
            self._collection = self._client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        except (ValueError, OSError, chromadb.errors.ChromaError) as error:
            where = url or str(folder)
            raise StoreError(
                f"the vector index at {where} cannot be opened ({error}); expected a running Chroma server or a folder "
                "written by this program; check PLANS_CHROMA_URL, or ingest into a new --store"
            ) from error

    def add(self, keys: Sequence[int], documents: Sequence[str], vectors: "Vectors") -> None:
        """Add or replace passages."""
        for first in range(0, len(keys), _BATCH):
            part = slice(first, first + _BATCH)
            self._collection.upsert(
                ids=[str(key) for key in keys[part]],
                embeddings=vectors[part],
                metadatas=[{"document": document} for document in documents[part]],
            )

    def delete(self, keys: Sequence[int]) -> None:
        """Remove passages; unknown keys are ignored."""
        for first in range(0, len(keys), _BATCH):
            self._collection.delete(ids=[str(key) for key in keys[first : first + _BATCH]])

    def refresh(self) -> None:
        """Nothing to do: the number of passages is read anew each time."""

    def size(self) -> int:
        """Return the number of passages held."""
        return int(self._collection.count())

    def keys(self) -> set[int]:
        """Return the keys of all passages held."""
        return {int(key) for key in self._collection.get(include=[])["ids"]}

    def search(self, vector: "Vectors", limit: int, documents: Collection[str] | None = None) -> list[Scored]:
        """Return the nearest passages, best first; the score is the cosine similarity."""
        if documents is not None and not documents:
            return []
        where = cast("Where", {"document": {"$in": sorted(documents)}}) if documents is not None else None
        result = self._collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=limit, where=where, include=["distances"]
        )
        distances = result["distances"]
        if not distances:
            return []
        return [
            Scored(int(key), 1.0 - float(distance))
            for key, distance in zip(result["ids"][0], distances[0], strict=True)
        ]

    def close(self) -> None:
        """Forget the client, so that the next one sees what other processes wrote."""
        self._client.clear_system_cache()
