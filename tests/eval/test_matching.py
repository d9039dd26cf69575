"""The matching rule: a fact is found however it is printed, and never inside another figure."""

import pytest

from eval.matching import holds


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("森林覆盖率达到 48％以上", "48%"),
        ("新增３ ０００个\n泊位", "3000个"),
        ("构建“一湖两翼”格局", "一湖两翼"),
        ("建设一湖两翼", "“一湖两翼”"),
        ("2023——2025年", "2023—2025年"),
        ("推进 Gdp 核算", "GDP"),
        ("增长5%，其中工业6%", "6%"),
        ("共15项、5项", "5项"),
        ("完成5.", "5"),
    ],
)
def test_the_same_fact_in_another_print_is_found(text: str, fact: str) -> None:
    assert holds(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("增长4.5%", "5%"),
        ("增长15%", "5%"),
        ("投资1,500亿元", "500亿元"),
        ("达到48.5", "48"),
        ("达到481", "48"),
        ("森林覆盖率", "城镇化率"),
        ("任何文字", ""),
        ("任何文字", "“”"),
    ],
)
def test_a_part_of_another_figure_is_no_fact(text: str, fact: str) -> None:
    assert not holds(text, fact)
