"""Embedding: unit vectors that are the same everywhere."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.build import update
from vectorstore.embed import StaticEmbedder, TransformerEmbedder, bundled, make_embedder
from vectorstore.errors import IncompatibleStore, ModelUnavailable
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store


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
    with pytest.raises(ModelUnavailable, match=r"no-such-model.*PLANS_EMBEDDING_MODEL"):
        make_embedder(str(tmp_path / "no-such-model"))


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelUnavailable, match=r"some/model.*requirements-models\.lock.*PLANS_EMBEDDING_MODEL"):
        make_embedder("some/model")


def test_a_transformer_model_gives_unit_vectors_of_its_own_length(tiny_models: Path) -> None:
    embedder = TransformerEmbedder(str(tiny_models / "bare"))
    assert embedder.dimension == 32
    assert embedder.documents([]).shape == (0, 32)
    rows = embedder.documents(["停车泊位", "森林覆盖率" * 500, ""] * 20)
    assert rows.shape == (60, 32)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[0], embedder.question("停车泊位"), atol=1e-5)


def test_the_prompts_of_a_model_are_used(tiny_models: Path) -> None:
    bare, prompted = (TransformerEmbedder(str(tiny_models / name)) for name in ("bare", "prompted"))
    assert np.allclose(prompted.question("森林"), bare.question("查询森林"), atol=1e-5)
    assert np.allclose(prompted.documents(["森林"]), bare.documents(["文件森林"]), atol=1e-5)
    assert not np.allclose(prompted.question("森林"), bare.question("森林"), atol=1e-3)


def test_the_name_tells_models_apart_and_not_where_they_lie(tiny_models: Path, tmp_path: Path) -> None:
    here = tmp_path / "moved" / "bare"
    copytree(tiny_models / "bare", here)
    name = TransformerEmbedder(str(here)).name
    assert name == TransformerEmbedder(str(tiny_models / "bare")).name
    weights = here / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-3] ^= 1
    weights.write_bytes(content)
    assert TransformerEmbedder(str(here)).name != name


def test_a_model_is_loaded_once_a_process(tiny_models: Path) -> None:
    assert make_embedder(str(tiny_models / "bare")) is make_embedder(str(tiny_models / "bare"))


def test_a_store_is_searched_with_the_model_it_was_built_with(tiny_models: Path, plans: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    built = Store(folder, make_embedder(str(tiny_models / "prompted")))
    assert not update(built, [str(plans)]).skipped
    built.refresh()
    vector = built.embedder.documents(["岳阳市城区停车设施建设三年行动方案"])[0]
    assert len(built.dense.search(vector, 5)) == 5
    assert Retriever(built).search(Query("养老床位"))[0].passage.document == "yueyang-plan-2021-2025"
    built.close()
    with pytest.raises(IncompatibleStore, match=r"'sentence-transformers:prompted#\w+', expected '.*bare#\w+'"):
        Store(folder, make_embedder(str(tiny_models / "bare")))
    with pytest.raises(IncompatibleStore, match=r"dimension is 32, expected 256"):
        Store(folder, bundled())
