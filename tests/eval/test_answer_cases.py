"""A run keeps every answer as it comes, goes on where it stopped, and never mixes the answers of two settings."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from assistant.api import make_api
from assistant.opening import Live
from assistant.respond import Responder
from assistant.settings import load
from eval.about import read_about
from eval.answer_cases import Task, answer_cases
from eval.cases import Case
from eval.errors import OtherRun, Unanswerable, UnreadableRun
from eval.row import Row
from eval.rows import kept_rows, read_rows
from eval.run_folder import RunFolder
from vectorstore.store import Store

QUESTIONS = ("到2025年岳阳森林覆盖率是多少？", "立体停车楼总投资多少？", "老旧小区改造由谁负责？", "九江的天气怎么样？")
CASES = [Case(id=f"q{number}", question=text, answerable=False) for number, text in enumerate(QUESTIONS)]


class Kept:
    """Shows nothing, and remembers what was to be shown."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.totals = (0, 0)
        self.ids: list[str] = []
        self.told: list[str] = []
        self._stop_after = stop_after

    def start(self, total: int, done: int) -> None:
        self.totals = total, done

    def case(self, row: Row) -> None:
        self.ids.append(row.id)
        if len(self.ids) == self._stop_after:
            raise KeyboardInterrupt

    def tell(self, text: str) -> None:
        self.told.append(text)


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path / "run")


@pytest.fixture
def task(store: Store) -> Task:
    """The cases over the made-up plans."""
    return Task(CASES, load(store=store.folder), files=("made-up.jsonl",), workers=1)


def test_every_case_gets_a_row_that_holds_its_answer(task: Task, folder: RunFolder) -> None:
    about = answer_cases(task, folder, Kept())
    rows = {row.id: row for row in read_rows(folder.rows)}
    assert set(rows) == {case.id for case in CASES}
    assert "45.5%" in rows["q0"].answer
    assert rows["q0"].citations
    assert rows["q0"].seconds > 0
    assert rows["q3"].status != "answered"
    assert about.ended
    assert about == read_about(folder)


def test_the_folder_says_what_was_asked_of_what(task: Task, folder: RunFolder, store: Store) -> None:
    answer_cases(task, folder, Kept())
    about = json.loads(folder.about.read_text(encoding="utf-8"))
    assert about["cases"]["files"] == ["made-up.jsonl"]
    assert about["cases"]["count"] == len(CASES)
    assert about["index"]["manifest"]["embedding"] == store.embedder.name
    assert {one["id"] for one in about["index"]["documents"]} == {listed.id for listed in store.catalog.documents()}
    assert about["libraries"]["chromadb"]
    assert len(about["code"]) == 64


