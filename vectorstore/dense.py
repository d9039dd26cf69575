"""Keep passage vectors in Chroma; the only module that knows chromadb."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast
from urllib.parse import urlsplit

from vectorstore.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api.client import Client

    from vectorstore.embed import Vectors

COLLECTION = "passages"
_BATCH = 2000
# How many neighbours to look at: the graph's recall grows with it, and those of other documents can be dropped.
_WIDE = 300
# Up to so many documents are looked at alone; up to so many passages one by one, which the graph is slower at.
_FEW_DOCUMENTS = 10
_FEW_PASSAGES = 1000
# Of so many choices of documents the vectors are kept, at most 1 MB each.
_KEPT = 8


class Scored(NamedTuple):
    """A passage key with its score, higher is better."""

    key: int
    score: float


class Whereabouts(Protocol):
    """Knows which passage belongs to which document."""

    def keys_of(self, documents: Collection[str]) -> list[int]:
        """Return the passage keys of documents."""
        ...

    def documents_of(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the document of each passage key."""
        ...


class DenseIndex:
    """Cosine search over the vectors of the passages, by passage key."""

    def __init__(self, folder: Path, whereabouts: Whereabouts, url: str = "", collection: str = COLLECTION) -> None:
        self._folder = folder
        self._whereabouts = whereabouts
        self._url = url
        self._name = collection
        self._kept: dict[tuple[int, ...], tuple[list[int], Vectors]] = {}
        self._open()

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        try:
            if self._url:
                parts = urlsplit(self._url)
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or 8000,
                    ssl=parts.scheme == "https",
                    settings=quiet,
                )
            else:
                self._client = chromadb.PersistentClient(path=str(self._folder), settings=quiet)
            # No embedding function: Chroma's default one would download a model.
            self._collection = self._client.get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        except (ValueError, OSError, chromadb.errors.ChromaError) as error:
            where = self._url or str(self._folder)
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
        wide = max(limit, _WIDE)
        if documents is None:
            return self._nearest(vector, wide)[:limit]
        if len(documents) > _FEW_DOCUMENTS:
            inside = self._of_documents(self._nearest(vector, wide), documents)
            if len(inside) >= limit:
                return inside[:limit]
        keys = self._whereabouts.keys_of(documents)
        try:
            return self._of_some(vector, limit, keys)
        except _internal_error():
            # Another process has added passages since; only a new client sees them.
            self.close()
            self._open()
            return self._of_some(vector, limit, keys)

    def _of_some(self, vector: "Vectors", limit: int, keys: Sequence[int]) -> list[Scored]:
        if len(keys) <= _FEW_PASSAGES:
            return self._compared(vector, keys)[:limit]
        return self._nearest(vector, limit, keys)

    def _of_documents(self, found: Sequence[Scored], documents: Collection[str]) -> list[Scored]:
        holder = self._whereabouts.documents_of([hit.key for hit in found])
        return [hit for hit in found if holder.get(hit.key) in documents]

    def _nearest(self, vector: "Vectors", limit: int, keys: Sequence[int] | None = None) -> list[Scored]:
        """Ask Chroma's graph for the nearest passages, of all or of some."""
        result = self._collection.query(
            query_embeddings=vector.reshape(1, -1),
            n_results=limit,
            ids=[str(key) for key in keys] if keys is not None else None,
            include=["distances"],
        )
        distances = result["distances"]
        if not distances:
            return []
        return [
            Scored(int(key), 1.0 - float(distance))
            for key, distance in zip(result["ids"][0], distances[0], strict=True)
        ]

    def _compared(self, vector: "Vectors", keys: Sequence[int]) -> list[Scored]:
        """Compare a few passages one by one."""
        import numpy as np

        held, rows = self._vectors(tuple(keys))
        if not held:
            return []
        lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(vector)
        scores = rows @ vector / np.where(lengths == 0, 1, lengths)
        found = [Scored(key, float(score)) for key, score in zip(held, scores, strict=True)]
        return sorted(found, key=lambda scored: (-scored.score, scored.key))

    def _vectors(self, keys: tuple[int, ...]) -> tuple[list[int], "Vectors"]:
        """Return the vectors of passages, with the keys of those that are held; the same few documents are asked about."""
        import numpy as np

        if keys not in self._kept:
            got = self._collection.get(ids=[str(key) for key in keys], include=["embeddings"]) if keys else None
            held = [int(key) for key in got["ids"]] if got else []
            rows = np.asarray(got["embeddings"] if got and held else [], dtype=np.float32)
            if len(held) < len(keys):
                return held, rows
            # A passage that changes gets a new key, so that what is kept stays right.
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[keys] = held, rows
        return self._kept[keys]

    def close(self) -> None:
        """Give the memory back, and let the next client see what other processes wrote."""
        cast("Client", self._client).close()
        self._client.clear_system_cache()


def _internal_error() -> type[Exception]:
    """Return what Chroma raises for a key it has listed but not loaded."""
    import chromadb

    return chromadb.errors.InternalError
