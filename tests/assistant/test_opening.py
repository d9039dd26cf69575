"""Opening what answers: models that cannot be had are named before anybody asks."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.opening import Live
from assistant.settings import Settings
from vectorstore.errors import ModelUnavailable

needs_none = pytest.mark.skipif(
    find_spec("sentence_transformers") is not None, reason="sentence-transformers is installed"
)
REASON = "requirements-models.lock" if find_spec("sentence_transformers") is None else "no such folder"


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A reranking model that cannot be had, configured."""
    name = str(tmp_path / "absent")
    monkeypatch.setenv("PLANS_RERANKER_MODEL", name)
    return name


def test_asking_with_a_model_that_cannot_be_had_is_one_sentence(absent: str) -> None:
    result = CliRunner().invoke(main, ["ask", "到2025年地区生产总值目标是多少？"])
    assert result.exit_code == 2
    last = result.output.strip().splitlines()[-1]
    assert absent in last
    assert REASON in last
    assert "PLANS_RERANKER_MODEL" in last
    assert "Traceback" not in result.output


def test_a_server_says_so_before_it_serves(absent: str) -> None:
    with pytest.raises(ModelUnavailable, match="PLANS_RERANKER_MODEL"):
        Live(Settings())
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 2
    assert "http://" not in result.stderr
    assert result.stderr.strip().splitlines()[-1].startswith(f"Error: the reranking model '{absent}'")


def test_listing_and_reading_documents_do_not_load_the_reranker(absent: str, plans: Path) -> None:
    assert CliRunner().invoke(main, ["ingest", str(plans)]).exit_code == 0
    assert CliRunner().invoke(main, ["documents"]).exit_code == 0


@needs_none
def test_an_embedding_without_its_packages_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_EMBEDDING_MODEL", "BAAI/bge-m3")
    result = CliRunner().invoke(main, ["ask", "到2025年地区生产总值目标是多少？"])
    assert result.exit_code == 2
    assert "requirements-models.lock" in result.output
    assert "Traceback" not in result.output


def test_a_store_that_was_removed_and_made_anew_is_opened_anew(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store")
    question = "岳阳到2025年森林覆盖率目标是多少？"
    live = None
    for share in ("31%", "44%", "47%"):
        (tmp_path / "plan.md").write_text(
            f"# 岳阳市发展规划（2021-2025年）\n\n## 第一章 目标\n\n到2025年，岳阳市森林覆盖率达到{share}。\n",
            encoding="utf-8",
        )
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
        # As a server sees it: another process writes.
        command = [sys.executable, "-m", "assistant", "ingest", "--store", str(tmp_path / "store")]
        subprocess.run([*command, str(tmp_path / "plan.md")], check=True, capture_output=True)
        live = live or Live(settings)
        assert share in live.now().responder.respond(question).answer
