"""Whatever the endpoint does, the question is answered in time, from the plans, without the key in sight."""

import logging
import socket
import time
from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.llm.failure import ModelFailure
from assistant.llm.model import ChatModel, Endpoint, endpoint_of
from assistant.respond import Responder
from assistant.settings import SettingsError, load
from vectorstore.store import Store

from .conftest import KEY, Ask, Says, Stub, event

QUESTION = "到2025年岳阳市地区生产总值目标是多少？"


def _good(ask: Ask) -> str:
    return f"到2025年，岳阳市地区生产总值达到6200亿元左右[{ask.mark('6200亿元')}]。"


def _assert_extracted(answer: Answer) -> None:
    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert "6200亿元" in answer.answer
    assert answer.notice
    assert KEY not in answer.model_dump_json()


HALF = event({"content": "到2025年，"})
FAULTS = {
    "401": Says(status=401),
    "404": Says(status=404),
    "redirect": Says(status=302, headers={"Location": "http://127.0.0.1:9/v1"}),
    "html": Says(raw=[b"<html><body>Bad gateway</body></html>"], content_type="text/html"),
    "plain JSON": Says(raw=[b'{"choices": [{"message": {"content": "x"}}]}'], content_type="application/json"),
    "no JSON": Says(raw=[b"data: not json\n\n", b"data: [DONE]\n\n"]),
    "half JSON": Says(raw=[HALF, b'data: {"id": "c1", "choi']),
    "half JSON in an event": Says(raw=[HALF, b'data: {"id": "c1", "choi\n\n']),
    "wrong shape": Says(raw=[b'data: {"choices": [{"delta": "text"}]}\n\n', b"data: [DONE]\n\n"]),
    "a list": Says(raw=[b"data: [1, 2]\n\n", b"data: [DONE]\n\n"]),
    "null choices": Says(raw=[b'data: {"choices": null}\n\n', b"data: [DONE]\n\n"]),
    "error event": Says(raw=[f'data: {{"error": {{"message": "bad key {KEY}"}}}}\n\n'.encode()]),
    "bytes": Says(raw=[b"data: \xff\xfe\x00\n\n"]),
    "nothing": Says(raw=[]),
    "empty": Says(""),
    "blank": Says(" \n \n"),
    "only thought": Says("<think>到2025年是6200亿元左右。</think>"),
    "thought without end": Says("<think>到2025年是6200亿元左右。"),
    "tool call": Says(tool_call=True),
    "other language": Says("The target is large and will be met by everyone soon. " * 3),
    "very long": Says("地区生产总值" * 40_000, size=4_000),
    "one long line": Says(raw=[b"data: " + b"x" * 9_000_000]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_falls_back_to_the_extracted_answer(modelled: Responder, stub: Stub, name: str) -> None:
    stub.says(FAULTS[name])
    _assert_extracted(modelled.respond(QUESTION))


def test_the_rules_repeated_are_no_answer(modelled: Responder, stub: Stub) -> None:
    stub.says(lambda ask: str(ask.body["messages"][0]["content"]))
    answer = modelled.respond(QUESTION)
    assert "照抄方括号" not in answer.answer
    _assert_extracted(answer)


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}, {"Retry-After": "nan"}, {"Retry-After": "-1"}])
def test_a_burst_of_errors_is_waited_out(store: Store, stub: Stub, status: int, headers: dict[str, str]) -> None:
    stub.says(Says(status=status, headers=headers), Says(status=status, headers=headers), _good)
    answer = Responder(store, model=stub.model()).respond(QUESTION)
    assert (answer.mode, answer.notice) == ("llm", None)
    assert len(stub.asks) == 3


@pytest.mark.parametrize("headers", [{"Retry-After": "3600"}, {}])
def test_errors_without_end_are_given_up(store: Store, stub: Stub, headers: dict[str, str]) -> None:
    stub.says(Says(status=429, headers=headers))
    started = time.monotonic()
    _assert_extracted(Responder(store, model=stub.model(timeout=4)).respond(QUESTION))
    assert time.monotonic() - started < 6
    assert len(stub.asks) <= 4


def test_a_server_that_refuses_options_is_asked_without_them(modelled: Responder, stub: Stub) -> None:
    def script(ask: Ask) -> Says:
        return Says(status=400) if "stream_options" in ask.body or "temperature" in ask.body else Says(_good(ask))

    stub.script = script
    assert modelled.respond(QUESTION).mode == "llm"
    assert len(stub.asks) == 2


