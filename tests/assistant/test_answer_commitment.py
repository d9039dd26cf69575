"""A commitment of the ledger that a question asks for answers it, with its passage; one that only looks like it does not."""

from collections.abc import Iterator

import pytest

from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import make_embedder
from vectorstore.store import Store

_EARLIER = """# 2023年岳阳市政府工作报告

## 一、2022年工作回顾

渔业经济跃上新台阶。全市渔业产值突破70亿元，养殖面积扩大，水产品远销海外。全市实现渔业产值72.6亿元，增长9%。每万人拥有有效船舶专利数量达12.5件，居全省首位。

港航建设提速。改造老旧码头31座，新增泊位14个，港口集装箱吞吐量完成86万标箱。

## 二、2023年工作安排

主要预期目标是：渔业产值增长8%；水产品加工率提高2个百分点；城镇新增就业3万人。改造老旧码头40座。
"""
_LATER = """# 2024年岳阳市政府工作报告

## 一、2023年工作回顾

全市渔业产值达到78亿元，增长7.4%。每万人拥有有效船舶专利数量居全省第二。改造老旧码头38座。

## 二、2024年工作安排

主要预期目标是：渔业产值增长6%；城镇新增就业3.5万人。巩固提升内河航道120公里。
"""
_PLAN = """# 岳阳市港航发展规划（2021-2025年）

## 第一章 港口建设

到2025年，岸电设施覆盖率达到90%，内河航道维护里程达到640公里。

引航员培养计划：择优聘任一批引航带头人、港口导师、技能大师，五年内遴选首席引航员120名。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("commitment")
    for name, text in (("earlier", _EARLIER), ("later", _LATER), ("plan", _PLAN)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    store = Store(folder / "store", make_embedder())
    update(store, [str(folder / f"{name}.md") for name in ("earlier", "later", "plan")])
    yield store
    store.close()


@pytest.fixture(scope="module")
def responder(store: Store) -> Responder:
    return Responder(store)


@pytest.fixture(scope="module")
def without(store: Store) -> Responder:
    return Responder(store, ledger=False)


def test_the_figure_itself_before_a_round_one(responder: Responder) -> None:
    answer = responder.respond("岳阳市2022年渔业产值")
    assert "72.6亿元" in answer.answer
    assert [cited.key for cited in answer.citations] == ["72.6亿元"]
    assert answer.citations[0].key in answer.citations[0].quote
    assert all(figure.verified for figure in answer.figures)


def test_an_indicator_with_its_words_in_another_order(responder: Responder, without: Responder) -> None:
    question = "岳阳市2022年每万人有效船舶专利拥有量为多少？"
    assert without.respond(question).status == "not_found"
    answer = responder.respond(question)
    assert answer.status == "answered"
    assert "12.5件" in answer.answer


def test_how_long_something_counted_takes(responder: Responder) -> None:
    answer = responder.respond("遴选120名首席引航员的期限是多久？")
    assert answer.status == "answered"
    assert "五年内" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "2022年岳阳每万人有效农业专利拥有量为多少？",
        "岳阳2026年渔业产值目标是多少？",
        "岳阳2022年林业产值是多少亿元？",
        "2022年上半年岳阳渔业产值是多少？",
        "岳阳2022年人均渔业产值是多少？",
        "岳阳2022年渔业产值占生产总值的比重是多少？",
        "岳阳2022年新改建老旧船舶多少艘？",
    ],
)
def test_what_is_not_asked_for_does_not_answer(responder: Responder, question: str) -> None:
    assert responder.respond(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "figure", "other"),
    [
        ("岳阳2023年改造了多少座老旧码头？", "38座", "40座"),
        ("岳阳2023年计划改造老旧码头多少座？", "40座", "38座"),
        ("岳阳2023年渔业产值实际增长了多少？", "7.4%", "8%"),
    ],
)
def test_goals_and_results_of_one_year_stay_apart(responder: Responder, question: str, figure: str, other: str) -> None:
    answer = responder.respond(question)
    assert figure in answer.answer
    assert other not in answer.answer
