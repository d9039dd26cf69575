"""Bring a store up to date with files: read what is new or changed, leave the rest alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from ingest.document import digest, read_document
from ingest.errors import IngestError
from ingest.passage import Document
from ingest.read.open import SUFFIXES
from ingest.sources import Skipped, Source, find_files, name_documents
from vectorstore.store import Store

_BATCH_CHARACTERS = 1_500_000
Change = Literal["added", "changed", "unchanged", "removed"]


class Progress(Protocol):
    """Told about each file as it is done; draws bars or lines, or nothing."""

    def start(self, total: int) -> None:
        """Hear how many files there are."""

    def file(self, path: str, outcome: str) -> None:
        """Hear that one file is done, and how."""


class Silent:
    """Progress that shows nothing."""

    def start(self, total: int) -> None:
        """Ignore."""

    def file(self, path: str, outcome: str) -> None:
        """Ignore."""


@dataclass(slots=True)
class Report:
    """What an update did, by document id; `skipped` files keep what was stored of them before."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    passages: int = 0
    remarks: dict[str, tuple[str, ...]] = field(default_factory=dict)


def update(store: Store, paths: Sequence[str], prune: bool = False, progress: Progress | None = None) -> Report:
    """Read the files behind `paths` into the store.

    A file whose digest is known is not read again. A file that cannot be read is skipped with its reason and what was
    stored of it stays. With `prune`, documents whose file is gone are removed. Raises NotFound for a missing path
    before anything is changed, StoreBusy when another process is writing.
    """
    progress = progress or Silent()
    files, skipped = find_files(paths, SUFFIXES)
    report = Report(skipped=list(skipped))
    with store.writing():
        known = store.catalog.digests()
        sources = name_documents(files, {path: document for path, (document, _) in known.items()})
        progress.start(len(sources))
        for batch in _batches(_read(sources, known, report, progress)):
            store.put(batch)
            report.passages += sum(len(document.passages) for document in batch)
        if prune:
            gone = [document for path, (document, _) in known.items() if not Path(path).exists()]
            if gone:
                store.remove(gone)
                report.removed.extend(sorted(gone))
    return report


def _read(
    sources: Iterable[Source], known: dict[str, tuple[str, str]], report: Report, progress: Progress
) -> Iterator[Document]:
    for source in sources:
        stored = known.get(str(source.path))
        try:
            found = digest(source.path)
            if stored and stored[1] == found:
                report.unchanged.append(source.id)
                progress.file(str(source.path), "unchanged")
                continue
            document = read_document(source, found)
        except IngestError as error:
            report.skipped.append(Skipped(str(source.path), str(error)))
            progress.file(str(source.path), f"skipped: {error}")
            continue
        (report.changed if stored else report.added).append(source.id)
        if document.remarks:
            report.remarks[source.id] = document.remarks
        progress.file(str(source.path), f"{len(document.passages)} passages")
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
