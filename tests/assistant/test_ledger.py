"""The ledger as people use it: filters, exports, series of an indicator and where documents disagree."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.ledger.export import as_csv, as_xlsx
from assistant.ledger.indicator import Indicator, key_of, same_indicator
from assistant.ledger.ledger import Wanted, facets, find
from assistant.ledger.series import plain, series_of
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

_PLAN = """# 岳阳市渔业发展规划（2021-2025年）

## 第一章 发展基础

2020年，渔业产值达到60亿元，城镇化率为58%。

## 第二章 主要目标

到2025年，渔业产值达到90亿元，城镇化率达到63%，渔业产值年均增长8%以上。

新增养殖池塘500口。（责任部门：市农业农村局、市水利局）
"""
_DRAFT = """# 岳阳市水产振兴行动方案（2021-2025年）（征求意见稿）

## 主要目标

到2025年，渔业产值达到95亿元。
"""
_REPORT = """# 2024年岳阳市政府工作报告

## 一、2023年工作回顾

全市渔业产值达到78亿元，增长9%。

## 二、2024年工作安排

渔业产值增长8%左右。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "plans").mkdir()
    for name, text in (("plan", _PLAN), ("draft", _DRAFT), ("report", _REPORT)):
        (folder / "plans" / f"{name}.md").write_text(text, encoding="utf-8")
    made = Store(folder / "store", bundled())
    assert not update(made, [str(folder / "plans")]).skipped
    made.refresh()
    yield made
    made.close()


def _values(store: Store, **wanted: object) -> list[str]:
    return [row.value for row in find(store, Wanted(**wanted)).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        ({"department": "水利"}, ["500口"]),
        ({"document": "draft"}, ["95亿元"]),
        ({"document": "水产振兴"}, ["95亿元"]),
        ({"year": 2023}, ["78亿元", "9%"]),
        ({"kind": "achieved", "document": "plan"}, ["60亿元", "58%"]),
        ({"region": "岳阳", "search": "池塘"}, ["500口"]),
        ({"region": "长沙"}, []),
        ({"search": '"池塘"'}, ["500口"]),
        ({"search": "９５亿元"}, ["95亿元"]),
        ({"search": "城镇化率", "year": 2025}, ["63%", "90亿元", "8%以上"]),
    ],
)
def test_filters(store: Store, wanted: dict[str, object], values: list[str]) -> None:
    assert _values(store, **wanted) == values


def test_pages_follow_each_other(store: Store) -> None:
    whole = find(store, Wanted())
    pages = [find(store, Wanted(limit=3, offset=offset)) for offset in range(0, whole.total, 3)]
    assert [row for page in pages for row in page.rows] == whole.rows
    assert {page.total for page in pages} == {whole.total}


def test_facets_name_what_there_is(store: Store) -> None:
    found = facets(store)
    assert set(found.documents) == {"plan", "draft", "report"}
    assert found.regions == ["岳阳市"]
    assert found.years == [2020, 2023, 2024, 2025]
    assert found.departments == {"市农业农村局": 1, "市水利局": 1}


def test_a_row_leads_to_its_passage(store: Store) -> None:
    for row in find(store, Wanted()).rows:
        body = store.catalog.body(row.document) or ""
        assert body[row.start : row.end] == row.value
        assert body[row.sentence_start :].startswith(row.sentence)


def test_csv_opens_in_a_spreadsheet_and_holds_every_row(store: Store) -> None:
    rows = find(store, Wanted()).rows
    data = as_csv(rows, "zh")
    assert data.startswith(b"\xef\xbb\xbf")
    header, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert header[:2] == ["指标或项目", "数值"]
    assert [line[1] for line in lines] == [row.value for row in rows]
    assert all(len(line) == len(header) for line in lines)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_acts_as_a_formula(store: Store, begin: str) -> None:
    (row,) = find(store, Wanted(document="draft")).rows
    evil = row.model_copy(update={"subject": f"{begin}HYPERLINK(1)", "sentence": f"{begin}1+1"})
    (_, line) = csv.reader(io.StringIO(as_csv([evil], "zh").decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)
    cells = next(load_workbook(io.BytesIO(as_xlsx([evil], "zh"))).active.iter_rows(min_row=2))
    assert "f" not in {cell.data_type for cell in cells}


def test_a_workbook_is_formatted_and_opens(store: Store) -> None:
    rows = find(store, Wanted()).rows
    sheet = load_workbook(io.BytesIO(as_xlsx(rows, "en"))).active
    assert sheet.max_row == len(rows) + 1
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet["A1"].font.bold
    titles = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, titles.index("Plan") + 1).value == rows[0].title
    assert sheet.cell(2, titles.index("Section") + 1).value == " › ".join(rows[0].section)


