"""Several settings side by side: what cannot be had is told, the rest is compared with the first."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from eval.errors import UnreadableGate
from eval.matrix import read_settings

Run = Callable[..., Result]
PLAN = "yueyang-plan-2021-2025"
CASES = [
    {"id": "1", "question": "到2025年岳阳森林覆盖率？", "type": "figure", "answers": ["45.5%以上"], "docs": [PLAN]},
    {
        "id": "2",
        "question": "到2025年岳阳研发经费投入强度是多少？",
        "type": "figure",
        "answers": ["2.6%"],
        "docs": [PLAN],
    },
]
KEY = "sk-of-the-matrix"


@pytest.fixture
def endpoint() -> Iterator[tuple[str, list[str]]]:
    """A chat model that knows one answer; yields its address and the keys it was shown."""
    keys: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            keys.append(self.headers["authorization"])
            user = body["messages"][-1]["content"]
            found = re.search(r"^\[(p\w{4})\]\n(?:(?!\[/p).)*?45\.5%以上", user, re.MULTILINE | re.DOTALL)
            text = f"到2025年，岳阳市森林覆盖率稳定在45.5%以上[{found[1]}]。" if found else "规划没有说明。"
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self._event({"role": "assistant", "content": text})
            self._event({}, "stop")
            usage = {"prompt_tokens": 500, "completion_tokens": 20, "total_tokens": 520}
            self._write({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
            self._write({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

        def _write(self, more: dict[str, Any]) -> None:
            chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub", **more}
            self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}/v1", keys
    made.shutdown()
    made.server_close()


@pytest.fixture
def settings(tmp_path: Path, endpoint: tuple[str, list[str]]) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(
        f"""
[extractive]

[stub]
PLANS_LLM_BASE_URL = "{endpoint[0]}"
llm_model = "stub"
llm_price_in = 2.0
llm_price_out = 8.0
llm_api_key_from = "STUB_KEY"

[gone]
llm_base_url = "http://127.0.0.1:9/v1"
llm_model = "gone"

[keyless]
llm_base_url = "{endpoint[0]}"
llm_model = "stub"
llm_api_key_from = "KEY_THAT_NOBODY_SET"

[embedding]
embedding_model = "/nowhere/at-all"
""",
        encoding="utf-8",
    )
    return path


def test_what_can_be_had_is_compared_and_the_rest_told(
    settings: Path, plans: Path, tmp_path: Path, endpoint: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUB_KEY", KEY)
    cases = tmp_path / "cases.jsonl"
    cases.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES), encoding="utf-8")
    given = ["eval", "matrix", cases, "--settings", settings, "--documents", plans, "--out", tmp_path / "out", "--json"]
    result = CliRunner().invoke(main, [str(one) for one in given])
    assert result.exit_code == 0, result.output
    found = {one["name"]: one for one in json.loads(result.stdout)["settings"]}
    assert found["extractive"]["summary"]["overall"]["fact"]["mean"] == 1
    assert found["extractive"]["by_model"] == 0
    stub = found["stub"]
    assert stub["by_model"] == 1
    assert stub["summary"]["overall"]["fact"]["mean"] == 0.5
    assert stub["summary"]["usage"]["tokens_in"] == 1000
    assert stub["summary"]["usage"]["cost"] == pytest.approx(2 * (500 * 2 + 20 * 8) / 1e6)
    assert stub["against_first"] == {"better": 0, "worse": 1, "p": 1.0}
    assert "'gone' gives no reply (connection)" in found["gone"]["why_not"]
    assert "no environment variable KEY_THAT_NOBODY_SET" in found["keyless"]["why_not"]
    assert "embedding" in found["embedding"]["why_not"]
    assert set(endpoint[1]) == {f"Bearer {KEY}"}
    table = (tmp_path / "out" / "matrix.md").read_text(encoding="utf-8")
    assert "| gone | not run |" in table
    assert "0 / 1" in table
    assert (tmp_path / "out" / "stub" / "report.html").exists()
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert [path for path in written if KEY in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "it names no settings"),
        ('llm_model = "x"', "llm_model stands in no table"),
        ('[a]\nllm_modell = "x"\n[b]\nstores = "y"', "a: llm_modell is not a setting; b: stores is not a setting"),
        ('[a]\nllm_api_key = "x"', "a: llm_api_key is a secret; name the environment variable"),
        ('["../a"]', "../a is no name for a folder"),
        ("[a", "settings.toml"),
    ],
)
def test_all_that_is_wrong_in_a_file_of_settings_is_told(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableGate) as raised:
        read_settings(path)
    assert expected in str(raised.value)
