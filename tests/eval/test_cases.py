"""Files of cases: every line checked, all problems told at once."""

import json
from pathlib import Path

import pytest

from eval.cases import Case, Evidence, kept_back, read_cases, write_cases
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


def test_evidence_is_read_in_its_earlier_forms(tmp_path: Path) -> None:
    given = [
        {**GOOD, "id": "a", "evidence": "泊位1.2万个"},
        {**GOOD, "id": "b", "evidence": ["泊位", "1.2万个"], "alt_evidence": [{"doc": "d", "evidence": "别处"}]},
        {**GOOD, "id": "c", "evidence": [{"document": "yueyang-parking", "section": ["一、工作目标", "专栏1"]}]},
        {**GOOD, "id": "d", "evidence": ""},
        {**GOOD, "id": "e", "evidence": None},
    ]
    cases = {case.id: case for case in read_cases(_file(tmp_path, *given))}
    assert cases["a"].evidence == (Evidence(quote="泊位1.2万个"),)
    assert [place.quote for place in cases["b"].evidence] == ["泊位", "1.2万个"]
    assert cases["b"].alt_evidence == (Evidence(document="d", quote="别处"),)
    assert cases["c"].evidence[0].section == "一、工作目标 / 专栏1"
    assert cases["d"].evidence == cases["e"].evidence == ()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "again.jsonl"
    cases = read_cases(ROOT / "eval" / "cases" / "plans-a.jsonl")
    write_cases(path, cases)
    assert read_cases(path) == cases


def test_the_half_kept_back_is_fixed_and_about_a_half() -> None:
    held = [kept_back(f"g{number:03d}") for number in range(400)]
    assert 160 < sum(held) < 240
    # Whoever changes the rule moves questions from one half to the other.
    assert [kept_back(name) for name in ("g001", "g005", "h006", "h008")] == [False, True, False, True]


def test_facts_of_a_list_are_all_wanted_and_wordings_of_one_fact_are_not() -> None:
    one = Case(id="c", question="？", docs=("d",), answers=("甲", "乙"), also_accept=("丙",))
    assert one.wanted == (("甲", "乙", "丙"),)
    assert one.model_copy(update={"must_all": ("甲", "乙")}).wanted == (("甲",), ("乙",))
