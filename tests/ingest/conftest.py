"""A store that tests of sources bring up to date; where its vectors lie does not matter to them."""

import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.fetch import Fetcher
from vectorstore.build import Report, update
from vectorstore.embed import Embedder
from vectorstore.store import Store


@pytest.fixture
def peak() -> Iterator[Callable[[], int]]:
    """Measure memory in this test; the function returns the most bytes held at once so far."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.fixture
def kept(tmp_path: Path, all_alike: Embedder) -> Iterator[Store]:
    """An empty store."""
    store = Store(tmp_path / "store", all_alike)
    yield store
    store.close()


@pytest.fixture
def updated(kept: Store) -> Callable[..., Report]:
    """Bring the store up to date with paths or addresses; those of this machine may be fetched."""

    def run(*paths: Path | str, prune: bool = False) -> Report:
        return update(kept, [str(path) for path in paths], prune, fetcher=Fetcher(allow_loopback=True))

    return run
