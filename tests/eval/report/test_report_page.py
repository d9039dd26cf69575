"""The page in a real browser, opened from disk."""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Citation
from eval.cases import Case
from eval.compare import compare
from eval.report.comparison import html
from eval.report.files import write
from eval.row import Row
from eval.run_folder import RunFolder

_SPEC = importlib.util.spec_from_file_location("browser", Path(__file__).parents[1] / "browser.py")
assert _SPEC is not None
assert _SPEC.loader is not None
browser = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(browser)

WriteRun = Callable[[str, list[Case], list[Row]], RunFolder]
HOSTILE = '</script><img src="x" onerror="document.title=1"><svg onload="document.title=1">'
SHOWN = "[...document.querySelectorAll('#case-list > details')].filter((one) => !one.hidden)"
NARROW = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page in a browser; where CI has none the tests fail, elsewhere they are left out."""
    if browser.program() is None:
        if os.environ.get("CI"):
            pytest.fail("no browser found; CI installs chromium")
        pytest.skip("no browser found; install chromium to test the page of the report")
    with browser.Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(fast_run: RunFolder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of a real run."""
    copy = RunFolder(tmp_path_factory.mktemp("report") / "fast")
    shutil.copytree(fast_run.path, copy.path)
    return write(copy)[0].as_uri()


def _open(page: Any, address: str, case: str = "") -> None:
    """Open a page in Chinese, whatever an earlier test chose."""
    page.open(f"{address}?language=zh{case and f'#{case}'}")


def test_it_opens_from_disk_and_asks_for_nothing_else(page: Any, address: str) -> None:
    _open(page, address)
    assert page.run("document.querySelector('h1').innerText").strip()
    assert len(page.run(f"{SHOWN}.map((one) => one.textContent)")) > 10
    assert page.requests == [f"{address}?language=zh"]
    assert page.complaints == []


def test_charts_are_drawn(page: Any, address: str) -> None:
    page.resize(1440, 900)
    _open(page, address)
    for drawn in (".histogram .column", ".stack rect", ".interval circle"):
        box = page.run(
            f"(({{width, height}}) => [width, height])(document.querySelector('{drawn}').getBoundingClientRect())"
        )
        assert min(box) > 0, drawn


def test_every_case_opens_without_a_complaint(page: Any, address: str) -> None:
    _open(page, address)
    page.run("document.getElementById('expand').click()")
    page.wait_for(f"{SHOWN}.every((one) => one.querySelector('.case-body'))")
    assert page.complaints == []
    assert page.run("document.querySelectorAll('blockquote mark.quote').length") > 0
    assert page.run("document.querySelectorAll('blockquote mark.fact').length") > 0
    page.run("document.getElementById('collapse').click()")
    assert page.run("document.querySelectorAll('#case-list > details[open]').length") == 0


def test_filters_leave_the_cases_they_name_and_say_how_many(page: Any, address: str) -> None:
    _open(page, address)
    total = page.run(f"{SHOWN}.length")
    page.run(
        "const one = document.getElementById('filter-type'); one.value = one.options[1].value; one.dispatchEvent(new Event('change'))"
    )
    shown = page.run(f"{SHOWN}.length")
    assert 0 < shown < total
    assert page.run("document.getElementById('shown').innerText") == f"显示 {shown} / {total} 题"
    assert page.run("location.hash").startswith("#filter:type=")
    page.run("document.getElementById('clear').click()")
    assert page.run(f"{SHOWN}.length") == total


def test_search_finds_a_case_by_its_words_in_any_width(page: Any, address: str) -> None:
    _open(page, address)
    wanted = page.run("JSON.parse(document.getElementById('data').textContent).cases[3].id")
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one.isalnum() else one for one in wanted)
    page.run(
        f"const box = document.getElementById('search'); box.value = {wide!r}; box.dispatchEvent(new Event('input'))"
    )
    page.wait_for(f"{SHOWN}.length < 5")
    assert wanted in page.run(f"{SHOWN}.map((one) => one.querySelector('.case-id').textContent)")
    page.run("box.value = '没有这样的词'; box.dispatchEvent(new Event('input'))")
    page.wait_for(f"{SHOWN}.length === 0")
    assert page.run("document.querySelector('#case-list > p').innerText") == "没有符合条件的题。"


