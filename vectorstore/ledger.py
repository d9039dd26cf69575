"""Keep the commitments of a store beside its passages, and find them by document, year, kind, department and words."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from ingest.commitments.commitment import Commitment

SCHEMA = """
CREATE TABLE IF NOT EXISTS ledger_sentence (
    version INTEGER NOT NULL REFERENCES version, start INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (version, start)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ledger (
    version INTEGER NOT NULL REFERENCES version, number INTEGER NOT NULL, passage INTEGER NOT NULL,
    serial INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL,
    low REAL, high REAL, unit TEXT NOT NULL, base_low REAL, base_high REAL, base_unit TEXT NOT NULL,
    comparator TEXT NOT NULL, year INTEGER, kind TEXT NOT NULL, departments TEXT NOT NULL, sentence INTEGER NOT NULL,
    PRIMARY KEY (version, number)) WITHOUT ROWID;
"""
_COLUMNS = (
    "ledger.passage, serial, section, page, ledger.start, ledger.stop, subject, value, low, high, unit, base_low, "
    "base_high, base_unit, comparator, year, kind, departments, sentence"
)
# Headings and page are those of the passage, so that they are kept once.
_JOINED = (
    "FROM ledger JOIN version ON version.number = ledger.version "
    "JOIN ledger_sentence ON ledger_sentence.version = ledger.version AND ledger_sentence.start = sentence "
    "JOIN passage ON passage.version = ledger.version AND passage.number = ledger.passage "
    "WHERE current = 1"
)


class Database(Protocol):
    """What is needed of a connection to SQLite."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement for each row of values."""


class Filter(NamedTuple):
    """Which commitments are wanted; None and "" mean any. Every word of `search` must stand in a row or its sentence.

    `department` is a part of a name. `limit` None means all.
    """

    documents: Sequence[str] | None = None
    search: str = ""
    year: int | None = None
    department: str = ""
    kind: str | None = None
    limit: int | None = None
    offset: int = 0


class Found(NamedTuple):
    """How many commitments there are, and those of the page that was asked for."""

    total: int
    commitments: list[Commitment]


def add(database: Database, version: int, commitments: Sequence[Commitment]) -> None:
    """Write the commitments of one version of a document."""
    sentences = {row.sentence_start: row.sentence for row in commitments}
    database.executemany(
        "INSERT INTO ledger_sentence VALUES (?, ?, ?)", [(version, *item) for item in sentences.items()]
    )
    database.executemany(
        f"INSERT INTO ledger VALUES ({','.join('?' * 19)})",  # noqa: S608 - only question marks
        [_written(version, number, row) for number, row in enumerate(commitments)],
    )


def revise(database: Database, rows: Iterable[Commitment]) -> None:
    """Write anew what was read of commitments that are there: subject, comparator, year, kind and departments."""
    database.executemany(
        "UPDATE ledger SET subject = ?, comparator = ?, year = ?, kind = ?, departments = ? WHERE passage = ? AND "
        "serial = ? AND version = (SELECT number FROM version WHERE document = ? AND current = 1)",
        [
            (
                row.subject,
                row.comparator,
                row.year,
                row.kind,
                json.dumps(row.departments, ensure_ascii=False),
                *_place(row.id),
                row.document,
            )
            for row in rows
        ],
    )


def discard(database: Database, versions: str, value: str | int) -> None:
    """Remove the commitments of the versions that a query selects."""
    for table in ("ledger", "ledger_sentence"):
        database.execute(f"DELETE FROM {table} WHERE version IN {versions}", (value,))  # noqa: S608


def find(database: Database, wanted: Filter) -> Found:
    """Return what a filter lets through, by document and place; with words, rows whose subject holds them come first."""
    words = wanted.search.split()
    condition, values = _condition(wanted, words)
    total = database.execute(f"SELECT count(*) {_JOINED}{condition}", values).fetchone()[0]
    first = " AND ".join("subject LIKE ? ESCAPE '\\'" for _ in words) or "1"
    limit = -1 if wanted.limit is None else wanted.limit
    rows = database.execute(
        f"SELECT document, ledger_sentence.body, {_COLUMNS} {_JOINED}{condition} "
        f"ORDER BY NOT ({first}), document, ledger.number LIMIT ? OFFSET ?",
        (*values, *(_like(word) for word in words), limit, wanted.offset),
    ).fetchall()
    return Found(int(total), [_read(row) for row in rows])


def years(database: Database) -> list[int]:
    """Return the years that commitments are for, in order."""
    rows = database.execute(f"SELECT DISTINCT year {_JOINED} AND year IS NOT NULL ORDER BY year")
    return [int(year) for (year,) in rows]


def departments(database: Database) -> dict[str, int]:
    """Return the departments that are named, with the number of their commitments."""
    counts: dict[str, int] = {}
    for (names,) in database.execute(f"SELECT departments {_JOINED} AND departments != '[]'"):
        for name in json.loads(names):
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _condition(wanted: Filter, words: Sequence[str]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    if wanted.documents is not None:
        parts.append("document IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(wanted.documents), ensure_ascii=False))
    for name in ("year", "kind"):
        if getattr(wanted, name) is not None:
            parts.append(f"{name} = ?")
            values.append(getattr(wanted, name))
    if wanted.department:
        parts.append("departments LIKE ? ESCAPE '\\'")
        values.append(_like(wanted.department))
    for word in words:
        parts.append("(subject || ' ' || value || ' ' || ledger_sentence.body || ' ' || section) LIKE ? ESCAPE '\\'")
        values.append(_like(word))
    return "".join(f" AND {part}" for part in parts), values


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _ends(number: float | tuple[float, float] | None) -> tuple[float | None, float | None]:
    return number if isinstance(number, tuple) else (number, number)


def _number(low: float | None, high: float | None) -> float | tuple[float, float] | None:
    if low is None or high is None:
        return None
    return low if low == high else (low, high)


def _place(name: str) -> tuple[int, int]:
    """Return the number of the passage and the number in it that a commitment is named by."""
    passage, _, serial = name.rpartition("#")[2].partition(".")
    return int(passage), int(serial)


def _written(version: int, number: int, row: Commitment) -> tuple[object, ...]:
    return (
        version,
        number,
        *_place(row.id),
        row.start,
        row.end,
        row.subject,
        row.value,
        *_ends(row.number),
        row.unit,
        *_ends(row.base_number),
        row.base_unit,
        row.comparator,
        row.year,
        row.kind,
        json.dumps(row.departments, ensure_ascii=False),
        row.sentence_start,
    )


def _read(row: Sequence[Any]) -> Commitment:
    document, sentence, passage, serial, section, page, start, stop, subject, value, low, high, unit = row[:13]
    base_low, base_high, base_unit, comparator, year, kind, named, sentence_start = row[13:]
    return Commitment(
        id=f"{document}#{passage:05d}.{serial}",
        document=document,
        section=tuple(json.loads(section)),
        page=page,
        start=start,
        end=stop,
        subject=subject,
        value=value,
        number=_number(low, high),
        unit=unit,
        base_number=_number(base_low, base_high),
        base_unit=base_unit,
        comparator=comparator,
        year=year,
        kind=kind,
        departments=tuple(json.loads(named)),
        sentence=sentence,
        sentence_start=sentence_start,
    )
