"""The index over vectors, on real Chroma."""

import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from vectorstore.dense import DenseIndex
from vectorstore.embed import bundled
from vectorstore.errors import StoreError

ROOT = Path(__file__).parents[2]
EMBEDDER = bundled()
TEXTS = ["港口码头扩建", "灌区渠道改造", "高铁车站选址"]


class Holders(dict[int, str]):
    """Which document each passage belongs to."""

    def keys_of(self, documents: Collection[str]) -> list[int]:
        return [key for key, document in self.items() if document in documents]

    def documents_of(self, keys: Sequence[int]) -> dict[int, str]:
        return {key: self[key] for key in keys if key in self}


HOLDERS = Holders({1: "yueyang", 2: "yueyang", 3: "jiujiang"})


@pytest.fixture
def index(tmp_path: Path) -> Iterator[DenseIndex]:
    made = DenseIndex(tmp_path / "chroma", HOLDERS)
    made.add([1, 2, 3], ["yueyang", "yueyang", "jiujiang"], EMBEDDER.documents(TEXTS))
    yield made
    made.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DenseIndex, np.ndarray, Holders]]:
    """Three thousand unordered vectors in 30 documents of very different size, with the index over them."""
    chance = np.random.default_rng(3)
    vectors = chance.normal(size=(3000, 256))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    holders = Holders({key: f"plan{int(29.99 * (key / 3000) ** 0.5)}" for key in range(3000)})
    made = DenseIndex(tmp_path_factory.mktemp("many"), holders)
    made.add(list(holders), list(holders.values()), vectors)
    yield made, vectors, holders
    made.close()


@pytest.mark.parametrize("first", [None, 29, 22, 15, 5, 0], ids="from {}".format)
def test_what_is_found_is_what_comparing_every_vector_finds(
    many: tuple[DenseIndex, np.ndarray, Holders], first: int | None
) -> None:
    index, vectors, holders = many
    documents = None if first is None else {f"plan{number}" for number in range(first, 30)}
    allowed = np.array([documents is None or holders[key] in documents for key in range(len(vectors))])
    shares = []
    for question in vectors[::150] * 0.5 + vectors[1::150]:
        question /= np.linalg.norm(question)
        found = index.search(question, 15, documents)
        assert len(found) == 15
        assert all(allowed[hit.key] for hit in found)
        assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
        assert [hit.score for hit in found] == pytest.approx([vectors[hit.key] @ question for hit in found], abs=1e-4)
        best = np.argsort(-np.where(allowed, vectors @ question, -2))[:15]
        shares.append(len({hit.key for hit in found} & set(best)) / 15)
    assert np.mean(shares) > 0.97


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
    others = {f"other{number}" for number in range(50)}
    assert [hit.key for hit in index.search(question, 1, {"jiujiang", *others})] == [3]
    assert index.search(question, 3, others) == []


def test_a_passage_that_is_not_in_the_index_is_not_found(index: DenseIndex) -> None:
    index.delete([3])
    assert index.search(EMBEDDER.question("高铁车站选址"), 3, {"jiujiang"}) == []


def test_deleted_passages_are_not_found_and_unknown_keys_are_no_error(index: DenseIndex) -> None:
    index.delete([2, 99])
    index.delete([])
    assert index.keys() == {1, 3}
    assert 2 not in {hit.key for hit in index.search(EMBEDDER.question("灌区渠道改造"), 3)}


def test_adding_a_key_again_replaces_it(index: DenseIndex) -> None:
    index.add([2], ["jiujiang"], EMBEDDER.documents(["机场选址"]))
    assert index.keys() == {1, 2, 3}
    assert index.search(EMBEDDER.question("机场选址"), 1)[0].key == 2


def test_a_question_without_words_is_no_error(index: DenseIndex) -> None:
    assert all(not np.isnan(hit.score) for hit in index.search(EMBEDDER.question("，。"), 3))


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    assert DenseIndex(tmp_path / "empty", HOLDERS).search(EMBEDDER.question("港口"), 5) == []


def test_vectors_survive_closing(index: DenseIndex, tmp_path: Path) -> None:
    index.close()
    again = DenseIndex(tmp_path / "chroma", HOLDERS)
    assert again.keys() == {1, 2, 3}
    assert again.search(EMBEDDER.question("灌区渠道改造"), 1)[0].key == 2


def test_a_chroma_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"127.0.0.1:9.*PLANS_CHROMA_URL"):
        DenseIndex(tmp_path / "chroma", HOLDERS, "http://127.0.0.1:9")


ADD_A_FOURTH = """
import sys
from pathlib import Path
from vectorstore.dense import DenseIndex
from vectorstore.embed import bundled
DenseIndex(Path(sys.argv[1]), None).add([4], ["jiujiang"], bundled().documents(["机场选址"]))
"""


def test_what_another_process_has_just_added_is_no_error(index: DenseIndex, tmp_path: Path) -> None:
    question = EMBEDDER.question("机场选址")
    assert [hit.key for hit in index.search(question, 1, {"jiujiang"})] == [3]
    subprocess.run([sys.executable, "-c", ADD_A_FOURTH, str(tmp_path / "chroma")], check=True, cwd=ROOT)
    holders = Holders({**HOLDERS, 4: "jiujiang"})
    index._whereabouts = holders
    assert [hit.key for hit in index.search(question, 1, {"jiujiang"})] == [4]


def test_as_many_are_found_as_are_asked_for(many: tuple[DenseIndex, np.ndarray, Holders]) -> None:
    index, vectors, _ = many
    for limit in (1, 299, 400):
        assert len({hit.key for hit in index.search(vectors[0], limit)}) == limit


def test_a_closed_index_has_let_go_of_its_vectors(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path / "chroma", Holders({1: "plan"}))
    index.add([1], ["plan"], np.ones((1, 256), dtype=np.float32))
    index.close()
    with pytest.raises((AttributeError, RuntimeError, ValueError)):
        index.size()
