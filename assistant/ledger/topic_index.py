"""The fields of all commitments of a store, worked out once for each of its states."""

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence

from assistant.ledger.topic import TOPICS, Topic, topic_of
from vectorstore.store import Store

_KEPT_STORES = 4
_kept: OrderedDict[tuple[str, int], dict[Topic, list[int]]] = OrderedDict()
_turn = threading.Lock()


def keys_of(store: Store, topic: str) -> Sequence[int]:
    """Return the keys of the commitments of a field, none for an unknown one."""
    return next((keys for name, keys in _index(store).items() if name == topic), ())


def topic_counts(store: Store) -> dict[Topic, int]:
    """Return how many commitments each field has, in the order of `TOPICS`, without those that have none."""
    index = _index(store)
    return {topic: len(index[topic]) for topic in TOPICS if topic in index}


def _index(store: Store) -> dict[Topic, list[int]]:
    state = (store.catalog.identity(), store.catalog.stamp())
    with _turn:
        if state not in _kept:
            index: dict[Topic, list[int]] = {}
            for key, subject, section in store.catalog.commitment_subjects():
                index.setdefault(topic_of(subject, tuple(json.loads(section))), []).append(key)
            _kept[state] = index
        _kept.move_to_end(state)
        while len(_kept) > _KEPT_STORES:
            _kept.popitem(last=False)
        return _kept[state]
