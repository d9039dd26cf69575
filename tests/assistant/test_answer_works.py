"""Which works a department is responsible for."""

import pytest

from assistant.answer_works import department_asked
from assistant.respond import Responder


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("市财政局牵头哪些工作？", ("市财政局", "牵头")),
        ("方案里市住建局负责什么？", ("市住建局", "负责")),
        ("停车场由哪个局负责？", None),
        ("市财政局在哪里？", None),
    ],
)
def test_a_question_for_works_names_the_department_first(question: str, asked: tuple[str, str] | None) -> None:
    assert department_asked(question) == asked


def test_the_works_of_a_department_are_listed_with_their_passages(responder: Responder) -> None:
    answer = responder.respond("岳阳市数据局负责哪些工作？")
    assert answer.status == "answered"
    assert "完善智慧平台" in answer.answer
    assert all(citation.quote in citation.text and "市数据局" in citation.text for citation in answer.citations)


def test_a_department_that_leads_nothing_has_no_list(responder: Responder) -> None:
    assert "牵头的有" not in responder.respond("岳阳市气象局牵头哪些工作？").answer
