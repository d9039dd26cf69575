"""Regions in running text: what names one, and what only looks like it."""

import pytest

from ingest.regions import find_regions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江西景德镇的目标", ["江西省", "景德镇市"]),
        ("京津沪2023年目标", ["北京市", "天津市", "上海市"]),
        ("粤苏两省的目标", ["广东省", "江苏省"]),
        ("南京路网密度", ["南京市"]),
        ("长沙街道数量", ["长沙市"]),
        ("海南2020年目标", ["海南省"]),
    ],
)
def test_a_region_is_found_by_its_short_name(text: str, expected: list[str]) -> None:
    assert find_regions(text) == expected


@pytest.mark.parametrize(
    "text", ["南京路改造长度", "北京中路", "武汉大学", "黄河南岸", "长江西岸", "京沪高铁", "京津冀协同发展", "湘江水质"]
)
def test_a_street_a_school_or_a_bank_of_a_river_is_no_region(text: str) -> None:
    assert find_regions(text) == []
