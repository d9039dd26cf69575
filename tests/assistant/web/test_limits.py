"""Waiting lines, the pace of one visitor, and administrators."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

from assistant.opening import Live
from assistant.settings import Settings
from assistant.web.administrators import Administrators
from assistant.web.asking import Desk
from assistant.web.conversation import Conversation, Scope
from assistant.web.limits import Line, Pace
from assistant.web.messages import text
from assistant.web.uploads import safe_name


def _run(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Run work in a loop of its own thread, as a browser under test holds the loop of this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


def test_a_line_serves_in_order_and_says_how_many_are_ahead() -> None:
    line = Line(places=2, longest=2)
    tickets = [line.enter() for _ in range(4)]
    assert None not in tickets
    assert [line.ahead(ticket) for ticket in tickets if ticket] == [0, 0, 1, 2]
    assert line.enter() is None
    assert tickets[0]
    line.leave(tickets[0])
    assert [line.ahead(ticket) for ticket in tickets[1:] if ticket] == [0, 0, 1]


def test_a_visitor_must_wait_when_too_fast_and_others_need_not() -> None:
    now = 0.0
    pace = Pace(2, clock=lambda: now)
    assert [pace.wait("one"), pace.wait("one"), pace.wait("other")] == [0, 0, 0]
    now = 20.0
    assert pace.wait("one") == 41
    now = 60.0
    assert pace.wait("one") == 0
    assert [Pace(0).wait("one") for _ in range(99)] == [0] * 99


def test_sessions_of_administrators_end_and_guessing_is_slowed() -> None:
    administrators = Administrators("right")
    session, wait = administrators.sign_in("right", "a")
    assert (administrators.holds(session), wait) == (True, 0)
    administrators.sign_out(session)
    assert not administrators.holds(session)
    waits = [administrators.sign_in("wrong", "b")[1] for _ in range(8)]
    assert waits[0] == 0
    assert waits[-1] > 0
    assert Administrators("").sign_in("", "c") == ("", 0)


def test_uploaded_names_stay_in_their_folder() -> None:
    assert safe_name("../../etc/plan.md") == "plan.md"
    assert safe_name("C:\\plans\\规划.pdf") == "规划.pdf"
    assert safe_name("plans.toml") is None
    assert safe_name("..") is None
    assert safe_name("script.exe") is None
    assert safe_name(".md") is None


def test_one_visitor_waits_in_line_while_another_is_served(tmp_path: Path) -> None:
    live = Live(Settings(store=tmp_path / "store"))
    desk = Desk(live, per_minute=0, at_once=1)

    async def seen(question: str) -> list[Conversation]:
        return [now async for now in desk.ask(Conversation(), question, Scope(), "v", "a")]

    async def both() -> list[list[Conversation]]:
        return await asyncio.gather(
            seen("到2025年衡阳地区生产总值目标是多少？"), seen("到2025年衡阳森林覆盖率目标是多少？")
        )

    first, second = _run(both)
    assert second[0].exchanges[-1].ahead == 1
    assert [one[-1].exchanges[-1].phase for one in (first, second)] == ["done", "done"]


def test_too_many_questions_get_a_sentence(tmp_path: Path) -> None:
    live = Live(Settings(store=tmp_path / "store"))
    # The wait is told to the second, however long the first answer took.
    desk = Desk(live, per_minute=1, clock=count(0.0, 0.25).__next__)

    async def last(question: str) -> Conversation:
        return [now async for now in desk.ask(Conversation(), question, Scope(), "v", "a")][-1]

    async def twice() -> list[Conversation]:
        return [await last("衡阳森林覆盖率目标是多少？"), await last("衡阳森林覆盖率目标是多少？")]

    answered, refused = _run(twice)
    assert answered.exchanges[-1].answer
    assert refused.exchanges[-1].problem == text("too_many", seconds=60)
