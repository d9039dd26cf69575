"""The page as visitors see it: a real server over the bundled digests, and a real Chromium before it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ingest.samples import sample_files

sync_api = pytest.importorskip("playwright.sync_api")
PASSWORD = "a password of the tests"  # noqa: S105
PLANS = [sys.executable, "-m", "assistant"]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Site:
    """A running server: its address, the folder of its store, and its log."""

    address: str
    folder: Path
    log: Path
    seconds: float
    process: Any


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Site]:
    """Run `plans serve` over a store in `folder` until the test is done with it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLANS_")}
    environment |= {f"PLANS_{name.upper()}": value for name, value in settings.items()}
    environment |= {"PLANS_STORE": str(folder / "store"), "PYTHONPATH": str(Path(__file__).parents[3])}
    log = folder / f"log-{time.monotonic_ns()}"
    started = time.monotonic()
    with log.open("w") as written:
        process = subprocess.Popen(
            [*PLANS, "serve", "--port", "0"], stdout=written, stderr=written, cwd=folder, env=environment
        )
    try:
        address = None
        while address is None and time.monotonic() - started < 90:
            assert process.poll() is None, log.read_text(encoding="utf-8")
            found = re.search(r"http://[\d.]+:\d+", log.read_text(encoding="utf-8"))
            address = found.group() if found else None
            time.sleep(0.05)
        assert address, "the server did not say where it listens"
        yield Site(address, folder, log, time.monotonic() - started, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        finally:
            process.kill()


def make_store(folder: Path) -> Path:
    """Ingest copies of the bundled digests into a store of the user's own."""
    plans = folder / "plans"
    plans.mkdir(parents=True)
    for path in sample_files():
        shutil.copy(path, plans)
    return _ingest(plans, folder)


def _ingest(plans: Path, folder: Path) -> Path:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [*PLANS, "ingest", "--store", str(folder / "store"), str(plans)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server that extracts, with a password for administration."""
    folder = make_store(tmp_path_factory.mktemp("site"))
    with serving(folder, admin_password=PASSWORD, questions_per_minute="200") as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser without a window; gone with the module, as its event loop would stand in the way of other tests."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A visitor before the page, and what the browser did behind it."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str, wait: bool = True) -> None:
        """Type a question, send it, and wait for its answer."""
        self.page.fill("#question-box textarea", question)
        self.page.press("#question-box textarea", "Enter")
        if wait:
            self.answered(question)

    def answered(self, question: str) -> None:
        """Wait until the last exchange is this question, with its answer."""
        self.page.wait_for_function(
            """question => {
                const turn = document.querySelector('#current .turn');
                return turn && turn.querySelector('.asked').textContent === question
                    && ['done', 'failed'].includes(turn.dataset.phase);
            }""",
            arg=question,
        )

    def foreign(self, site: Site) -> list[str]:
        """Return the requests that left the host."""
        ours = urlsplit(site.address).netloc
        return [
            url for url in self.requests if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != ours
        ]


@pytest.fixture
def visit(chromium: Any, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Open the page as a new visitor."""
    contexts = []

    def opened(
        path: str = "/", width: int = 1280, height: int = 900, at: Site | None = None, **options: Any
    ) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        visitor = Visitor(page)
        page.on("request", lambda request: visitor.requests.append(request.url))
        page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        page.on("console", lambda said: visitor.errors.append(said.text) if said.type == "error" else None)
        page.goto((at or site).address + path)
        page.wait_for_selector("#question-box textarea")
        page.wait_for_selector("#past .greeting, #current .turn")
        return visitor

    yield opened
    for context in contexts:
        context.close()


@dataclass(frozen=True)
class SlowSite(Site):
    """A server whose chat model stops in the middle of every answer until it may go on."""

    go_on: threading.Event


class _Slow(BaseHTTPRequestHandler):
    """A chat model that takes its time: one supported sentence, a pause, another one."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = str(next(m["content"] for m in body["messages"] if m["role"] == "user"))
        marks = re.findall(r"^\[(p\w{4})\]\n(.*?)\n\[/\1\]$", prompt, re.MULTILINE | re.DOTALL)
        mark = next((mark for mark, text in marks if "5500亿元" in text), marks[0][0])
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            sentence = f"地区生产总值达到5500亿元左右[{mark}]。"
            for piece in (f"到2025年，{sentence}到2025年，", None, sentence):
                if piece is None:
                    self.server.go_on.wait(60)  # type: ignore[attr-defined]
                    continue
                choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
                data = {
                    "id": "1",
                    "object": "chat.completion.chunk",
                    "created": 1,
                    "model": "slow",
                    "choices": [choice],
                }
                self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
                self.wfile.flush()
            choice = {"index": 0, "delta": {}, "finish_reason": "stop"}
            data = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "slow", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(data)}\n\ndata: [DONE]\n\n".encode())
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def slow_server(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowSite]:
    """The server of `slow_site`."""
    model = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    model.go_on = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=model.serve_forever, daemon=True).start()
    folder = tmp_path_factory.mktemp("slow")
    shutil.copytree(site.folder / "store", folder / "store")
    with serving(folder, llm_base_url=f"http://127.0.0.1:{model.server_port}/v1", llm_model="slow") as made:
        yield SlowSite(**vars(made), go_on=model.go_on)  # type: ignore[attr-defined]
    model.shutdown()


@pytest.fixture
def slow_site(slow_server: SlowSite) -> Iterator[SlowSite]:
    """A server whose chat model stops in the middle of every answer until the test lets it go on."""
    slow_server.go_on.clear()
    yield slow_server
    slow_server.go_on.set()


@pytest.fixture
def password() -> str:
    """The password of administration."""
    return PASSWORD


@pytest.fixture
def served(site: Site, tmp_path: Path) -> Callable[..., Any]:
    """Run another server over a copy of the store, with settings of its own."""
    shutil.copytree(site.folder / "store", tmp_path / "store")
    return lambda **settings: serving(tmp_path, **settings)


@pytest.fixture
def served_files(tmp_path: Path) -> Callable[..., Any]:
    """Run another server over documents of a folder."""
    return lambda plans: serving(_ingest(plans, tmp_path))
