"""The sentences users read: complete in both languages, each used, each placeholder filled."""

import ast
import re
import string
from pathlib import Path
from typing import get_args

import pytest

from assistant.answer import Status
from assistant.messages import _MESSAGES, message

SOURCES = [path for path in (Path(__file__).parents[2] / "assistant").rglob("*.py") if path.name != "messages.py"]


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", _MESSAGES)
def test_every_sentence_exists_in_both_languages_with_the_same_placeholders(name: str) -> None:
    chinese, english = _MESSAGES[name]
    assert chinese.strip()
    assert english.strip()
    assert _fields(chinese) == _fields(english)


@pytest.mark.parametrize("name", _MESSAGES)
def test_every_sentence_can_be_filled_in(name: str) -> None:
    values = dict.fromkeys(_fields(_MESSAGES[name][0]), "岳阳{0}")
    for language in ("zh", "en"):
        assert "{" not in message(name, language, **values).replace("岳阳{0}", "")  # type: ignore[arg-type]


def test_every_declining_status_has_its_sentence() -> None:
    assert [status for status in get_args(Status) if status.startswith("declined") and status not in _MESSAGES] == []


def test_a_sentence_asked_for_in_the_code_exists() -> None:
    asked = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    asked.add(first.value)
    assert len(asked) > 10
    assert asked - set(_MESSAGES) == set()


def test_users_read_no_chinese_sentence_from_outside_the_catalogue() -> None:
    """A literal with a Chinese full stop elsewhere is a message that has no English."""
    stray = [
        f"{path.name}:{node.lineno}"
        for path in SOURCES
        if path.name in ("cli.py", "show.py", "api.py", "page.py", "serve.py", "respond.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[\u4e00-\u9fff]{4,}。$", node.value)
    ]
    assert stray == []


def test_an_unknown_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("no such sentence")
