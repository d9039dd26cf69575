"""The page as it leaves the server, before any script of it runs."""

import json
import re
from typing import Any

import httpx
import pytest

from assistant.messages import Language
from assistant.web.messages import text

_CHINESE = re.compile("[\u4e00-\u9fff]")


def _drawn_from(page: str) -> dict[str, Any]:
    found = re.search(r"<script>window\.gradio_config = (.*?);</script>", page, re.DOTALL)
    assert found
    return dict(json.loads(found.group(1)))


@pytest.mark.parametrize(
    ("path", "chosen", "language"),
    [
        ("/", "", "zh"),
        ("/?lang=en", "", "en"),
        ("/", "en", "en"),
        ("/?lang=zh", "en", "zh"),
        ("/?lang=en&lang=zh", "zh", "en"),
        ("/?lang=<b>", "fr", "zh"),
    ],
)
def test_the_page_is_written_in_the_language_of_whoever_asks(
    site: Any, path: str, chosen: str, language: Language
) -> None:
    cookies = {"plans-language": chosen} if chosen else {}
    page = httpx.get(site.address + path, cookies=cookies, timeout=30).text
    drawn = _drawn_from(page)
    assert re.search(r'<html[^>]*\blang="([^"]+)"', page, re.DOTALL)[1] == ("en" if language == "en" else "zh-CN")  # type: ignore[index]
    assert drawn["title"] == text("title", language)
    said = [str(value) for component in drawn["components"] for value in component["props"].values()]
    assert any(text("hello", language) in words for words in said)
    assert any(f"web/examples?language={language}" in words for words in said)
    if language == "en":
        # The switch names the other language in its own words; the statuses are words of the documents.
        ours = [words.replace(">中文<", "") for words in said if "征求意见稿" not in words]
        assert [words for words in ours if _CHINESE.search(words)] == []


def test_words_put_into_the_page_cannot_end_its_script(site: Any) -> None:
    page = httpx.get(f"{site.address}/?lang=en", timeout=30).text
    script = re.search(r"<script>window\.gradio_config = (.*?)</script>", page, re.DOTALL)
    assert script
    assert not set("<>&'") & set(script.group(1))
    assert "<header class=" in str(_drawn_from(page)["components"])
