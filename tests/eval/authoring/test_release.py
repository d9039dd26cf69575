"""Released sets never change, and the schema says what the model takes."""

import json
from pathlib import Path

import pytest

from eval.authoring.release import CASES, changed, newest, release, released
from eval.authoring.schema import SCHEMA, schema
from eval.cases import EARLIER_TYPES, PERSONAS, TYPES, Case
from eval.errors import UnreadableCases

GOOD = {"id": "q1", "question": "停车泊位多少？", "type": "figure", "answers": ["1.2万个"], "docs": ["parking"]}


def _source(tmp_path: Path, **changes: object) -> Path:
    path = tmp_path / "new.jsonl"
    path.write_text(json.dumps({**GOOD, **changes}, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_no_released_set_has_changed() -> None:
    assert changed() == []
    assert {"golden", "plans-a", "plans-b", "plans-c", "near-duplicates"} <= {one.name for one in released()}


def test_every_set_kept_here_is_released() -> None:
    assert {path.name for path in CASES.glob("*.jsonl")} == {one.file for one in released()}


def test_a_changed_and_a_missing_set_are_noticed(tmp_path: Path) -> None:
    target = release(_source(tmp_path), "small", "1.0", tmp_path)
    other = release(_source(tmp_path), "small", "1.1", tmp_path)
    assert changed(tmp_path) == []
    assert newest("small", tmp_path) == other
    target.write_text(target.read_text("utf-8").replace("1.2万个", "1.3万个"), encoding="utf-8")
    other.unlink()
    told = changed(tmp_path)
    assert "small-1.0.jsonl has changed" in told[0]
    assert "release a new version" in told[0]
    assert "small-1.1.jsonl is missing" in told[1]


def test_a_version_is_released_once_and_only_without_problems(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCases, match="unknown type 'x'"):
        release(_source(tmp_path, type="x"), "small", "1.0", tmp_path)
    assert released(tmp_path) == []
    release(_source(tmp_path), "small", "1.0", tmp_path)
    with pytest.raises(UnreadableCases, match="released already"):
        release(_source(tmp_path), "small", "1.0", tmp_path)


def test_a_set_that_was_never_released_has_no_newest_version(tmp_path: Path) -> None:
    assert newest("nothing", tmp_path) is None


def test_the_schema_kept_here_is_that_of_the_model() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "run: python -m eval.authoring.schema"


def test_the_guides_name_every_field_and_type() -> None:
    for name in ("GUIDE.md", "GUIDE.zh-CN.md"):
        text = (CASES / name).read_text(encoding="utf-8")
        fields = set(Case.model_fields) - {"section", "set", "version"}
        assert [word for word in (*fields, *TYPES, *PERSONAS) if f"`{word}`" not in text] == []
    assert set(EARLIER_TYPES.values()) <= set(TYPES)
