"""Files of cases: every line checked, all problems told at once."""

import json
from pathlib import Path

import pytest

from eval.cases import read_cases
from eval.errors import UnreadableCases

ROOT = Path(__file__).parents[2]
GOOD = {"id": "q1", "question": "停车泊位多少？", "answers": ["1.2万个"], "docs": ["yueyang-parking"]}


def _file(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "cases.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_the_question_sets_kept_here_can_be_read() -> None:
    sets = {
        name: read_cases(ROOT / "eval" / "cases" / f"{name}.jsonl") for name in ("plans-a", "plans-b", "work-reports")
    }
    assert {name: len(cases) for name, cases in sets.items()} == {"plans-a": 124, "plans-b": 124, "work-reports": 70}
    assert any(case.history and case.history[0].q for case in sets["plans-a"])


def test_what_is_not_known_is_ignored_and_what_may_be_missing_has_a_value(tmp_path: Path) -> None:
    (case,) = read_cases(_file(tmp_path, {**GOOD, "persona": "citizen"}, ""))
    assert (case.answers, case.must_all, case.answerable, case.history) == (("1.2万个",), (), True, ())


def test_every_wrong_line_is_named_at_once(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "{", {**GOOD, "answers": []}, GOOD, {**GOOD, "docs": []}, {"id": "q2"}, {**GOOD, "question": ""}, GOOD
    )
    with pytest.raises(UnreadableCases) as raised:
        read_cases(path)
    text = str(raised.value)
    assert [number for number in range(1, 8) if f"line {number}:" in text] == [1, 2, 4, 5, 6]
    assert "and 1 more" in text
    assert "expected" in text


def test_two_cases_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCases, match="q1 stands twice"):
        read_cases(_file(tmp_path, GOOD, GOOD))


def test_an_unanswerable_case_needs_no_answer(tmp_path: Path) -> None:
    (case,) = read_cases(_file(tmp_path, {"id": "u", "question": "天气？", "answerable": False}))
    assert not case.answerable


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\n\n"])
def test_a_file_without_cases_is_told_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(data)
    with pytest.raises(UnreadableCases, match=r"holds no case|not UTF-8"):
        read_cases(path)


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCases, match="No such file"):
        read_cases(tmp_path / "none.jsonl")
