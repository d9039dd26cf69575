"""A chat model corrects rows of the ledger only as far as the sentence bears it out."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.ledger.refine import corrected, refine
from assistant.llm.failure import ModelFailure
from ingest.commitments.commitment import Commitment
from ingest.commitments.extract import commitments_of
from ingest.commitments.periods import Frame
from ingest.passage import Description, Passage
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.ledger import Filter
from vectorstore.store import Store

from .conftest import Says, Stub

_SENTENCE = "到2025年，港口货物吞吐能力达到3亿吨以上（市交通局牵头），2020年已完成2亿吨。"
_FRAME = Frame(None, 2021, 2025)
_DESCRIPTION = Description("岳阳市规划", "岳阳市", first_year=2021, last_year=2025)


@pytest.fixture
def rows() -> list[Commitment]:
    passage = Passage("岳阳", 0, ("第二章 主要目标",), 0, len(_SENTENCE), _SENTENCE)
    return list(commitments_of(_DESCRIPTION, [passage]))


def _one(rows: list[Commitment], **said: object) -> Commitment:
    return corrected(rows, [{"row": 1, **said}], _FRAME)[0]


def test_what_the_sentence_bears_out_is_taken(rows: list[Commitment]) -> None:
    assert _one(rows, subject="港口吞吐能力").subject == "港口吞吐能力"
    assert _one(rows, year=2020).year == 2020
    bare = [Commitment(**{**_fields(rows[0]), "departments": ()})]
    assert _one(bare, departments=["市交通局"]).departments == ("市交通局",)
    loose = [Commitment(**{**_fields(rows[0]), "comparator": "exact"})]
    assert _one(loose, comparator="at_least").comparator == "at_least"


def _fields(row: Commitment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


@pytest.mark.parametrize(
    "said",
    [
        {"subject": "高速公路里程"},
        {"subject": ""},
        {"subject": "港"},
        {"subject": "3亿吨以上的能力"},
        {"subject": "到货吞能港口物吐"},
        {"subject": 5},
        {"year": 2030},
        {"year": "2020"},
        {"year": True},
        {"comparator": "at_most"},
        {"comparator": "exact"},
        {"comparator": "huge"},
        {"kind": "achieved"},
        {"kind": "wish"},
        {"departments": ["市水利局"]},
        {"departments": "市交通局"},
        {"departments": []},
        {"value": "9亿吨", "number": 9},
        {"row": 7, "year": 2020},
    ],
)
def test_what_it_does_not_bear_out_leaves_the_row_as_it_was(rows: list[Commitment], said: dict[str, object]) -> None:
    assert _one(rows, **said) == rows[0]


@pytest.mark.parametrize("said", [[], [5], ["x"], [{}], [{"row": "1"}], [{"row": 1, "subject": None}]])
def test_a_reply_of_another_shape_changes_nothing(rows: list[Commitment], said: list[Any]) -> None:
    assert corrected(rows, said, _FRAME) == rows


def test_the_model_is_asked_once_for_each_sentence(stub: Stub, rows: list[Commitment]) -> None:
    stub.says('好的：\n```json\n[{"row": 1, "subject": "吞吐能力"}]\n```')
    done = refine(rows, _FRAME, stub.model())
    assert len(stub.asks) == 1
    assert _SENTENCE in stub.asks[0].user
    assert [row.subject for row in done.changed] == ["吞吐能力"]
    assert done.failed == 0


@pytest.mark.parametrize("reply", ["不知道", "[1, 2", "[[[[", '{"row": 1}', "[]", "<think>想</think>[]"])
def test_a_reply_that_is_no_list_changes_nothing(stub: Stub, rows: list[Commitment], reply: str) -> None:
    stub.says(reply)
    assert refine(rows, _FRAME, stub.model()).changed == []


def test_an_endpoint_that_cannot_be_reached_is_a_failure(stub: Stub, rows: list[Commitment]) -> None:
    model = stub.model()
    stub.says(Says(status=401))
    with pytest.raises(ModelFailure):
        refine(rows, _FRAME, model)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.md").write_text(f"# 岳阳市规划（2021-2025年）\n\n## 主要目标\n\n{_SENTENCE}\n", encoding="utf-8")
    store = Store(tmp_path / "store", bundled())
    update(store, [str(tmp_path / "plan.md")])
    store.close()
    return tmp_path / "store"


def _run(folder: Path, *arguments: str, **environment: str) -> Any:
    runner = CliRunner(env={"PLANS_STORE": str(folder), **environment})
    return runner.invoke(main, ["commitments", "refine", *arguments])


def _subjects(folder: Path) -> list[str]:
    store = Store(folder, bundled())
    try:
        return [row.subject for row in store.catalog.commitments(Filter()).commitments]
    finally:
        store.close()


def test_the_command_writes_what_was_corrected(stub: Stub, folder: Path) -> None:
    before = _subjects(folder)
    stub.says(json.dumps([{"row": 1, "subject": "吞吐能力", "year": 1999}], ensure_ascii=False))
    result = _run(folder, PLANS_LLM_BASE_URL=stub.url, PLANS_LLM_MODEL="stub")
    assert result.exit_code == 0, result.output
    assert "改正了1行" in result.output
    assert _subjects(folder) == ["吞吐能力", *before[1:]]


def test_without_a_model_the_command_says_what_is_missing(folder: Path) -> None:
    result = _run(folder)
    assert result.exit_code == 2
    assert "PLANS_LLM_BASE_URL" in result.stderr
    assert "Traceback" not in result.stderr


def test_only_the_document_that_is_named_is_looked_at(stub: Stub, folder: Path) -> None:
    stub.says("[]")
    environment = {"PLANS_LLM_BASE_URL": stub.url, "PLANS_LLM_MODEL": "stub"}
    assert "核对了0行" in _run(folder, "--document", "别的规划", **environment).output
    assert stub.asks == []
    assert "核对了0行" not in _run(folder, "--document", "plan", **environment).output
    assert len(stub.asks) == 1
