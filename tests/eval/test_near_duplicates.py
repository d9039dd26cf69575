"""The measurement of the right document first: it must notice a wrong one."""

import json
from pathlib import Path

import pytest

from assistant.answer import Answer
from eval.near_duplicates import CASES, Case, judge, main, read_cases, report
from ingest.passage import Description
from vectorstore.store import Store


def _case(question: str, *docs: str) -> Case:
    return Case(id="x", question=question, type="made up", docs=list(docs))


def _described(region: str, year: int) -> Description:
    return Description("题", region, None, year, year, None, "正式", None, None, {})


def _answer(*found: str) -> Answer:
    passage = {"title": "题", "section": [], "page": None, "start": 0, "end": 1, "text": "字", "score": 1.0}
    values = {"question": "问", "standalone_question": "问", "status": "not_found", "answer": ""}
    return Answer.model_validate(values | {"retrieved": [passage | {"document": name} for name in found]})


DESCRIBED = {"甲23": _described("甲市", 2023), "甲22": _described("甲市", 2022), "乙23": _described("乙市", 2023)}


@pytest.mark.parametrize(
    ("found", "first", "in_five", "instead"),
    [
        (("甲23", "甲22"), True, True, ""),
        (("甲22", "甲23"), False, True, "same region, other year"),
        (("乙23",), False, False, "same year, other region"),
        ((), False, False, "nothing found"),
    ],
)
def test_a_row_tells_where_the_right_document_stands(
    found: tuple[str, ...], first: bool, in_five: bool, instead: str
) -> None:
    row = judge(_case("甲市2023年目标", "甲23"), _answer(*found), DESCRIBED)
    assert (row.first, row.in_five, row.instead) == (first, in_five, instead)


def test_the_report_has_both_halves_and_what_stood_first_instead() -> None:
    rows = [
        judge(_case(f"甲市{year}年目标", "甲23"), _answer("甲23" if year % 2 else "甲22"), DESCRIBED)
        for year in range(1990, 2024)
    ]
    found = report(rows)
    assert found["all"]["first"] == 0.5
    assert found["open"]["questions"] + found["kept back"]["questions"] == 34
    assert found["first instead"] == {"same region, other year": 17}


def test_the_cases_are_many_and_hold_nothing_but_questions_and_names() -> None:
    cases = read_cases(CASES)
    assert len(cases) >= 150
    assert len({case.question for case in cases}) == len(cases)
    assert all(len(case.question) < 60 and case.docs for case in cases)
    kept = sum(case.half == "kept back" for case in cases)
    assert 0.4 < kept / len(cases) < 0.6


def test_a_store_is_measured_from_the_command_line(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.jsonl"
    questions = [("岳阳2025年森林覆盖率目标", "yueyang-plan-2021-2025"), ("九江2020年森林覆盖率目标", "nowhere")]
    lines = [_case(question, document).model_dump_json() for question, document in questions]
    cases.write_text("\n".join(lines), encoding="utf-8")
    main([str(store.folder), "--cases", str(cases)])
    assert json.loads(capsys.readouterr().out)["all"]["first"] == 0.5
