"""The command line: exit codes, one-sentence errors, JSON on standard output and nothing else there."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from assistant.cli import main
from assistant.feedback import Feedback, FeedbackBook
from assistant.progress import ShownProgress
from assistant.show import show_report
from ingest.origin import Skipped
from vectorstore.build import Report

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `plans` with a store of this test's own; no error may get past the command."""

    def command(*arguments: object, code: int = 0, **options: Any) -> Result:
        environment = {"PLANS_STORE": str(tmp_path / "store"), **options.pop("env", {})}
        result = CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments], **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return result

    return command


def _assert_one_sentence(result: Result, *expected: str) -> None:
    """An error is one line on standard error that says what was found and what to do; nothing on standard output."""
    lines = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1, result.stderr
    assert [text for text in expected if text not in lines[0]] == []
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_help_lists_the_commands(run: Run) -> None:
    text = run("--help").stdout
    assert all(name in text for name in ("ingest", "documents", "ask", "chat", "serve", "config"))
    for name in ("ingest", "documents", "ask", "chat", "serve", "config"):
        assert "Usage:" in run(name, "--help").stdout


def test_missing_paths_are_named_and_nothing_is_stored(run: Run, plans: Path, tmp_path: Path) -> None:
    result = run("ingest", plans, tmp_path / "gone.md", code=2)
    _assert_one_sentence(result, "gone.md", "check the spelling")
    assert json.loads(run("documents", "--json").stdout)["documents"][0]["document"].startswith("hengyang")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.md", b"", "is empty"),
        ("plan.xlsx", b"PK\x03\x04", "xlsx"),
        ("plan.pdf", b"PK\x03\x04rest of a zip", "ZIP"),
        ("plan.docx", b"%PDF-1.4", "PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_skipped_with_its_reason(
    run: Run, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    result = run("ingest", tmp_path / name, code=1)
    assert f"skipped {tmp_path / name}" in result.stdout
    assert reason in result.stdout
    assert "Traceback" not in result.output


def test_a_zip_named_pdf_does_not_stop_the_others(run: Run, plans: Path) -> None:
    with zipfile.ZipFile(plans / "plan.pdf", "w") as archive:
        archive.writestr("plan.txt", "规划")
    report = json.loads(run("ingest", plans, "--json").stdout)
    assert len(report["added"]) == 3
    assert [Path(item["path"]).name for item in report["skipped"]] == ["plan.pdf"]


@pytest.fixture
def unprivileged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that anyone may use, seen by a user who is not root."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        monkeypatch.chdir(folder)
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)


def test_a_folder_without_permission_is_named_and_the_rest_is_read(run: Run, unprivileged: Path) -> None:
    for folder in ("open", "locked"):
        (unprivileged / folder).mkdir()
        (unprivileged / folder / f"{folder}.md").write_text("# 岳阳市绿道规划\n\n建成绿道九条。\n", encoding="utf-8")
    (unprivileged / "locked").chmod(0)
    try:
        if os.access(unprivileged / "locked", os.R_OK, effective_ids=True):
            pytest.skip("this user reads every folder")
        report = json.loads(run("ingest", unprivileged, "--json", "--store", unprivileged / "store2").stdout)
    finally:
        (unprivileged / "locked").chmod(0o700)
    assert report["added"] == ["open"]
    assert any(item["path"].endswith("locked") and "permission" in item["reason"].lower() for item in report["skipped"])


def test_a_store_that_may_not_be_written_is_one_sentence(run: Run, unprivileged: Path) -> None:
    (unprivileged / "locked").mkdir(mode=0o500)
    if os.access(unprivileged / "locked", os.W_OK, effective_ids=True):
        pytest.skip("this user writes everywhere")
    result = run("ingest", unprivileged, "--store", unprivileged / "locked" / "store", code=2)
    _assert_one_sentence(result, "locked", "--store")


def test_a_second_ingestion_says_unchanged(run: Run, plans: Path) -> None:
    assert "added 3" in run("ingest", plans).stdout
    again = run("ingest", plans)
    assert "unchanged 3" in again.stdout
    assert "added" not in again.stdout


