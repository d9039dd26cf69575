"""Embedding: unit vectors that are the same everywhere."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.embed import StaticEmbedder, bundled, make_embedder
from vectorstore.errors import EmbeddingUnavailable


@given(st.lists(st.text(max_size=60), max_size=5))
def test_rows_are_unit_vectors_and_a_text_without_words_is_zero(texts: list[str]) -> None:
    rows = bundled().documents([*texts, "港口扩建", "，。"])
    assert rows.shape == (len(texts) + 2, bundled().dimension)
    assert rows.dtype == np.float32
    norms = np.linalg.norm(rows, axis=1)
    assert np.all(np.isclose(norms, 1, atol=1e-5) | (norms == 0))
    assert norms[-2] > 0
    assert norms[-1] == 0
    assert not np.isnan(rows).any()


def test_a_question_is_nearest_to_the_passage_with_its_words() -> None:
    embedder = bundled()
    rows = embedder.documents(["港口码头扩建", "灌区渠道改造", "高铁车站选址"])
    assert int(np.argmax(rows @ embedder.question("灌区怎么改造"))) == 1


def test_vectors_do_not_depend_on_the_hash_seed_of_the_process() -> None:
    code = "from vectorstore.embed import bundled; print(bundled().question('港口扩建').tobytes().hex())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == bundled().question("港口扩建").tobytes().hex()


def test_no_model_configured_means_the_built_in_embedding() -> None:
    assert isinstance(make_embedder(""), StaticEmbedder)


def test_a_model_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingUnavailable, match=r"no-such-model.*PLANS_EMBEDDING_MODEL"):
        make_embedder(str(tmp_path / "no-such-model"))
