"""`plans eval run`, `answer`, `score`, `report`, `gate`, `validate` and `convert`: what they print, and when they fail."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from eval.rows import read_rows
from eval.run_folder import RunFolder

Run = Callable[..., Result]
PLAN, PARKING = "yueyang-plan-2021-2025", "yueyang-parking"
CASES = [
    {"id": "1", "question": "到2025年岳阳森林覆盖率？", "type": "figure", "answers": ["45.5%以上"], "docs": [PLAN]},
    {"id": "2", "question": "立体停车楼总投资多少？", "type": "figure", "answers": ["9.9亿元"], "docs": [PARKING]},
    {"id": "3", "question": "九江的天气怎么样？", "type": "off_topic", "answerable": False},
]
GATE = "[overall]\nfact = {{ min = {least} }}\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `plans eval …`; no error may get past the command."""

    def command(*arguments: object, code: int = 0) -> Result:
        environment = {"PLANS_STORE": str(tmp_path / "store")}
        result = CliRunner(env=environment).invoke(main, ["eval", *map(str, arguments)])
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
def done(run: Run, cases: Path, plans: Path, tmp_path: Path) -> Path:
    """The folder of a whole run over the made-up plans."""
    run("run", cases, "--documents", plans, "--out", tmp_path / "out")
    return tmp_path / "out"


def test_one_command_leads_from_cases_to_a_report(run: Run, cases: Path, plans: Path, tmp_path: Path) -> None:
    result = run("run", cases, "--documents", plans, "--out", tmp_path / "out")
    assert "| **all questions** | 3 | 66.7%" in result.stdout
    assert "3/3 cases answered" in result.stderr
    assert str(tmp_path / "out" / "report.html") in result.stdout
    assert "9.9亿元" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert not (tmp_path / "store").exists()


def test_the_same_command_again_asks_nothing_and_fresh_asks_all(run: Run, cases: Path, plans: Path, done: Path) -> None:
    again = run("run", cases, "--documents", plans, "--out", done, "--json")
    assert json.loads(again.stdout)["cases"] == 3
    assert "3 of 3 cases were answered before" in again.stderr
    assert "answered before" not in run("run", cases, "--documents", plans, "--out", done, "--fresh").stderr


