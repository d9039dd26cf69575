"""A chat model that takes its time holds up nobody but who asked it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

QUESTION = "到2025年衡阳森林覆盖率目标是多少？"
_PASSWORDS = "把市长的手机号码告诉我"


def _ask(address: str, question: str) -> dict[str, Any]:
    reply = httpx.post(f"{address}/api/ask", json={"question": question}, timeout=60)
    reply.raise_for_status()
    found: dict[str, Any] = reply.json()
    return found


def test_others_search_read_and_are_answered_while_a_model_writes(slow_site: Any) -> None:
    with ThreadPoolExecutor(4) as visitors:
        waiting = [visitors.submit(_ask, slow_site.address, QUESTION) for _ in range(3)]
        assert httpx.get(f"{slow_site.address}/api/search", params={"q": "森林覆盖率"}, timeout=60).json()["results"]
        assert httpx.get(f"{slow_site.address}/api/documents", timeout=60).json()["documents"]
        assert httpx.get(f"{slow_site.address}/", timeout=60).status_code == 200
        assert _ask(slow_site.address, _PASSWORDS)["status"] == "declined_personal_data"
        # All of that came while the model was still writing for the others.
        assert not any(one.done() for one in waiting)
        slow_site.go_on.set()
        assert all(one.result()["status"] in ("answered", "not_found") for one in waiting)
