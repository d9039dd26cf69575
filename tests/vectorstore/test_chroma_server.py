"""Stores whose vectors lie in a Chroma server, on a real one."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.errors import StoreError
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

CHROMA = [sys.executable, "-c", "from chromadb.cli.cli import app; app()", "run", "--host", "127.0.0.1"]
TEXTS = {"garage": "建成地下车库九座。", "greenway": "建成环湖绿道七条。"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server of these tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*CHROMA, "--port", str(port), "--path", str(tmp_path_factory.mktemp("server"))]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.poll() is None, "the server has ended"
                assert time.monotonic() < until, "the server does not start"
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _filled(folder: Path, name: str, server: str) -> Store:
    (folder / f"{name}.md").write_text(f"# 岳阳市规划\n\n{TEXTS[name]}\n", encoding="utf-8")
    store = Store(folder / f"store-{name}", bundled(), server)
    assert update(store, [str(folder / f"{name}.md")]).added == [name]
    return store


def test_stores_on_one_server_do_not_see_each_other(tmp_path: Path, server: str) -> None:
    stores = {name: _filled(tmp_path, name, server) for name in TEXTS}
    for name in TEXTS:
        again = Store(tmp_path / f"store-{name}", bundled(), server)
        assert again.dense.keys() == again.catalog.keys() == stores[name].catalog.keys()
        vector = bundled().question(TEXTS[name])
        for documents in (None, {name}, {name, *(f"other{number}" for number in range(30))}):
            assert again.dense.search(vector, 5, documents)[0].score > 0.5
        assert {hit.passage.document for hit in Retriever(again).search(Query("建成"))} == {name}
        again.close()
    stores["garage"].remove(["garage"])
    assert stores["garage"].dense.keys() == set()
    assert stores["greenway"].dense.keys() == stores["greenway"].catalog.keys()
    assert not (tmp_path / "store-garage" / "chroma").exists()
    for store in stores.values():
        store.close()


def test_a_store_that_moves_to_a_server_is_filled_there_by_the_next_run(tmp_path: Path, server: str) -> None:
    _filled(tmp_path, "garage", "").close()
    moved = Store(tmp_path / "store-garage", bundled(), server)
    with pytest.raises(StoreError, match=r"vector index.*holds 0 passages, expected 1;.*`plans ingest`"):
        _ = moved.dense
    assert update(moved, [str(tmp_path / "garage.md")]).unchanged == ["garage"]
    assert moved.dense.keys() == moved.catalog.keys()
    moved.close()


def test_a_store_keeps_its_name_and_no_other_has_it(tmp_path: Path) -> None:
    stores = [Store(tmp_path / name, bundled()) for name in ("one", "two", "two")]
    one, two, again = (store.catalog.identity() for store in stores)
    assert two == again != one
    assert one.isascii()
    assert len(one) >= 3
    for store in stores:
        store.close()
