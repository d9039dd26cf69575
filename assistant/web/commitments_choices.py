"""What can be chosen in the filters of the ledger, with the number of rows that each choice would leave."""

from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from assistant.ledger.ledger import Wanted, tally
from assistant.ledger.topic_index import keys_of, topic_counts
from vectorstore.ledger import Tally
from vectorstore.store import Store

_KEPT = 32
_ANY = Wanted()
# What a filter of the form is called in what is asked of the ledger, and when it is left open.
_OPEN: dict[str, Any] = {"document": "", "region": "", "department": "", "year": None, "topic": "", "kind": None}


_Choice = tuple[str, str, int]


class Choices(NamedTuple):
    """What can be chosen: value and name of each, with the number of its commitments; kinds and topics have no names yet."""

    documents: list[_Choice]
    regions: list[_Choice]
    departments: list[_Choice]
    years: list[_Choice]
    kinds: list[_Choice]
    topics: list[_Choice]


class Offered:
    """The choices of a store; counted once for each of its states and for the filters asked for last."""

    def __init__(self) -> None:
        self._state: tuple[str, int] | None = None
        self._everything: Choices | None = None
        self._narrowed: OrderedDict[Wanted, Choices] = OrderedDict()

    def everything(self, store: Store) -> Choices:
        """Return all that can be chosen."""
        state = (store.catalog.identity(), store.catalog.stamp())
        if self._everything is None or state != self._state:
            self._narrowed = OrderedDict()
            self._everything, self._state = _choices(store), state
        return self._everything

    def within(self, store: Store, wanted: Wanted) -> Choices:
        """Return what would leave rows beside the other filters, and what is chosen already."""
        everything = self.everything(store)
        wanted = wanted._replace(limit=None, offset=0, sort=_ANY.sort, descending=False)
        if wanted == _ANY:
            return everything
        kept = self._narrowed
        found = kept.get(wanted)
        if found is None:
            found = kept[wanted] = _narrowed(store, wanted, everything)
            while len(kept) > _KEPT:
                kept.popitem(last=False)
        return found


def _choices(store: Store) -> Choices:
    counted = store.catalog.commitment_counts()
    listed = [one for one in store.catalog.documents() if one.id in counted.documents]
    regions: Counter[str] = Counter()
    for one in listed:
        if one.description.region:
            regions[one.description.region] += counted.documents[one.id]
    return Choices(
        documents=[
            (one.id, one.description.title, counted.documents[one.id])
            for one in sorted(listed, key=lambda one: one.description.title)
        ],
        regions=[(region, region, regions[region]) for region in sorted(regions)],
        departments=[(name, name, count) for name, count in store.catalog.commitment_departments().items()],
        years=[(str(year), str(year), count) for year, count in sorted(counted.years.items(), reverse=True)],
        kinds=[(kind, kind, count) for kind, count in counted.kinds.items()],
        topics=[(topic, topic, count) for topic, count in topic_counts(store).items()],
    )


def _narrowed(store: Store, wanted: Wanted, everything: Choices) -> Choices:
    """Count the choices of each filter among what the other filters leave."""
    tallies: dict[Wanted, Tally] = {}
    region_of = {one.id: one.description.region or "" for one in store.catalog.documents()}

    def left(name: str, offered: list[_Choice], counted: Callable[[Tally], Counter[str]]) -> list[_Choice]:
        free = wanted._replace(**{name: _OPEN[name]})
        if free == _ANY:
            return offered
        if free not in tallies:
            tallies[free] = tally(store, free)
        counts, chosen = counted(tallies[free]), str(getattr(wanted, name))
        return [(value, said, counts[value]) for value, said, _ in offered if counts[value] or value == chosen]

    def by_region(found: Tally) -> Counter[str]:
        counts: Counter[str] = Counter()
        for document, count in found.documents.items():
            counts[region_of.get(document, "")] += count
        return counts

    def by_topic(found: Tally) -> Counter[str]:
        keys = set(found.keys)
        return Counter({topic: len(keys.intersection(keys_of(store, topic))) for topic, _, _ in everything.topics})

    return Choices(
        left("document", everything.documents, lambda found: found.documents),
        left("region", everything.regions, by_region),
        left("department", everything.departments, lambda found: found.departments),
        left("year", everything.years, lambda found: Counter({str(year): n for year, n in found.years.items()})),
        left("kind", everything.kinds, lambda found: found.kinds),
        left("topic", everything.topics, by_topic),
    )