def test_no_file_of_a_run_holds_a_secret(task: Task, folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_LLM_API_KEY", "sk-never-to-be-seen")
    monkeypatch.setenv("PLANS_ADMIN_PASSWORD", "never-to-be-seen")
    monkeypatch.setenv("PLANS_CHROMA_URL", "")
    settings = load(store=task.settings.store, llm_base_url="http://me:never-to-be-seen@127.0.0.1:1/v1", llm_model="m")
    answer_cases(task._replace(settings=settings, cases=CASES[3:]), folder, Kept())
    for path in folder.path.iterdir():
        assert "never-to-be-seen" not in path.read_text(encoding="utf-8"), path.name


def test_a_stopped_run_goes_on_where_it_stopped(task: Task, folder: RunFolder) -> None:
    with pytest.raises(KeyboardInterrupt):
        answer_cases(task, folder, Kept(stop_after=2))
    first = [row.id for row in read_rows(folder.rows)]
    assert len(first) == 2
    assert read_about(folder).ended is None
    again = Kept()
    answer_cases(task, folder, again)
    assert again.totals == (4, 2)
    assert not set(again.ids) & set(first)
    assert {row.id for row in read_rows(folder.rows)} == {case.id for case in CASES}


def test_half_a_line_is_dropped_and_its_case_asked_again(task: Task, folder: RunFolder) -> None:
    answer_cases(task, folder, Kept())
    data = folder.rows.read_bytes()
    lost = read_rows(folder.rows)[-1].id
    # Cut within a character, as a full disk would.
    folder.rows.write_bytes(data[: data.rfind("天气".encode()) + 1])
    again = Kept()
    answer_cases(task, folder, again)
    assert again.ids == [lost]
    assert {row.id for row in read_rows(folder.rows)} == {case.id for case in CASES}


def test_nothing_is_asked_again_when_all_is_answered(task: Task, folder: RunFolder) -> None:
    answer_cases(task, folder, Kept())
    before = folder.rows.read_bytes()
    again = Kept()
    answer_cases(task, folder, again)
    assert again.ids == []
    assert folder.rows.read_bytes() == before


def test_cases_that_met_an_error_are_asked_again(task: Task, folder: RunFolder) -> None:
    answer_cases(task, folder, Kept())
    rows = read_rows(folder.rows)
    broken = rows[1].model_copy(update={"error": "OSError: gone"})
    lines = [row.model_dump_json() for row in (rows[0], broken, *rows[2:])]
    folder.rows.write_text("\n".join(lines) + "\n", encoding="utf-8")
    again = Kept()
    answer_cases(task, folder, again)
    assert again.ids == [broken.id]
    assert [row.error for row in read_rows(folder.rows)] == [None] * 4


def test_other_cases_are_refused_and_fresh_throws_the_old_answers_away(task: Task, folder: RunFolder) -> None:
    answer_cases(task, folder, Kept())
    folder.path.joinpath("mine.txt").write_text("stays", encoding="utf-8")
    other = task._replace(cases=[*CASES[:3], CASES[3].model_copy(update={"question": "常德的天气怎么样？"})])
    with pytest.raises(OtherRun, match=r"the digest of the cases was \w+, is \w+.*--fresh"):
        answer_cases(other, folder, Kept())
    assert len(read_rows(folder.rows)) == 4
    answer_cases(other, folder, Kept(), fresh=True)
    assert {row.question for row in read_rows(folder.rows)} == {case.question for case in other.cases}
    assert folder.path.joinpath("mine.txt").exists()


def test_other_settings_are_refused_by_name(task: Task, folder: RunFolder) -> None:
    answer_cases(task, folder, Kept())
    english = task._replace(settings=load(store=task.settings.store, language="en"))
    with pytest.raises(OtherRun, match="the setting language was 'zh', is 'en'"):
        answer_cases(english, folder, Kept())


def test_other_documents_are_refused(task: Task, folder: RunFolder, plans: Path) -> None:
    answer_cases(task, folder, Kept())
    (plans / "yueyang-parking.txt").write_text("岳阳市停车方案\n到2025年新增泊位九百个。\n", encoding="utf-8")
    with pytest.raises(OtherRun, match="the digest of the index"):
        answer_cases(task._replace(documents=(plans,)), folder, Kept())


def test_the_same_documents_elsewhere_are_the_same_index(task: Task, folder: RunFolder, plans: Path) -> None:
    answer_cases(task, folder, Kept())
    again = Kept()
    answer_cases(task._replace(documents=(plans,)), folder, again)
    assert again.ids == []


def test_files_that_cannot_be_read_leave_nothing_to_ask(task: Task, folder: RunFolder, tmp_path: Path) -> None:
    (tmp_path / "plan.bin").write_bytes(b"\0\1\2")
    shown = Kept()
    with pytest.raises(Unanswerable, match="none of the files could be read"):
        answer_cases(task._replace(documents=(tmp_path / "plan.bin",)), folder, shown)
    assert any("plan.bin" in text for text in shown.told)


def test_one_failing_case_does_not_lose_the_others(
    task: Task, folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond = Responder.respond

    def failing(self: Responder, question: str, history: Any = ()) -> Any:
        if "停车" in question:
            raise ZeroDivisionError("a fault of the program")
        return respond(self, question, history)

    monkeypatch.setattr(Responder, "respond", failing)
    answer_cases(task, folder, Kept())
    errors = {row.id: row.error for row in read_rows(folder.rows)}
    assert errors == {"q0": None, "q1": "ZeroDivisionError: a fault of the program", "q2": None, "q3": None}


def test_processes_answer_what_one_process_answers(task: Task, folder: RunFolder, tmp_path: Path) -> None:
    answer_cases(task, folder, Kept())
    several = RunFolder(tmp_path / "several")
    answer_cases(task._replace(workers=2), several, Kept())
    kept = {"seconds", "timings"}
    one, two = ({row.id: row.model_dump(exclude=kept) for row in read_rows(where.rows)} for where in (folder, several))
    assert one == two


def test_a_line_that_is_no_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(UnreadableRun, match=r"rows.jsonl, line 1: question"):
        read_rows(path)
    with pytest.raises(UnreadableRun, match="line 1"):
        kept_rows(path)


@pytest.fixture
def server(store: Store) -> Iterator[str]:
    """The real server over the made-up plans."""
    running = uvicorn.Server(
        uvicorn.Config(make_api(Live(load(store=store.folder))), port=0, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        thread.join(0.05)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join(10)


def test_a_running_server_gives_the_same_answers(task: Task, folder: RunFolder, server: str, tmp_path: Path) -> None:
    answer_cases(task, folder, Kept())
    asked = RunFolder(tmp_path / "server")
    about = answer_cases(task._replace(url=server, workers=0), asked, Kept())
    assert about.server == server
    assert about.settings == {}
    answers = [{row.id: (row.answer, row.status) for row in read_rows(where.rows)} for where in (folder, asked)]
    assert answers[0] == answers[1]


def test_a_password_in_the_address_of_a_server_stays_out_of_the_run(task: Task, folder: RunFolder, server: str) -> None:
    about = answer_cases(task._replace(url=server.replace("//", "//me:secret@")), folder, Kept())
    assert about.server == server
    assert "secret" not in folder.about.read_text(encoding="utf-8")


@pytest.fixture
def other_server() -> Iterator[Callable[[], str]]:
    """A server that is none of ours."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield lambda: f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()


def test_what_is_no_server_of_ours_is_told_before_anything_is_asked(
    task: Task, folder: RunFolder, other_server: Callable[[], str]
) -> None:
    for address in (other_server(), "http://127.0.0.1:9", "no address"):
        with pytest.raises(Unanswerable, match="does not reply as a server of this program"):
            answer_cases(task._replace(url=address), folder, Kept())
    assert not folder.rows.exists()
