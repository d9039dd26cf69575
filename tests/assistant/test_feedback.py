"""Feedback is kept without personal data and becomes cases."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.feedback import Feedback, FeedbackBook, case_of


def test_a_verdict_is_kept_without_personal_numbers(tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path / "store")
    assert book.all() == []
    assert book.add(
        Feedback(verdict="bad", question="目标5500亿元对吗", wrong="电话13812345678，邮箱a.b@c.cn，2021-2025年")
    )
    ((number, kept),) = book.all()
    assert number == 1
    assert kept.wrong == "电话…，邮箱…，2021-2025年"


def test_what_tells_the_right_answer_becomes_a_case() -> None:
    corrected = Feedback(verdict="bad", question="问", wrong="错", right="5600亿元", document="plan", passage="原文")
    case = case_of(3, corrected)
    assert case is not None
    assert (case["id"], case["answers"], case["docs"]) == ("feedback-00003", ["5600亿元"], ["plan"])
    assert case["evidence"] == [{"document": "plan", "quote": "原文"}]
    confirmed = Feedback(verdict="good", question="问", status="answered", documents=["plan"], key=["5500亿元"])
    kept = case_of(4, confirmed)
    assert kept is not None
    assert kept["must_all"] == ["5500亿元"]
    assert case_of(5, Feedback(verdict="good", question="问", status="not_found")) == {
        "id": "feedback-00005", "question": "问", "answerable": False,
    }  # fmt: skip


def test_what_does_not_is_left_out() -> None:
    assert case_of(1, Feedback(verdict="bad", question="问", wrong="错")) is None
    assert case_of(2, Feedback(verdict="good", question="问", status="declined_off_topic")) is None


def test_endless_texts_are_refused() -> None:
    with pytest.raises(ValidationError):
        Feedback(verdict="bad", question="问" * 501)
