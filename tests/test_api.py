"""The REST API of a real server in a process of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree
from typing import Any, cast

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.answer import Turn
from assistant.api import make_api
from assistant.opening import Live
from vectorstore.errors import StoreError
from vectorstore.store import Store

PLANS = [sys.executable, "-c", "from assistant.cli import main; main(prog_name='plans')"]
QUESTION = "到2025年岳阳市地区生产总值目标是多少？"


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PLANS_")}


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store of the made-up plans that the server and other processes may write to."""
    made = tmp_path_factory.mktemp("api")
    copytree(store.folder.parent, made, dirs_exist_ok=True)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    command = [*PLANS, "serve", "--port", "0", "--store", str(folder / "store")]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=_environment())
    address = None
    for _ in range(600):
        found = re.search(r"http://[\d.]+:\d+", (folder / "log").read_text(encoding="utf-8"))
        if found:
            address = found.group()
            break
        assert server.poll() is None, (folder / "log").read_text(encoding="utf-8")
        time.sleep(0.1)
    assert address, "the server did not say where it listens"
    with httpx.Client(base_url=address, timeout=30) as made:
        yield made
    server.send_signal(signal.SIGINT)
    try:
        server.wait(15)
    finally:
        server.kill()


def _ask(client: httpx.Client, question: str, **body: Any) -> dict[str, Any]:
    response = client.post("/api/ask", json={"question": question, **body})
    assert response.status_code == 200, response.text
    return response.json()


def test_healthz_says_that_questions_can_be_answered(client: httpx.Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["ready"] is True


def test_an_answer_keeps_the_contract(client: httpx.Client, store: Store) -> None:
    answer = _ask(client, QUESTION)
    assert (answer["question"], answer["status"], answer["mode"]) == (QUESTION, "answered", "extractive")
    assert "6200亿元" in answer["answer"]
    (citation,) = answer["citations"]
    body = store.catalog.body(citation["document"])
    assert body is not None
    assert citation["text"] == body[citation["start"] : citation["end"]]
    assert citation["quote"] in citation["text"]
    assert {"mark", "title", "region", "section", "page"} <= set(citation)
    figure = answer["figures"][0]
    assert (figure["value"], figure["unit"], figure["year"], figure["verified"]) == (6.2e11, "元", 2025, True)
    assert {"document", "section", "page", "text", "score"} <= set(answer["retrieved"][0])
    assert answer["timings"]


def test_the_history_is_taken_into_account(client: httpx.Client) -> None:
    history = [{"question": "岳阳市森林覆盖率目标是多少？", "answer": "45.5%以上"}]
    assert "55.2%" in _ask(client, "那九江呢？", history=history)["answer"]


def test_a_stream_is_server_sent_events_that_end_with_the_answer(client: httpx.Client) -> None:
    with client.stream("POST", "/api/ask", json={"question": QUESTION, "stream": True}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        response.read()
        events = [
            dict(line.split(": ", 1) for line in block.split("\n")) for block in response.text.strip().split("\n\n")
        ]
    assert events[-1]["event"] == "answer"
    final = json.loads(events[-1]["data"])
    assert {**final, "timings": 0} == {**_ask(client, QUESTION), "timings": 0}
    assert "".join(json.loads(event["data"])["text"] for event in events[:-1]) == final["answer"]


def test_search_gives_passages_best_first(client: httpx.Client) -> None:
    results = client.get("/api/search", params={"q": "立体停车楼", "k": 3}).json()["results"]
    assert 0 < len(results) <= 3
    assert results[0]["document"] == "yueyang-parking"
    assert [item["score"] for item in results] == sorted((item["score"] for item in results), reverse=True)


def test_documents_are_described(client: httpx.Client) -> None:
    documents = {item["document"]: item for item in client.get("/api/documents").json()["documents"]}
    assert documents["yueyang-parking"]["status"] == "征求意见稿"
    assert documents["jiujiang-plan-2016-2020"]["period"] == "2016-2020"
    assert documents["yueyang-plan-2021-2025"]["region"] == "岳阳市"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \u3000\n"}, "question"),
        ({"question": "问" * 501}, "question"),
        ({"question": 5}, "question"),
        ({"question": "问", "history": [{"answer": "x"}]}, "history"),
        ({"question": "问", "history": "x"}, "history"),
        ({"question": "问", "stream": "perhaps"}, "stream"),
    ],
)
def test_a_wrong_request_says_what_is_wrong_and_what_is_expected(
    client: httpx.Client, body: dict[str, Any], named: str
) -> None:
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422
    assert named in response.json()["error"]
    assert response.json()["expected"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"question": "\\ud800"}', b"[]", b"null"])
def test_a_body_that_is_no_request_is_not_a_server_error(client: httpx.Client, content: bytes) -> None:
    response = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.json()["error"].startswith(("body: ", "question: "))
    assert "question" in response.json()["expected"]


def test_a_body_that_is_not_json_is_called_so(client: httpx.Client) -> None:
    for content in (b"{", b"\xff\xfe"):
        response = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
        assert response.json()["error"] == "body: not JSON"


@pytest.mark.parametrize(("stated", "size"), [(True, 1_100_000), (False, 1_100_000), (True, 5_000_000)])
def test_a_body_that_is_too_large_is_refused(client: httpx.Client, stated: bool, size: int) -> None:
    body = json.dumps({"question": QUESTION, "history": [{"question": "x" * size}]}).encode()
    pieces = (body[start : start + 65536] for start in range(0, len(body), 65536))
    headers = {"content-type": "application/json"}
    response = client.post("/api/ask", content=body if stated else pieces, headers=headers)
    assert response.status_code == 413
    assert response.json()["error"] == "body: too large"
    assert "1,000,000" in response.json()["expected"]


