"""Which of the documents mention a thing."""

import pytest

from assistant.mentions import mention_asked
from assistant.respond import Responder


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("哪些规划提到了养老服务？", "养老服务"),
        ("哪几份文件里写了“海绵城市”", "海绵城市"),
        ("提到轨道交通的规划有哪些", "轨道交通"),
        ("请问提到“瓷都”的有哪几份文件？", "瓷都"),
        ("衡阳的哪些规划提到了高新技术企业", "高新技术企业"),
        ("有哪些城市的政府工作报告说到了低空经济呢", "低空经济"),
    ],
)
def test_the_topic_is_told(question: str, topic: str) -> None:
    asked = mention_asked(question)
    assert asked is not None
    assert (asked.topic, asked.lacking) == (topic, False)


@pytest.mark.parametrize("question", ["哪些规划没有提到房价", "没提到高铁的报告有哪些", "哪些文件里都没写到核电？"])
def test_what_is_lacking_is_told(question: str) -> None:
    asked = mention_asked(question)
    assert asked is not None
    assert asked.lacking


@pytest.mark.parametrize(
    "question",
    [
        "哪份规划提到了海绵城市",
        "哪些规划提到要建多少公里高铁",
        "报告提到了哪些项目",
        "有哪些规划？",
        "规划中提到的新能源汽车产量目标是多少",
        "哪些文件包括哪些内容",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert mention_asked(question) is None


def test_all_documents_that_print_it_are_listed_with_the_place(samples: Responder) -> None:
    answer = samples.respond("哪些规划提到了棚户区？")
    printing = {d.id for d in samples.documents if "棚户区" in (samples._store.catalog.body(d.id) or "")}
    assert len(printing) > 1
    assert answer.status == "answered"
    assert {cited.document for cited in answer.citations} == printing
    assert all("棚户区" in cited.quote and cited.quote in cited.text for cited in answer.citations)
    assert all(f"[{cited.mark}]" in answer.answer for cited in answer.citations)


def test_those_that_do_not_print_it_are_the_others(samples: Responder) -> None:
    lacking = samples.respond("哪些规划没有提到棚户区？")
    printing = {d.description.title for d in samples.documents if "棚户区" in (samples._store.catalog.body(d.id) or "")}
    others = {d.description.title for d in samples.documents} - printing
    assert others
    assert all(f"《{title}》" in lacking.answer for title in others)
    assert not any(f"《{title}》" in lacking.answer for title in printing)
    assert not lacking.citations


def test_the_region_named_outside_the_topic_limits_the_documents(samples: Responder) -> None:
    inside = samples.respond("景德镇的哪些规划提到了陶瓷？")
    assert {cited.region for cited in inside.citations} == {"景德镇市"}


def test_what_no_document_prints_is_not_said_to_be_there(samples: Responder) -> None:
    assert samples.respond("哪些规划提到了量子纠缠？").status == "not_found"


def test_an_english_question_gets_an_english_list(samples: Responder) -> None:
    answer = samples.respond("Which plans mention high-speed rail?")
    assert answer.status == "answered"
    assert "mention" in answer.answer
    assert len(answer.citations) > 1
    lacking = samples.respond("Which documents do not mention high-speed rail?")
    assert not lacking.citations
