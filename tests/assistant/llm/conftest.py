"""A chat model that says what a test scripts: a real HTTP server on loopback that speaks the OpenAI streaming protocol."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant.llm.model import ChatModel, Endpoint
from assistant.respond import Responder
from ingest.samples import sample_files
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

KEY = "sk-test-0123456789-secret"


@dataclass(frozen=True)
class Ask:
    """A request as the endpoint received it."""

    body: dict[str, Any]
    headers: dict[str, str]
    path: str

    @property
    def user(self) -> str:
        return str(next(m["content"] for m in self.body["messages"] if m["role"] == "user"))

    @property
    def passages(self) -> dict[str, str]:
        """Mark -> the block of a passage as it was sent."""
        return dict(re.findall(r"^\[(p\w{4})\]\n(.*?)\n\[/\1\]$", self.user, re.MULTILINE | re.DOTALL))

    @property
    def is_repair(self) -> bool:
        return any(m["role"] == "assistant" for m in self.body["messages"])

    def mark(self, *held: str) -> str:
        """The mark of the first passage that holds all of some texts."""
        return next(m for m, text in self.passages.items() if all(part in text for part in held))

    def other(self, *held: str) -> str:
        """The mark of a passage that holds none of some texts."""
        return next(m for m, text in self.passages.items() if not any(part in text for part in held))


@dataclass(frozen=True)
class Says:
    """What the endpoint replies: text in chunks of `size`, or raw bytes, or an HTTP error."""

    text: str = ""
    size: int = 7
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Sequence[bytes] | None = None
    pause: float = 0.0
    forever: bytes = b""
    usage: tuple[int, int] | None = (900, 60)
    content_type: str = "text/event-stream"
    tool_call: bool = False
    done: bool = True


def event(delta: dict[str, Any] | None = None, finish: str | None = None, **more: Any) -> bytes:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": choices, **more}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()


def _events(says: Says) -> Iterator[bytes]:
    if says.raw is not None:
        yield from says.raw
        return
    yield event({"role": "assistant", "content": ""})
    if says.tool_call:
        call = {"index": 0, "id": "t1", "type": "function", "function": {"name": "search", "arguments": '{"q":"x"}'}}
        yield event({"tool_calls": [call]})
    for start in range(0, len(says.text), says.size):
        yield event({"content": says.text[start : start + says.size]})
    yield event({}, "tool_calls" if says.tool_call else "stop")
    if says.usage:
        sent, got = says.usage
        yield event(usage={"prompt_tokens": sent, "completion_tokens": got, "total_tokens": sent + got})
    if says.done:
        yield b"data: [DONE]\n\n"


Script = Callable[[Ask], Says]


class Stub:
    """The endpoint; set `script` before a question, look at `asks` after it."""

    def __init__(self) -> None:
        self.script: Script = lambda ask: Says("规划没有说明。")
        self.asks: list[Ask] = []
        self.open = 0
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                ask = Ask(body, {k.lower(): v for k, v in self.headers.items()}, self.path)
                stub.asks.append(ask)
                stub.open += 1
                try:
                    with suppress(BrokenPipeError, ConnectionResetError):
                        self._reply(stub.script(ask))
                finally:
                    stub.open -= 1

            def _reply(self, says: Says) -> None:
                self.send_response(says.status)
                self.send_header("Content-Type", says.content_type if says.status == 200 else "application/json")
                for name, value in says.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if says.status != 200:
                    self.wfile.write(json.dumps({"error": {"message": f"wrong key {KEY}"}}).encode())
                    return
                for piece in _events(says):
                    self.wfile.write(piece)
                    self.wfile.flush()
                    time.sleep(says.pause)
                while says.forever:
                    self.wfile.write(says.forever)
                    self.wfile.flush()
                    time.sleep(max(0.01, says.pause))

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def says(self, *replies: Says | str | Callable[[Ask], str]) -> None:
        """Reply with these in turn, the last one again and again."""
        left = list(replies)

        def script(ask: Ask) -> Says:
            reply = left.pop(0) if len(left) > 1 else left[0]
            if callable(reply):
                reply = reply(ask)
            return Says(reply) if isinstance(reply, str) else reply

        self.script = script

    def model(self, timeout: float = 20.0, **more: Any) -> ChatModel:
        return ChatModel(Endpoint(self.url, "stub", KEY, timeout, **more))


@pytest.fixture(scope="session")
def _server() -> Iterator[Stub]:
    made = Stub()
    yield made
    made.close()


@pytest.fixture
def stub(_server: Stub) -> Stub:
    """The endpoint, with a clean memory."""
    _server.asks.clear()
    _server.says("规划没有说明。")
    return _server


@pytest.fixture
def modelled(store: Store, stub: Stub) -> Responder:
    """Answers over the three made-up plans with the scripted model."""
    return Responder(store, model=stub.model())


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the bundled sample plans, to be read only."""
    made = Store(tmp_path_factory.mktemp("samples") / "store", bundled())
    report = update(made, [str(path) for path in sample_files()])
    assert not report.skipped
    made.refresh()
    yield made
    made.close()


@pytest.fixture
def sampled(samples: Store, stub: Stub) -> Responder:
    """Answers over the bundled sample plans with the scripted model."""
    return Responder(samples, model=stub.model())
