"""Drawn commitments against labelled ones: what counts as found, and what as agreeing."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from eval.errors import EvalError
from eval.ledger.agreement import figures, main, pairs_of, same_head
from eval.ledger.labels import LabelledSpan, read_spans

_TEXT = "# 岳阳市渔业规划（2021-2025年）\n\n## 主要目标\n\n到2025年，渔业产值达到90亿元，新增池塘500口。\n\n| 指标 | 2020年 | 2025年 |\n| --- | --- | --- |\n| 城镇化率 | 58% | 63% |\n"


def _row(at: int, value: str, subject: str, **changes: object) -> dict[str, object]:
    plain = {"comparator": "exact", "year": 2025, "kind": "target", "departments": []}
    return {"at": at, "value": value, "subject": subject, **plain, **changes}


def _labels(folder: Path, rows: list[dict[str, object]], **changes: object) -> Path:
    (folder / "plan.md").write_text(_TEXT, encoding="utf-8")
    start = _TEXT.index("到2025年")
    span = _TEXT[start:]
    line = {
        "id": "s1",
        "half": "tune",
        "file": "plan.md",
        "start": start,
        "end": len(_TEXT),
        "sha256": hashlib.sha256(span.encode()).hexdigest(),
        "rows": rows,
        **changes,
    }
    path = folder / "labels.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _squashed(value: str) -> int:
    """The place of a value in the span without white space."""
    return "".join(_TEXT[_TEXT.index("到2025年") :].split()).index(value)


def _measured(folder: Path, rows: list[dict[str, object]]) -> dict[str, Any]:
    found = figures(pairs_of(read_spans(_labels(folder, rows), folder)))
    return {name: value["mean"] for name, value in found.items()}  # type: ignore[index]


def _right() -> list[dict[str, object]]:
    return [
        _row(_squashed("90亿元"), "90亿元", "渔业产值"),
        _row(_squashed("500口"), "500口", "新增池塘"),
        _row(_squashed("58%"), "58%", "城镇化率", year=2020, kind="achieved"),
        _row(_squashed("63%"), "63%", "城镇化率"),
    ]


def test_everything_found_and_agreeing_is_one(tmp_path: Path) -> None:
    assert set(_measured(tmp_path, _right()).values()) == {1.0}


def test_a_missing_row_lowers_recall_and_an_extra_one_precision(tmp_path: Path) -> None:
    more = [*_right(), _row(0, "2025年", "期限")]
    assert _measured(tmp_path, more)["recall"] == 0.8
    assert _measured(tmp_path, _right()[:3])["precision"] == 0.75


def test_a_wrong_field_lowers_its_own_figure_only(tmp_path: Path) -> None:
    rows = _right()
    rows[0] |= {"year": 2024, "subject": "航运收入"}
    measured = _measured(tmp_path, rows)
    assert (measured["year"], measured["subject"], measured["kind"], measured["recall"]) == (0.75, 0.75, 1.0, 1.0)


def test_departments_are_also_measured_where_some_are_labelled(tmp_path: Path) -> None:
    rows = _right()
    rows[1] |= {"departments": ["市农业农村局"]}
    measured = _measured(tmp_path, rows)
    assert (measured["departments"], measured["departments, where some are labelled"]) == (0.75, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("高新技术产业增加值占GDP的比重", "高新技术产业增加值占生产总值比重", True),
        ("新增养老床位", "养老床位", True),
        ("养老床位", "停车泊位", False),
        ("渔业产值", "渔业投资", False),
    ],
)
def test_subjects_agree_by_their_head_noun(one: str, other: str, same: bool) -> None:
    assert same_head(one, other) is same


def test_a_changed_or_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels = _labels(tmp_path, _right(), sha256="0" * 64)
    with pytest.raises(EvalError, match="another text"):
        list(read_spans(labels, tmp_path))
    with pytest.raises(EvalError, match="cannot be read"):
        list(read_spans(_labels(tmp_path, _right(), file="gone.md"), tmp_path))
    labels.write_text('{"id": 1}\n', encoding="utf-8")
    assert main([str(labels), str(tmp_path)]) == 2
    assert "expected a labelled span" in capsys.readouterr().err


def test_the_command_prints_figures_and_misses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = _right()
    rows[0] |= {"year": 2024}
    assert main([str(_labels(tmp_path, rows)), str(tmp_path), "--half", "tune", "--misses"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["year"]["n"] == 4
    assert "['year']" in printed.err
    assert main([str(_labels(tmp_path, rows)), str(tmp_path), "--half", "final"]) == 2


def test_the_kept_labels_hold_no_text_of_the_plans() -> None:
    kept = files("eval.ledger") / "labels.jsonl"
    spans = [LabelledSpan.model_validate_json(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert sum(len(span.rows) for span in spans) >= 300
    assert {span.half for span in spans} == {"tune", "final"}
    assert max(len(row.subject) for span in spans for row in span.rows) < 60
    assert max(len(row.value) for span in spans for row in span.rows) < 30
