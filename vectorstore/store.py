"""One folder that holds a catalogue of documents, a dense and a lexical index, and the manifest of what built them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.passage import Document
from vectorstore import manifest
from vectorstore.catalog import Catalog
from vectorstore.dense import DenseIndex
from vectorstore.embed import Embedder
from vectorstore.errors import StoreBusy, StoreError
from vectorstore.lexical import Entry, LexicalIndex

# What a store consists of; a folder with only these is a store whose making another process has begun.
_OURS = ("manifest.json", "catalogue.sqlite", "lexical", "chroma", "write.lock")


class Store:
    """The documents of one folder and the indexes over their passages."""

    def __init__(self, folder: Path, embedder: Embedder, chroma_url: str = "") -> None:
        """Open a store, or make an empty one in a folder that is empty or does not exist.

        Raises IncompatibleStore for a store built by another version or with another embedding.
        """
        self.folder = folder
        self.embedder = embedder
        self._chroma_url = chroma_url
        expected = manifest.current(embedder.name, embedder.dimension)
        found = manifest.read(folder)
        if found is not None:
            manifest.check(folder, found, expected)
        else:
            _make(folder)
            manifest.write(folder, expected)
        self.catalog = Catalog(folder / "catalogue.sqlite")
        self._stamp = self.catalog.stamp()

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The index over words."""
        return LexicalIndex(self.folder / "lexical")

    @cached_property
    def dense(self) -> DenseIndex:
        """The index over vectors; opened when first used, as this takes a second."""
        return DenseIndex(self.folder / "chroma", self._chroma_url)

    def refresh(self) -> bool:
        """See what another process has written; tell whether there was anything."""
        stamp = self.catalog.stamp()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        self.lexical.refresh()
        if "dense" in self.__dict__:
            self.dense.close()
            del self.dense
        return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store's write lock and first clear up what an interrupted writer left.

        Raises StoreBusy when another process holds it.
        """
        lock = FileLock(str(self.folder / "write.lock"), timeout=5)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreBusy(
                f"another process is writing to {self.folder}; expected to be the only writer; wait until it ends and try again"
            ) from error
        try:
            self.catalog.discard_staged()
            self._forget_garbage()
            yield
        finally:
            lock.release()

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents or replace those with the same id; readers see all of them at once or none."""
        staged = self.catalog.stage(documents)
        entries = [
            Entry(key, document.id, document.description.title, " ".join(passage.section), passage.text)
            for document in documents
            for key, passage in zip(staged[document.id], document.passages, strict=True)
        ]
        if entries:
            texts = [f"{entry.heading}\n{entry.body}" for entry in entries]
            vectors = self.embedder.documents(texts)
            self.dense.add([entry.key for entry in entries], [entry.document for entry in entries], vectors)
            self.lexical.change(add=entries)
        self.catalog.publish(document.id for document in documents)
        self._forget_garbage()

    def remove(self, documents: Sequence[str]) -> None:
        """Remove documents by id."""
        self.catalog.remove(documents)
        self._forget_garbage()

    def _forget_garbage(self) -> None:
        keys = self.catalog.garbage()
        if keys:
            self.lexical.change(delete=keys)
            self.dense.delete(keys)
            self.catalog.forget_garbage(keys)

    def close(self) -> None:
        """Close all files."""
        self.catalog.close()
        if "dense" in self.__dict__:
            self.dense.close()


def exists(folder: Path) -> bool:
    """Tell whether a folder holds a store."""
    return manifest.read(folder) is not None


def refuse_foreign(folder: Path) -> None:
    """Raise StoreError when a folder that is no store holds something, or is no folder."""
    try:
        foreign = next((path.name for path in folder.iterdir() if not path.name.startswith(_OURS)), None)
    except FileNotFoundError:
        return
    except (NotADirectoryError, PermissionError) as error:
        raise _unusable(folder, error) from error
    if foreign is not None:
        raise StoreError(
            f"{folder} is not a store but holds '{foreign}'; expected an empty or new folder; name another one with --store"
        )


def _unusable(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{folder} cannot be used as a store ({error.strerror}); expected a folder one may write to; "
        "name another one with --store or PLANS_STORE"
    )


def _make(folder: Path) -> None:
    """Make the folder of a new store; refuse a folder that holds something else."""
    refuse_foreign(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error) from error