def test_a_large_body_in_pieces_is_read_whole(client: httpx.Client) -> None:
    body = json.dumps({"question": QUESTION, "history": [{"question": "x", "answer": "y" * 900_000}]}).encode()
    pieces = (body[start : start + 65536] for start in range(0, len(body), 65536))
    response = client.post("/api/ask", content=pieces, headers={"content-type": "application/json"})
    assert response.status_code == 200
    assert "6200亿元" in response.json()["answer"]


@pytest.mark.parametrize("question", ["\\ud800", "那\\udfff九江呢？", "x\\ud800" * 3000])
def test_halves_of_characters_and_long_texts_in_the_history_are_no_error(client: httpx.Client, question: str) -> None:
    body = f'{{"question": "那九江呢？", "history": [{{"question": "{question}", "answer": "{question}"}}]}}'
    response = client.post("/api/ask", content=body.encode(), headers={"content-type": "application/json"})
    assert response.status_code == 200, response.text


def test_only_the_beginning_of_a_long_turn_is_kept() -> None:
    turn = Turn(question="问" * 501, answer="\ud800" + "答" * 2000)
    assert (turn.question, turn.answer) == ("问" * 500, "?" + "答" * 1999)


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/nothing", 404),
        ("POST", "/api/", 404),
        ("GET", "/api/ask", 405),
        ("POST", "/api/search", 405),
        ("DELETE", "/api/documents", 405),
        ("POST", "/healthz", 405),
    ],
)
def test_a_path_or_method_that_is_none_is_told_what_there_is(
    client: httpx.Client, method: str, path: str, code: int
) -> None:
    response = client.request(method, path)
    assert response.status_code == code
    assert path in response.json()["error"]
    assert "POST /api/ask" in response.json()["expected"]
    assert ("allow" in response.headers) is (code == 405)


@pytest.mark.parametrize("parameters", [{}, {"q": ""}, {"q": " "}, {"q": "港口", "k": 0}, {"q": "港口", "k": "many"}])
def test_a_wrong_search_says_what_is_wrong(client: httpx.Client, parameters: dict[str, Any]) -> None:
    response = client.get("/api/search", params=parameters)
    assert response.status_code == 422
    assert response.json()["error"].startswith(("q: ", "k: "))
    assert "question" not in response.json()["expected"]
    assert "q: 1 to 500" in response.json()["expected"]


@pytest.mark.parametrize("question", ["\x00", "（" * 500, "<script>alert(1)</script>", "' OR 1=1 --", "😀" * 200])
def test_odd_questions_get_an_answer(client: httpx.Client, question: str) -> None:
    answer = _ask(client, question)
    assert all(figure["verified"] for figure in answer["figures"])


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json"])
def test_the_pages_are_served(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.text


def test_the_documentation_names_every_route(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/search", "/api/documents", "/healthz"} <= set(paths)


def test_the_documentation_loads_nothing_from_elsewhere(client: httpx.Client) -> None:
    assert re.findall(r"(?:src|href)=[\"']?(?:https?:)?//[^\"' >]+", client.get("/docs").text) == []


def test_many_requests_at_once_all_get_their_own_answer(client: httpx.Client) -> None:
    expected = {QUESTION: "6200亿元", "九江市森林覆盖率目标是多少？": "55.2%", "立体停车楼总投资多少？": "7.5亿元"}
    with ThreadPoolExecutor(8) as pool:
        questions = [*expected] * 8
        answers = list(pool.map(lambda question: _ask(client, question), questions))
        assert all(code.status_code == 200 for code in pool.map(lambda _: client.get("/api/documents"), range(16)))
    for question, answer in zip(questions, answers, strict=True):
        assert answer["question"] == question
        assert expected[question] in answer["answer"]


def test_what_is_ingested_while_serving_is_answered_from_at_once(client: httpx.Client, folder: Path) -> None:
    (folder / "new.md").write_text("# 岳阳市绿道建设方案\n\n到2027年建成绿道960公里。\n", encoding="utf-8")
    command = [*PLANS, "ingest", str(folder / "new.md"), "--store", str(folder / "store")]
    ingesting = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment())
    while ingesting.poll() is None:
        assert _ask(client, QUESTION)["status"] == "answered"
        assert client.get("/api/documents").status_code == 200
    assert ingesting.returncode == 0
    assert "960公里" in _ask(client, "到2027年岳阳市建成绿道多少公里？")["answer"]


def test_a_port_that_is_taken_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        command = [*PLANS, "serve", "--port", str(port), "--store", str(tmp_path / "store")]
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path, env=_environment()
        )
    assert result.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_damaged_store_is_a_reply_and_no_server_error() -> None:
    class Damaged:
        def now(self) -> Any:
            raise StoreError("the word index holds 0 passages, expected 5; run `plans ingest`")

    api = TestClient(make_api(cast("Live", Damaged())))
    for response in (
        api.post("/api/ask", json={"question": QUESTION}),
        api.get("/api/search?q=x"),
        api.get("/healthz"),
    ):
        assert response.status_code == 503
        assert "plans ingest" in response.json()["error"]
        assert response.json()["expected"]
