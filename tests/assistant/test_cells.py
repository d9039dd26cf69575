"""Answers out of tables: the right row and column, in the unit the table gives it; a made-up plan and a made-up list of tasks."""

from collections.abc import Iterator

import pytest

from assistant.answer import Answer
from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

_PLAN = """# 清河县国民经济和社会发展第十四个五年规划纲要（2021—2025年）

## 第一章 主要目标

到2025年，县域综合实力迈上新台阶，主要指标见下表。

| 类别 | 指标 | 单位 | 2020年 | 2025年 | 2030年 | 属性 |
| --- | --- | --- | --- | --- | --- | --- |
| 经济 | 常住人口城镇化率 | % | 48.6 | 58.2 | 62.5 | 预期性 |
| 民生 | 公共图书馆 | 个 | 3 | 8 | 12 | 预期性 |
| 安全 | 粮食综合生产能力 | 万吨 | 42 | 45 | 46 | 约束性 |
| 生态 | 森林覆盖率 | % | 31 | 33 | 34 | 约束性 |
"""
_TASKS = """<html><head><title>澜川市2025年政府工作报告重点任务分解方案</title></head><body>
<h1>澜川市2025年政府工作报告重点任务分解方案</h1><p>为落实政府工作报告确定的目标任务，制定本方案。</p>
<h2>一、主要指标</h2><table><tr><th>类别</th><th>指标名称（单位）</th><th>2024年完成</th><th>2025年目标</th><th>责任单位</th></tr>
<tr><td rowspan=2>创新</td><td>高新技术企业数（家）</td><td>512</td><td>560</td><td>市科技局</td></tr>
<tr><td>研发经费投入强度（%）</td><td>2.15</td><td>2.3</td><td>市统计局</td></tr>
<tr><td>民生</td><td>人均预期寿命（岁）</td><td>79.2</td><td>79.5</td><td>市卫健委</td></tr></table>
<h2>二、重点任务</h2><table><tr><td>序号</td><td>工作任务</td><td>牵头单位</td><td>配合单位</td><td>完成时限</td></tr>
<tr><td>1</td><td>新建幼儿园12所，新增学位3600个；完成3所高中改造。</td><td>市教育局</td><td>市财政局</td><td>2025年10月底</td></tr>
<tr><td>2</td><td>改造老旧小区86个，加装电梯150部。</td><td>市住建局</td><td>市民政局</td><td>2025年11月底前</td></tr></table></body></html>
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "plan.md").write_text(_PLAN, encoding="utf-8")
    (folder / "tasks.html").write_text(_TASKS, encoding="utf-8")
    store = Store(tmp_path_factory.mktemp("store"), bundled())
    update(store, [str(folder)])
    yield Responder(store)
    store.close()


def _asked(answers: Responder, question: str) -> Answer:
    answer = answers.respond(question)
    assert all(figure.verified for figure in answer.figures), answer.figures
    return answer


@pytest.mark.parametrize(
    ("question", "said", "never"),
    [
        ("清河县2025年城镇化率目标是多少", "58.2%", "62.5"),
        ("清河县2030年城镇化率要达到多少", "62.5%", "58.2"),
        ("清河县城镇化率目标", "58.2%", "48.6"),
        ("清河县2020年有多少个公共图书馆", "3个", "8个"),
        ("清河县2030年粮食综合生产能力目标", "46万吨", "45"),
        ("澜川市2025年高新技术企业目标是多少家", "560家", "512"),
        ("澜川市2024年研发经费投入强度", "2.15%", "2.3"),
        ("澜川市2025年人均预期寿命", "79.5岁", "79.2"),
        ("澜川市2025年新建幼儿园多少所", "12所", "市住建局"),
    ],
)
def test_the_column_asked_for_answers_in_its_unit(answers: Responder, question: str, said: str, never: str) -> None:
    answer = _asked(answers, question)
    assert answer.status == "answered"
    assert said in answer.answer
    assert never not in answer.answer


def test_the_row_is_cited_and_the_cell_is_marked(answers: Responder) -> None:
    (citation,) = _asked(answers, "清河县2025年城镇化率目标是多少").citations
    assert "2025年：58.2" in citation.quote
    assert citation.key == "58.2"


@pytest.mark.parametrize("question", ["清河县2035年城镇化率目标是多少", "清河县2022年公共图书馆有多少个"])
def test_a_year_without_a_column_is_not_answered(answers: Responder, question: str) -> None:
    assert _asked(answers, question).status == "not_found"


def test_deadline_and_departments_are_those_of_the_row(answers: Responder) -> None:
    assert "2025年11月底前" in _asked(answers, "澜川市加装电梯什么时候完成").answer
    assert "2025年10月底" in _asked(answers, "澜川市新建幼儿园的完成时限").answer
    assert "市科技局" in _asked(answers, "澜川市高新技术企业数由哪个单位负责").answer
    assert "“高新技术企业数”" in _asked(answers, "澜川市高新技术企业数由哪个单位负责").answer
    assert "市民政局" in _asked(answers, "澜川市老旧小区改造由谁配合").answer


def test_indicators_of_a_sort_are_listed_all(answers: Responder) -> None:
    answer = _asked(answers, "清河县规划有哪些约束性指标")
    assert answer.answer.startswith("约束性指标：粮食综合生产能力、森林覆盖率")
    assert "城镇化率" not in answer.answer
    assert all("约束性" in citation.quote for citation in answer.citations)
    assert "公共图书馆" in _asked(answers, "清河县的预期性指标有几个").answer


def test_whether_an_indicator_binds_is_told_of_it_alone(answers: Responder) -> None:
    assert "约束性" in _asked(answers, "清河县森林覆盖率是约束性指标还是预期性指标").answer
