"""One sentence against one passage: what agrees passes, what differs in one small thing does not."""

import pytest

from assistant.llm.check import problems_of
from assistant.llm.evidence import Evidence, gather
from assistant.llm.problem import Asked
from assistant.llm.reply import Cutter
from ingest.passage import Description, Passage
from vectorstore.retrieve import Retrieved, Retriever
from vectorstore.store import Store

TEXT = """到2025年，全市地区生产总值达到6200亿元左右，比2020年增长55%。粮食、油料、水产品产量分别达到300万吨、42万吨、55万吨。
城镇登记失业率控制在4.5%以内，单位能耗累计下降14%，研发投入年均增长12%以上。建设8座220千伏变电站、15座110千伏变电站。
2020年森林覆盖率为45.3%，到2025年稳定在45.5%以上。重点培育石化、食品、电子、文旅四大产业，形成“一湖两翼”格局。
由市生态环境局会同市水利局治理南湖，市住房和城乡建设局负责老旧小区改造。（责任部门：市发改委、市财政局）
力争三年内建成长江大桥，总投资从2021年的30亿元增加到2025年的80亿元。到2022年底前关停12家企业。"""
DESCRIBED = Description("岳阳市国民经济和社会发展第十四个五年规划纲要", "岳阳市", first_year=2021, last_year=2025)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    passage = Passage("plan", 0, ("第二章 主要目标",), 0, len(TEXT), TEXT)
    return gather([("", [Retrieved(0, passage, 1.0, 1.0)])], {"plan": DESCRIBED})[0]


def _kinds(store: Store, evidence: Evidence, text: str, years: tuple[int, ...] = ()) -> set[str]:
    asked = Asked("岳阳市有哪些目标？", years, ("岳阳市",), False, Retriever(store).weigher.content)
    cutter = Cutter((evidence.mark,))
    sentences = cutter.feed(f"{text}[{evidence.mark}]。\n") + cutter.feed("", last=True)
    assert sentences
    return {p.kind for s in sentences for p in problems_of(s, {evidence.mark: evidence}, asked, "规则")}


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，地区生产总值达到6200亿元左右",
        "地区生产总值2025年约为六千二百亿元，比2020年增长55%",
        "油料产量达到42万吨",
        "粮食、油料、水产品产量分别为300万吨、42万吨和55万吨",
        "水产品和粮食产量分别达到55万吨、300万吨",
        "粮食产量达到三百万吨，水产品产量达到55万吨",
        "城镇登记失业率不超过4.5%",
        "单位能耗累计降低14%",
        "研发投入年均增长12%以上",
        "建设110千伏变电站15座、220千伏变电站8座",
        "2020年森林覆盖率为45.3%",
        "森林覆盖率从2020年的45.3%提高到2025年的45.5%以上",
        "四大产业是石化、食品、电子和文旅",
        "重点培育四个产业：石化、食品、电子、文旅",
        "南湖由市生态环境局会同市水利局治理",
        "老旧小区改造由市住房和城乡建设局负责",
        "责任部门为市发改委、市财政局",
        "责任单位是岳阳市财政局和市发改委",
        "总投资从2021年的30亿元增加到2025年的80亿元",
        "2025年总投资增加到80亿元",
        "2022年底前关停企业12家",
        "到二〇二五年，地区生产总值达到6200亿元左右",
        "“十四五”末地区生产总值达到6200亿元左右",
        "《岳阳市国民经济和社会发展第十四个五年规划纲要》提出形成“一湖两翼”格局",
    ],
)
def test_what_agrees_passes(store: Store, evidence: Evidence, text: str) -> None:
    assert _kinds(store, evidence, text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("到2025年，地区生产总值达到6200亿元", "figure"),
        ("到2025年，地区生产总值达到6200亿元以上", "figure"),
        ("到2025年，地区生产总值达到6200万元左右", "figure"),
        ("到2025年，地区生产总值达到六千三百亿元左右", "figure"),
        ("到2024年，地区生产总值达到6200亿元左右", "year"),
        ("到2020年，地区生产总值达到6200亿元左右", "year"),
        ("2020年森林覆盖率稳定在45.5%以上", "year"),
        ("2025年森林覆盖率为45.3%", "year"),
        ("总投资2021年为80亿元", "year"),
        ("2025年底前关停12家企业", "year"),
        ("油料产量达到300万吨", "subject"),
        ("粮食、油料、水产品产量分别达到42万吨、300万吨、55万吨", "subject"),
        ("油料和粮食产量分别达到300万吨、42万吨", "subject"),
        ("单位能耗控制在4.5%以内", "subject"),
        ("建设8座110千伏变电站", "figure"),
        ("单位能耗累计上升14%，研发投入年均下降12%以上", "direction"),
        ("单位能耗累计增长14%", "direction"),
        ("长沙市地区生产总值到2025年达到6200亿元左右", "place"),
        ("浏阳河治理由市水利局负责", "place"),
        ("《长沙市国民经济和社会发展规划》提出形成“一湖两翼”格局", "plan"),
        ("“十三五”末地区生产总值达到6200亿元左右", "plan"),
        ("南湖由市城管局治理", "department"),
        ("南湖由省生态环境局会同市水利局治理", "department"),
        ("责任部门为市发改委、市交通局", "department"),
        ("老旧小区改造由国家发改委负责", "department"),
        ("形成“一湖三翼”格局", "term"),
        ("重点培育石化、食品、航天、文旅四大产业", "item"),
        ("重点培育五大产业", "number"),
        ("重点培育石化、食品、电子、文旅、建材五大产业", "item"),
        ("建成第7座长江大桥", "number"),
        ("形成“一湖两翼”格局，详见example.org", "foreign"),
        ("全面推行河长制和垃圾分类", "support"),
        ("鼓励居民骑自行车出行并给予补贴", "support"),
    ],
)
def test_what_differs_does_not(store: Store, evidence: Evidence, text: str, kind: str) -> None:
    found = _kinds(store, evidence, text)
    assert found, "passed"
    assert kind in found or found & {"figure", "subject", "year", "item", "support", "department"}, found


