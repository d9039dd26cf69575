"""What a visitor asks of the table of commitments, as an address carries it."""

from typing import Annotated, Literal, NamedTuple
from urllib.parse import urlencode

from fastapi import Query

from assistant.ledger.ledger import Wanted
from assistant.ledger.topic import Topic
from vectorstore.ledger import Sort

AT_ONCE = 50
_LONG = 300
_Words = Annotated[str, Query(max_length=_LONG)]
_FIRST_YEAR, _LAST_YEAR = 1, 9999


class Asked(NamedTuple):
    """Filters, order and place of a page."""

    search: str = ""
    document: str = ""
    region: str = ""
    department: str = ""
    year: str = ""
    kind: Literal["", "target", "achieved"] = ""
    topic: Literal["", Topic] = ""
    sort: Sort = "place"
    descending: bool = False
    offset: int = 0

    @property
    def filters(self) -> bool:
        """Whether anything is filtered."""
        return any(self[:7])

    def wanted(self, limit: int | None = AT_ONCE) -> Wanted:
        """Return what the ledger is asked for."""
        return Wanted(
            self.search.strip(),
            self.document.strip(),
            self.region.strip(),
            _year(self.year),
            self.department.strip(),
            self.kind or None,
            limit,
            self.offset if limit == AT_ONCE else 0,
            self.sort,
            self.descending,
            self.topic,
        )

    @property
    def query(self) -> str:
        """Return what differs from a first look, as the query of an address."""
        values = self._asdict() | {"descending": "1" if self.descending else ""}
        return urlencode({name: value for name, value in values.items() if value and value != "place"})


def asked(
    search: _Words = "",
    document: _Words = "",
    region: _Words = "",
    department: _Words = "",
    year: _Words = "",
    kind: Literal["", "target", "achieved"] = "",
    topic: Literal["", Topic] = "",
    sort: Sort = "place",
    descending: bool = False,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
) -> Asked:
    """Read the query of an address."""
    return Asked(search, document, region, department, year, kind, topic, sort, descending, offset - offset % AT_ONCE)


def _year(text: str) -> int | None:
    number = int(text) if text.isdecimal() and len(text) < len(str(_LAST_YEAR)) + 1 else 0
    return number if _FIRST_YEAR <= number <= _LAST_YEAR else None
