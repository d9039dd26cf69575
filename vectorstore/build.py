"""Bring a store up to date with its sources: read what is new or changed, leave the rest alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from ingest.document import digest, read_document
from ingest.duplicates import near_duplicates
from ingest.errors import IngestError
from ingest.fetch import Fetcher
from ingest.origin import Skipped
from ingest.passage import Document
from ingest.read.open import SUFFIXES
from ingest.sources import Source, gathered, gone, name_documents
from vectorstore.store import Store

_BATCH_CHARACTERS = 1_500_000


class Progress(Protocol):
    """Told about each file as it is done; draws bars or lines, or nothing."""

    def start(self, total: int) -> None:
        """Hear how many files there are."""

    def page(self, path: str, page: int, pages: int) -> None:
        """Hear that one page of a file is read."""

    def file(self, path: str, outcome: str) -> None:
        """Hear that one file is done, and how."""


class Silent:
    """Progress that shows nothing."""

    def start(self, total: int) -> None:
        """Ignore."""

    def page(self, path: str, page: int, pages: int) -> None:
        """Ignore."""

    def file(self, path: str, outcome: str) -> None:
        """Ignore."""


@dataclass(slots=True)
class Report:
    """What an update did, by document id; `skipped` files keep what was stored of them before.

    `duplicates` are the pairs of a document just read and any other whose texts are nearly the same, with how much.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    passages: int = 0
    remarks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    duplicates: list[tuple[str, str, float]] = field(default_factory=list)


def update(
    store: Store,
    paths: Sequence[str],
    prune: bool = False,
    progress: Progress | None = None,
    fetcher: Fetcher | None = None,
) -> Report:
    """Read the files, archives and addresses behind `paths` into the store.

    A source whose digest is known is not read again. One that cannot be read is skipped with its reason and what was
    stored of it stays. With `prune`, documents whose file is gone are removed. Raises NotFound for a missing path
    before anything is changed, StoreBusy when another process is writing.
    """
    progress = progress or Silent()
    with gathered(paths, SUFFIXES, fetcher) as found, store.writing():
        report = Report(skipped=list(found.skipped))
        known = store.catalog.digests()
        sources = name_documents(found.origins, {location: document for location, (document, _) in known.items()})
        progress.start(len(sources))
        for batch in _batches(_read(sources, known, report, progress)):
            store.put(batch)
            report.passages += sum(len(document.passages) for document in batch)
        removed = sorted(known[location][0] for location in gone(known, found)) if prune else []
        if removed:
            store.remove(removed)
            report.removed.extend(removed)
        fresh = [*report.added, *report.changed]
        if fresh:
            report.duplicates.extend(near_duplicates(fresh, store.catalog.signatures()))
    return report


def _read(
    sources: Iterable[Source], known: dict[str, tuple[str, str]], report: Report, progress: Progress
) -> Iterator[Document]:
    for source in sources:
        location = source.origin.location
        stored = known.get(location)
        try:
            found = digest(source.origin)
            if stored and stored[1] == found:
                report.unchanged.append(source.id)
                progress.file(location, "unchanged")
                continue
            document = read_document(source, found, partial(progress.page, location))
        except IngestError as error:
            report.skipped.append(Skipped(location, str(error)))
            progress.file(location, f"skipped: {error}")
            continue
        (report.changed if stored else report.added).append(source.id)
        if document.remarks:
            report.remarks[source.id] = document.remarks
        progress.file(location, f"{len(document.passages)} passages")
        yield document


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