def test_a_figure_of_another_year_than_asked_is_not_an_answer(store: Store, evidence: Evidence) -> None:
    assert "asked" in _kinds(store, evidence, "2020年森林覆盖率为45.3%", years=(2025,))
    assert _kinds(store, evidence, "到2025年森林覆盖率稳定在45.5%以上", years=(2025,)) == set()


def test_an_undated_figure_is_taken_to_be_of_the_year_asked_for(store: Store, evidence: Evidence) -> None:
    assert "year" in _kinds(store, evidence, "森林覆盖率为45.3%", years=(2025,))
    assert _kinds(store, evidence, "森林覆盖率稳定在45.5%以上", years=(2025,)) == set()


def test_each_mark_answers_for_what_stands_before_it(store: Store, evidence: Evidence) -> None:
    passage = Passage("other", 1, (), 0, 13, "到2025年常住人口500万人。")
    described = {"plan": DESCRIBED, "other": DESCRIBED}
    one, two = gather([("", [evidence.retrieved, Retrieved(1, passage, 1.0, 1.0)])], described)
    asked = Asked("岳阳市有哪些目标？", (), (), False, Retriever(store).weigher.content)
    known = {one.mark: one, two.mark: two}

    def kinds(first: str, second: str) -> set[str]:
        cutter = Cutter(known)
        text = f"2025年地区生产总值达到6200亿元左右[{first}]，常住人口500万人[{second}]。\n"
        return {p.kind for s in cutter.feed(text) for p in problems_of(s, known, asked, "规则")}

    assert kinds(one.mark, two.mark) == set()
    assert kinds(two.mark, one.mark)
