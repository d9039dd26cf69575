"""Tables written out row by row: each cell under its header."""

from collections.abc import Callable

from ingest.commitments.commitment import Commitment
from ingest.commitments.tables import prose_cells
from ingest.table_row import read_row

Draw = Callable[..., list[Commitment]]


def test_cells_have_the_year_of_their_header_and_the_unit_of_their_row(plan: Draw) -> None:
    rows = plan("指标：城镇化率；单位：%；2020年：58.2；2025年：63；属性：预期性")
    assert [(row.subject, row.value, row.unit, row.year, row.kind) for row in rows] == [
        ("城镇化率", "58.2", "%", 2020, "achieved"),
        ("城镇化率", "63", "%", 2025, "target"),
    ]


def test_a_unit_may_stand_in_the_name_or_the_cell(plan: Draw) -> None:
    rows = plan("指标：渔业产值（亿元）；2020年：60；2025年：≥90")
    assert [(row.unit, row.base_number, row.comparator) for row in rows] == [
        ("亿元", 6e9, "exact"),
        ("亿元", 9e9, "at_least"),
    ]
    rows = plan("种类：鱼；2020年：30万吨；2025年：45万吨")
    assert [(row.subject, row.base_number) for row in rows] == [("鱼", 300000.0), ("鱼", 450000.0)]


def test_a_department_may_stand_in_a_column_of_its_own(plan: Draw) -> None:
    rows = plan("指标：泊位数；2025年目标：20个；责任单位：市交通局、市水利局")
    assert [(row.value, row.departments) for row in rows] == [("20个", ("市交通局", "市水利局"))]


def test_growth_in_a_header_and_shares_of_two_years(plan: Draw) -> None:
    (row,) = plan("指标：渔业产值；年均增长：8%以上")
    assert row.comparator == "growth_rate_at_least"
    rows = plan("种类：鱼；2020年：30万吨；2025年为2020年的百分比：150")
    assert [(row.subject, row.unit) for row in rows][1] == ("鱼（2025年为2020年的百分比）", "%")


def test_sentences_inside_cells_are_read_as_sentences(report: Draw) -> None:
    line = "序号：1；领域：养老；具体内容：依托机构设立家庭养老床位400张。全年开展检查不少于4次。"
    assert len(prose_cells(line)) == 1
    assert [(row.value, row.sentence) for row in report(line, "2023年民生实事")] == [
        ("400张", "依托机构设立家庭养老床位400张。"),
        ("不少于4次", "全年开展检查不少于4次。"),
    ]


def test_a_sentence_with_colons_is_no_row() -> None:
    assert read_row("目标：港口吞吐量达到3亿吨；渔业：产值达到90亿元。") is None
    assert prose_cells("各位代表：现在报告工作；请审议。") == []
