"""What a department answers for comes as a list out of the ledger."""

import pytest

from assistant.department_table import department_in
from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import make_embedder
from vectorstore.store import Store

PLAN = """# 江海市城市建设三年行动方案（2023-2025年）

## 一、道路

到2025年，新建城市道路120公里，改造老旧小区300个。（责任单位：市住建局、市城管局）

## 二、水务

到2025年，铺设供水管网80公里，城市污水处理率达到98%以上。（责任单位：市水务局、市住建局）

## 三、教育

到2024年，新建学校20所，新增学位3万个。（责任单位：市教育局）
"""


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Responder:
    folder = tmp_path_factory.mktemp("department")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    store = Store(folder / "store", make_embedder())
    update(store, [str(folder / "plan.md")])
    return Responder(store)


@pytest.mark.parametrize(
    "question",
    ["2025年由市住建局负责的有哪些？", "市住建局牵头的指标有哪些", "住建局要负责哪些目标？", "哪些目标归市住建局负责"],
)
def test_every_commitment_of_a_department_is_listed_with_its_passage(responder: Responder, question: str) -> None:
    answer = responder.respond(question)
    assert answer.status == "answered"
    for fact in ("120公里", "300个", "80公里", "98%以上"):
        assert fact in answer.answer
    assert "20所" not in answer.answer
    assert {c.mark for c in answer.citations} == {1, 2}
    assert all(c.quote in c.text for c in answer.citations)
    assert answer.figures
    assert all(figure.verified for figure in answer.figures)


def test_only_the_year_that_is_asked_for(responder: Responder) -> None:
    assert "20所" in responder.respond("2024年由市教育局负责的有哪些？").answer
    assert "20所" not in responder.respond("2025年由市教育局负责的有哪些？").answer


@pytest.mark.parametrize(
    "question",
    [
        "老旧小区改造由哪个部门负责？",
        "到2025年新建学校多少所？",
        "市卫健委负责的任务有哪些？",
        "市住建局牵头的任务有哪些？",
    ],
)
def test_other_questions_are_left_to_the_other_ways(responder: Responder, question: str) -> None:
    assert "量化任务" not in responder.respond(question).answer


def test_a_department_is_known_without_its_level() -> None:
    known = ["市住建局", "区住建局", "市教育局", "市住建局村镇科"]
    assert department_in("市住建局负责什么", known) == "市住建局"
    assert department_in("住建局负责什么", known) == "住建局"
    assert department_in("公安局负责什么", known) is None


def test_who_answers_for_a_commitment_that_passages_leave_open(responder: Responder) -> None:
    answer = responder.respond("2025年铺设的供水管网归哪个局管？")
    assert answer.status == "answered"
    assert "市水务局" in answer.answer
    assert answer.citations[0].key is not None
    assert answer.citations[0].key in answer.citations[0].quote
    assert responder.respond("2025年铺设的输油管线归哪个局管？").status == "not_found"
