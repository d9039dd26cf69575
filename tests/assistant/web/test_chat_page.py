"""Asking on the page: answers, their sources, and what can be done with them."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from assistant.web.messages import text

QUESTION = "到2025年衡阳地区生产总值目标是多少？"
Visit = Callable[..., Any]


def test_an_answer_shows_its_source_with_the_page_of_the_original(visit: Visit, site: Any) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    said = page.inner_text("#current .said")
    assert "5500亿元" in said
    assert text("mode_extractive") in page.inner_text("#current .how")
    page.click("#current .chip >> nth=0")
    page.wait_for_selector(".source-panel .passage-view")
    quoted = page.inner_text(".source-panel mark[data-quote]")
    assert "5500亿元" in quoted
    assert "5500亿元" in page.inner_text(".source-panel mark[data-quote] strong")
    # The passage holds more than the quote, and its surroundings stand around it.
    assert len(page.inner_text(".source-panel .passage .text")) > len(quoted)
    assert "第四章" in page.inner_text(".source-panel .trail")
    picture = page.wait_for_selector(".page-picture img")
    page.wait_for_function("image => image.naturalWidth > 500", arg=picture)
    assert page.get_attribute(".page-picture", "data-located") == "true"
    assert page.get_attribute("#current .chip >> nth=0", "aria-expanded") == "true"
    page.click(".source-panel .steps button >> nth=1")
    page.wait_for_function(
        "() => document.querySelector('.passage-view .text') && !document.querySelector('mark[data-quote]')"
    )
    address = page.get_attribute(".source-panel .links a", "href")
    original = page.request.get(f"{site.address}/{address}")
    assert original.body().startswith(b"%PDF")
    page.keyboard.press("Escape")
    page.wait_for_selector(".source-panel:not(.open)")
    assert page.evaluate("document.activeElement.className") == "chip"
    assert visitor.foreign(site) == []
    assert visitor.errors == []


def test_a_follow_up_is_understood_and_says_what_was_looked_for(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask("到2025年衡阳森林覆盖率目标是多少？")
    visitor.ask("那景德镇呢？")
    assert "景德镇" in page.inner_text("#current .meant")
    assert page.locator("#past .turn").count() == 1


def test_follow_ups_are_offered_and_lead_to_answers(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    offered = page.wait_for_selector("#current .follow-ups .suggestion")
    question = offered.inner_text()
    offered.click()
    visitor.answered(question)
    assert page.get_attribute("#current .answer", "class") == "answer answered"


def test_examples_come_from_the_documents_and_are_answered(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    example = page.wait_for_selector(".greeting .suggestion")
    question = example.inner_text()
    example.click()
    visitor.answered(question)
    assert page.locator("#current .sources li").count() > 0


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_box_for_questions_is_seen_and_its_button_beside_it(visit: Visit, width: int) -> None:
    page = visit(width=width).page
    # All is measured at once: what is still being fetched moves the rest of the page.
    box, send, seen = page.evaluate(
        """() => {
            const [box, send] = ['#question-box textarea', '#send']
                .map((name) => document.querySelector(name).getBoundingClientRect().toJSON());
            const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return [box, send, seen?.tagName];
        }"""
    )
    assert box["width"] > width / 3
    assert box["right"] <= send["left"]
    assert seen == "TEXTAREA"


def test_an_english_page_offers_english_examples(visit: Visit) -> None:
    visitor = visit(path="/?lang=en")
    example = visitor.page.wait_for_selector(".greeting .suggestion")
    question = example.inner_text()
    assert question.isascii()
    example.click()
    visitor.answered(question)
    assert visitor.page.locator("#current .sources li").count() > 0
    # Nothing was shown in another language first, so nothing was fetched in it.
    assert [url for url in visitor.requests if "language=zh" in url] == []
    assert any("language=en" in url for url in visitor.requests)


@pytest.mark.parametrize("question", [QUESTION, "What is the GDP target for Hengyang in 2025?"])
def test_an_english_page_frames_what_may_be_asked_next_in_english(visit: Visit, question: str) -> None:
    visitor = visit(path="/?lang=en")
    page = visitor.page
    page.wait_for_selector(".masthead[data-language=en]")
    visitor.ask(question)
    page.wait_for_selector("#current .follow-ups .suggestion")
    offered = page.locator("#current .follow-ups .suggestion").all_inner_texts()
    assert offered
    # Only names are left as the documents have them, in quotation marks.
    assert [one for one in offered if not re.sub("“[^”]+”", "", one).isascii()] == []
    assert question not in offered
    page.click("#current .follow-ups .suggestion")
    visitor.answered(offered[0])
    assert page.get_attribute("#current .answer", "class") == "answer answered"
    assert page.get_attribute("#current .said", "lang") == "en"


def test_an_edited_question_takes_the_place_of_the_first(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    page.click("#current [data-act=edit]")
    page.wait_for_function("asked => document.querySelector('#question-box textarea').value === asked", arg=QUESTION)
    visitor.ask("到2025年衡阳森林覆盖率目标是多少？")
    assert page.locator(".turn").count() == 1
    page.click("#current [data-act=retry]")
    visitor.answered("到2025年衡阳森林覆盖率目标是多少？")
    assert page.locator(".turn").count() == 1
    page.click("#new")
    page.wait_for_selector("#past .greeting")
    page.wait_for_function("document.querySelectorAll('.turn').length === 0")


def test_a_filter_keeps_answers_to_the_chosen_region(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    page.click("#filters button")
    page.click("#filter-region input")
    page.get_by_role("option", name="景德镇市").click()
    visitor.ask(QUESTION)
    assert "景德镇市" in page.inner_text("#current .chosen")
    assert "5500亿元" not in page.inner_text("#current .answer")


def test_what_is_not_found_shows_the_nearest_plan_as_a_card(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask("衡阳到2025年磁悬浮列车线路里程目标是多少？")
    assert page.inner_text("#current .badge") == text("status_not_found")
    assert page.locator("#current .chip").count() == 0


def test_a_shared_link_asks_the_question_again(visit: Visit) -> None:
    visitor = visit(f"/#q={quote(QUESTION)}&region={quote('衡阳市')}")
    page = visitor.page
    visitor.answered(QUESTION)
    assert "衡阳市" in page.inner_text("#current .chosen")


def test_copy_takes_the_sources_along(visit: Visit) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    visitor.ask(QUESTION)
    page.click("#current [data-do=copy]")
    page.wait_for_function(f"document.querySelector('#current [data-do=copy]').textContent === '{text('copied')}'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "5500亿元" in copied
    assert "[1] 《" in copied
    page.click("#current [data-do=share]")
    page.wait_for_function(f"document.querySelector('#current [data-do=share]').textContent === '{text('shared')}'")
    assert "#q=" in page.evaluate("navigator.clipboard.readText()")


def test_a_correction_becomes_a_case_of_the_evaluation(visit: Visit, site: Any, tmp_path: Path) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    page.click("#current .bad")
    page.fill(".correction [name=wrong]", "年份不对，请打13812345678")
    page.fill(".correction [name=right]", "5600亿元")
    page.wait_for_function("document.querySelectorAll('.correction option').length > 1")
    page.click(".correction [type=submit]")
    page.wait_for_selector("#current .bad[aria-pressed=true]")
    visitor.ask("到2025年衡阳森林覆盖率目标是多少？")
    page.click("#current .good")
    page.wait_for_selector("#current .good[aria-pressed=true]")
    command = [sys.executable, "-m", "assistant", "feedback", "export", "--store", str(site.folder / "store")]
    root = str(Path(__file__).parents[3])
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout
    cases = [json.loads(line) for line in printed.splitlines()]
    corrected = next(case for case in cases if case["question"] == QUESTION)
    assert corrected["answers"] == ["5600亿元"]
    assert corrected["docs"] == ["hengyang-14th-five-year-plan-2021-2025"]
    assert "13812345678" not in printed
    assert len(cases) == 2


def test_nobody_sees_what_another_asked(visit: Visit) -> None:
    visit().ask(QUESTION)
    assert visit().page.locator(".turn").count() == 0


def test_the_language_switch_reaches_every_part_and_keeps_the_conversation(visit: Visit, site: Any) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    page.click("[data-act=language]")
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.wait_for_selector(f"#tabs [role=tab]:has-text('{text('tab_documents', 'en')}')")
    assert "5500亿元" in page.inner_text("#current .said")
    assert page.inner_text("#current .badge") == text("status_answered", "en")
    assert page.inner_text("#send") == text("send", "en")
    visitor.ask("What is the GDP target of Hengyang for 2025?")
    assert page.get_attribute("#current .said", "lang") == "en"
    # The choice is kept: the page opens in that language, with nothing of the other one before it.
    page.goto("about:blank")
    visitor.requests.clear()
    page.goto(site.address)
    assert page.wait_for_selector("#past .greeting .suggestion").inner_text().isascii()
    assert page.inner_text("#send") == text("send", "en")
    assert [url for url in visitor.requests if "language=zh" in url] == []


def test_dark_follows_the_system_until_it_is_switched(visit: Visit) -> None:
    visitor = visit(color_scheme="dark")
    page = visitor.page
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-do=theme]")
    page.wait_for_function("!document.body.classList.contains('dark')")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.reload()
    page.wait_for_selector("#question-box textarea")
    assert not page.evaluate("document.body.classList.contains('dark')")


def test_a_phone_shows_the_source_below_without_scrolling_sideways(visit: Visit) -> None:
    visitor = visit(width=390, height=844)
    page = visitor.page
    visitor.ask(QUESTION)
    page.click("#current .chip >> nth=0")
    page.wait_for_selector(".page-picture img")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # Both are measured at once: the page may still be moving to the panel.
    panel, answer = page.evaluate(
        """() => ['#source .source-panel', '#current .answer']
            .map((name) => document.querySelector(name).getBoundingClientRect().toJSON())"""
    )
    assert panel["top"] >= answer["bottom"]


def test_a_lost_connection_is_said(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    page.wait_for_selector(".masthead .offline:visible")
    assert page.inner_text(".masthead .offline") == text("offline")


def test_an_empty_or_endless_question_gets_a_sentence(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask("多" * 501, wait=False)
    page.wait_for_selector("#current .problem")
    assert page.inner_text("#current .problem") == text("long_question", length=501, limit=500)


def test_text_arrives_while_the_model_still_writes_and_can_be_stopped(visit: Visit, slow_site: Any) -> None:
    visitor = visit(at=slow_site)
    page = visitor.page
    visitor.ask(QUESTION, wait=False)
    page.wait_for_selector("#current .turn[data-phase=writing]")
    assert "5500亿元" in page.inner_text("#current .answer")
    page.click("#stop")
    page.wait_for_selector("#current .turn[data-phase=stopped]")
    assert text("stopped") in page.inner_text("#current .answer")
    slow_site.go_on.set()
    page.click("#current [data-act=retry]")
    visitor.answered(QUESTION)
    assert text("mode_llm") in page.inner_text("#current .how")
