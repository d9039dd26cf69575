"""What is not in the store is said to be missing; nothing else is put in its place."""

import pytest

from assistant.corpus_questions import corpus_answer
from assistant.respond import Responder


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("上海2025年GDP目标是多少？", "上海"),
        ("美国的地区生产总值目标是多少？", "美国"),
        ("十二五规划里地区生产总值目标是多少？", "十二五规划"),
    ],
)
def test_a_region_or_plan_that_is_not_there_is_named_and_not_replaced(
    responder: Responder, question: str, named: str
) -> None:
    answer = responder.respond(question)
    assert answer.status == "not_found"
    assert named in answer.answer
    assert not answer.citations
    assert not answer.figures


def test_a_comparison_with_an_absent_city_says_which_side_is_missing(responder: Responder) -> None:
    answer = responder.respond("岳阳市和长沙市2025年地区生产总值目标分别是多少？")
    assert answer.status == "partial"
    assert "长沙" in answer.answer
    assert {citation.region for citation in answer.citations} == {"岳阳市"}


def test_documents_of_a_place_are_listed_without_those_of_another(responder: Responder) -> None:
    listed = corpus_answer("岳阳有哪些规划？", responder.documents, "zh")
    assert listed is not None
    assert "岳阳" in listed.text
    assert "九江" not in listed.text


def test_a_thing_no_plan_speaks_of_is_not_answered_with_another_thing(responder: Responder) -> None:
    for question in ("岳阳市火星基地建设多少个？", "岳阳市地铁什么时候建成？"):
        assert responder.respond(question).status == "not_found"


@pytest.mark.parametrize("question", ["岳阳市规模以上工业企业名单", "岳阳市1800家规模以上工业企业分别叫什么名字？"])
def test_how_many_there_are_is_no_list_of_their_names(responder: Responder, question: str) -> None:
    assert responder.respond(question).status == "not_found"
