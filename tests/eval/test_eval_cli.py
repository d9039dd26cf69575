"""`plans eval retrieval`: figures on standard output, talk on standard error, one sentence for what is wrong."""

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from eval.retrieval.variants import FULL

Run = Callable[..., Result]
CASES = [
    {
        "id": "1",
        "question": "立体停车楼总投资多少？",
        "type": "figure",
        "answers": ["7.5亿元"],
        "docs": ["yueyang-parking"],
    },
    {
        "id": "2",
        "question": "到2025年岳阳森林覆盖率？",
        "type": "figure",
        "answers": ["45.5%以上"],
        "docs": ["yueyang-plan-2021-2025"],
    },
    {"id": "3", "question": "九江的天气？", "type": "none", "answerable": False},
]
SQUAD = {
    "data": [
        {"paragraphs": [{"context": text, "qas": [{"id": question, "question": question}]}]}
        for text, question in (
            ("东灌区灌溉六个乡镇。", "东灌区灌溉几个乡镇？"),
            ("西港码头有泊位三个。", "码头有几个泊位？"),
        )
    ]
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `plans eval retrieval`; no error may get past the command."""

    def command(*arguments: object, code: int = 0) -> Result:
        environment = {"PLANS_STORE": str(tmp_path / "store")}
        given = ["eval", "retrieval", *map(str, arguments)]
        result = CliRunner(env=environment).invoke(main, given)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return result

    return command


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.jsonl"
    path.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES), encoding="utf-8")
    return path


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(SQUAD), encoding="utf-8")
    return path


def _figures(result: Result) -> list[dict[str, Any]]:
    collections: list[dict[str, Any]] = json.loads(result.stdout)["collections"]
    return collections


def test_cases_are_measured_over_the_documents_named(run: Run, cases: Path, plans: Path, tmp_path: Path) -> None:
    result = run("--cases", cases, "--documents", plans, "--json", "--out", tmp_path / "rows.jsonl")
    (figures,) = _figures(result)
    best = figures["variants"][0]
    assert (figures["name"], figures["questions"], best["name"]) == ("harbour", 2, FULL)
    assert best["facts@5"] == 1
    assert [kind["name"] for kind in figures["types"]] == ["figure"]
    assert not (tmp_path / "store").exists()
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 2 * len(figures["variants"])
    assert "harbour: dense only" in result.stderr


def test_the_store_of_the_user_is_asked_where_no_documents_are_named(
    run: Run, cases: Path, plans: Path, tmp_path: Path
) -> None:
    CliRunner().invoke(main, ["ingest", "--store", str(tmp_path / "mine"), str(plans)])
    (figures,) = _figures(run("--cases", cases, "--store", tmp_path / "mine", "--json"))
    assert figures["variants"][0]["facts@5"] == 1


def test_several_files_of_cases_are_also_put_together(run: Run, cases: Path, plans: Path, tmp_path: Path) -> None:
    other = tmp_path / "again.jsonl"
    other.write_text(cases.read_text(encoding="utf-8"), encoding="utf-8")
    found = _figures(run("--cases", cases, "--cases", other, "--documents", plans, "--json"))
    assert [(one["name"], one["questions"]) for one in found] == [("harbour", 2), ("again", 2), ("harbour, again", 4)]


def test_texts_with_their_questions_need_no_store(run: Run, squad: Path) -> None:
    result = run("--squad", squad, "--quick")
    assert result.stdout.startswith("## squad\n\n2 questions.")
    assert f"| {FULL} | 2 | 1.000 |" in result.stdout
    assert "as typed" not in result.stdout
    assert "without" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "nothing to ask"),
        (("--squad", "none.json"), "none.json cannot be read"),
        (("--stard", "."), "stard-articles.jsonl cannot be read"),
        (("--cases", "none.jsonl"), "none.jsonl cannot be read"),
        (("--cases", "none.jsonl", "--documents", "nowhere"), "nowhere"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(run: Run, arguments: tuple[str, ...], expected: str) -> None:
    result = run(*arguments, code=2)
    lines = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1
    assert expected in lines[0]
    assert result.stdout == ""


def test_cases_about_other_documents_are_refused(run: Run, cases: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# 常德市规划\n\n到2025年新增泊位三千个。\n", encoding="utf-8")
    result = run("--cases", cases, "--documents", tmp_path / "plan.md", code=2)
    assert "which the store does not hold" in result.stderr


def test_a_file_that_cannot_be_written_is_told(run: Run, squad: Path, tmp_path: Path) -> None:
    result = run("--squad", squad, "--out", tmp_path / "nowhere" / "rows.jsonl", code=2)
    assert "cannot be written" in result.stderr


@pytest.mark.skipif(find_spec("bm25s") is not None, reason="the extra is installed")
def test_alternatives_name_the_extra_before_anything_is_read(run: Run) -> None:
    result = run("--squad", "none.json", "--alternatives", code=2)
    assert "bm25s" in result.stderr
    assert ".[alternatives]" in result.stderr
