"""What the ledger does for answers is told by type, both ways side by side."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.ledger.in_answers import main

_REPORT = """# 2023年岳阳市政府工作报告

## 一、2022年工作回顾

渔业经济跃上新台阶。全市渔业产值突破70亿元，养殖面积扩大，水产品远销海外。全市实现渔业产值72.6亿元，增长9%。改造老旧码头31座。
"""


def _case(name: str, question: str, *answers: str) -> dict[str, Any]:
    return {
        "id": name,
        "question": question,
        "type": "figure",
        "answerable": bool(answers),
        "answers": list(answers),
        "docs": ["report"] if answers else [],
        "evidence": [{"quote": "全市实现渔业产值72.6亿元" if "渔业" in question else "改造老旧码头31座"}]
        if answers
        else [],
    }


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    cases = [
        _case("c1", "岳阳市2022年渔业产值", "72.6亿元"),
        _case("c2", "岳阳市2022年改造了多少座老旧码头？", "31座"),
        _case("c3", "岳阳市2022年林业产值是多少？"),
    ]
    (tmp_path / "report.md").write_text(_REPORT, encoding="utf-8")
    lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    (tmp_path / "cases.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path / "cases.jsonl", tmp_path / "report.md"


def test_both_ways_stand_side_by_side(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    cases, report = files
    changed = cases.with_name("changed.jsonl")
    assert main([str(cases), "--documents", str(report), "--changed", str(changed)]) == 0
    lines = {row.split(" | ")[0].strip("| "): row for row in capsys.readouterr().out.splitlines()}
    assert "| 2 | 0.500 | 1.000 | 0.500 | 0.000 | 0.000 | 0.000 | 1 / 0 |" in lines["figure"]
    assert "| 1 | 1.000 | 1.000 |" in lines["unanswerable"]
    assert "| 3 |" in lines["all"]
    told = [json.loads(line) for line in changed.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["passed"]) for row in told] == [("c1", [False, True])]


def test_cases_that_are_none_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing.jsonl")]) == 2
    assert "missing.jsonl" in capsys.readouterr().err