def test_only_prune_says_removed(run: Run, plans: Path) -> None:
    run("ingest", plans)
    (plans / "yueyang-parking.txt").unlink()
    assert "removed" not in run("ingest", plans).stdout
    assert "removed 1: yueyang-parking" in run("ingest", plans, "--prune").stdout


@pytest.mark.parametrize("command", [["ingest", "."], ["documents"], ["ask", "地区生产总值目标是多少？"], ["chat"]])
def test_a_store_of_another_version_is_one_sentence(run: Run, plans: Path, tmp_path: Path, command: list[str]) -> None:
    run("ingest", plans)
    path = tmp_path / "store" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "store_version": 999}))
    _assert_one_sentence(run(*command, code=2), "store_version is 999", "--store")


@pytest.mark.parametrize("command", [["ingest", "."], ["documents"], ["ask", "地区生产总值目标是多少？"]])
def test_a_folder_of_something_else_is_refused_and_untouched(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "letter.txt").write_text("private", encoding="utf-8")
    _assert_one_sentence(run(*command, code=2), "letter.txt", "--store")
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "content",
    ["", "{", '{"question": "x"}', '[{"answer": "x"}]', '["x"]', "\xff\xfe", '[{"question": 3}]'],
)
def test_a_broken_history_is_one_sentence(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "history.json").write_text(content, encoding="latin-1")
    result = run("ask", "那九江呢？", "--history", tmp_path / "history.json", code=2)
    _assert_one_sentence(result, "history.json", "expected")


def test_a_missing_history_is_one_sentence(run: Run, tmp_path: Path) -> None:
    _assert_one_sentence(run("ask", "那九江呢？", "--history", tmp_path / "none.json", code=2), "none.json")
    _assert_one_sentence(run("ask", "那九江呢？", "--history", tmp_path, code=2), "expected a JSON file")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('colour = "red"', "colour"),
        ('language = "fr"', "language"),
        ('llm_api_key = "secret-value"', "PLANS_LLM_API_KEY"),
        ('admin_password = "secret-value"', "PLANS_ADMIN_PASSWORD"),
        ("llm_timeout = 0", "llm_timeout"),
        ("language = ", "plans.toml"),
        ("\xff", "plans.toml"),
    ],
)
def test_a_wrong_setting_in_the_file_is_named_and_a_secret_is_not_printed(
    run: Run, content: str, expected: str
) -> None:
    Path("plans.toml").write_text(content, encoding="latin-1")
    for command in (["documents"], ["config"], ["ask", "地区生产总值目标是多少？"]):
        result = run(*command, code=2)
        _assert_one_sentence(result, expected)
        assert "secret-value" not in result.output


def test_all_wrong_settings_are_named_at_once(run: Run) -> None:
    Path("plans.toml").write_text('language = "fr"\nadmin_password = "x"\n', encoding="utf-8")
    result = run("config", code=2, env={"PLANS_COLOUR": "red", "PLANS_LLM_TIMEOUT": "never"})
    _assert_one_sentence(result, "language", "PLANS_ADMIN_PASSWORD", "PLANS_COLOUR", "llm_timeout")


def test_an_unknown_environment_variable_is_named(run: Run) -> None:
    _assert_one_sentence(run("documents", code=2, env={"PLANS_STROE": "x"}), "PLANS_STROE", "expected")


def test_settings_say_where_they_come_from_and_hide_secrets(run: Run, tmp_path: Path) -> None:
    Path("plans.toml").write_text('language = "en"\nllm_model = "m"\n', encoding="utf-8")
    result = run(
        "config", "--json", "--language", "zh", env={"PLANS_LLM_API_KEY": "secret-value", "PLANS_LLM_MODEL": "n"}
    )
    rows = {row["name"]: row for row in json.loads(result.stdout)}
    assert (rows["language"]["value"], rows["language"]["origin"]) == ("zh", "flag")
    assert (rows["llm_model"]["value"], rows["llm_model"]["origin"]) == ("n", "environment PLANS_LLM_MODEL")
    assert rows["store"]["value"] == str(tmp_path / "store")
    assert rows["chroma_url"]["origin"] == "default"
    assert "secret-value" not in result.output


