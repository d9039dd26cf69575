"""Keep the commitments of a store beside its passages, and find them by document, year, kind, department and words."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple, Protocol

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
# Title and region are read from the description once for each document, not once for each row.
_PLANS = (
    "plan AS MATERIALIZED (SELECT number AS version, document, json_extract(description, '$.title') AS title, "
    "json_extract(description, '$.region') AS region FROM version WHERE current = 1)"
)
_ROWS = "plan CROSS JOIN ledger ON ledger.version = plan.version"
_SENTENCES = "JOIN ledger_sentence ON ledger_sentence.version = ledger.version AND ledger_sentence.start = sentence"
# Headings and page are those of the passage, so that they are kept once.
_PASSAGES = "JOIN passage ON passage.version = ledger.version AND passage.number = ledger.passage"
_ROWS_OF_ALL = "ledger JOIN version ON version.number = ledger.version"
# No document has so many commitments.
_KEY = "(ledger.version * 1000000 + ledger.number)"
_CURRENT = f"FROM {_ROWS_OF_ALL} WHERE current = 1"
Sort = Literal["place", "subject", "value", "year", "kind", "department", "title", "region"]
# What a row does not say stands last in either direction; values are put in order among those of their unit.
_ORDERS: dict[str, tuple[str, str]] = {
    "place": ("1", "1"),
    "subject": ("subject = ''", "subject"),
    "value": ("base_low IS NULL, base_unit", "base_low"),
    "year": ("year IS NULL", "year"),
    "kind": ("1", "kind"),
    "department": ("departments = '[]'", "departments"),
    "title": ("title IS NULL", "title"),
    "region": ("region IS NULL", "region"),
}


class Database(Protocol):
    """What is needed of a connection to SQLite."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement for each row of values."""


class Filter(NamedTuple):
    """Which commitments are wanted; None and "" mean any. Every word of `search` must stand in a row or its sentence.

    `department` is a part of a name, `keys` are those of `subjects`. `limit` None means all. `sort` "place" is by document and place, matches of the
    subject first.
    """

    documents: Sequence[str] | None = None
    search: str = ""
    year: int | None = None
    department: str = ""
    kind: str | None = None
    keys: Sequence[int] | None = None
    limit: int | None = None
    offset: int = 0
    sort: Sort = "place"
    descending: bool = False


class Subject(NamedTuple):
    """What a commitment is about: its key in this state of the store, its subject, and the headings above it as JSON."""

    key: int
    subject: str
    section: str


class Counts(NamedTuple):
    """How many commitments there are by document, year and kind."""

    documents: dict[str, int]
    years: dict[int, int]
    kinds: dict[str, int]


class Tally(NamedTuple):
    """How many of some commitments there are by what one can choose, and their keys."""

    documents: Counter[str]
    years: Counter[int]
    kinds: Counter[str]
    departments: Counter[str]
    keys: list[int]


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
    """Return what a filter lets through, in the order that is wanted."""
    words = wanted.search.split()
    condition, values = _condition(wanted, words)
    total = database.execute(f"WITH {_PLANS} SELECT count(*) FROM {_ROWS} WHERE 1{condition}", values).fetchone()[0]  # noqa: S608 - names of ours
    order, order_values = _order(wanted, words)
    limit = -1 if wanted.limit is None else wanted.limit
    rows = database.execute(
        f"WITH {_PLANS}, picked AS MATERIALIZED (SELECT ledger.version AS version, ledger.number AS number "  # noqa: S608 - names of ours
        f"FROM {_ROWS} WHERE 1{condition} ORDER BY {order} LIMIT ? OFFSET ?) "
        f"SELECT plan.document, ledger_sentence.body, {_COLUMNS} FROM picked "
        "CROSS JOIN ledger ON ledger.version = picked.version AND ledger.number = picked.number "
        f"JOIN plan ON plan.version = ledger.version {_SENTENCES} {_PASSAGES} ORDER BY {order}",
        (*values, *order_values, limit, wanted.offset, *order_values),
    ).fetchall()
    return Found(int(total), [_read(row) for row in rows])


