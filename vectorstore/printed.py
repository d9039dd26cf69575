"""Keep where recognised text is printed, so that a passage can be shown on the picture of its page."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ingest.blocks import Printed

SCHEMA = """
CREATE TABLE IF NOT EXISTS printed (
    version INTEGER NOT NULL REFERENCES version, page INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL,
    x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
    PRIMARY KEY (version, page, number)) WITHOUT ROWID;
"""


class Database(Protocol):
    """What is needed of a connection to SQLite."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        """Run one statement for each row of values."""


def add(database: Database, version: int, pages: Mapping[int, Sequence[Printed]]) -> None:
    """Write the pieces of the recognised pages of one version of a document."""
    rows = ((version, page, number, *piece) for page, pieces in pages.items() for number, piece in enumerate(pieces))
    database.executemany("INSERT INTO printed VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def discard(database: Database, versions: str, value: str | int) -> None:
    """Remove the pieces of the versions that a query selects."""
    database.execute(f"DELETE FROM printed WHERE version IN {versions}", (value,))  # noqa: S608


def find(database: Database, document: str, pages: range) -> dict[int, list[Printed]]:
    """Return the pieces on some pages of a document, in the order they were read."""
    rows = database.execute(
        "SELECT page, text, x0, y0, x1, y1 FROM printed JOIN version ON version.number = version "
        "WHERE current = 1 AND document = ? AND page >= ? AND page < ? ORDER BY page, printed.number",
        (document, pages.start, pages.stop),
    ).fetchall()
    found: dict[int, list[Printed]] = {}
    for page, *piece in rows:
        found.setdefault(page, []).append(Printed(*piece))
    return found
