"""One plans.toml for settings and documents, and the quality of a reading on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.settings import SettingsError, load

_DOCUMENTS = '[documents."plan.md"]\ntitle = "岳阳市港口规划"\n'


def test_the_table_of_documents_is_no_setting() -> None:
    Path("plans.toml").write_text('language = "en"\n' + _DOCUMENTS, encoding="utf-8")
    assert load().language == "en"


def test_other_unknown_keys_are_still_refused() -> None:
    Path("plans.toml").write_text('colour = "blue"\n' + _DOCUMENTS, encoding="utf-8")
    with pytest.raises(SettingsError, match="colour"):
        load()


def _plans(tmp_path: Path, *arguments: str) -> str:
    result = CliRunner(env={"PLANS_STORE": str(tmp_path / "store")}).invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_report_says_how_well_each_document_was_read(tmp_path: Path) -> None:
    file = tmp_path / "port.md"
    file.write_text("# 岳阳市港口规划\n\n## 第一章 目标\n\n力争到年，[建成]泊位120个。\n", encoding="utf-8")
    shown = _plans(tmp_path, "ingest", "--report", str(file))
    assert "port: 29 characters; 1 headings" in shown
    assert "year without number ×1: …力争到年，[建成]泊位120个。…" in shown
    assert "characters" not in _plans(tmp_path, "ingest", str(file))
    quality = json.loads(_plans(tmp_path, "ingest", "--report", "--json", str(file)))["quality"]["port"]
    assert quality["losses"] == [{"sign": "year without number", "times": 1, "example": "力争到年，[建成]泊位120个。"}]
    (listed,) = json.loads(_plans(tmp_path, "documents", "--json"))["documents"]
    assert listed["quality"] == quality
