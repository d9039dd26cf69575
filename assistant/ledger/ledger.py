"""Find commitments by what people filter by."""

from collections import Counter
from typing import Literal, NamedTuple

from assistant.ledger.row import CommitmentRow, row_of
from assistant.ledger.topic import Topic
from assistant.ledger.topic_index import keys_of, topic_counts
from ingest.regions import short_name
from vectorstore.catalog import Listed
from vectorstore.ledger import Filter, Sort, Tally
from vectorstore.store import Store

# Wide letters and digits as the texts have them; quotation marks round a word are not part of it.
_TYPED = {
    wide: wide - 0xFEE0 for wide in (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_TYPED |= {ord('"'): " "}


class Wanted(NamedTuple):
    """Which commitments are wanted; None and "" mean any.

    `document` is an id or a part of a title, `region` a full or short name, `department` a part of a name, `topic` one of `TOPICS`.
    """

    search: str = ""
    document: str = ""
    region: str = ""
    year: int | None = None
    department: str = ""
    kind: Literal["target", "achieved"] | None = None
    limit: int | None = None
    offset: int = 0
    sort: Sort = "place"
    descending: bool = False
    topic: str = ""


class Page(NamedTuple):
    """How many commitments there are, and those of the page that was asked for."""

    total: int
    rows: list[CommitmentRow]


class Facets(NamedTuple):
    """What one can filter by: documents (id -> title), regions, years, departments and topics by their number."""

    documents: dict[str, str]
    regions: list[str]
    years: list[int]
    departments: dict[str, int]
    topics: dict[Topic, int]


def find(store: Store, wanted: Wanted) -> Page:
    """Return the commitments that are wanted, sorted; by place, matches of the subject come first."""
    listed = {one.id: one for one in store.catalog.documents()}
    found = store.catalog.commitments(_filter(store, listed, wanted))
    # A document may be removed between the two readings.
    rows = [row_of(one, listed[one.document].description) for one in found.commitments if one.document in listed]
    return Page(found.total, rows)


def tally(store: Store, wanted: Wanted) -> Tally:
    """Return how many commitments are wanted, on whatever page, by what else one can choose."""
    listed = {one.id: one for one in store.catalog.documents()}
    return store.catalog.commitment_tally(_filter(store, listed, wanted))


def is_missing(store: Store) -> bool:
    """Tell whether a store holds documents but no commitments, as one does that was written before there were any."""
    return not store.catalog.commitments(Filter(limit=1)).total and bool(store.catalog.digests())


def facets(store: Store) -> Facets:
    """Return what the commitments of a store can be filtered by."""
    listed = store.catalog.documents()
    regions = Counter(one.description.region for one in listed if one.description.region)
    return Facets(
        {one.id: one.description.title for one in listed},
        sorted(regions),
        store.catalog.commitment_years(),
        store.catalog.commitment_departments(),
        topic_counts(store),
    )


def chosen(store: Store, document: str) -> list[Listed]:
    """Return the documents that an id or a part of a title means, all for ""."""
    listed = {one.id: one for one in store.catalog.documents()}
    names = _chosen(listed, Wanted(document=document))
    return [one for name, one in listed.items() if names is None or name in names]


def _filter(store: Store, listed: dict[str, Listed], wanted: Wanted) -> Filter:
    return Filter(
        documents=_chosen(listed, wanted),
        search=wanted.search.translate(_TYPED),
        year=wanted.year,
        department=wanted.department,
        kind=wanted.kind,
        keys=keys_of(store, wanted.topic) if wanted.topic else None,
        limit=wanted.limit,
        offset=wanted.offset,
        sort=wanted.sort,
        descending=wanted.descending,
    )


def _chosen(listed: dict[str, Listed], wanted: Wanted) -> list[str] | None:
    """Return the documents that filters of document and region let through, None for all."""
    if not wanted.document and not wanted.region:
        return None
    return [
        name
        for name, one in listed.items()
        if (not wanted.document or wanted.document == name or wanted.document in one.description.title)
        and (not wanted.region or _same_region(one.description.region, wanted.region))
    ]


def _same_region(region: str | None, wanted: str) -> bool:
    return region is not None and (region == wanted or short_name(region) == short_name(wanted))
