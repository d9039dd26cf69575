"""The process that answers beside the page: the same answers, and what happens when it is not there."""

import asyncio
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Turn
from assistant.apart import Apart, worth_a_process
from assistant.opening import Live
from assistant.settings import Settings
from assistant.web.asking import Desk
from assistant.web.conversation import Conversation, Scope

_QUESTION = "到2025年衡阳地区生产总值目标是多少？"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a server without a store, which answers from the bundled digests."""
    return Settings(store=tmp_path_factory.mktemp("apart") / "store")


@pytest.fixture(scope="module")
def live(settings: Settings) -> Live:
    """What the server itself answers from."""
    return Live(settings)


@pytest.fixture
def apart(settings: Settings, live: Live) -> Iterator[Apart]:
    """A process that has opened its store."""
    made = Apart(settings)
    made.start()
    _wait(lambda: made.ready)
    yield made
    made.close()


def test_the_process_answers_as_the_server_does(apart: Apart, live: Live) -> None:
    responder = live.now().responder
    history = [Turn(question=_QUESTION, answer=responder.respond(_QUESTION).answer)]
    one = [listed.id for listed in responder.documents][:1]
    for question, before, documents in [
        (_QUESTION, [], None),
        ("那森林覆盖率呢？", history, None),
        (_QUESTION, [], one),
        ("Who governs the moon?", [], None),
    ]:
        own = responder if documents is None else responder.within(documents)
        told = apart.answer(question, before, documents)
        assert told is not None
        assert _content(told) == _content(own.respond(question, before))


def test_what_the_page_shows_comes_from_the_process(apart: Apart, live: Live) -> None:
    desk = Desk(live, per_minute=0, apart=apart)
    assert _asked(desk).answer
    apart.close()
    assert apart.answer(_QUESTION, [], None) is None
    assert _asked(desk).answer


def test_a_process_that_is_killed_takes_no_answer_with_it(
    apart: Apart, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(live, per_minute=0, apart=apart)
    for child in multiprocessing.active_children():
        child.kill()
    assert _asked(desk).answer
    assert "has ended" in caplog.text
    assert not apart.ready
    # It is not begun again at every question.
    assert _asked(desk).answer
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="stops a process by a signal")
def test_a_process_that_stands_still_holds_nobody_up(
    apart: Apart, live: Live, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.apart._PATIENCE", 1.0)
    (child,) = multiprocessing.active_children()
    assert child.pid
    os.kill(child.pid, signal.SIGSTOP)
    assert _asked(Desk(live, per_minute=0, apart=apart)).answer
    assert "has ended (TimeoutError)" in caplog.text
    _wait(lambda: not _command(child.pid or 0))


def test_what_goes_wrong_in_the_process_is_tried_again_here(
    apart: Apart, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    assert apart.answer(_QUESTION, [], 1) is None  # type: ignore[arg-type]
    assert "could not be answered beside the page" in caplog.text
    assert apart.ready
    assert apart.answer(_QUESTION, [], None)


def test_a_process_that_cannot_open_its_store_leaves_answering_to_the_server(
    tmp_path: Path, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "store").write_text("no folder", encoding="utf-8")
    apart = Apart(Settings(store=tmp_path / "store"))
    apart.start()
    _wait(lambda: "has ended" in caplog.text)
    assert _asked(Desk(live, per_minute=0, apart=apart)).answer


def test_a_process_is_worth_it_only_where_this_machine_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert worth_a_process(Settings())
    assert not worth_a_process(Settings(answers_apart=False))
    assert not worth_a_process(Settings(llm_base_url="http://127.0.0.1:1/v1", llm_model="m"))
    assert not worth_a_process(Settings(reranker_model="r"))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert not worth_a_process(Settings())


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells processes by /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_no_process_outlives_the_server(tmp_path: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-m", "assistant", "serve", "--store", str(tmp_path / "store"), "--port", "0"]
    # As from a terminal, which interrupts a whole group of processes.
    server = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PLANS_ANSWERS_APART": "true"},
    )
    assert server.stderr is not None
    told = [next(line for line in server.stderr if "http://" in line)]
    _wait(lambda: any("spawn_main" in _command(child) for child in _children(server.pid)))
    children = _children(server.pid)
    os.killpg(server.pid, how) if how == signal.SIGINT else server.send_signal(how)
    told += server.stderr
    server.wait(60)
    _wait(lambda: not any("spawn_main" in _command(child) for child in children))
    assert "Traceback" not in "".join(told)
    if how != signal.SIGKILL:
        assert "leaked" not in "".join(told)


def _asked(desk: Desk) -> Answer:
    async def last() -> Conversation:
        return [now async for now in desk.ask(Conversation(), _QUESTION, Scope(), "v", "a")][-1]

    answer = asyncio.run(last()).exchanges[-1].answer
    assert answer is not None
    return answer


def _content(answer: Answer) -> dict[str, object]:
    return answer.model_dump(exclude={"timings"})


def _wait(there: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not there():
        assert time.monotonic() < until
        time.sleep(0.05)


def _children(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for thread in threads for child in re.findall(r"\d+", thread.read_text())]


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""