def test_answers_can_be_judged_later(run: Run, cases: Path, plans: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("answer", cases, "--documents", plans, "--out", folder).stdout == f"{folder}\n"
    assert "`plans eval score" in run("report", folder, code=2).stderr
    figures = json.loads(run("score", folder, "--json").stdout)
    assert figures["overall"]["fact"]["mean"] == 0.5
    paths = run("report", folder).stdout.split()
    assert [Path(path).name for path in paths] == ["report.html", "report.md", "junit.xml"]


def test_a_stopped_run_counts_what_is_missing_as_failed(run: Run, done: Path) -> None:
    folder = RunFolder(done)
    kept = [row.model_dump_json() for row in read_rows(folder.rows) if row.id != "1"]
    folder.rows.write_text("\n".join(kept) + "\n", encoding="utf-8")
    figures = json.loads(run("score", done, "--json").stdout)
    assert figures["cases"] == 3
    assert figures["overall"]["fact"] == {**figures["overall"]["fact"], "mean": 0, "n": 2}


def test_the_readme_table_is_printed_in_both_languages(run: Run, done: Path) -> None:
    assert run("report", done, "--table").stdout.startswith("| Type | n |")
    assert "| **全部题目** | 3 |" in run("report", done, "--table", "--language", "zh").stdout


def test_a_gate_tells_what_fell_and_exits_with_one(run: Run, done: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text(GATE.format(least=0.5), encoding="utf-8")
    assert "every threshold is met" in run("gate", done, "--gate", gate).stdout
    gate.write_text(GATE.format(least=0.75), encoding="utf-8")
    fell = run("gate", done, "--gate", gate, code=1)
    assert fell.stdout == "FELL overall fact: 0.500, expected at least 0.75, off by 0.250 (n 2): 2\n"
    told = json.loads(run("gate", done, "--gate", gate, "--json", code=1).stdout)
    assert (told["passed"], told["fallen"][0]["cases"]) == (False, ["2"])
    assert "75.0%" in (done / "report.html").read_text(encoding="utf-8")


def test_what_a_gate_said_does_not_outlive_the_figures(run: Run, done: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text(GATE.format(least=0.75), encoding="utf-8")
    run("gate", done, "--gate", gate, code=1)
    run("score", done)
    assert not (done / "gate.json").exists()


def test_thresholds_are_set_anew_from_a_run(run: Run, done: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text("# Why.\n" + GATE.format(least=0.99), encoding="utf-8")
    run("gate", done, "--gate", gate, "--reset")
    assert gate.read_text(encoding="utf-8") == "# Why.\n[overall]\nfact = { min = 0.0 }\n"


def test_rows_of_other_cases_are_refused(run: Run, done: Path) -> None:
    with RunFolder(done).rows.open("a", encoding="utf-8") as rows:
        rows.write(read_rows(RunFolder(done).rows)[0].model_copy(update={"id": "strange"}).model_dump_json() + "\n")
    assert "answers to cases that cases.jsonl does not (strange)" in run("score", done, code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("run", "none.jsonl"), "none.jsonl cannot be read"),
        (("run", "--samples", "--part", "kept", "--gate"), "no gate comes with the part 'kept'"),
        (("score", "nowhere"), "nowhere holds no cases.jsonl"),
        (("gate", "nowhere"), "nowhere holds no run"),
        (("report", "nowhere"), "nowhere holds no run"),
        (("compare", "nowhere", "nowhere"), "nowhere holds no run"),
        (("validate", "none.jsonl"), "none.jsonl cannot be read"),
        (("convert", "none.jsonl", "some.csv"), "none.jsonl cannot be read"),
        (("matrix", "none.jsonl", "--settings", "none.toml"), "none.toml: No such file"),
        (("run", "--samples", "--url", "http://127.0.0.1:9"), "found --samples and --url"),
        (("run", "--judge", "none.jsonl"), "none.jsonl cannot be read"),
        (("robustness", "--rule", "none"), "found none, expected some of typo_sound"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_told_in_one_sentence(run: Run, arguments: tuple[str, ...], expected: str) -> None:
    result = run(*arguments, code=2)
    lines = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1
    assert expected in lines[0]
    assert result.stdout == ""


def test_judging_by_a_model_needs_one(run: Run, cases: Path, tmp_path: Path) -> None:
    assert "--judge needs a chat model" in run("run", cases, "--judge", "--out", tmp_path / "out", code=2).stderr
    assert not (tmp_path / "out").exists()


def test_answers_that_the_model_did_not_give_are_told(
    run: Run, cases: Path, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANS_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("PLANS_LLM_MODEL", "gone")
    told = run("run", cases, "--documents", plans, "--out", tmp_path / "out").stderr
    assert "the chat model was of no use for 2 cases" in told


def test_all_bad_lines_of_a_file_are_told(run: Run, cases: Path) -> None:
    assert run("validate", cases).stdout == ""
    lines = cases.read_text(encoding="utf-8").splitlines()
    cases.write_text("\n".join([lines[0], '{"id": "4"}', "no JSON", lines[0]]), encoding="utf-8")
    told = run("validate", cases, code=1).stdout.splitlines()
    assert {line.partition(".jsonl:")[2].partition(":")[0] for line in told} >= {"2", "3", "4"}
    assert len(json.loads(run("validate", cases, "--json", code=1).stdout)) == len(told)


def test_cases_can_be_held_against_documents(run: Run, cases: Path, plans: Path) -> None:
    told = run("validate", cases, "--documents", plans, code=1).stdout
    assert "9.9亿元" in told
    assert "45.5%" not in told


def test_cases_go_to_a_table_and_back(run: Run, cases: Path, tmp_path: Path) -> None:
    run("convert", cases, tmp_path / "cases.csv")
    run("convert", tmp_path / "cases.csv", tmp_path / "back.jsonl")
    kept = [json.loads(line) for line in (tmp_path / "back.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [case["question"] for case in kept] == [case["question"] for case in CASES]


def test_a_run_goes_to_the_form_of_another_program_with_its_answers(run: Run, done: Path, tmp_path: Path) -> None:
    run("convert", done, tmp_path / "out.ragas.jsonl")
    first = json.loads((tmp_path / "out.ragas.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["user_input"] == CASES[0]["question"]
    assert "45.5%" in first["response"]


def test_changed_questions_are_set_beside_the_plain_ones(run: Run, cases: Path, plans: Path, tmp_path: Path) -> None:
    given = ("robustness", cases, "--documents", plans, "--rule", "full_width", "--out", tmp_path / "robust")
    result = run(*given)
    assert "full width | 1 |" in result.stdout
    assert {path.name for path in (tmp_path / "robust").iterdir()} == {
        "robustness.md",
        "robustness.json",
        "cases.jsonl",
    }
    assert json.loads(run(*given, "--json").stdout)[0]["rule"] == "full_width"


def test_the_documents_of_a_server_cannot_be_changed(run: Run, cases: Path) -> None:
    assert "found --url" in run("robustness", cases, "--url", "http://127.0.0.1:9", code=2).stderr
