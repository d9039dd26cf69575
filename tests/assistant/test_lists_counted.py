"""Sentences that list as many things as a question counts."""

import pytest

from assistant.definitions import explains
from assistant.lists import lists_counted


@pytest.mark.parametrize(
    ("question", "sentence", "lists"),
    [
        ("“三大片区”是哪些", "规划了东湖、北站、老城“三大片区”。", True),
        ("四个园区有哪些", "四个园区：甲园、乙园、丙园和丁园。", True),
        ("三大片区是哪些", "优化“三大片区”布局，提升东湖、北站承载力。", False),
        ("三大片区是哪些", "打造东湖、北站、老城三大商圈。", False),
        ("“东拓”等四个方向是什么", "坚持“东拓、西优、南进、北控”。", True),
        ("“东拓”等四个方向是什么", "坚持“东拓、西优、南进”。", False),
    ],
)
def test_a_list_has_the_number_and_the_name_asked_for(question: str, sentence: str, lists: bool) -> None:
    assert lists_counted(question, sentence) is lists


@pytest.mark.parametrize(
    ("term", "text", "clear"),
    [
        ("多证合一", "将营业执照证、税务登记证、社保登记证等归并，推行“多证合一”。", True),
        ("多证合一", "深化“多证合一”改革，压减办证时间。", False),
        ("一湖三河", "统筹“一湖三河”治理，建设河长制平台、河道巡查、河岸绿化工程。", False),
        ("一湖三河", "统筹“一湖三河”，保护镜湖、清河、白河、沙河。", True),
    ],
)
def test_a_coined_name_is_explained_by_a_row_of_its_things(term: str, text: str, clear: bool) -> None:
    assert (explains(term, text) >= 1.0) is clear
