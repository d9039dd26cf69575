"""Compare the ways of finding passages on collections: over a store, and over texts that come with their questions."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from eval.cases import read_cases
from eval.retrieval.judged import Collection
from eval.retrieval.plans import judge_cases
from eval.retrieval.run import Row, Summary, ask, by_kind, summary
from eval.retrieval.variants import Variant
from ingest.passage import Document
from vectorstore.build import update
from vectorstore.embed import Embedder
from vectorstore.store import Store

_BATCH = 500

Told = Callable[[str], None]


class Compared(NamedTuple):
    """What was found on one collection: the rows of every variant, and their means; by type for the first variant."""

    collection: Collection
    rows: list[Row]
    variants: list[Summary]
    kinds: list[Summary]


def compare(collections: Sequence[Collection], ways: Sequence[Variant], told: Told) -> list[Compared]:
    """Ask the questions of collections in every way; several collections are also put together."""
    found = []
    for collection in collections:
        rows = []
        for way in ways:
            told(f"{collection.name}: {way.name}")
            rows.append(ask(collection, way))
        found.append(_compared(collection, rows))
    if len(found) > 1:
        together = [[row for one in found for row in one.rows if row.variant == way.name] for way in ways]
        found.append(_compared(_joined(collections), together))
    return found


def _compared(collection: Collection, rows: Sequence[list[Row]]) -> Compared:
    first = rows[0]
    summaries = [summary(first), *(summary(part, first) for part in rows[1:])]
    return Compared(collection, [row for part in rows for row in part], summaries, by_kind(first))


def _joined(collections: Sequence[Collection]) -> Collection:
    questions = tuple(question for collection in collections for question in collection.questions)
    name = ", ".join(collection.name for collection in collections)
    return Collection(name, questions, collections[0].main, sum(collection.left_out for collection in collections))


def case_collections(paths: Sequence[Path], store: Store) -> list[Collection]:
    """Return the cases of files, judged against the passages of a store."""
    return [judge_cases(path, read_cases(path), store.catalog) for path in paths]


@contextmanager
def store_of_documents(documents: Sequence[Document], embedder: Embedder) -> Iterator[Store]:
    """Hold made documents in a store for as long as it is needed."""
    with _temporary(embedder) as store:
        with store.writing():
            for first in range(0, len(documents), _BATCH):
                store.put(documents[first : first + _BATCH])
        store.refresh()
        yield store


@contextmanager
def store_of_files(paths: Sequence[Path], embedder: Embedder, told: Told) -> Iterator[Store]:
    """Ingest files into a store that is there for as long as it is needed."""
    with _temporary(embedder) as store:
        report = update(store, [str(path) for path in paths])
        for skipped in report.skipped:
            told(f"skipped {skipped.path}: {skipped.reason}")
        store.refresh()
        yield store


@contextmanager
def _temporary(embedder: Embedder) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder, "store"), embedder)
        try:
            yield store
        finally:
            store.close()
