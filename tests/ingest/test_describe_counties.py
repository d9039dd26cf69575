"""Documents of counties, districts and county-level cities are described as theirs, not as their city's."""

from pathlib import Path

import pytest

from ingest.describe import describe
from ingest.read.open import read_file

REPORT = """# 政府工作报告

——2023年1月5日在{congress}第十八届人民代表大会第二次会议上

各位代表：

现在，我代表政府向大会报告工作。

## 一、2022年工作回顾

地区生产总值增长5%。

## 二、2023年工作安排

地区生产总值增长7%。
"""


@pytest.mark.parametrize(
    ("congress", "region"),
    [
        ("浏阳市", "浏阳市"),
        ("长沙市岳麓区", "岳麓区"),
        ("衡南县", "衡南县"),
        ("湖南省长沙市", "长沙市"),
        ("长沙市", "长沙市"),
        ("湖南省", "湖南省"),
    ],
)
def test_the_congress_that_heard_a_report_tells_its_region(tmp_path: Path, congress: str, region: str) -> None:
    file = tmp_path / "report.md"
    file.write_text(REPORT.format(congress=congress), encoding="utf-8")
    description = describe(read_file(file), file.stem)
    assert description.region == region
    assert description.title == f"{region}2023年政府工作报告"
