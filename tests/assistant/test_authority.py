"""Drafts, targets and results, and documents that do not agree."""

from collections.abc import Iterator

import pytest

from assistant.authority import weight
from assistant.respond import Responder
from ingest.passage import Description
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

OUTLINE = """# 岳阳市国民经济和社会发展第十四个五年规划纲要

2021年3月

## 第一章 发展基础

2020年全市森林覆盖率为45.3%，城镇化率为58.2%。

## 第二章 主要目标

到2025年，全市森林覆盖率达到46.5%，城镇化率达到63%。到2025年，新建公园32座，高速公路通车里程达到780公里。
"""
FORESTS = """# 岳阳市林业发展专项规划（2021—2025年）
（征求意见稿）

2022年6月

## 一、目标

到2025年，全市森林覆盖率达到47.2%，湿地保护率达到75%。到2025年，新建公园32座。
"""


def _report(year: int, growth: float) -> str:
    return f"""# {year}年岳阳市人民政府工作报告

——{year}年1月8日在岳阳市第八届人民代表大会第{year - 2020}次会议上

## 一、{year - 1}年工作回顾

{year - 1}年，全市地区生产总值增长{growth - 0.5}%，新开工项目{year - 1900}个。

## 二、{year}年工作安排

今年的主要预期目标是：地区生产总值增长{growth}%左右，城镇调查失业率控制在5.5%以内。
"""


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    folder = tmp_path_factory.mktemp("authority")
    plans = {"纲要": OUTLINE, "林业": FORESTS, "报告2022": _report(2022, 7), "报告2023": _report(2023, 6.5)}
    for name, text in plans.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    store = Store(folder / "store", bundled())
    update(store, [str(folder / f"{name}.md") for name in plans])
    store.refresh()
    yield Responder(store)
    store.close()


def test_figures_that_disagree_are_both_given_the_adopted_one_first(responder: Responder) -> None:
    answer = responder.respond("岳阳市2025年森林覆盖率目标是多少？")
    assert [citation.document for citation in answer.citations] == ["纲要", "林业"]
    assert answer.answer.index("46.5%") < answer.answer.index("47.2%")
    assert "数字不同" in answer.answer
    assert "征求意见稿" in answer.answer


def test_documents_that_agree_are_not_said_to_differ_and_the_adopted_one_is_cited(responder: Responder) -> None:
    answer = responder.respond("岳阳市到2025年新建公园多少座？")
    assert [citation.document for citation in answer.citations] == ["纲要"]
    assert "不同" not in answer.answer


def test_a_plan_that_is_named_speaks_alone(responder: Responder) -> None:
    answer = responder.respond("岳阳市“十四五”规划纲要的森林覆盖率目标是多少？")
    assert "47.2%" not in answer.answer
    assert "不同" not in answer.answer


def test_without_a_year_the_latest_report_answers_and_others_are_mentioned_where_they_differ(
    responder: Responder,
) -> None:
    answer = responder.respond("岳阳市地区生产总值增长目标是多少？")
    assert [citation.document for citation in answer.citations] == ["报告2023"]
    assert "2023年" in answer.answer
    assert "另有2022年的文件" in answer.answer
    assert "7.0%" not in answer.answer


def test_without_a_year_nothing_is_mentioned_where_others_say_the_same(responder: Responder) -> None:
    answer = responder.respond("岳阳市城镇调查失业率目标是多少？")
    assert "5.5%" in answer.answer
    assert "另有" not in answer.answer


def test_what_came_of_a_target_does_not_disagree_with_it(responder: Responder) -> None:
    answer = responder.respond("岳阳市2022年地区生产总值增长多少？")
    assert "不同" not in answer.answer


@pytest.mark.parametrize(
    ("question", "label", "kind"),
    [
        ("岳阳市2020年森林覆盖率多少？", "（已完成）", "achieved"),
        ("岳阳市高速公路通车里程多少？", "（目标）", "target"),
        ("岳阳市2022年新开工项目多少个？", "（已完成）", "achieved"),
    ],
)
def test_a_target_is_told_from_a_result(responder: Responder, question: str, label: str, kind: str) -> None:
    answer = responder.respond(question)
    assert label in answer.answer
    assert {figure.kind for figure in answer.figures} == {kind}


def test_a_target_asked_for_as_one_needs_no_label(responder: Responder) -> None:
    assert "（目标）" not in responder.respond("岳阳市2025年城镇化率目标是多少？").answer


def test_a_draft_is_said_to_be_one(responder: Responder) -> None:
    assert "征求意见稿" in responder.respond("岳阳市湿地保护率目标是多少？").answer
    assert "征求意见稿" not in responder.respond("岳阳市2025年城镇化率目标是多少？").answer


def test_it_is_all_said_in_english(responder: Responder) -> None:
    answer = responder.respond("What is the forest coverage rate target of Yueyang in 2025?")
    assert "different figures" in answer.answer
    assert "draft for comment" in answer.answer
    assert "征求意见稿" not in answer.answer


def test_yes_and_no_name_plan_and_year(samples: Responder) -> None:
    answer = samples.respond("衡阳是否要建设通用机场？")
    assert answer.status == "answered"
    assert f"据《{answer.citations[0].title}》" in answer.answer
    assert "20" in answer.answer


def test_the_adopted_comes_before_the_draft_the_text_before_what_explains_it_the_later_before_the_earlier() -> None:
    plan = Description("岳阳市规划", first_year=2021, last_year=2025)
    draft = Description("岳阳市方案", first_year=2026, last_year=2030, status="征求意见稿")
    explained = Description("岳阳市规划解读", first_year=2026, last_year=2030, kind="解读")
    later = Description("岳阳市规划", first_year=2026, last_year=2030)
    assert sorted([draft, explained, later, plan], key=weight, reverse=True) == [later, plan, explained, draft]
