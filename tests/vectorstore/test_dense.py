"""The index over vectors, on real Chroma."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from vectorstore.dense import DenseIndex
from vectorstore.embed import bundled
from vectorstore.errors import StoreError

EMBEDDER = bundled()
TEXTS = ["港口码头扩建", "灌区渠道改造", "高铁车站选址"]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[DenseIndex]:
    made = DenseIndex(tmp_path / "chroma")
    made.add([1, 2, 3], ["yueyang", "yueyang", "jiujiang"], EMBEDDER.documents(TEXTS))
    yield made
    made.close()


def test_the_nearest_passage_comes_first_and_a_higher_score_is_better(index: DenseIndex) -> None:
    found = index.search(EMBEDDER.question("灌区渠道改造"), 3)
    assert found[0].key == 2
    assert found[0].score == pytest.approx(1, abs=1e-4)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_a_filter_lets_no_other_document_through(index: DenseIndex) -> None:
    question = EMBEDDER.question("灌区渠道改造")
    assert [hit.key for hit in index.search(question, 3, {"jiujiang"})] == [3]
    assert index.search(question, 3, {"nowhere"}) == []
    assert index.search(question, 3, set()) == []


def test_deleted_passages_are_not_found_and_unknown_keys_are_no_error(index: DenseIndex) -> None:
    index.delete([2, 99])
    index.delete([])
    assert index.keys() == {1, 3}
    assert 2 not in {hit.key for hit in index.search(EMBEDDER.question("灌区渠道改造"), 3)}


def test_adding_a_key_again_replaces_it(index: DenseIndex) -> None:
    index.add([2], ["jiujiang"], EMBEDDER.documents(["机场选址"]))
    assert index.keys() == {1, 2, 3}
    assert index.search(EMBEDDER.question("机场选址"), 1, {"jiujiang"})[0].key == 2


def test_a_question_without_words_is_no_error(index: DenseIndex) -> None:
    assert all(not np.isnan(hit.score) for hit in index.search(EMBEDDER.question("，。"), 3))


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    assert DenseIndex(tmp_path / "empty").search(EMBEDDER.question("港口"), 5) == []


def test_vectors_survive_closing(index: DenseIndex, tmp_path: Path) -> None:
    index.close()
    again = DenseIndex(tmp_path / "chroma")
    assert again.keys() == {1, 2, 3}
    assert again.search(EMBEDDER.question("灌区渠道改造"), 1)[0].key == 2


def test_a_chroma_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"127.0.0.1:9.*PLANS_CHROMA_URL"):
        DenseIndex(tmp_path / "chroma", "http://127.0.0.1:9")
