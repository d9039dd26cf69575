"""Follow-ups over several turns: what they leave out is filled in, and a new question takes nothing along."""

import json
from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.english import chinese
from assistant.followup import KEPT_TURNS, standalone_question
from assistant.respond import Responder

DIALOGUES = [
    json.loads(line)
    for line in (Path(__file__).parent / "questions" / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
]


def _standalone(*turns: str) -> str:
    *earlier, question = map(chinese, turns)
    return standalone_question(question, [Turn(question=turn) for turn in earlier])


def test_the_dialogues_are_enough_to_mean_something() -> None:
    assert len(DIALOGUES) >= 40
    assert sum(len(row["turns"]) == 3 for row in DIALOGUES) >= 6


@pytest.mark.parametrize("row", DIALOGUES, ids=lambda row: "|".join(row["turns"]))
def test_a_follow_up_stands_alone(row: dict[str, object]) -> None:
    turns = list(map(str, row["turns"]))  # type: ignore[call-overload]
    found = _standalone(*turns)
    assert [part for part in row["holds"] if part not in found] == []  # type: ignore[attr-defined]
    assert [part for part in row["lacks"] if part in found] == []  # type: ignore[attr-defined]
    if row["same"]:
        assert found == turns[-1]


def test_a_question_in_the_same_words_asks_the_same_of_the_next_thing() -> None:
    assert _standalone("岳阳市2025年森林覆盖率目标是多少？", "城镇化率目标是多少？").startswith("岳阳市2025年城镇化率")


def test_a_topic_is_remembered_for_a_few_turns_only() -> None:
    asked = ["岳阳市森林覆盖率目标是多少？", *["城市公共厕所由谁负责？"] * KEPT_TURNS]
    assert "森林" not in _standalone(*asked, "那2025年呢？")


def test_a_long_history_is_no_burden() -> None:
    history = [Turn(question="那呢？" * 160, answer="答" * 3000)] * 3000
    assert standalone_question("那2025年呢？", history)
    assert max(len(turn.question) for turn in history) <= 500


def test_a_complete_question_is_not_limited_to_the_plan_of_the_one_before(samples: Responder) -> None:
    history = [Turn(question="衡阳市2025年地区生产总值目标是多少？")]
    question = "城市公共停车设施由哪些部门负责？"
    answer = samples.respond(question, history)
    assert answer.standalone_question == question
    assert answer.status == "answered"
    assert answer.citations[0].document == "hengyang-public-facilities-2017-2020"


def test_asking_for_more_does_not_repeat_what_was_said(samples: Responder) -> None:
    first = samples.respond("衡阳市国家级开发区有哪些？")
    more = samples.respond("还有呢？", [Turn(question=first.question, answer=first.answer)])
    assert not {(c.document, c.start) for c in more.citations} & {(c.document, c.start) for c in first.citations}


def test_a_reason_is_not_made_of_a_target(samples: Responder) -> None:
    answer = samples.respond("为什么？", [Turn(question="衡阳市2025年地区生产总值目标是多少？")])
    assert answer.status == "not_found"
    assert "没有说明原因" in answer.answer


@pytest.mark.parametrize(
    ("before", "question", "complete"),
    [
        ("绵阳2018年茶园面积是多少？", "下一年呢？", "绵阳2019年茶园面积是多少？"),
        ("绵阳2018年茶园面积是多少？", "前一年呢", "绵阳2017年茶园面积是多少？"),
        ("绵阳2018年新增泊位多少？", "2020年计划新增多少", "绵阳2020年计划新增泊位多少？"),
        ("绵阳2018年城镇居民收入增长多少？", "农村的是多少", "绵阳2018年农村居民收入增长多少？"),
        ("绵阳2018年外贸增长目标是多少？", "实际完成了多少？", "绵阳2018年外贸增长实际是多少？"),
    ],
)
def test_another_year_part_or_result_is_put_into_the_earlier_question(
    before: str, question: str, complete: str
) -> None:
    assert _standalone(before, question) == complete


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("停车方案里泊位总数目标是多少？", "“十四五”规划里定的又是多少？", "“十四五”规划里泊位总数目标是多少？"),
        ("到2025年秸秆综合利用率应达到多少？", "厨余垃圾的呢？同一年份。", "到2025年厨余垃圾综合利用率应达到多少？"),
    ],
)
def test_what_was_asked_is_asked_of_another_plan_or_thing(before: str, question: str, alone: str) -> None:
    assert standalone_question(question, [Turn(question=before, answer="")]) == alone