def test_json_outputs_are_json_and_nothing_else(run: Run, plans: Path) -> None:
    report = json.loads(run("ingest", plans, "--json").stdout)
    assert len(report["added"]) == 3
    documents = json.loads(run("documents", "--json").stdout)["documents"]
    assert {item["document"]: (item["region"], item["period"], item["status"]) for item in documents} == {
        "jiujiang-plan-2016-2020": ("九江市", "2016-2020", "正式"),
        "yueyang-parking": ("岳阳市", "2023-2025", "征求意见稿"),
        "yueyang-plan-2021-2025": ("岳阳市", "2021-2025", "正式"),
    }
    answer = json.loads(run("ask", "到2025年岳阳市地区生产总值目标是多少？", "--json").stdout)
    assert answer["status"] == "answered"
    assert answer["citations"][0]["document"] == "yueyang-plan-2021-2025"
    contract = "question standalone_question status answer mode citations figures retrieved nearest timings"
    assert set(contract.split()) <= set(answer)


def test_a_history_is_taken_into_account(run: Run, plans: Path, tmp_path: Path) -> None:
    run("ingest", plans)
    turns = [{"question": "岳阳市森林覆盖率目标是多少？", "answer": "45.5%以上"}]
    (tmp_path / "history.json").write_text(json.dumps(turns), encoding="utf-8")
    answer = json.loads(run("ask", "那九江呢？", "--history", tmp_path / "history.json", "--json").stdout)
    assert "55.2%" in answer["answer"]


def test_people_see_the_answer_with_plan_chapter_and_quote(run: Run, plans: Path) -> None:
    run("ingest", plans)
    shown = run("ask", "立体停车楼总投资多少？").stdout
    assert all(text in shown for text in ("7.5亿元", "岳阳市城区停车设施建设三年行动方案", "重点任务", "征求意见稿"))


@pytest.mark.parametrize("question", ["", "   ", "问" * 501])
def test_a_question_that_is_empty_or_too_long_is_one_sentence(run: Run, question: str) -> None:
    _assert_one_sentence(run("ask", question, code=2))


def test_chat_answers_turn_by_turn_and_ends_at_an_empty_line(run: Run, plans: Path) -> None:
    run("ingest", plans)
    shown = run("chat", input="岳阳市森林覆盖率目标是多少？\n那九江呢？\n\n").stdout
    assert "45.5%" in shown
    assert "55.2%" in shown


def test_the_samples_answer_before_anything_is_ingested(run: Run, tmp_path: Path) -> None:
    result = run("ask", "到2025年衡阳地区生产总值目标是多少？", "--json")
    answer = json.loads(result.stdout)
    assert answer["status"] == "answered"
    assert "5500亿元" in answer["answer"]
    assert any(heading.startswith("第") and "章" in heading for heading in answer["citations"][0]["section"])
    assert answer["citations"][0]["page"] >= 1
    assert result.stderr.strip()
    assert not (tmp_path / "store").exists()


def test_the_samples_are_not_mixed_with_what_is_ingested(run: Run, plans: Path) -> None:
    run("ask", "到2025年衡阳地区生产总值目标是多少？")
    run("ingest", plans)
    assert json.loads(run("ask", "到2025年衡阳地区生产总值目标是多少？", "--json").stdout)["status"] == "not_found"
    assert len(json.loads(run("documents", "--json").stdout)["documents"]) == 3


def _process(*arguments: bytes | str, store: Path) -> subprocess.CompletedProcess[bytes]:
    code = "from assistant.cli import main; main(prog_name='plans')"
    environment = {**os.environ, "PLANS_STORE": str(store), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, env=environment)


def test_bytes_that_are_no_text_do_not_end_in_a_traceback(plans: Path, tmp_path: Path) -> None:
    assert _process("ingest", str(plans), store=tmp_path / "store").returncode == 0
    result = _process(
        "ask", "--json", "停车泊位\udcff多少？".encode(errors="surrogateescape"), store=tmp_path / "store"
    )
    assert b"Traceback" not in result.stderr
    assert result.returncode in (0, 2)
    if result.returncode == 0:
        json.loads(result.stdout)


