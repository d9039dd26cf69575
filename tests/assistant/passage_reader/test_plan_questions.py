"""Questions about plans for training: where they point, what is read for them, and what counts as right."""

import re
from pathlib import Path

import pytest

from assistant.passage_reader.plan_questions import PlanQuestion, bare, groups, read_plan_questions
from assistant.passage_reader.read import with_heading
from ingest.sentences import Span

PLAN = """# 临江市2031年政府工作报告

## 一、交通

建成两座过江大桥，主城拥堵路段减少三成。新开夜班公交线路12条。

## 二、养老

为三千名失能老人上门送餐，每天一次。新增护理床位800张。
"""
QUESTIONS = Path(__file__).parents[3] / "assistant" / "passage_reader" / "questions"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "临江.md").write_text(PLAN, encoding="utf-8")
    return tmp_path


def _place(text: str) -> tuple[int, int]:
    return bare(PLAN).index(bare(text)), len(bare(text))


def test_the_sentence_that_answers_is_right_and_no_other(corpus: Path) -> None:
    asked = PlanQuestion(
        document="临江.md",
        question="走不动的老人吃饭谁管，给多少人送",
        evidence=(_place("为三千名失能老人上门送餐，每天一次。"),),
        answers=(_place("三千名"),),
    )
    [group] = groups([asked], corpus)
    right = [example for example in group if example.right.any()]
    assert len(right) == 1
    assert right[0].right.sum() == 1
    shown = "".join(right[0].passage.texts[right[0].start : right[0].end + 1])
    assert "三千" in shown


def test_nothing_is_right_for_a_question_without_an_answer(corpus: Path) -> None:
    [group] = groups([PlanQuestion(document="临江.md", question="夜班公交一趟多少钱")], corpus)
    assert group
    assert not any(example.right.any() for example in group)
    assert {example.start for example in group} == {-1}


def test_headings_are_read_but_are_no_sentence(corpus: Path) -> None:
    text, spans = with_heading("新增护理床位800张。", (Span(0, 11),), ("临江", "二、养老"))
    assert text.startswith("临江 二、养老\n")
    assert text[spans[0].start : spans[0].end] == "新增护理床位800张。"
    asked = PlanQuestion(document="临江.md", question="养老床位", evidence=(_place("新增护理床位800张。"),))
    [group] = groups([asked], corpus)
    assert any((example.found.sentence == -1).any() for example in group)


def test_the_questions_in_use_point_at_places_and_copy_no_plan() -> None:
    seen: set[tuple[str, str]] = set()
    for name in ("training", "held_out"):
        found = read_plan_questions(QUESTIONS / f"{name}.jsonl")
        assert len(found) > 700
        assert all(length > 0 for q in found for _, length in (*q.evidence, *q.answers))
        assert all(q.evidence or not q.answers for q in found)
        assert not any(re.search(r"[\u4e00-\u9fff]{45}", q.question) for q in found)
        pairs = {(q.document, q.question) for q in found}
        assert not pairs & seen
        seen |= pairs
