"""Every reason for which there is no answer is said in its own words, and the nearest thing is never the answer."""

import pytest

from assistant.respond import Responder

REASONS = [
    ("长沙市2025年地区生产总值目标是多少？", "没有关于长沙市的文件"),
    ("“十二五”规划里衡阳市的地区生产总值目标是多少？", "没有"),
    ("衡阳市衡南县2025年地区生产总值目标是多少？", "没有衡南县自己的文件"),
    ("衡阳市到2030年森林覆盖率是多少？", "没有查到2030年的数据"),
    ("景德镇市地下综合管廊要建多少公里？", "讲到同类内容的是衡阳市"),
    ("“3215”是什么？", "没有解释它的含义"),
    ("3215指什么？", "没有解释它的含义"),
    ("“首店经济”是什么意思？", "没有解释它的含义"),
    ("“火星计划”是什么意思？", "没有出现“火星计划”"),
    ("衡阳市的火星基地有多少个？", "没有出现“火星"),
    ("衡阳市直升机起降点建设多少处？", "没有给出"),
    ("衡阳国际会展中心什么时候建成？", "没有写明时间"),
    ("衡阳市直升机起降点由哪个部门负责？", "没有写明责任部门"),
    ("衡阳市为什么要把森林覆盖率提高到48%？", "没有说明原因"),
    ("“十四五”规划有哪些主要目标？", "问题太宽泛"),
    ("呢呢呢？", "没有看懂"),
]


@pytest.mark.parametrize(("question", "said"), REASONS)
def test_the_reason_is_said(samples: Responder, question: str, said: str) -> None:
    answer = samples.respond(question)
    assert answer.status == "not_found"
    assert said in answer.answer
    assert answer.citations == answer.figures == []


@pytest.mark.parametrize("question", [question for question, _ in REASONS])
def test_the_nearest_thing_is_named_with_its_plan_and_marked_as_no_answer(samples: Responder, question: str) -> None:
    answer = samples.respond(question)
    if answer.nearest:
        assert f"《{answer.nearest[0].title}》" in answer.answer
        assert "并非所问的答案" in answer.answer
        assert answer.nearest[0].period is None or answer.nearest[0].period in answer.answer


def test_another_year_is_named(samples: Responder) -> None:
    answer = samples.respond("衡阳市到2030年森林覆盖率是多少？")
    assert "2025年" in answer.answer
    assert "48%" in answer.nearest[0].quote


def test_the_words_of_another_citys_plan_are_not_quoted(samples: Responder) -> None:
    answer = samples.respond("景德镇市地下综合管廊要建多少公里？")
    assert {near.document for near in answer.nearest} <= {"jingdezhen-resource-city-transformation"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the GDP target of Changsha in 2025?", "None of the plans"),
        ("What is the forest coverage rate of Hengyang in 2030?", "Nothing is said for 2030"),
        ("What does “3215” mean?", "without explaining it"),
        ("What are the main goals of the 14th Five-Year Plan of Hengyang?", "too broad"),
    ],
)
def test_the_reason_is_said_in_english(samples: Responder, question: str, said: str) -> None:
    assert said in samples.respond(question).answer
