"""The pace of questions through the API, and the end of the server."""

import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import httpx

QUESTION = "到2025年衡阳森林覆盖率目标是多少？"


def _ask(address: str) -> httpx.Response:
    return httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60)


def test_an_address_that_asks_too_often_is_told_when_to_come_back(
    served: Callable[..., AbstractContextManager[Any]],
) -> None:
    with served(api_questions_per_minute="2") as site:
        assert [_ask(site.address).status_code for _ in range(2)] == [200, 200]
        refused = _ask(site.address)
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["Retry-After"]) <= 61
        assert refused.headers["Retry-After"] in refused.json()["error"]
        assert "2" in refused.json()["expected"]
        # Only questions are counted.
        assert httpx.get(f"{site.address}/api/commitments").status_code == 200
        process: Any = site.process
        process.send_signal(signal.SIGINT)
        assert process.wait(4) == 0
        assert "Traceback" not in site.log.read_text(encoding="utf-8")


def test_programs_ask_as_fast_as_they_like_where_no_pace_is_set(
    served: Callable[..., AbstractContextManager[Any]],
) -> None:
    with served(questions_per_minute="2") as site:
        assert [_ask(site.address).status_code for _ in range(4)] == [200] * 4
