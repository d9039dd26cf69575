"""The checks of a file of cases: every fault planted is found, all at once, and good cases have none."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.authoring.validate import validate
from eval.errors import UnreadableCases
from vectorstore.store import Store

PARKING = "yueyang-parking"
PLAN = "yueyang-plan-2021-2025"
GOOD: dict[str, Any] = {
    "id": "q1",
    "question": "到2025年城区新增多少个公共停车泊位？",
    "type": "figure",
    "answers": ["1.2万个"],
    "docs": [PARKING],
    "evidence": [{"document": PARKING, "section": "一、工作目标"}],
    "persona": "citizen",
    "trap_wrong": ["3000个"],
}


def _file(tmp_path: Path, *cases: dict[str, Any] | str) -> Path:
    path = tmp_path / "cases.jsonl"
    texts = (case if isinstance(case, str) else json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_a_good_case_has_no_problem(tmp_path: Path, store: Store) -> None:
    assert validate(_file(tmp_path, GOOD), store.catalog) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"type": "number"}, "unknown type 'number'"),
        ({"type": ""}, "no type"),
        ({"persona": "mayor"}, "unknown persona 'mayor'"),
        ({"answers": ["5"]}, "the fact '5' is too short"),
        ({"answers": ["十二"]}, "the fact '十二' is too short"),
        ({"answers": []}, "an answerable case needs answers or must_all"),
        ({"answer": "1.2万个"}, "unknown field answer"),
        ({"trap_wrong": ["1.2万"]}, "the trap '1.2万' stands in the accepted answer '1.2万个'"),
        ({"trap_wrong": [" "]}, "an empty trap"),
        ({"answerable": False}, "facts of an unanswerable case"),
        ({"type": "near_miss"}, "type near_miss with answerable true"),
        ({"type": "follow_up"}, "a follow-up without history"),
        ({"evidence": [{"document": PLAN, "section": "第一章"}]}, f"evidence in '{PLAN}'"),
        ({"evidence": [{}]}, "evidence that names nothing"),
        ({"docs": "all"}, "docs"),
    ],
)
def test_a_fault_of_one_case_is_found(tmp_path: Path, changes: dict[str, Any], found: str) -> None:
    problems = validate(_file(tmp_path, {**GOOD, **changes}))
    assert any(found in problem.found for problem in problems), problems
    assert all(problem.expected and problem.do for problem in problems)


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        GOOD,
        "{",
        {**GOOD, "id": "q3", "question": "共享比例不低于多少？", "type": "x", "persona": "y"},
        {**GOOD, "question": "智慧平台接入泊位多少个？"},
        {**GOOD, "id": "q5", "question": "到2025年，城区新增公共停车泊位多少个"},
    )
    told = [problem.told("cases.jsonl") for problem in validate(path)]
    assert [text.split(":")[1] for text in told] == ["2", "3", "3", "4", "5"]
    assert "the id q1, which line 1 has" in told[3]
    assert all("expected" in text for text in told)


def test_nearly_the_same_question_is_found_but_another_year_or_turn_is_another(tmp_path: Path) -> None:
    again = {**GOOD, "id": "q2", "question": "到2025年城区要新增多少个公共停车泊位"}
    other_year = {**GOOD, "id": "q3", "question": "到2024年城区新增多少个公共停车泊位？"}
    later_turn = {**GOOD, "id": "q4", "history": [{"q": "停车设施方案说什么？"}]}
    other_fact = {**GOOD, "id": "q5", "answers": ["4000个"], "trap_wrong": []}
    problems = validate(_file(tmp_path, GOOD, again, other_year, later_turn, other_fact))
    assert [problem.line for problem in problems] == [2]


def test_what_the_documents_contradict_is_found(tmp_path: Path, store: Store) -> None:
    path = _file(
        tmp_path,
        {**GOOD, "docs": ["changde"], "evidence": []},
        {**GOOD, "id": "q2", "question": "甲？", "evidence": [{"document": PARKING, "section": "九、附则"}]},
        {**GOOD, "id": "q3", "question": "乙？", "evidence": [{"document": PARKING, "section": "二、重点任务"}]},
        {**GOOD, "id": "q4", "question": "丙？", "answers": ["9.9万个"]},
        {**GOOD, "id": "q5", "question": "丁？", "evidence": [{"document": PARKING, "quote": "公共停车泊位9万个"}]},
    )
    found = {problem.line: problem for problem in validate(path, store.catalog)}
    assert "document 'changde'" in found[1].found
    assert "section '九、附则'" in found[2].found
    assert "一、工作目标" in found[2].expected
    assert "which the sections of evidence do not hold" in found[3].found
    assert "which no passage of docs holds" in found[4].found
    assert "quote '公共停车泊位9万个'" in found[5].found


def test_a_trail_of_headings_and_the_title_of_a_table_are_places(tmp_path: Path, store: Store) -> None:
    case = {
        **GOOD,
        "docs": [PLAN],
        "question": "2025年城镇化率？",
        "answers": ["63%"],
        "trap_wrong": ["58.2%"],
        "evidence": [{"document": PLAN, "section": "第二章 主要目标 / 专栏1 主要指标"}],
    }
    assert validate(_file(tmp_path, case), store.catalog) == []


def test_a_file_without_cases_is_a_problem_and_a_missing_one_an_error(tmp_path: Path) -> None:
    assert validate(_file(tmp_path, ""))[0].found == "no case"
    with pytest.raises(UnreadableCases):
        validate(tmp_path / "none.jsonl")