def test_a_port_that_is_taken_is_one_sentence(run: Run) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        _assert_one_sentence(run("serve", "--port", port, code=2), str(port), "--port")


def test_names_that_look_like_markup_are_printed_as_they_are(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    text = "# 岳阳市绿道规划\n\n建成绿道九条。\n"
    for name in ("[red]one.md", "[bold].pdf", "two\nlines.md", "[x]:smile:\x1b[31m.md"):
        (folder / name).write_text(text, encoding="utf-8")
    result = run("ingest", folder, "--report")
    for shown in ("[red]one", "[bold].pdf", "two\\nlines", "[x]:smile:\\x1b[31m"):
        assert shown in result.stdout
        assert shown in result.stderr
    assert "[red]one" in run("documents").stdout
    assert "two\\nlines" in run("documents").stdout


def test_a_closing_tag_in_a_name_and_a_hint_in_brackets_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    hint = 'pip install -e ".[ocr]"'
    report = Report(added=["[/x]"], skipped=[Skipped("a/[/x].pdf", hint)], remarks={"[/x]": (hint,)})
    show_report(Console(), Console(stderr=True), report)
    with ShownProgress(Console(stderr=True)) as progress:
        progress.start(1)
        progress.file("a/[x].pdf", "1 passages")
    with ShownProgress(Console(stderr=True, force_terminal=True)) as progress:
        progress.start(1)
        progress.page("a/[x].pdf", 1, 2)
        progress.file("a/[x].pdf", "1 passages")
    shown = capsys.readouterr()
    assert shown.out.splitlines() == ["added 1: [/x]", f"skipped a/[/x].pdf: {hint}"]
    assert shown.err.splitlines()[:2] == [f"[/x]: {hint}", "1/1 [x].pdf: 1 passages"]


def test_a_pipe_and_a_name_that_is_no_text_do_not_stop_the_others(plans: Path, tmp_path: Path) -> None:
    os.mkfifo(plans / "pipe.md")
    (plans / os.fsdecode(b"\xff\xfe.txt")).write_text("规划", encoding="utf-8")
    (plans / "loop.md").symlink_to("loop.md")
    result = _process("ingest", "--json", str(plans), store=tmp_path / "store")
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert len(report["added"]) == 3
    assert {Path(item["path"]).name for item in report["skipped"]} == {"pipe.md", "\ufffd\ufffd.txt", "loop.md"}


def test_config_tells_what_came_from_a_flag(run: Run, tmp_path: Path) -> None:
    rows = json.loads(run("config", "--json", "--store", tmp_path / "other").stdout)
    origins = {row["name"]: row["origin"] for row in rows}
    assert (origins["store"], origins["language"]) == ("flag", "default")


def test_a_document_is_removed_and_an_unknown_one_is_named(run: Run, plans: Path) -> None:
    run("ingest", plans)
    _assert_one_sentence(run("remove", "nothing", code=2), "nothing", "plans documents")
    assert json.loads(run("remove", "yueyang-parking", "--json").stdout) == {"removed": ["yueyang-parking"]}
    names = [item["document"] for item in json.loads(run("documents", "--json").stdout)["documents"]]
    assert "yueyang-parking" not in names
    assert (plans / "yueyang-parking.txt").is_file()


def test_feedback_is_exported_as_cases(run: Run, tmp_path: Path) -> None:
    assert run("feedback", "export").stdout == ""
    book = FeedbackBook(tmp_path / "store")
    book.add(Feedback(verdict="bad", question="问题一", wrong="错了", right="六千亿元", document="plan"))
    book.add(Feedback(verdict="bad", question="问题二", wrong="错了"))
    result = run("feedback", "export")
    (case,) = map(json.loads, result.stdout.splitlines())
    assert (case["question"], case["answers"]) == ("问题一", ["六千亿元"])
    assert "1 cases of 2" in result.stderr
    # Feedback given before anything is ingested does not stand in the way of a store.
    assert json.loads(run("documents", "--json").stdout)["documents"]