def test_a_link_to_a_case_opens_it_even_when_a_filter_hides_it(page: Any, address: str) -> None:
    _open(page, address)
    wanted = page.run("JSON.parse(document.getElementById('data').textContent).cases.at(-1).id")
    _open(page, address, wanted)
    opened = "[...document.querySelectorAll('#case-list > details[open] .case-id')].map((one) => one.textContent)"
    assert page.run(opened) == [wanted]
    assert page.run("document.activeElement.tagName") == "SUMMARY"
    page.run("location.hash = '#filter:search=zzz'")
    page.wait_for(f"{SHOWN}.length === 0")
    page.run(f"location.hash = '#{wanted}'")
    page.wait_for(f"{SHOWN}.length > 0")


def test_the_language_switch_changes_every_word(page: Any, address: str) -> None:
    _open(page, address)
    assert "题中答对" in page.run("document.querySelector('h1').innerText")
    page.run("document.getElementById('language').click()")
    assert "were answered rightly" in page.run("document.querySelector('h1').innerText")
    assert page.run("document.documentElement.lang") == "en"
    assert page.run("document.getElementById('search').placeholder") == "Search questions, answers, quotations"
    assert page.run("document.querySelector('#filter-outcome option').textContent") == "all"


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_sticks_out_of_the_screen(page: Any, address: str, width: int) -> None:
    page.resize(width, 900)
    _open(page, address)
    page.run("document.getElementById('expand').click()")
    assert page.run(NARROW)
    page.run("document.getElementById('language').click()")
    assert page.run(NARROW)


def test_keys_go_from_one_failure_to_the_next(page: Any, write_run: WriteRun) -> None:
    _open(page, write(_mixed(write_run))[0].as_uri())
    opened = "document.querySelector('#case-list > details[open] .case-id')?.innerText"
    seen = []
    for key in ("n", "n", "p"):
        page.press(key)
        seen.append(page.run(opened))
    assert seen == ["g001", "g003", "g001"]
    page.run("document.getElementById('keys').click()")
    page.press("n")
    assert page.run(opened) == "g001"
    page.run("document.getElementById('next-failure').click()")
    assert page.run(opened) == "g003"
    assert "为什么没有通过" in page.run("document.querySelector('details[open]').innerText")


def test_hostile_text_does_not_run(page: Any, write_run: WriteRun) -> None:
    _open(page, write(_mixed(write_run))[0].as_uri())
    page.run("document.getElementById('expand').click()")
    page.wait_for(f"{SHOWN}.every((one) => one.querySelector('.case-body'))")
    assert HOSTILE in page.run("document.getElementById('case-list').textContent")
    assert page.run("document.title").startswith("评测报告")
    assert page.run("document.querySelectorAll('img, #case-list svg').length") == 0
    assert page.complaints == []


def test_a_figure_outside_the_common_plane_does_not_move_the_marks(page: Any, write_run: WriteRun) -> None:
    _open(page, write(_mixed(write_run))[0].as_uri(), "g000")
    assert page.run("document.querySelector('details[open] blockquote mark.fact').innerText") == "50%"


def test_the_page_of_a_comparison_opens_too(page: Any, write_run: WriteRun, tmp_path: Path) -> None:
    a, b = _mixed(write_run), _mixed(write_run, "b", right={0, 1})
    path = tmp_path / "comparison.html"
    path.write_text(html(compare(a, b)), encoding="utf-8")
    _open(page, path.as_uri())
    assert page.requests == [f"{path.as_uri()}?language=zh"]
    assert page.complaints == []
    assert page.run("document.title").startswith("两次评测对比")
    assert page.run("document.querySelectorAll('article.changed').length") == 2
    assert page.run("document.querySelectorAll('img').length") == 0


def _mixed(write_run: WriteRun, name: str = "mixed", right: frozenset[int] | set[int] = frozenset({0, 2})) -> RunFolder:
    """Four cases, those not named wrong, all with hostile text in question, answer and passage."""
    cases = [
        Case(id=f"g{number:03}", question=f"{HOSTILE} {number}?", type="figure", answers=("50%",), docs=("plan",))
        for number in range(4)
    ]
    rows = []
    for number, case in enumerate(cases):
        text = f"𠮷{HOSTILE}到2025年达到{'50%' if number in right else '40%'}。"
        place = {"document": "plan", "title": HOSTILE, "section": ["第一章"], "page": 3, "start": 0, "end": len(text)}
        cited = Citation(mark=1, region=None, text=text, quote=text, **place)  # type: ignore[arg-type]
        rows.append(
            Row(
                id=case.id,
                question=case.question,
                standalone_question=HOSTILE,
                status="answered",
                answer=text,
                seconds=0.1,
                citations=[cited],
            )
        )
    return write_run(name, cases, rows)
