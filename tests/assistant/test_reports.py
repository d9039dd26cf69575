"""What reports of several years say in their own ways: reasons, glossaries, departments below an item, small counts."""

from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import make_embedder
from vectorstore.store import Store

_2022 = """# 临江市2022年政府工作报告

## 一、2021年工作回顾

全市实现“三清”防汛目标，地区生产总值增长7.1%。受原料价格上涨影响，水泥产量没有达到年初预期。

## 二、2022年工作安排

改造老旧小区120个。把经济增长目标定在6%，体现了稳中求进的要求。扩建北山水厂，让城北居民喝上优质水。

建成三个市民书屋，新增婴幼儿托位900个。

## 附件1 十件民生实事

1．实施老旧小区改造，改造老旧小区120个，惠及居民2万户。

牵头单位：市住房城乡建设局

责任单位：各县（市）区人民政府

2．实施长期护理保险制度，参保人数达到15万人。

牵头单位：市医保局

责任单位：市财政局、市民政局

## 附件2 名词解释

1．三清 指清淤泥、清障碍、清违建。

2．“一港两园”：“一港”即临江新港，“两园”即化工园、物流园。

3．“四大书院”：即东山书院、西湖书院、南城书院、北渡书院。
"""
_2023 = """# 临江市2023年政府工作报告

## 一、2022年工作回顾

“一港两园”建设提速，“四大书院”全部开放。完成“三清”任务，地区生产总值增长6.3%。

## 二、2023年工作安排

改造老旧小区85个，新增婴幼儿托位1100个。筹办全国龙舟公开赛。
"""


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Responder:
    folder = tmp_path_factory.mktemp("reports")
    for year, text in ((2022, _2022), (2023, _2023)):
        Path(folder, f"临江市-{year}.md").write_text(text, encoding="utf-8")
    store = Store(folder / "store", make_embedder())
    update(store, [str(folder)])
    return Responder(store)


def test_the_reason_is_given_where_the_report_gives_one(responder: Responder) -> None:
    answer = responder.respond("2022年报告把经济增长目标定在6%是为什么？")
    assert answer.status == "answered"
    assert "体现了稳中求进的要求" in answer.answer


def test_what_is_said_of_a_thing_is_shown_as_no_outright_reason(responder: Responder) -> None:
    answer = responder.respond("为什么要扩建北山水厂？")
    assert answer.status == "partial"
    assert answer.answer.startswith("规划没有直接写明原因")
    assert "喝上优质水" in answer.answer


def test_a_department_on_a_line_below_answers_for_its_item(responder: Responder) -> None:
    answer = responder.respond("2022年老旧小区改造由哪个部门牵头？")
    assert "市住房城乡建设局" in answer.answer
    assert "市医保局" not in answer.answer
    assert "市医保局" in responder.respond("2022年长期护理保险由谁牵头？").answer


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("“三清”指什么？", ["清淤泥", "清障碍", "清违建"]),
        ("2023年报告里的“一港两园” 释义", ["临江新港", "化工园", "物流园"]),
        ("2022年开放的“四大书院”名单", ["东山书院", "北渡书院"]),
    ],
)
def test_a_glossary_explains_terms_of_any_year(responder: Responder, question: str, facts: list[str]) -> None:
    answer = responder.respond(question)
    assert answer.status == "answered"
    assert all(fact in answer.answer for fact in facts)


def test_which_report_says_it_is_named(responder: Responder) -> None:
    assert "临江市2023年政府工作报告" in responder.respond("哪份报告提到筹办全国龙舟公开赛？").answer


def test_a_small_count_in_chinese_numerals_is_a_figure(responder: Responder) -> None:
    answer = responder.respond("2022年要建成几个市民书屋？")
    assert [(figure.text, figure.value, figure.verified) for figure in answer.figures] == [
        ("900个", 900.0, True),
        ("三个", 3.0, True),
    ]
    assert answer.citations[0].key == "三个"


@pytest.mark.parametrize(
    "question", ["那2023年计划改造多少个？", "2023年准备再改造多少个？", "同样的指标2023年是多少？"]
)
def test_a_follow_up_for_another_year_keeps_its_city_and_thing(responder: Responder, question: str) -> None:
    answer = responder.respond(question, [Turn(question="临江2022年改造多少个老旧小区？")])
    assert "85个" in answer.answer
    assert "老旧小区" in answer.standalone_question
