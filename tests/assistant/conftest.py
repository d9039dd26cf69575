"""A responder over the bundled samples, and the question sets that lie beside the tests."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.respond import Responder
from ingest.samples import sample_files
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

QUESTIONS = Path(__file__).parent / "questions"


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a question set."""
    return [json.loads(line) for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    """Answers over the bundled samples."""
    store = Store(tmp_path_factory.mktemp("samples") / "store", bundled())
    report = update(store, [str(path) for path in sample_files()])
    assert not report.skipped
    store.refresh()
    yield Responder(store)
    store.close()
