"""Placing everyday words by what a dictionary says of them."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from vectorstore.glosses import Placed, everyday_words, place, read_glosses

# Entries made up for this test, in the format of CEDICT.
ENTRIES = """# a comment
擁堵 拥堵 [yong1 du3] /(of traffic) to become congested/congestion/
堵車 堵车 [du3 che1] /traffic jam/(of traffic) to get congested/
圖書館 图书馆 [tu2 shu1 guan3] /library/
王 王 [Wang2] /surname Wang/
衡陽 衡阳 [Heng2 yang2] /Hengyang prefecture-level city in Hunan/
讀書 读书 [du2 shu1] /to read a book/to study/
看書 看书 [kan4 shu1] /to read/to study/
AA制 AA制 [A A zhi4] /to split the bill/
"""


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "dictionary.gz"
    path.write_bytes(gzip.compress(ENTRIES.encode()))
    return path


def test_explanations_are_read_without_names_and_cross_references(dictionary: Path) -> None:
    found = read_glosses(dictionary)
    assert found["堵车"] == ["traffic jam", "(of traffic) to get congested"]
    assert not {"王", "衡阳", "AA制"} & found.keys()


def test_a_plain_file_reads_as_a_compressed_one(dictionary: Path, tmp_path: Path) -> None:
    plain = tmp_path / "dictionary.u8"
    plain.write_text(ENTRIES, encoding="utf-8")
    assert read_glosses(plain) == read_glosses(dictionary)


def test_words_that_are_known_or_never_cut_are_not_added(dictionary: Path) -> None:
    found = everyday_words(read_glosses(dictionary) | {"拥读图": ["nonsense"]}, ["拥堵"], 10)
    assert "堵车" in found
    assert not {"拥堵", "拥读图"} & set(found)


def test_a_new_word_comes_to_stand_beside_what_means_the_same(dictionary: Path) -> None:
    glosses = read_glosses(dictionary)
    known = ("拥堵", "图书馆", "读书")
    vectors = np.eye(3, dtype=np.float32)
    placed = place(Placed(known, vectors), dict.fromkeys(known, 10_000), glosses, ["堵车", "看书"])
    assert placed.words == (*known, "堵车", "看书")
    assert np.allclose(np.linalg.norm(placed.vectors, axis=1), 1, atol=1e-4)
    near = placed.vectors[3:] @ placed.vectors[:3].T
    assert near.argmax(axis=1).tolist() == [0, 2]
    # What was seen often stays where its company put it.
    assert (placed.vectors[:3] * vectors).sum(axis=1).min() > 0.99


def test_the_bundled_embedding_knows_everyday_words() -> None:
    from vectorstore.embed import bundled

    model = bundled()
    for everyday, official, other in (("堵车", "拥堵", "灌溉"), ("看书", "阅读", "信贷"), ("骗子", "诈骗", "港口")):
        rows = np.array([model.row(word) for word in (everyday, official, other)], dtype=np.int32)
        assert (rows >= 0).all()
        right, wrong = model.directions(rows[1:]) @ model.directions(rows[:1])[0]
        assert right > wrong + 0.2
