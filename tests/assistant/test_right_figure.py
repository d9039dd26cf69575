"""Which figure answers: of the thing, year and tense asked, not of what stands beside it; made-up reports and a plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Turn
from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

_REPORT_2021 = """# 绵阳市2021年政府工作报告

## 一、2020年工作回顾

全市地区生产总值3010亿元，增长4.4%。城镇登记失业率控制在3.6%。全年接待游客4100万人次，是2019年的0.8倍。森林覆盖率稳定在56.2%。

科创新区异军突起。生产总值增长11.5%，引进项目48个。

城乡居民人均可支配收入分别达到39800元和19200元。

## 二、2021年工作安排

经济社会发展主要预期目标是：地区生产总值增长8%左右，社会消费品零售总额增长9%，城镇登记失业率控制在4.2%以内。

抓好脐橙、核桃、藤椒三大特色产业，创建2个示范园。
"""
_REPORT_2022 = """# 绵阳市2022年政府工作报告

## 一、2021年工作回顾

全市地区生产总值3350亿元，增长8.7%。城镇登记失业率3.4%。民营经济增加值占GDP比重达61.5%。新增城镇就业5.3万人。

五年来，地区生产总值年均增长7.9%，高新技术企业由2016年的160家增加到512家，城镇化率年均提高1.2个百分点，达到53.1%。

## 二、2022年工作安排

全年地区生产总值增长7.5%左右，新增城镇就业4.8万人。
"""
_PLAN = """# 绵阳市国民经济和社会发展第十四个五年规划纲要

## 第一章 发展基础

“十三五”时期经济总量迈上新台阶，突破3000亿元，“十三五”年均增长7.6%。县级以上城镇污水处理率达96.3%。

## 第二章 主要目标

到2025年，制造业增加值占GDP比重达28%，森林覆盖率达到57%，单位GDP能耗降幅、空气质量优良天数比例达到省下达要求。每千人口执业医师数达到3.4人。

2025年水泥产业产值达120亿元，2025年钒钛产业产值达600亿元。

服务业持续壮大。按照三个到位（即人员到位、资金到位、责任到位）的要求推进。

构建“一江四河”生态格局。重点保护涪江、安昌河、凯江河、芙蓉河、草溪河水质，建设沿河绿廊。

将产业规划、交通规划、城镇规划等融为一张图，实现“多规合一”。有关部门推行“多规合一”审批。
"""


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    folder = tmp_path_factory.mktemp("right-figure")
    files = {"绵阳市-2021": _REPORT_2021, "绵阳市-2022": _REPORT_2022, "绵阳规划": _PLAN}
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    store = Store(Path(folder) / "store", bundled())
    assert not update(store, [str(folder / f"{name}.md") for name in files]).skipped
    store.refresh()
    yield Responder(store)
    store.close()


def _asked(responder: Responder, question: str, *before: str) -> Answer:
    return responder.respond(question, [Turn(question=earlier, answer="") for earlier in before])


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        # What was reached and what was aimed at in one year stand in two reports.
        ("绵阳2021年地区生产总值(预计数)", "3350亿元"),
        ("绵阳2021年GDP增长目标", "8%左右"),
        ("绵阳2020年末城镇登记失业率控制在何种水平？", "3.6%"),
        # "稳定在" sets no aim.
        ("2020年绵阳森林覆盖率稳定在多少", "56.2%"),
        # A part of the city, several years together, a share of the GDP: not what is asked.
        ("绵阳2020年地区生产总值实际增长了多少？", "4.4%"),
        ("2021年绵阳GDP涨了几个点", "8.7%"),
        # A base year is not the year of the figure.
        ("2020年绵阳接待游客多少人次？", "4100万人次"),
        ("绵阳2021年有多少家高新技术企业", "512家"),
        ("绵阳“十三五”GDP年均增速", "7.6%"),
        ("“十三五”末绵阳县级以上城镇污水处理率", "96.3%"),
        # "2025年产值" is the value of a year, no annual value.
        ("绵阳市钒钛产业2025年产值目标", "600亿元"),
    ],
)
def test_the_figure_is_that_of_the_thing_year_and_tense_asked(responder: Responder, question: str, figure: str) -> None:
    answer = _asked(responder, question)
    assert answer.status == "answered", answer.answer
    assert figure in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "2025年绵阳服务业增加值占GDP的比例目标是多少？",
        "绵阳“十四五”单位GDP能耗要下降百分之几？",
        "绵阳2025年每千人口医疗床位数",
        "绵阳2025年空气质量优良天数比例目标值是百分之多少",
    ],
)
def test_what_is_named_without_a_number_gets_no_neighbours_figure(responder: Responder, question: str) -> None:
    answer = _asked(responder, question)
    assert answer.status == "not_found", answer.answer


@pytest.mark.parametrize(
    "question",
    ["绵阳2021年GDP增速：年初目标与实际完成", "绵阳2021年GDP目标定的几个点，最后干成几个点？"],
)
def test_each_side_of_aim_and_result_is_read_in_its_own_tense(responder: Responder, question: str) -> None:
    answer = _asked(responder, question)
    assert answer.status == "answered", answer.answer
    assert "8%左右" in answer.answer
    assert "8.7%" in answer.answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("绵阳规划“三个到位”含义", ["人员到位", "资金到位", "责任到位"]),
        ("绵阳的“一江四河”具体是哪些河？", ["涪江", "安昌河", "凯江河", "芙蓉河", "草溪河"]),
        ("绵阳规划的“多规合一”是把哪些规划合到一起？", ["产业规划", "交通规划", "城镇规划"]),
        ("绵阳2021年抓的三大特色产业", ["脐橙", "核桃", "藤椒"]),
    ],
)
def test_what_a_counted_name_stands_for_is_listed(responder: Responder, question: str, words: list[str]) -> None:
    answer = _asked(responder, question)
    assert answer.status == "answered", answer.answer
    assert all(word in answer.answer for word in words), answer.answer


@pytest.mark.parametrize(
    ("before", "question", "figure"),
    [
        ("绵阳2020年GDP是多少？", "下一年呢？", "3350亿元"),
        ("绵阳2021年新增城镇就业多少？", "2022年计划新增多少", "4.8万人"),
        ("绵阳2020年城镇居民人均可支配收入是多少？", "农村的是多少", "19200元"),
        ("绵阳2021年地区生产总值增长目标是多少？", "实际完成了多少？", "8.7%"),
    ],
)
def test_a_follow_up_takes_the_indicator_along(responder: Responder, before: str, question: str, figure: str) -> None:
    answer = _asked(responder, question, before)
    assert answer.status == "answered", answer.answer
    assert figure in answer.answer


def test_a_comparison_is_looked_for_side_by_side(responder: Responder) -> None:
    assert len(responder.queries("绵阳2021年GDP增速：年初目标与实际完成")) == 2
    assert len(responder.queries("绵阳2021年GDP增长目标")) == 1
