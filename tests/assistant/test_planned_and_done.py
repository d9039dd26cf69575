"""What was planned and what came of it are two questions, of two reports."""

from collections.abc import Iterator

import pytest

from assistant.planned_and_done import planned_and_done
from assistant.respond import Responder
from assistant.which_document import asks_which_document
from vectorstore.build import update
from vectorstore.embed import make_embedder
from vectorstore.store import Store

_EARLIER = """# 2023年临沧市政府工作报告

一、回顾2022年，我们攻坚克难、奋勇争先，全市经济社会发展根基更稳、底气更足

初步核算，全市生产总值完成1020.5亿元，同比增长5.3%。核桃加工量完成18万吨。全市港口集装箱吞吐量完成61万标箱，同比增长4%。

二、展望2023年，我们要乘势而上、接续奋斗，努力开创高质量发展新局面

主要预期目标是：地区生产总值增长8%左右，核桃加工量达到21万吨，港口集装箱吞吐量增长9%。推进城市更新，旱码头片区、南汀河片区、忙令片区等3大片区建设取得实质性进展，1995年以前建成的危旧住房改造试点有序推进。
"""
_LATER = """# 2024年临沧市政府工作报告

一、2023年工作回顾

全市生产总值增长6.2%。核桃加工量20.4万吨。港口集装箱吞吐量增长7.5%。

二、2024年工作安排

主要预期目标是：地区生产总值增长6.5%左右，核桃加工量达到23万吨。

优化港口资源配置，筹备成立“澜沧江航运集团”，推动内河航运改革走深走实。
"""


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    folder = tmp_path_factory.mktemp("planned")
    for name, text in (("earlier", _EARLIER), ("later", _LATER)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    store = Store(folder / "store", make_embedder())
    update(store, [str(folder / f"{name}.md") for name in ("earlier", "later")])
    yield Responder(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "planned", "done"),
    [
        ("临沧2023年核桃加工量，年初目标和最后完成分别是多少？", "21万吨", "20.4万吨"),
        ("临沧2023年地区生产总值 预期增速 实际增速", "8%", "6.2%"),
        ("2023年临沧原本想加工多少核桃，结果加工了多少？", "21万吨", "20.4万吨"),
        ("临沧2023年港口集装箱吞吐量原定增长多少，实际增长多少？", "9%", "7.5%"),
    ],
)
def test_both_are_answered_each_from_its_report(responder: Responder, question: str, planned: str, done: str) -> None:
    answer = responder.respond(question)
    assert answer.status == "answered"
    first, second = answer.answer.split("实际完成：")
    assert planned in first
    assert done in second
    assert [cited.document for cited in answer.citations[:2]] == ["earlier", "later"]
    assert all(figure.verified for figure in answer.figures)


@pytest.mark.parametrize(
    "question",
    [
        "临沧2023年地区生产总值目标是多少？",
        "临沧2023年核桃加工量实际完成多少？",
        "临沧2023年目标完成情况如何？",
        "到2025年临沧的目标是多少，最后到2035年要达到多少？",
        "2023年临沧核桃加工20万吨的目标实际完成情况如何？",
        "方案定的2020年目标和后来规划里说的实际优良率各是多少？",
    ],
)
def test_what_asks_for_one_of_them_is_left_whole(question: str) -> None:
    assert planned_and_done(question) == ()


def test_what_a_report_looks_back_on_is_of_the_year_before(responder: Responder) -> None:
    assert "5.3%" in responder.respond("临沧2022年GDP增速是多少？").answer
    answer = responder.respond("临沧2023年GDP实际增长多少？").answer
    assert "6.2%" in answer
    assert "5.3%" not in answer


def test_a_year_long_ago_does_not_say_when_something_happens(responder: Responder) -> None:
    answer = responder.respond("临沧2023年要建设的3大片区是哪几个？")
    assert answer.status == "answered"
    assert "南汀河片区" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "筹备成立“澜沧江航运集团”是哪一年的报告安排的？",
        "临沧哪一年的报告提出筹备成立澜沧江航运集团？",
    ],
)
def test_the_report_of_a_year_is_named(responder: Responder, question: str) -> None:
    answer = responder.respond(question)
    assert answer.status == "answered"
    assert "2024年临沧市政府工作报告" in answer.answer


def test_the_year_in_which_something_was_put_forward_is_that_of_a_report() -> None:
    assert asks_which_document("临沧的报告中，哪一年首次提出筹备成立航运集团？")
    assert not asks_which_document("临沧哪一年建成旱码头？")