def counts(database: Database) -> Counts:
    """Return how many commitments there are by what one can choose."""

    def by(column: str, order: str) -> dict[Any, int]:
        return dict(
            database.execute(
                f"SELECT {column}, count(*) {_CURRENT} AND {column} IS NOT NULL GROUP BY {column} ORDER BY {order}"
            ).fetchall()
        )

    return Counts(by("document", "1"), by("year", "1"), by("kind", "1 DESC"))


def tally(database: Database, wanted: Filter) -> Tally:
    """Return how many commitments a filter lets through, whatever its limit, by what else one can choose."""
    condition, values = _condition(wanted, wanted.search.split())
    rows = database.execute(
        f"WITH {_PLANS} SELECT plan.document, year, kind, departments, {_KEY} FROM {_ROWS} WHERE 1{condition}",  # noqa: S608 - names of ours
        values,
    ).fetchall()
    named = Counter(row[3] for row in rows)
    departments: Counter[str] = Counter()
    for names, count in named.items():
        departments.update(dict.fromkeys(json.loads(names), count))
    years = Counter(row[1] for row in rows if row[1] is not None)
    return Tally(
        Counter(row[0] for row in rows), years, Counter(row[2] for row in rows), departments, [row[4] for row in rows]
    )


def subjects(database: Database) -> list[Subject]:
    """Return what every commitment is about."""
    rows = database.execute(f"SELECT {_KEY}, subject, section FROM {_ROWS_OF_ALL} {_PASSAGES} WHERE current = 1")  # noqa: S608 - names of ours
    return [Subject(*row) for row in rows]


def years(database: Database) -> list[int]:
    """Return the years that commitments are for, in order."""
    rows = database.execute(f"SELECT DISTINCT year {_CURRENT} AND year IS NOT NULL ORDER BY year")
    return [int(year) for (year,) in rows]


def departments(database: Database) -> dict[str, int]:
    """Return the departments that are named, with the number of their commitments."""
    counts: dict[str, int] = {}
    for (names,) in database.execute(f"SELECT departments {_CURRENT} AND departments != '[]'"):
        for name in json.loads(names):
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _condition(wanted: Filter, words: Sequence[str]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    if wanted.documents is not None:
        parts.append("plan.document IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(wanted.documents), ensure_ascii=False))
    for name in ("year", "kind"):
        if getattr(wanted, name) is not None:
            parts.append(f"{name} = ?")
            values.append(getattr(wanted, name))
    if wanted.keys is not None:
        parts.append(f"{_KEY} IN (SELECT value FROM json_each(?))")  # noqa: S608 - names of ours
        values.append(json.dumps(list(wanted.keys)))
    if wanted.department:
        parts.append("departments LIKE ? ESCAPE '\\'")
        values.append(_like(wanted.department))
    for word in words:
        # LIKE finds letters of either case, which costs several times as much and matters to Latin words only.
        plain = not any(letter.isascii() and letter.isalpha() for letter in word)
        test = "instr({}, ?)" if plain else "{} LIKE ? ESCAPE '\\'"
        # Sentences and headings are looked through once, as many rows share one of them.
        columns = (
            test.format("subject"),
            test.format("value"),
            f"(ledger.version, sentence) IN (SELECT version, start FROM ledger_sentence WHERE {test.format('body')})",  # noqa: S608 - names of ours
            f"(ledger.version, passage) IN (SELECT version, number FROM passage WHERE {test.format('section')})",  # noqa: S608 - names of ours
        )
        parts.append(f"({' OR '.join(columns)})")
        values += [word if plain else _like(word)] * len(columns)
    return "".join(f" AND {part}" for part in parts), values


def _order(wanted: Filter, words: Sequence[str]) -> tuple[str, list[str]]:
    first, then = _ORDERS[wanted.sort]
    order = f"{first}, {then}{' DESC' if wanted.descending else ''}, document, ledger.number"
    if wanted.sort != "place":
        return order, []
    named = " AND ".join("subject LIKE ? ESCAPE '\\'" for _ in words) or "1"
    return f"NOT ({named}), document, ledger.number", [_like(word) for word in words]


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
