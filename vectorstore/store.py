"""One folder that holds a catalogue of documents, a dense and a lexical index, and the manifest of what built them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.passage import Document
from vectorstore import manifest
from vectorstore.catalog import Catalog, holds_documents
from vectorstore.dense import COLLECTION, DenseIndex
from vectorstore.embed import Embedder
from vectorstore.errors import IncompatibleStore, StoreBusy, StoreError
from vectorstore.lexical import Entry, LexicalIndex

_BATCH = 2000
# What a store consists of; a folder with only these is a store whose making another process has begun.
_OURS = ("manifest.json", "catalogue.sqlite", "lexical", "chroma", "write.lock", "feedback.sqlite", "uploads")


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
        found = _manifest(folder)
        if found is not None:
            manifest.check(folder, found, expected)
        else:
            _make(folder)
            manifest.write(folder, expected)
        self.catalog = Catalog(folder / "catalogue.sqlite")
        self._stamp = self.catalog.stamp()

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The index over words; raises StoreError where it does not hold the passages of the catalogue."""
        self._check("word", self._lexical)
        return self._lexical

    @cached_property
    def dense(self) -> DenseIndex:
        """The index over vectors; opened when first used, as this takes a second; raises as `lexical` does."""
        self._check("vector", self._dense)
        return self._dense

    @cached_property
    def _lexical(self) -> LexicalIndex:
        return LexicalIndex(self.folder / "lexical")

    @cached_property
    def _dense(self) -> DenseIndex:
        # Stores that share a server must not share a collection; in the store's own folder there is only one.
        name = f"{COLLECTION}-{self.catalog.identity()}" if self._chroma_url else COLLECTION
        return DenseIndex(self.folder / "chroma", self.catalog, self._chroma_url, name)

    def _check(self, kind: str, index: LexicalIndex | DenseIndex) -> None:
        """Raise StoreError where an index cannot hold all current passages, or holds some that nobody wrote."""
        while True:
            counts = self.catalog.counts()
            size = index.size()
            if counts[0] <= size <= counts[1]:
                return
            index.refresh()
            size = index.size()
            if counts[0] <= size <= counts[1]:
                return
            # Another process may be writing; only what stays different is damage.
            if self.catalog.counts() == counts:
                raise StoreError(
                    f"the {kind} index of the store {self.folder} holds {size} passages, expected {counts[0]}; it was "
                    "damaged or removed; run `plans ingest` on any file to repair it"
                )

    def identity(self) -> tuple[int, int] | None:
        """Return what tells this store from one made anew in its place, None while there is none."""
        try:
            found = (self.folder / "catalogue.sqlite").stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def refresh(self) -> bool:
        """See what another process has written; tell whether there was anything."""
        stamp = self.catalog.stamp()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        self._lexical.refresh()
        self._close_dense()
        return True

    def _close_dense(self) -> None:
        self.__dict__.pop("dense", None)
        if "_dense" in self.__dict__:
            self._dense.close()
            del self._dense

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store's write lock; first clear up what an interrupted writer left and repair the indexes.

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
            self._repair()
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
            vectors = self.embedder.documents(_texts(entries))
            self._dense.add([entry.key for entry in entries], [entry.document for entry in entries], vectors)
            self._lexical.change(add=entries)
        self.catalog.publish(document.id for document in documents)
        self._forget_garbage()

    def remove(self, documents: Sequence[str]) -> None:
        """Remove documents by id."""
        self.catalog.remove(documents)
        self._forget_garbage()

    def _forget_garbage(self) -> None:
        keys = self.catalog.garbage()
        if keys:
            self._lexical.change(delete=keys)
            self._dense.delete(keys)
            self.catalog.forget_garbage(keys)

    def _repair(self) -> None:
        """Make indexes that hold another number of passages than the catalogue anew; nothing is staged or garbage now."""
        expected, _ = self.catalog.counts()
        repaired = False
        self._lexical.refresh()
        if self._lexical.size() != expected:
            self._lexical.rebuild(self._entries())
            repaired = True
        if (expected or (self.folder / "chroma").exists()) and self._dense.size() != expected:
            self._fill_dense()
            repaired = True
        if repaired:
            self.catalog.announce()

    def _fill_dense(self) -> None:
        held, wanted = self._dense.keys(), self.catalog.keys()
        self._dense.delete(sorted(held - wanted))
        missing = (entry for entry in self._entries() if entry.key not in held)
        while batch := list(islice(missing, _BATCH)):
            vectors = self.embedder.documents(_texts(batch))
            self._dense.add([entry.key for entry in batch], [entry.document for entry in batch], vectors)

    def _entries(self) -> Iterator[Entry]:
        for key, title, passage in self.catalog.current():
            yield Entry(key, passage.document, title, " ".join(passage.section), passage.text)

    def close(self) -> None:
        """Close all files."""
        self.catalog.close()
        self._close_dense()


def _texts(entries: Sequence[Entry]) -> list[str]:
    """Return what the vectors of passages are made of."""
    return [f"{entry.heading}\n{entry.body}" for entry in entries]


def _manifest(folder: Path) -> manifest.Manifest | None:
    """Return the manifest of a store, None where there is no store; a catalogue with documents is not without one."""
    found = manifest.read(folder)
    if found is None and holds_documents(folder / "catalogue.sqlite"):
        # Another process may have made the store since the first look.
        found = manifest.read(folder)
        if found is None:
            raise IncompatibleStore(
                f"the store {folder} holds documents but no manifest.json, so nobody knows how it was built; expected "
                "both; put the file back, or ingest the files again into a new folder with --store"
            )
    return found


def exists(folder: Path) -> bool:
    """Tell whether a folder holds a store; raises IncompatibleStore as opening it would."""
    return _manifest(folder) is not None


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
