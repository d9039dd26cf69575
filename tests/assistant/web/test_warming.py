"""What is prepared for the first visitors, and how what can wait lets questions go first."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.opening import Live
from assistant.settings import Settings
from assistant.web.courtesy import Courtesy
from assistant.web.drawn_questions import DrawnQuestions
from assistant.web.warming import warm


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    """What a server would answer from without a store: the bundled digests."""
    return Live(Settings(store=tmp_path_factory.mktemp("warming") / "store"))


def test_what_can_wait_waits_for_questions_but_not_for_good() -> None:
    asked = threading.Event()
    asked.set()
    threading.Timer(0.2, asked.clear).start()
    started = time.monotonic()
    Courtesy(asked.is_set, longest=30).give_way()
    assert 0.15 < time.monotonic() - started < 10
    started = time.monotonic()
    Courtesy(lambda: True, longest=0.1).give_way()
    assert 0.1 <= time.monotonic() - started < 10
    Courtesy(lambda: False, longest=30).give_way()


def test_examples_are_there_before_anybody_asks_for_them(live: Live) -> None:
    questions = DrawnQuestions(live)
    warm(live, questions, Courtesy(lambda: False)).join()
    started = time.thread_time()
    assert questions.examples("zh")
    assert questions.examples("en")
    prepared = time.thread_time() - started
    started = time.thread_time()
    DrawnQuestions(live).examples("zh")
    assert prepared < (time.thread_time() - started) / 4


def test_a_store_that_cannot_be_read_keeps_no_server_from_running(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = Live(Settings(store=tmp_path / "store"))
    live.now().store.close()
    warm(live, DrawnQuestions(live), Courtesy(lambda: False)).join()
    assert "could not be prepared" in caplog.text


def test_drawing_waits_while_somebody_is_answered(live: Live) -> None:
    asked = threading.Event()
    asked.set()
    questions = DrawnQuestions(live, Courtesy(asked.is_set, longest=60))
    with ThreadPoolExecutor(1) as thread:
        drawn = thread.submit(questions.examples)
        time.sleep(1)
        assert not drawn.done()
        asked.clear()
        assert drawn.result(60)


def test_follow_ups_do_not_take_all_threads_of_the_page(live: Live) -> None:
    question = "到2025年衡阳地区生产总值目标是多少？"
    citation = live.now().responder.respond(question).citations[0]
    asked = threading.Event()
    asked.set()
    questions = DrawnQuestions(live, Courtesy(asked.is_set, longest=60))
    with ThreadPoolExecutor(40) as threads:
        wanted = [threads.submit(questions.follow_ups, question, citation.document, citation.start) for _ in range(40)]
        time.sleep(1)
        assert sum(one.done() for one in wanted) >= 30
        asked.clear()
        found = [one.result(60) for one in wanted]
    assert any(found)
