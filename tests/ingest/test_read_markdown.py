"""Markdown: structure kept, markup gone."""

from ingest.blocks import Block, Reading
from ingest.read.markdown import read_markdown


def _read(text: str) -> Reading:
    return read_markdown(text.encode(), "plan.md")


def test_front_matter_is_stated_and_not_ingested() -> None:
    reading = _read("---\ntitle: 山海市规划\nsource: https://example.org/1\n---\n\n正文一段。\n")
    assert reading.stated == {"title": "山海市规划", "source": "https://example.org/1"}
    assert reading.blocks == (Block("正文一段。"),)


def test_heading_levels_come_from_the_marks() -> None:
    assert _read("## 第一章 总则\n### 一、目标\n文字。").blocks[:2] == (
        Block("第一章总则", "heading", 2),
        Block("一、目标", "heading", 3),
    )


def test_a_bold_line_is_a_heading_without_level_and_a_bold_opening_a_lead() -> None:
    blocks = _read("**一、工作回顾**\n\n**（一）修路。**全市修路八十公里。\n\n这是**重点**任务。").blocks
    assert blocks == (
        Block("一、工作回顾", "heading"),
        Block("（一）修路。全市修路八十公里。", lead=6),
        Block("这是重点任务。"),
    )


def test_table_rows_carry_their_headers() -> None:
    text = "| 指标 | 2025年 | 属性 |\n|---|---:|---|\n| 森林覆盖率 | 45% | 约束性 |\n| 床位 | | 预期性 |"
    assert [block.text for block in _read(text).blocks] == [
        "指标：森林覆盖率；2025年：45%；属性：约束性",
        "指标：床位；属性：预期性",
    ]


def test_a_table_of_figures_alone_takes_no_row_for_headers() -> None:
    assert [block.text for block in _read("|---|---|\n| 12 | 34 |\n| 56 | 78 |").blocks] == ["12；34", "56；78"]


def test_quotes_lists_links_and_notes_lose_only_their_marks() -> None:
    text = "> 引用[文件](http://a.b/c)内容。\n\n- 第一项\n- 第二项`代码`\n1. 第三项[^2]\n\n[^2]: 注解*文字*。"
    assert [block.text for block in _read(text).blocks] == [
        "引用文件内容。",
        "第一项",
        "第二项代码",
        "1.第三项",
        "注解文字。",
    ]


def test_emphasis_over_several_paragraphs_leaves_no_marks() -> None:
    assert all("*" not in block.text for block in _read("**市长\n\n在大会上**\n\n报告。").blocks)


def test_pictures_are_remarked_since_tables_may_be_in_them() -> None:
    reading = _read("正文一段。\n\n![](a.jpg)\n\n![图](b.png)")
    assert [block.text for block in reading.blocks] == ["正文一段。"]
    assert reading.remarks[0].startswith("2 picture")