ENDLESS: dict[str, Says] = {
    "comments": Says(raw=[], forever=b": keep-alive\n\n", pause=0.05),
    "empty pieces": Says(raw=[], forever=event({"content": ""}), pause=0.05),
    "one byte at a time": Says(raw=[], forever=b"x", pause=0.05),
    "thoughts": Says(raw=[event({"content": "<think>"})], forever=event({"content": "想一想。"}), pause=0.05),
    "silence": Says(raw=[b": hello\n\n"], pause=60),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_stream_without_end_is_cut_at_the_time_limit(store: Store, stub: Stub, name: str) -> None:
    stub.says(ENDLESS[name])
    started = time.monotonic()
    answer = Responder(store, model=stub.model(timeout=1.5)).respond(QUESTION)
    assert time.monotonic() - started < 4.5
    _assert_extracted(answer)


def test_what_was_verified_before_a_stream_broke_off_is_kept(store: Store, stub: Stub) -> None:
    def script(ask: Ask) -> Says:
        return Says(raw=[event({"content": f"{_good(ask)}研发"})], forever=b": wait\n\n", pause=0.05)

    stub.script = script
    answer = Responder(store, model=stub.model(timeout=2)).respond(QUESTION)
    assert (answer.mode, answer.answer) == ("llm", "到2025年，岳阳市地区生产总值达到6200亿元左右[1]。")
    assert answer.notice


def test_the_connection_of_a_reply_that_was_cut_is_closed(store: Store, stub: Stub) -> None:
    stub.says(Says(raw=[], forever=event({"content": ""}), pause=0.02))
    before = stub.open
    Responder(store, model=stub.model(timeout=1)).respond(QUESTION)
    for _ in range(100):
        if stub.open <= before:
            break
        time.sleep(0.05)
    assert stub.open <= before


def test_nobody_listening_is_no_error(store: Store) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    _assert_extracted(Responder(store, model=ChatModel(Endpoint(url, "m", KEY, 5))).respond(QUESTION))


def test_a_model_that_fails_says_so_even_where_the_plans_say_nothing(modelled: Responder, stub: Stub) -> None:
    stub.says(Says(status=401))
    answer = modelled.respond("岳阳市城镇化率和机器人密度哪个高？")
    assert answer.notice is None or "401" in answer.notice
    assert answer.status in ("answered", "partial", "not_found", "error_model")


def test_the_key_is_sent_and_nowhere_else(
    modelled: Responder, stub: Stub, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-endpoint")
    caplog.set_level(logging.DEBUG)
    for reply in (_good, Says(status=401), Says(raw=[b"data: x\n\n"])):
        stub.says(reply)
        modelled.respond(QUESTION)
    assert all(ask.headers["authorization"] == f"Bearer {KEY}" for ask in stub.asks)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("assistant")]
    assert len(ours) == 3
    assert KEY not in caplog.text
    assert not any(QUESTION in text or "岳阳" in text for text in ours)
    assert KEY not in repr(modelled._model.endpoint)  # type: ignore[union-attr]


def test_without_a_key_that_of_another_endpoint_is_not_sent(
    store: Store, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-endpoint")
    stub.says(_good)
    assert Responder(store, model=ChatModel(Endpoint(stub.url, "m"))).respond(QUESTION).mode == "llm"
    assert "another" not in str(stub.asks[0].headers)


def test_tokens_cost_and_time_are_logged(store: Store, stub: Stub, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="assistant")
    stub.says(_good)
    Responder(store, model=stub.model(price_in=2.0, price_out=8.0)).respond(QUESTION)
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("assistant")]
    assert "tokens_in=900 tokens_out=60 cost=0.002280" in line


def test_a_deadline_that_has_passed_is_a_time_out(stub: Stub) -> None:
    with pytest.raises(ModelFailure) as caught:
        list(stub.model().reply([("human", "x")], time.monotonic() - 1))
    assert caught.value.reason == "timeout"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"PLANS_LLM_BASE_URL": "http://127.0.0.1:1/v1"}, "PLANS_LLM_MODEL"),
        ({"PLANS_LLM_MODEL": "m"}, "PLANS_LLM_BASE_URL"),
        ({"PLANS_LLM_MODEL": "m", "PLANS_LLM_BASE_URL": "127.0.0.1/v1"}, "PLANS_LLM_BASE_URL"),
    ],
)
def test_half_a_configuration_is_a_wrong_setting(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=named):
        endpoint_of(load())


def test_nothing_configured_is_no_model() -> None:
    assert endpoint_of(load()) is None


def test_concurrent_questions_get_their_own_answers(store: Store, stub: Stub) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def script(ask: Ask) -> Says:
        time.sleep(0.2)
        if "九江" in ask.user.rpartition("问题：")[2]:
            return Says(f"九江市森林覆盖率保持在55.2%[{ask.mark('55.2%')}]。")
        return Says(_good(ask))

    stub.script = script
    responder = Responder(store, model=stub.model())
    expected: dict[str, str] = {QUESTION: "6200亿元", "九江市森林覆盖率目标是多少？": "55.2%"}
    answer: Callable[[str], Answer] = responder.respond
    with ThreadPoolExecutor(6) as pool:
        questions = [*expected] * 4
        for question, found in zip(questions, pool.map(answer, questions), strict=True):
            assert (found.question, found.mode) == (question, "llm")
            assert expected[question] in found.answer
