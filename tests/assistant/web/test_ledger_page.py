"""The ledger on the page: what an official filters, sorts, follows, checks and takes away."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.ledger.export import columns
from assistant.ledger.topic import NAMES
from assistant.web.messages import text

Visit = Callable[..., Any]
Rows = list[dict[str, str]]
_READ = """rows => rows.map(row => ({
    id: row.dataset.row,
    subject: row.querySelector('th').innerText.trim(),
    value: row.querySelector('td.value [lang]').innerText.trim(),
    year: row.querySelector('td.year').innerText.trim(),
    kind: row.querySelector('.kind').className,
    departments: row.querySelector('td.departments').innerText.trim(),
    title: row.querySelector('td.title').innerText.trim(),
    region: row.lastElementChild.previousElementSibling.innerText.trim(),
}))"""


@pytest.fixture
def ledger(visit: Visit) -> Callable[..., Any]:
    """Open the tab of the ledger as a new visitor."""

    def opened(**options: Any) -> Any:
        visitor = visit(**options)
        visitor.page.click("#tabs [role=tab][data-tab-id=commitments]")
        visitor.page.wait_for_selector(".ledger-table tr[data-row]")
        return visitor

    return opened


def _rows(page: Any) -> Rows:
    return page.eval_on_selector_all(".ledger-table tr[data-row]", _READ)


def _total(page: Any) -> int:
    return int("".join(filter(str.isdigit, page.inner_text(".ledger-bar .count"))))


def _wait(page: Any, act: Callable[[], object]) -> None:
    """Do something that fetches the table anew, and wait until it is there."""
    with page.expect_response(lambda reply: "part=results" in reply.url):
        act()
    page.wait_for_function("!document.querySelector('.ledger-results[aria-busy]')")


def _choose(page: Any, name: str, value: str) -> None:
    _wait(page, lambda: page.select_option(f".ledger-filters [name={name}]", value))


def _search(page: Any, words: str) -> None:
    _wait(page, lambda: page.fill(".ledger-filters [name=search]", words))


def _offered(page: Any, name: str) -> dict[str, int]:
    """Return what a filter offers, with the number it states."""
    found = page.eval_on_selector_all(
        f".ledger-filters [name={name}] option", "all => all.map(one => [one.value, one.textContent])"
    )
    return {value: int(said.rpartition("(")[2].rstrip(")").replace(",", "")) for value, said in found if value}


@pytest.mark.parametrize("name", ["document", "region", "department", "year", "topic", "kind"])
def test_every_filter_leaves_as_many_rows_as_it_says(ledger: Callable[..., Any], name: str) -> None:
    page = ledger().page
    everything, offered = _total(page), _offered(page, name)
    assert offered
    value, count = min(offered.items(), key=lambda item: item[1])
    assert count < everything or len(offered) == 1
    _choose(page, name, value)
    assert _total(page) == count
    shown = {
        "department": lambda row: value in row["departments"],
        "year": lambda row: row["year"] == value,
        "region": lambda row: row["region"] == value,
        "kind": lambda row: value in row["kind"],
        "document": lambda row: row["id"].startswith(f"{value}#"),
    }
    rows = _rows(page)
    assert len(rows) == min(count, 50)
    assert all(map(shown.get(name, bool), rows))


def test_filters_join_and_are_cleared_together(ledger: Callable[..., Any]) -> None:
    visitor = ledger()
    page = visitor.page
    everything = _total(page)
    _choose(page, "year", "2025")
    in_year = _total(page)
    _choose(page, "topic", "environment")
    both = _total(page)
    _search(page, "率")
    three = _rows(page)
    assert everything > in_year > both >= len(three) > 0
    assert all(row["year"] == "2025" for row in three)
    _wait(page, lambda: page.click(".facets [data-do=ledger-clear]"))
    assert _total(page) == everything
    assert page.input_value(".ledger-filters [name=search]") == ""
    assert page.input_value(".ledger-filters [name=topic]") == ""
    assert visitor.errors == []


@pytest.mark.parametrize("name", ["document", "region", "department", "year", "topic", "kind"])
def test_a_filter_counts_what_the_other_filters_leave(ledger: Callable[..., Any], name: str) -> None:
    visitor = ledger()
    page = visitor.page
    everything = _offered(page, name)
    _search(page, "率")
    other, value = ("topic", "environment") if name != "topic" else ("kind", "target")
    _choose(page, other, value)
    total, left = _total(page), _offered(page, name)
    assert left
    assert left.keys() <= everything.keys()
    assert left != everything
    if name not in ("department", "year"):
        # Every row has one of these, so that together they are all that is shown.
        assert sum(left.values()) == total
    for chosen, count in list(left.items())[:3]:
        _choose(page, name, chosen)
        assert _total(page) == count
    # A choice says how to undo itself: the filter goes on offering what the others leave.
    assert _offered(page, name) == left
    _wait(page, lambda: page.click(".facets [data-do=ledger-clear]"))
    assert _offered(page, name) == everything
    assert visitor.errors == []


def test_a_link_opens_the_filtered_table_again(ledger: Callable[..., Any], visit: Visit) -> None:
    page = ledger().page
    _choose(page, "topic", "environment")
    _search(page, "率")
    _wait(page, lambda: page.click("[data-column=value]"))
    shown, address = [row["id"] for row in _rows(page)], page.url
    again = visit()
    other = again.page
    other.goto("about:blank")
    # Whoever leaves the page breaks off what the framework was waiting for.
    again.errors.clear()
    other.goto(address)
    other.wait_for_selector(".ledger-table tr[data-row]")
    assert [row["id"] for row in _rows(other)] == shown
    assert other.input_value(".ledger-filters [name=topic]") == "environment"
    assert other.input_value(".ledger-filters [name=search]") == "率"
    assert other.get_attribute("th:has([data-column=value])", "aria-sort") == "ascending"
    _wait(other, lambda: other.click("[data-column=value]"))
    assert other.get_attribute("th:has([data-column=value])", "aria-sort") == "descending"
    # Elsewhere on the page the address is that of the page, back on the tab that of the table.
    other.click("#tabs [role=tab][data-tab-id=chat]")
    other.wait_for_function("location.hash === ''")
    other.click("#tabs [role=tab][data-tab-id=commitments]")
    other.wait_for_function("location.hash.includes('topic=environment')")
    assert again.errors == []


def test_a_pasted_link_changes_the_table_that_is_open(ledger: Callable[..., Any]) -> None:
    page = ledger().page
    everything = _total(page)
    page.evaluate("location.hash = '#commitments=1&kind=achieved'")
    page.wait_for_function("document.querySelector('.ledger-filters [name=kind]').value === 'achieved'")
    assert 0 < _total(page) < everything
    assert all("achieved" in row["kind"] for row in _rows(page))


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "=cmd|' /C calc'!A0", "<b>x</b>", "率" * 400])
def test_odd_words_are_words(ledger: Callable[..., Any], words: str) -> None:
    visitor = ledger()
    _search(visitor.page, words)
    shown = visitor.page.inner_text(".ledger-results")
    if words == "%":
        assert all("%" in _cells(visitor.page, row) for row in range(min(5, len(_rows(visitor.page)))))
    elif words != '"':
        assert text("ledger_none") in shown
    assert visitor.errors == []


def _cells(page: Any, row: int) -> str:
    """Return the sentence and value of a row, by opening its source."""
    page.click(f".ledger-table tr[data-row] >> nth={row}")
    page.wait_for_selector(".ledger .passage-view mark[data-quote]")
    return str(page.inner_text(".ledger mark[data-quote]") + page.inner_text(".ledger .trail"))


def test_no_row_says_so_and_offers_the_way_back(ledger: Callable[..., Any]) -> None:
    page = ledger().page
    everything = _total(page)
    _search(page, "月球基地")
    assert text("ledger_none") in page.inner_text(".ledger-results")
    assert page.locator(".export a").count() == 0
    _wait(page, lambda: page.click(".empty-line [data-do=ledger-clear]"))
    assert _total(page) == everything


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("subject", "subject"),
        ("year", "year"),
        ("kind", "kind"),
        ("department", "departments"),
        ("title", "title"),
        ("region", "region"),
    ],
)
def test_every_column_sorts_up_down_and_back(ledger: Callable[..., Any], column: str, field: str) -> None:
    page = ledger().page
    _choose(page, "kind", "target") if column != "kind" else None
    first = [row["id"] for row in _rows(page)]
    head = f"[data-column={column}]"
    unsaid = text("ledger_nothing_said")
    for turn in ("ascending", "descending"):
        _wait(page, lambda: page.click(head))
        assert page.get_attribute(f"th:has({head})", "aria-sort") == turn
        # What is not stated stands last in either direction.
        said = [row[field] for row in _rows(page)]
        known = [value for value in said if unsaid not in value]
        assert said[: len(known)] == known
        assert known == sorted(known, reverse=turn == "descending")
    _wait(page, lambda: page.click(head))
    assert [row["id"] for row in _rows(page)] == first


def test_values_sort_by_size_among_those_of_their_unit(ledger: Callable[..., Any], tmp_path: Path) -> None:
    page = ledger().page
    _wait(page, lambda: page.click("[data-column=value]"))
    rows = _table(_saved(page, "CSV", tmp_path))
    by_unit: dict[str, list[float]] = {}
    for row in rows:
        if row["单位"] in ("%", "个") and "-" not in row["数字"]:
            by_unit.setdefault(row["单位"], []).append(float(row["数字"]))
    assert len(by_unit["%"]) > 3
    assert all(numbers == sorted(numbers) for numbers in by_unit.values())


def _saved(page: Any, form: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click(f".export a >> text={form}")
    path = folder / str(download.value.suggested_filename)
    download.value.save_as(path)
    return path


def _table(path: Path) -> Rows:
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    head, *body = load_workbook(path).active.iter_rows(values_only=True)
    return [{str(name): str(value or "") for name, value in zip(head, row, strict=True)} for row in body]


@pytest.mark.parametrize("form", ["CSV", "XLSX"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_export_holds_what_is_shown_in_its_order(
    ledger: Callable[..., Any], tmp_path: Path, form: str, language: Any
) -> None:
    page = ledger(path=f"/?lang={language}").page
    _search(page, "率")
    _choose(page, "year", "2025")
    _wait(page, lambda: page.click("[data-column=value]"))
    shown = _rows(page)
    assert 1 < len(shown) == _total(page)
    rows = _table(_saved(page, form, tmp_path))
    names = [column.zh if language == "zh" else column.en for column in columns(language)]
    # Columns are only ever added behind the last.
    subject, value, year, number, topic = names[0], names[1], names[5], names[14], names[15]
    assert list(rows[0]) == names
    assert [row[number] for row in rows] == [row["id"] for row in shown]
    assert {row[topic] for row in rows} <= {name[0 if language == "zh" else 1] for name in NAMES.values()}
    assert len({row[topic] for row in rows}) > 1
    assert [(row[subject], row[value].lstrip("'"), row[year]) for row in rows] == [
        (row["subject"], row["value"], row["year"]) for row in shown
    ]


def test_a_row_opens_its_source_with_the_number_in_view(ledger: Callable[..., Any], site: Any) -> None:
    visitor = ledger()
    page = visitor.page
    _search(page, "森林覆盖率")
    row = _rows(page)[0]
    page.click(".ledger-table tr[data-row] .opens >> nth=0")
    page.wait_for_selector(".ledger .passage-view")
    assert page.inner_text(".ledger mark[data-quote] strong") == row["value"]
    assert page.evaluate(
        """() => {
            const number = document.querySelector('.ledger mark[data-quote] strong').getBoundingClientRect();
            const panel = document.querySelector('.ledger .source-body').getBoundingClientRect();
            return number.top >= panel.top && number.bottom <= panel.bottom;
        }"""
    )
    assert page.locator(".ledger-table [aria-expanded=true]").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_selector(".ledger .source-panel:not(.open)", state="attached")
    assert "opens" in page.evaluate("document.activeElement.className")
    assert visitor.foreign(site) == []


def test_an_indicator_is_drawn_over_the_years(ledger: Callable[..., Any]) -> None:
    page = ledger().page
    for number in range(page.locator("[data-do=series]").count()):
        page.click(f"[data-do=series] >> nth={number}")
        page.wait_for_selector(".detail .series, .detail .remark")
        if page.locator(".detail .chart svg circle").count():
            break
        page.click(f"[data-do=series] >> nth={number}")
    years = page.locator(".detail .series-one >> nth=0").locator("tbody th").all_inner_texts()
    marks = page.locator(".detail .series-one >> nth=0").locator("svg circle").count()
    assert len(set(years)) > 1
    assert years == sorted(years)
    assert marks == len(years)
    page.click("[data-do=series-shut]")
    page.wait_for_selector(".detail", state="detached")
    assert page.evaluate("document.activeElement.dataset.do") == "series"


def test_pages_turn_to_the_end_and_back(ledger: Callable[..., Any]) -> None:
    page = ledger().page
    total, first = _total(page), [row["id"] for row in _rows(page)]
    if total <= len(first):
        pytest.skip("the bundled digests fit on one page")
    _wait(page, lambda: page.click("[data-turn=next]"))
    assert not set(first) & {row["id"] for row in _rows(page)}
    _wait(page, lambda: page.click("[data-turn=last]") if page.is_enabled("[data-turn=last]") else page.reload())
    assert page.is_disabled("[data-turn=next]")
    _wait(page, lambda: page.click("[data-turn=first]"))
    assert [row["id"] for row in _rows(page)] == first


def test_english_keeps_the_filters_and_names_everything(ledger: Callable[..., Any]) -> None:
    page = ledger().page
    _choose(page, "topic", "environment")
    total = _total(page)
    page.click("[data-act=language]")
    page.wait_for_selector(f".ledger-table thead >> text={text('ledger_value', 'en')}")
    assert _total(page) == total
    assert page.input_value(".ledger-filters [name=topic]") == "environment"
    assert NAMES["environment"][1] in page.inner_text(".ledger-filters [name=topic]")
    assert text("ledger_count", "en", count=total) == page.inner_text(".ledger-bar .count")


def test_a_phone_shows_rows_as_cards_without_scrolling_sideways(ledger: Callable[..., Any]) -> None:
    page = ledger(width=390, height=844).page
    assert not page.is_visible(".ledger-filters [name=topic]")
    page.click(".facets summary")
    _choose(page, "topic", "environment")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    card = page.query_selector(".ledger-table tr[data-row]").bounding_box()
    assert card["width"] > 300 < page.viewport_size["width"]
    assert page.evaluate("getComputedStyle(document.querySelector('.ledger-table tr[data-row]')).display") == "grid"
    page.click(".ledger-table .opens >> nth=0")
    page.wait_for_selector(".ledger .passage-view mark[data-quote]")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.ledger button, .ledger .export a, .ledger select, .ledger input')]
            .filter(one => one.getClientRects().length)
            .map(one => [one.innerText || one.name, one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name)"""
    )
    assert small == []
