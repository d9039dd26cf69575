"""`plans commitments` and `plans commitments compare`: what is printed, written and refused."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from assistant.cli import main
from vectorstore.store import Store

Run = Callable[..., Result]


@pytest.fixture
def run(store: Store) -> Run:
    """Run `plans commitments` over the made-up plans; no error may get past the command."""

    def command(*arguments: object, code: int = 0, folder: Path = store.folder) -> Result:
        runner = CliRunner(env={"PLANS_STORE": str(folder), "COLUMNS": "200"})
        result = runner.invoke(main, ["commitments", *(str(argument) for argument in arguments)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return result

    return command


def _rows(result: Result) -> list[dict[str, Any]]:
    return list(json.loads(result.stdout)["commitments"])


def test_json_keeps_the_contract(run: Run, store: Store) -> None:
    rows = _rows(run("--format", "json", "--document", "yueyang-plan-2021-2025"))
    assert len(rows) > 8
    (beds,) = [row for row in rows if row["value"] == "5000张"]
    assert (beds["subject"], beds["number"], beds["unit"]) == ("新增养老床位", 5000, "张")
    assert (beds["year"], beds["kind"], beds["comparator"]) == (2025, "target", "exact")
    assert beds["departments"] == ["市民政局"]
    assert (beds["region"], beds["section"][0]) == ("岳阳市", "第四章 保障措施")
    expected = {
        "id",
        "document",
        "title",
        "region",
        "section",
        "page",
        "start",
        "end",
        "subject",
        "value",
        "number",
        "unit",
    }
    assert expected | {"comparator", "year", "kind", "departments", "sentence", "base_number", "base_unit"} <= set(beds)
    body = store.catalog.body("yueyang-plan-2021-2025") or ""
    assert all(body[row["start"] : row["end"]] == row["value"] for row in rows)


@pytest.mark.parametrize(
    ("options", "condition"),
    [
        (["--year", "2020"], lambda row: row["year"] == 2020),
        (["--kind", "achieved"], lambda row: row["kind"] == "achieved"),
        (["--department", "住建"], lambda row: any("住建" in name for name in row["departments"])),
        (["--region", "九江"], lambda row: row["region"] == "九江市"),
        (["--search", "森林覆盖率"], lambda row: "森林覆盖率" in row["subject"] + row["sentence"]),
    ],
)
def test_every_filter_lets_through_only_what_is_meant(
    run: Run, options: list[str], condition: Callable[[dict[str, Any]], bool]
) -> None:
    everything = _rows(run("--format", "json"))
    rows = _rows(run("--format", "json", *options))
    assert rows
    assert all(condition(row) for row in rows)
    assert len(rows) == len([row for row in everything if condition(row)])


def test_a_table_says_how_many_are_left_out(run: Run) -> None:
    result = run("--limit", 2)
    assert "显示前2条" in result.stderr
    assert "岳阳市" in result.stdout or "九江市" in result.stdout


def test_exports_are_files_that_open(run: Run, tmp_path: Path) -> None:
    run("--format", "xlsx", "--out", tmp_path / "ledger.xlsx")
    run("--format", "csv", "--out", tmp_path / "ledger.csv")
    sheet = load_workbook(tmp_path / "ledger.xlsx").active
    lines = list(csv.reader(io.StringIO((tmp_path / "ledger.csv").read_text(encoding="utf-8-sig"))))
    assert sheet.max_row == len(lines) == len(_rows(run("--format", "json"))) + 1


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    result = run("--format", "csv", "--out", tmp_path / "gone" / "ledger.csv", code=2)
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_compare_prints_a_series(run: Run) -> None:
    found = json.loads(run("compare", "森林覆盖率", "--region", "岳阳", "--json").stdout)["series"]
    level = found[0]
    assert (level["indicator"], level["measure"]) == ("森林覆盖率", "level")
    assert [(row["year"], row["kind"], row["value"]) for row in level["commitments"]] == [
        (2020, "achieved", "45.3%"),
        (2025, "target", "45.5%以上"),
    ]
    assert "45.5%以上" in run("compare", "森林覆盖率").stdout


def test_compare_of_an_unknown_indicator_says_so(run: Run) -> None:
    result = run("compare", "海草床面积")
    assert "没有找到" in result.stderr
    assert result.stdout == ""


@pytest.fixture
def old(store: Store, tmp_path: Path) -> Path:
    """A store as it was before there was a ledger."""
    copytree(store.folder, tmp_path / "old")
    with sqlite3.connect(tmp_path / "old" / "catalogue.sqlite") as database:
        database.execute("DROP TABLE ledger")
        database.execute("DROP TABLE ledger_sentence")
    database.close()
    return tmp_path / "old"


def test_a_store_without_a_ledger_says_what_to_do(run: Run, old: Path) -> None:
    assert "plans ingest" in run(folder=old).stderr
    assert "plans ingest" in run("compare", "森林覆盖率", folder=old).stderr
    assert "plans ingest" not in run("--search", "没有这样的词").stderr
