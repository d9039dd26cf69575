"""What axe-core finds on every tab and state: nothing serious, nothing critical."""

from collections.abc import Callable
from typing import Any

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
QUESTION = "到2025年衡阳地区生产总值目标是多少？"
Visit = Callable[..., Any]


def _problems(page: Any) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {item['help']} {[node['target'] for node in item['nodes']][:4]}"
        for item in found
        if item["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_asking_has_no_barrier(visit: Visit, scheme: str, width: int) -> None:
    visitor = visit(width=width, color_scheme=scheme)
    page = visitor.page
    page.wait_for_selector(".greeting .suggestion")
    assert _problems(page) == []
    visitor.ask(QUESTION)
    page.wait_for_selector("#current .follow-ups .suggestion")
    page.click("#current .chip >> nth=0")
    page.wait_for_selector(".page-picture img")
    page.click("#filters button")
    page.click("#current .bad")
    page.wait_for_selector(".correction")
    assert _problems(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["commitments", "documents", "evaluation"])
def test_every_other_tab_has_no_barrier(visit: Visit, scheme: str, tab: str) -> None:
    page = visit(color_scheme=scheme).page
    page.click(f"#tabs [role=tab][data-tab-id={tab}]")
    shown = {"commitments": ".ledger-table td", "documents": ".documents .card", "evaluation": ".blank:visible"}
    page.wait_for_selector(shown[tab])
    assert _problems(page) == []
    if tab == "documents":
        page.click("#admin > button")
        page.wait_for_selector(".gate input")
        assert _problems(page) == []
        page.click(".documents .card [data-do=read] >> nth=0")
        page.wait_for_selector(".reader .body p")
        assert _problems(page) == []


def test_the_keyboard_reaches_an_answer_and_its_source(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    page.locator("#current .chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage-view")
    page.wait_for_function("document.activeElement.matches('.passage-view .title')")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('.chip')")
