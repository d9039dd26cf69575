"""Questions for several figures: how they are split, and what comes of the parts."""

from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.parts import parts_of
from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import make_embedder
from vectorstore.store import Store

_PLAN = """# 港城市停车设施建设“十四五”规划（2021-2025年）

## 发展基础

“十三五”末，全市泊位总数为4.2万个。

## 主要目标

到2025年，全市泊位总数达到9.6万个。到2025年，公交专用道里程达到120公里，慢行步道里程达到310公里。

## 保障

到2025年，充电桩数量达到8000台。
"""


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "长沙2025公交专用道里程与慢行步道里程各多少",
            ["长沙2025公交专用道里程是多少？", "长沙2025慢行步道里程是多少？"],
        ),
        (
            "停车方案中，新城片区与老城片区配建充电桩的比例有何不同？",
            ["停车方案中，新城片区配建充电桩的比例是多少？", "停车方案中，老城片区配建充电桩的比例是多少？"],
        ),
        (
            "港城泊位总数从十三五末到2025年要从多少涨到多少？",
            ["港城泊位总数十三五末是多少？", "港城泊位总数到2025年要达到多少？"],
        ),
    ],
)
def test_a_question_for_two_things_is_split_into_one_for_each(question: str, asked: list[str]) -> None:
    assert [part.question for part in parts_of(question)] == asked


@pytest.mark.parametrize(
    "question",
    ["长沙和株洲2025年泊位各多少", "长沙2021年和2025年泊位各要多少", "教育与医疗的投入是多少", "泊位和充电桩归谁管？"],
)
def test_regions_years_and_single_things_are_left_whole(question: str) -> None:
    assert parts_of(question) == ()


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Responder:
    folder = tmp_path_factory.mktemp("parts")
    Path(folder, "plan.md").write_text(_PLAN, encoding="utf-8")
    store = Store(folder / "store", make_embedder())
    update(store, [str(folder / "plan.md")])
    return Responder(store)


def test_figures_of_one_sentence_are_answered_by_that_sentence(responder: Responder) -> None:
    answer = responder.respond("2025年公交专用道里程与慢行步道里程各多少？")
    assert answer.status == "answered"
    assert "120公里" in answer.answer
    assert "310公里" in answer.answer
    assert len(answer.citations) == 1


def test_figures_of_two_sentences_are_labelled_by_what_was_asked(responder: Responder) -> None:
    answer = responder.respond("2025年慢行步道里程与充电桩数量各多少？")
    assert answer.status == "answered"
    assert "慢行步道里程：" in answer.answer
    assert "310公里" in answer.answer
    assert "8000台" in answer.answer


def test_a_part_that_nothing_is_said_of_is_named(responder: Responder) -> None:
    answer = responder.respond("2025年轮渡码头数量与充电桩数量各多少？")
    assert answer.status == "partial"
    assert "没有找到“轮渡码头数量”" in answer.answer
    assert "8000台" in answer.answer


def test_a_follow_up_stays_with_the_plan_of_the_question_before(responder: Responder) -> None:
    history = [Turn(question="停车设施建设“十四五”规划里泊位总数到2025年要达到多少？", answer="9.6万个")]
    assert "8000台" in responder.respond("充电桩数量呢？", history).answer