def test_control_characters_do_not_break_a_workbook(store: Store) -> None:
    (row,) = find(store, Wanted(document="draft")).rows
    broken = row.model_copy(update={"sentence": "渔业\x07产值"})
    assert load_workbook(io.BytesIO(as_xlsx([broken], "zh"))).active.max_row == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("地区生产总值", "全市生产总值"),
        ("GDP", "生产总值"),
        ("社会消费品零售额", "社会消费品零售总额"),
        ("高新技术产业增加值占GDP比重", "高新技术产业增加值占地区生产总值的比重"),
        ("高新技术产业增加值在GDP中的比重", "高新技术产业增加值占GDP比重"),
        ("新增城镇就业人数", "城镇新增就业"),
        ("规模工业增加值", "规模以上工业增加值"),
        ("岳阳市森林覆盖率", "森林覆盖率"),
    ],
)
def test_one_indicator_under_two_names(one: str, other: str) -> None:
    assert same_indicator(one, other)
    assert Indicator(one).names(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("出口总额", "进出口总额"),
        ("农村居民人均可支配收入", "居民人均可支配收入"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("第一产业增加值", "第二产业增加值"),
        ("工业投资", "投资"),
        ("人均生产总值", "生产总值"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("森林覆盖率", "绿化覆盖率"),
        ("带动社会消费品零售总额", "社会消费品零售总额"),
    ],
)
def test_two_indicators_with_like_names(one: str, other: str) -> None:
    assert not same_indicator(one, other)


def test_nothing_is_the_indicator_of_an_empty_name() -> None:
    assert key_of("年均增长") == ""
    assert not same_indicator("年均增长", "增长")


def test_a_series_goes_from_the_base_over_results_to_targets(store: Store) -> None:
    level, *others = series_of(store, "渔业产值")
    assert (level.measure, level.unit, level.region) == ("level", "元", "岳阳市")
    assert [(row.year, row.kind, row.value) for row in level.rows] == [
        (2020, "achieved", "60亿元"),
        (2023, "achieved", "78亿元"),
        (2025, "target", "95亿元"),
        (2025, "target", "90亿元"),
    ]
    assert {(one.measure, tuple(row.value for row in one.rows)) for one in others} == {
        ("growth", ("9%", "8%左右")),
        ("average", ("8%以上",)),
    }


def test_a_conflict_names_both_sources_and_the_one_that_prevails(store: Store) -> None:
    level = series_of(store, "渔业产值")[0]
    (conflict,) = level.conflicts
    assert (conflict.year, conflict.kind) == (2025, "target")
    assert {row.document for row in conflict.rows} == {"plan", "draft"}
    # A plan in force prevails over a draft.
    assert conflict.prevails == conflict.rows[0].id
    assert conflict.rows[0].document == "plan"
    told = plain(level)
    assert told["conflicts"][0]["commitments"] == [row.id for row in conflict.rows]


def test_yearly_figures_averages_and_sums_of_years_are_no_conflict(tmp_path: Path) -> None:
    text = (
        "# 2023年岳阳市政府工作报告\n\n## 一、2022年工作回顾\n\n渔业投资完成30亿元，增长9%，五年累计完成投资120亿元，年均增长6%。\n"
        "与2017年相比，渔业投资增长50%。一季度渔业投资增长20%。\n"
    )
    other = "# 2024年岳阳市政府工作报告\n\n## 一、2023年工作回顾\n\n渔业投资从2022年的30亿元增加到33亿元。\n"
    for name, body in (("one", text), ("two", other)):
        (tmp_path / f"{name}.md").write_text(body, encoding="utf-8")
    made = Store(tmp_path / "store", bundled())
    update(made, [str(tmp_path / "one.md"), str(tmp_path / "two.md")])
    made.refresh()
    found = series_of(made, "渔业投资")
    made.close()
    assert [one.conflicts for one in found] == [[]] * len(found)
    growth = next(one for one in found if one.measure == "growth")
    assert [row.value for row in growth.rows] == ["9%"]


def test_sums_that_go_on_and_doublings_are_no_levels_of_a_year(tmp_path: Path) -> None:
    text = (
        "# 2023年岳阳市政府工作报告\n\n## 一、2022年工作回顾\n\n"
        "五年累计引进资金25亿元，实现渔业产值400亿元。2022年渔业产值达到90亿元，五年翻了一番。\n"
    )
    (tmp_path / "one.md").write_text(text, encoding="utf-8")
    made = Store(tmp_path / "store", bundled())
    update(made, [str(tmp_path / "one.md")])
    found = {(one.measure, tuple(row.value for row in one.rows)) for one in series_of(made, "渔业产值")}
    made.close()
    assert ("level", ("90亿元",)) in found
    assert {"400亿元", "翻了一番"} == {value for measure, values in found if measure == "span" for value in values}


def test_the_volume_of_an_output_is_the_output() -> None:
    assert same_indicator("粮食总产量", "粮食总产")
    assert same_indicator("上市公司总数", "上市公司")
