"""Follow one indicator through plans and years: what was aimed at, what was reached, where documents disagree."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from assistant.authority import weight
from assistant.ledger.indicator import Indicator, key_of
from assistant.ledger.ledger import Wanted, find
from assistant.ledger.row import CommitmentRow, Number
from ingest.figures import find_years
from ingest.passage import Description
from vectorstore.store import Store

Measure = Literal["level", "growth", "fall", "average", "span"]

_MEASURES: dict[str, Measure] = {"increase_by": "growth", "growth_rate_at_least": "growth", "decrease_by": "fall"}
_ROUNDING = 0.005
_AVERAGE = re.compile(r"年均|平均每年|每年平均|年平均|年递增")
# What is counted or compared over several years is no figure of its last year.
_SPAN = re.compile(
    r"累计|合计|共计|[一二三四五六七八九十两\d]年(?:来|间|内|共|总|(?=[\u4e00-\u9fff]*(?:完成|新增|收入|投资|增长|增加)))"
    r"|比(?:19|20)\d{2}年|较(?:19|20)\d{2}年|比“?[一二三四五六七八九十]+五|较“?[一二三四五六七八九十]+五|期间|时期|翻"
)
_ADDS_UP = re.compile(r"[三四五]年(?:来|间|内)?(?:累计|共计|合计|共)")
_DOUBLES = re.compile(r"翻.{0,3}番")
_SINCE = re.compile(r"与(?:19|20)\d{2}年相比")
_PART_OF_YEAR = re.compile(
    r"[一二三四]季度|上半年|下半年|前[一二三四五六七八九十\d]+个?月|1[-—–至]\d{1,2}月|\d{1,2}月(?:份|末)"
)
_BREAK = re.compile(r"[，；。：！？,;]")


class Conflict(NamedTuple):
    """Different figures of different documents for one year; `prevails` is the id of the one with more weight."""

    year: int
    kind: str
    rows: list[CommitmentRow]
    prevails: str


class Series(NamedTuple):
    """The figures of one indicator of one region, by year; `measure` tells levels from changes."""

    indicator: str
    region: str | None
    measure: Measure
    unit: str
    rows: list[CommitmentRow]
    conflicts: list[Conflict]


def series_of(store: Store, indicator: str, wanted: Wanted | None = None) -> list[Series]:
    """Return the series of an indicator, one for each region, measure and unit; those with most figures first."""
    chosen = (wanted or Wanted())._replace(search="", limit=None, offset=0)
    meant = Indicator(indicator)
    rows = [
        row
        for row in find(store, chosen).rows
        if row.year is not None and meant.names(row.subject) and not _PART_OF_YEAR.search(_clause(row))
    ]
    described = {one.id: one.description for one in store.catalog.documents()}
    groups: dict[tuple[str | None, Measure, str], list[CommitmentRow]] = defaultdict(list)
    for row in rows:
        groups[(row.region, _measure(row), row.base_unit)].append(row)
    found = [
        Series(
            _name(group, indicator), region, measure, unit, _in_order(group, described), _conflicts(group, described)
        )
        for (region, measure, unit), group in groups.items()
    ]
    return sorted(found, key=lambda one: (-len(one.rows), one.region or ""))


def plain(one: Series) -> dict[str, Any]:
    """Return a series as plain data; conflicts name commitments by id."""
    return {
        "indicator": one.indicator,
        "region": one.region,
        "measure": one.measure,
        "unit": one.unit,
        "commitments": [row.model_dump() for row in one.rows],
        "conflicts": [
            {"year": c.year, "kind": c.kind, "prevails": c.prevails, "commitments": [row.id for row in c.rows]}
            for c in one.conflicts
        ],
    }


def _measure(row: CommitmentRow) -> Measure:
    """Tell what a figure measures of its indicator, so that only like is set beside like."""
    clause = _clause(row)
    moves = _MEASURES.get(row.comparator, "level")
    if moves != "level" and _AVERAGE.search(clause):
        return "average"
    named = f"{row.year}年" in clause
    compared = moves != "level" and _SINCE.search(row.sentence[: row.start - row.sentence_start])
    if compared or _DOUBLES.search(row.value):
        return "span"
    return "span" if not named and (_SPAN.search(clause) or _adds_up_before(row, clause)) else moves


def _adds_up_before(row: CommitmentRow, clause: str) -> bool:
    """Tell whether the clause before adds several years up, and this one goes on without a time of its own."""
    before = _BREAK.split(row.sentence[: row.start - row.sentence_start])
    return row.base_unit != "%" and len(before) > 1 and bool(_ADDS_UP.search(before[-2])) and not find_years(clause)


def _clause(row: CommitmentRow) -> str:
    return _BREAK.split(row.sentence[: row.start - row.sentence_start])[-1]


def _name(rows: Sequence[CommitmentRow], indicator: str) -> str:
    """Return the name most rows print."""
    names = [row.subject for row in rows if key_of(row.subject) == key_of(indicator)] or [row.subject for row in rows]
    return max(names, key=lambda name: (names.count(name), -len(name)))


def _in_order(rows: Sequence[CommitmentRow], described: Mapping[str, Description]) -> list[CommitmentRow]:
    return sorted(rows, key=lambda row: (row.year or 0, row.kind == "target", _weight(row, described), row.start))


def _conflicts(rows: Sequence[CommitmentRow], described: Mapping[str, Description]) -> list[Conflict]:
    """Return the years for which documents give different figures of the same kind."""
    by_year: dict[tuple[int, str], list[CommitmentRow]] = defaultdict(list)
    for row in rows:
        if row.base_number is not None and row.year is not None:
            by_year[row.year, row.kind].append(row)
    found: list[Conflict] = []
    for (year, kind), group in sorted(by_year.items()):
        best = max(group, key=lambda row: _weight(row, described))
        against = [row for row in group if row.document != best.document and _differ(row.base_number, best.base_number)]
        if against:
            found.append(Conflict(year, kind, [best, *against], best.id))
    return found


def _weight(row: CommitmentRow, described: Mapping[str, Description]) -> tuple[bool, bool, int, str]:
    known = described.get(row.document)
    return weight(known) if known else (False, False, 0, "")


def _differ(one: Number | None, other: Number | None) -> bool:
    """Tell whether two numbers are not the same, rounding aside."""
    first, second = _ends(one), _ends(other)
    return any(abs(a - b) > _ROUNDING * max(abs(a), abs(b), 1e-9) for a, b in zip(first, second, strict=True))


def _ends(number: Number | None) -> tuple[float, float]:
    if isinstance(number, tuple):
        return number
    return (number or 0.0, number or 0.0)
