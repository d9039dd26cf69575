"""Names in marks, whole lists, parts of coined terms, and what a plan names without what is asked of it; a made-up plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

_PLAN = """# 遂宁市国民经济和社会发展第十四个五年规划纲要（2021-2025年）

## 第一章 总体布局

城市格局为“一芯两带”。“一芯”以涪江东岸老城为主，是全市的服务中心；“两带”即涪江观光带、锂电产业带。

“两带”之外的乡镇发展特色种植。

## 第二章 文化旅游

志愿行动要办得更好，响亮的品牌是“涪江红帆”。观音湖景区开展夜游，游客满意度稳步提高。

文旅推广坚持“养心福地”口号，到外省举办推介会。深入实施“返乡创梦”计划，建设一批创业园。

白马镇以“荷灯、荷宴、荷歌”等元素做活乡村旅游。

## 第三章 交通水利

水运：建成涪江唐家渡一期工程，新增五百吨级泊位7个；启动唐家渡二期工程前期工作。

争取上级支持鹰嘴岩水利枢纽工程建设。新建的快速路为遂潼快速、遂安快速、遂大快速。

## 第四章 营商环境

六大暖企行动为：送政策进企业；送技术到车间；送资金解急需；送人才补短板；送市场拓销路；送服务减负担。

护企条例的要点有三项：收费公示，限时办结，首问负责。偏远学校岗位实行“两优先一补助”，教师周转房同步建设。

开放上要当“排头雁”，加快建设保税物流中心。
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    folder: Path = tmp_path_factory.mktemp("plan")
    (folder / "plan.md").write_text(_PLAN, encoding="utf-8")
    store = Store(folder / "store", bundled())
    assert not update(store, [str(folder / "plan.md")]).skipped
    store.refresh()
    yield Responder(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("遂宁志愿行动的金字招牌叫啥名字？", ["涪江红帆"]),
        ("遂宁文旅推广的口号是什么？", ["养心福地"]),
        ("遂宁说要弄一个创业计划，叫什么？", ["返乡创梦"]),
        ("遂宁在开放上要当什么“雁”？", ["排头雁"]),
        ("白马镇的“三荷”是啥？", ["荷灯", "荷宴", "荷歌"]),
        ("“一芯两带”中的两带", ["涪江观光带", "锂电产业带"]),
        ("“一芯”在遂宁城市格局里具体指什么？", ["涪江东岸老城"]),
        ("偏远学校岗位“两优先”后面还有个什么？", ["一补助"]),
        ("六大暖企行动分别送什么？", ["政策", "技术", "资金", "人才", "市场", "服务"]),
        ("护企条例的三项要点分别是什么？", ["收费公示", "限时办结", "首问负责"]),
    ],
)
def test_what_a_plan_names_is_said_whole(plan: Responder, question: str, held: list[str]) -> None:
    answer = plan.respond(question)
    assert answer.status == "answered"
    assert [name for name in held if name not in answer.answer] == []
    assert len(answer.answer) <= 320


@pytest.mark.parametrize(
    "question",
    [
        "唐家渡二期泊位数",
        "遂宁鹰嘴岩水利枢纽工程总库容",
        "遂宁鹰嘴岩水利枢纽工程总投资",
        "2025年遂宁市区PM2.5年均浓度目标",
        "观音湖景区面积",
        "遂宁志愿行动的负责人叫什么名字？",
        "遂宁鹰嘴岩水利枢纽工程的招牌菜叫什么？",
    ],
)
def test_a_thing_named_without_what_is_asked_of_it_answers_nothing(plan: Responder, question: str) -> None:
    assert plan.respond(question).status in ("not_found", "declined_personal_data")


def test_the_stage_asked_for_is_the_one_answered(plan: Responder) -> None:
    answer = plan.respond("唐家渡一期新增泊位多少个？")
    assert answer.status == "answered"
    assert "7" in answer.answer
