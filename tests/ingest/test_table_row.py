"""Table rows written out as "header：cell；header：cell"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.table_row import read_row


def _figures(line: str) -> list[tuple[str, str, str]]:
    row = read_row(line)
    assert row is not None
    return [(one.header, one.shown, one.figure.unit) for one in row.figures()]


def test_a_row_is_named_by_its_indicator_not_by_its_category() -> None:
    row = read_row(
        "类别：创新；指标名称（单位）：有效发明专利（件）；2023年完成：410；2024年目标：460；责任单位：市知识产权局"
    )
    assert row is not None
    assert (row.name, row.unit) == ("有效发明专利", "件")
    assert [one.shown for one in row.figures()] == ["410件", "460件"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("序号：3；领域：水利；工作任务：加固水库5座；牵头单位：市水利局", "加固水库5座"),
        ("一级指标：绿色；二级指标：空气优良天数比例；2025年：92%", "空气优良天数比例"),
        ("项目名称：城北水厂；建设内容：日供水5万吨；总投资（亿元）：2.4", "城北水厂"),
        ("地区：城东区；2025年：12个；2030年：18个", "城东区"),
    ],
)
def test_what_a_row_is_about(line: str, name: str) -> None:
    row = read_row(line)
    assert row is not None
    assert row.name == name


def test_the_unit_of_a_bare_number_is_that_of_its_column_or_row() -> None:
    assert _figures("指标：城镇化率；单位：%；2020年：48.6；2025年：58.2") == [
        ("2020年", "48.6%", "%"),
        ("2025年", "58.2%", "%"),
    ]
    assert _figures("项目名称：城北水厂；总投资（亿元）：2.4；建设年限：2024") == [("总投资", "2.4亿元", "元")]
    assert _figures("指标：粮食产量（万吨）；2025年：45；年均增速：1.2")[1] == ("年均增速", "1.2%", "%")
    assert _figures("指标：专利（件）；2025年：≥46；2030年：〔52〕") == [
        ("2025年", "≥46件", "件"),
        ("2030年", "〔52〕件", "件"),
    ]


def test_a_bracket_that_is_no_unit_stays_with_the_name() -> None:
    row = read_row("产品名称：烧碱（折百）；2025年：8万吨；2030年：9万吨")
    assert row is not None
    assert (row.name, row.unit) == ("烧碱（折百）", "")


def test_an_office_is_no_unit_and_a_deadline_no_figure() -> None:
    assert _figures("任务：改造管网；单位：市城管局；目标：30公里；完成时限：2025年10月") == [
        ("目标", "30公里", "公里")
    ]


def test_cells_may_hold_sentences() -> None:
    row = read_row("序号：1；工作任务：新建学校2所；改建食堂6处。；牵头单位：县教育局；完成时限：2025年底")
    assert row is not None
    assert [cell.text for cell in row.cells] == ["1", "新建学校2所；改建食堂6处。", "县教育局", "2025年底"]


@pytest.mark.parametrize(
    "line",
    [
        "目标：港口吞吐量达到3亿吨；渔业：产值达到90亿元。",
        "各位代表：现在报告工作；请审议。",
        "要坚持：一是稳中求进；二是以进促稳。",
        "到2025年，城镇化率达到58.2%。",
        "",
    ],
)
def test_prose_is_no_row(line: str) -> None:
    assert read_row(line) is None


@given(st.text(alphabet="指标单位目标年：；。2025%（）()元万.,-≥\n ", max_size=60))
def test_cells_and_figures_lie_where_they_say(line: str) -> None:
    row = read_row(line)
    for cell in row.cells if row else ():
        assert line[cell.start : cell.end] == cell.text
    for one in row.figures() if row else ():
        assert line[one.figure.start : one.figure.end] == one.figure.text
