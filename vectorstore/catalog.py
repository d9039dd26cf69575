"""Keep the documents and passages themselves; the one place that says what a store holds.

The two indexes hold only passage keys. Whatever they find is looked up here, and a key that is not here does not
exist. So a document is added, replaced or removed by one transaction of this file, whenever the process may die.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple, TypeVar

from ingest.blocks import Printed
from ingest.commitments.commitment import Commitment
from ingest.passage import Description, Document, Loss, Passage, Quality
from vectorstore import ledger, printed
from vectorstore.errors import IncompatibleStore

_SCHEMA = """
CREATE TABLE IF NOT EXISTS version (
    number INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, current INTEGER NOT NULL, path TEXT NOT NULL,
    digest TEXT NOT NULL, description TEXT NOT NULL, body TEXT NOT NULL, pages INTEGER, remarks TEXT NOT NULL,
    quality TEXT, signature BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS one_current ON version (document) WHERE current = 1;
CREATE TABLE IF NOT EXISTS passage (
    key INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL REFERENCES version, number INTEGER NOT NULL,
    section TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, page INTEGER, last_page INTEGER);
CREATE INDEX IF NOT EXISTS passage_of_version ON passage (version, number);
CREATE TABLE IF NOT EXISTS garbage (key INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL);
"""
_MANY = 500
_T = TypeVar("_T")


class Listed(NamedTuple):
    """A document as the list of documents shows it."""

    id: str
    path: str
    digest: str
    description: Description
    pages: int | None
    passages: int
    characters: int
    remarks: tuple[str, ...]
    quality: Quality | None = None


def holds_documents(path: Path) -> bool:
    """Tell whether there is a catalogue with documents at a path, without making one."""
    if not path.is_file() or not path.stat().st_size:
        return False
    catalog = Catalog(path)
    try:
        return bool(catalog.digests())
    finally:
        catalog.close()


def _description(text: str) -> Description:
    return Description(**json.loads(text))


def _quality(text: str | None) -> Quality | None:
    if text is None:
        return None
    values = json.loads(text)
    values["losses"] = tuple(Loss(*loss) for loss in values["losses"])
    for name in ("pages_without_text", "weak_pages"):
        values[name] = tuple(values[name])
    return Quality(**values)


def _parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Cut values into parts that one statement takes."""
    return (values[first : first + _MANY] for first in range(0, len(values), _MANY))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


class Catalog:
    """The documents and passages of a store, in SQLite."""

    def __init__(self, path: Path) -> None:
        try:
            # Answers may be given from several threads of one server; every use is one short statement.
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(_SCHEMA + ledger.SCHEMA + printed.SCHEMA)
        except sqlite3.DatabaseError as error:
            raise IncompatibleStore(
                f"{path} is not a catalogue of documents ({error}); expected a file written by this program; "
                "ingest the files again into a new folder with --store"
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def identity(self) -> str:
        """Return a name that no other store has, given when first asked for."""
        if not (row := self._db.execute("SELECT name FROM identity").fetchone()):
            # Of two processes that ask at once, both get the name of the first.
            self._db.execute("INSERT OR IGNORE INTO identity VALUES (1, lower(hex(randomblob(8))))")
            row = self._db.execute("SELECT name FROM identity").fetchone()
        return str(row[0])

    def stamp(self) -> int:
        """Return a number that changes with every change of the store."""
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _raise_stamp(self) -> None:
        self._db.execute(f"PRAGMA user_version = {self.stamp() + 1}")

    def stage(self, documents: Iterable[Document]) -> dict[str, list[int]]:
        """Write documents without showing them yet; return the passage keys of each, in order."""
        keys: dict[str, list[int]] = {}
        with self._transaction():
            for document in documents:
                version = self._db.execute(
                    "INSERT INTO version (document, current, path, digest, description, body, pages, remarks, "
                    "quality, signature) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        document.id,
                        document.path,
                        document.digest,
                        json.dumps(asdict(document.description), ensure_ascii=False),
                        document.text,
                        document.pages,
                        json.dumps(document.remarks, ensure_ascii=False),
                        json.dumps(asdict(document.quality), ensure_ascii=False) if document.quality else None,
                        document.signature,
                    ),
                ).lastrowid
                keys[document.id] = [self._add_passage(version, passage) for passage in document.passages]
                ledger.add(self._db, version or 0, document.commitments)
                printed.add(self._db, version or 0, document.printed)
        return keys

    def _add_passage(self, version: int | None, passage: Passage) -> int:
        row = (
            version,
            passage.number,
            json.dumps(passage.section, ensure_ascii=False),
            passage.start,
            passage.end,
            passage.page,
            passage.last_page,
        )
        cursor = self._db.execute(
            "INSERT INTO passage (version, number, section, start, stop, page, last_page) VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        return int(cursor.lastrowid or 0)

    def publish(self, documents: Iterable[str]) -> None:
        """Show the staged versions of documents in place of their current ones, all at once."""
        with self._transaction():
            for document in documents:
                self._discard("document = ? AND current = 1", document)
                self._db.execute("UPDATE version SET current = 1 WHERE document = ?", (document,))
            self._raise_stamp()

    def remove(self, documents: Iterable[str]) -> None:
        """Remove documents and their passages."""
        with self._transaction():
            for document in documents:
                self._discard("document = ?", document)
            self._raise_stamp()

    def discard_staged(self) -> None:
        """Drop what an interrupted run staged and never published."""
        with self._transaction():
            self._discard("current = ?", 0)

    def _discard(self, condition: str, value: str | int) -> None:
        versions = f"(SELECT number FROM version WHERE {condition})"  # noqa: S608 - the condition is ours
        self._db.execute(f"INSERT OR IGNORE INTO garbage SELECT key FROM passage WHERE version IN {versions}", (value,))  # noqa: S608
        self._db.execute(f"DELETE FROM passage WHERE version IN {versions}", (value,))  # noqa: S608
        ledger.discard(self._db, versions, value)
        printed.discard(self._db, versions, value)
        self._db.execute(f"DELETE FROM version WHERE {condition}", (value,))  # noqa: S608

    def garbage(self) -> list[int]:
        """Return the passage keys that the indexes may still hold and must forget."""
        return [int(key) for (key,) in self._db.execute("SELECT key FROM garbage ORDER BY key")]

    def forget_garbage(self, keys: Iterable[int]) -> None:
        """Note that the indexes have forgotten these keys."""
        with self._transaction():
            self._db.executemany("DELETE FROM garbage WHERE key = ?", [(key,) for key in keys])

    def digests(self) -> dict[str, tuple[str, str]]:
        """Return path -> (document id, digest) of all documents."""
        rows = self._db.execute("SELECT path, document, digest FROM version WHERE current = 1")
        return {path: (document, digest) for path, document, digest in rows}

    def documents(self) -> list[Listed]:
        """Return all documents, by id."""
        rows = self._db.execute(
            "SELECT document, path, digest, description, pages, "
            "(SELECT count(*) FROM passage WHERE version = number_of.number), length(body), remarks, quality "
            "FROM version AS number_of WHERE current = 1 ORDER BY document"
        )
        return [
            Listed(
                i, path, digest, _description(d), pages, passages, length, tuple(json.loads(remarks)), _quality(quality)
            )
            for i, path, digest, d, pages, passages, length, remarks, quality in rows
        ]

    def counts(self) -> tuple[int, int]:
        """Return how many passages readers see, and how many an index may hold: those, staged ones and garbage."""
        seen, held = self._db.execute(
            "SELECT (SELECT count(*) FROM passage JOIN version ON version.number = version WHERE current = 1), "
            "(SELECT count(*) FROM passage) + (SELECT count(*) FROM garbage)"
        ).fetchone()
        return int(seen), int(held)

    def current(self) -> Iterator[tuple[int, str, Passage]]:
        """Yield key, title of the document and passage of everything that readers see."""
        for document, described in self._db.execute(
            "SELECT document, description FROM version WHERE current = 1 ORDER BY document"
        ).fetchall():
            title = _description(described).title
            for row in self._db.execute(f"{_PASSAGES} AND document = ? ORDER BY key", (document,)).fetchall():
                yield row[0], title, _passage(row)

    def announce(self) -> None:
        """Let open readers look again."""
        with self._transaction():
            self._raise_stamp()

    def signatures(self) -> dict[str, bytes]:
        """Return the sketch of the text of every document, by id."""
        rows = self._db.execute("SELECT document, signature FROM version WHERE current = 1 ORDER BY document")
        return dict(rows)

    def body(self, document: str) -> str | None:
        """Return the cleaned text of a document."""
        row = self._db.execute("SELECT body FROM version WHERE document = ? AND current = 1", (document,)).fetchone()
        return row[0] if row else None

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Return the current passages of the given keys; unknown keys are left out."""
        found: dict[int, Passage] = {}
        for part in _parts(keys):
            rows = self._db.execute(f"{_PASSAGES} AND key IN ({_marks(part)})", part)
            found.update((row[0], _passage(row)) for row in rows)
        return found

    def keys_of(self, documents: Collection[str]) -> list[int]:
        """Return the keys of the current passages of documents."""
        found: list[int] = []
        for part in _parts(sorted(documents)):
            versions = f"SELECT number FROM version WHERE current = 1 AND document IN ({_marks(part)})"  # noqa: S608
            found.extend(k for (k,) in self._db.execute(f"SELECT key FROM passage WHERE version IN ({versions})", part))  # noqa: S608
        return found

    def documents_of(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the document of each key of a current passage; unknown keys are left out."""
        found: dict[int, str] = {}
        for part in _parts(keys):
            found.update(self._db.execute(f"{_HOLDERS} AND key IN ({_marks(part)})", part))
        return found

    def passages_of(self, document: str) -> list[Passage]:
        """Return all passages of a document in order."""
        rows = self._db.execute(f"{_PASSAGES} AND document = ? ORDER BY passage.number", (document,))
        return [_passage(row) for row in rows]

    def passage_at(self, document: str, start: int, end: int) -> tuple[int, Passage] | None:
        """Return the first passage, with its key, that holds all of a stretch of a document's cleaned text."""
        found = f"{_PASSAGES} AND document = ? AND start <= ? AND stop >= ? ORDER BY key LIMIT 1"
        row = self._db.execute(found, (document, start, end)).fetchone()
        return (row[0], _passage(row)) if row else None

    def printed(self, document: str, pages: range) -> dict[int, list[Printed]]:
        """Return what stands where on those of some pages that were recognised."""
        return printed.find(self._db, document, pages)

    def commitments(self, wanted: ledger.Filter) -> ledger.Found:
        """Return the commitments that a filter lets through."""
        return ledger.find(self._db, wanted)

    def revise_commitments(self, rows: Iterable[Commitment]) -> None:
        """Write anew what was read of commitments that readers see."""
        with self._transaction():
            ledger.revise(self._db, rows)
            self._raise_stamp()

    def commitment_counts(self) -> ledger.Counts:
        """Return how many commitments readers see, by document, year and kind."""
        return ledger.counts(self._db)

    def commitment_tally(self, wanted: ledger.Filter) -> ledger.Tally:
        """Return how many commitments a filter lets through, by what else one can choose."""
        return ledger.tally(self._db, wanted)

    def commitment_subjects(self) -> list[ledger.Subject]:
        """Return what every commitment that readers see is about."""
        return ledger.subjects(self._db)

    def commitment_years(self) -> list[int]:
        """Return the years that commitments are for."""
        return ledger.years(self._db)

    def commitment_departments(self) -> dict[str, int]:
        """Return the departments that answer for commitments, with the number of them, most first."""
        return ledger.departments(self._db)

    def keys(self) -> set[int]:
        """Return the keys of all current passages."""
        rows = self._db.execute("SELECT key FROM passage JOIN version ON version.number = version WHERE current = 1")
        return {int(key) for (key,) in rows}

    def close(self) -> None:
        """Close the file."""
        self._db.close()


_HOLDERS = "SELECT key, document FROM passage JOIN version ON version.number = passage.version WHERE current = 1"
_PASSAGES = (
    "SELECT key, document, passage.number, section, start, stop, substr(body, start + 1, stop - start), page, last_page "
    "FROM passage JOIN version ON version.number = passage.version WHERE current = 1"
)


def _passage(row: tuple[int, str, int, str, int, int, str, int | None, int | None]) -> Passage:
    _, document, number, section, start, end, text, page, last_page = row
    return Passage(document, number, tuple(json.loads(section)), start, end, text, page, last_page)
