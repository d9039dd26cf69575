"""What the ledger does for answers is told by type, both ways side by side."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.ledger.in_answers import main

_REPORT = """# 2023年岳阳市政府工作报告

## 一、2022年工作回顾

渔业经济跃上新台阶。全市渔业产值突破70亿元，养殖面积扩大，水产品远销海外。每万人拥有有效船舶专利数量达12.5件，居全省首位。

港航建设提速。改造老旧码头31座，新增泊位14个。

## 二、2023年工作安排

主要预期目标是：渔业产值增长8%；水产品加工率提高2个百分点；城镇新增就业3万人。改造老旧码头40座。
"""
_NEXT = """# 2024年岳阳市政府工作报告

## 一、2023年工作回顾

全市渔业产值达到78亿元，增长7.4%。每万人拥有有效船舶专利数量居全省第二。改造老旧码头38座。
"""


def _case(name: str, question: str, *answers: str) -> dict[str, Any]:
    return {
        "id": name,
        "question": question,
        "type": "figure",
        "answerable": bool(answers),
        "answers": list(answers),
        "docs": ["report"] if answers else [],
        "evidence": [{"quote": "每万人拥有有效船舶专利数量达12.5件" if "专利" in question else "改造老旧码头31座"}]
        if answers
        else [],
    }


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    cases = [
        _case("c1", "岳阳市2022年每万人有效船舶专利拥有量为多少？", "12.5件"),
        _case("c2", "岳阳市2022年改造了多少座老旧码头？", "31座"),
        _case("c3", "岳阳市2022年林业产值是多少？"),
    ]
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "report.md").write_text(_REPORT, encoding="utf-8")
    (reports / "next.md").write_text(_NEXT, encoding="utf-8")
    lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    (tmp_path / "cases.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path / "cases.jsonl", reports


def test_both_ways_stand_side_by_side(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    cases, reports = files
    changed = cases.with_name("changed.jsonl")
    assert main([str(cases), "--documents", str(reports), "--changed", str(changed)]) == 0
    lines = {row.split(" | ")[0].strip("| "): row for row in capsys.readouterr().out.splitlines()}
    assert "| 2 | 0.500 | 1.000 | 0.000 | 0.000 | 0.500 | 0.000 | 1 / 0 |" in lines["figure"]
    assert "| 1 | 1.000 | 1.000 |" in lines["unanswerable"]
    assert "| 3 |" in lines["all"]
    told = [json.loads(line) for line in changed.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["passed"]) for row in told] == [("c1", [False, True])]


def test_cases_that_are_none_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing.jsonl")]) == 2
    assert "missing.jsonl" in capsys.readouterr().err
