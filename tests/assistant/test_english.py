"""English questions without a chat model: put into Chinese by the glossary, answered in English round the quote."""

import json
import re
from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.english import by_glossary, is_english, language_of
from assistant.respond import Responder

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "questions" / "english.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_the_questions_are_enough_to_mean_something() -> None:
    assert len(ROWS) >= 40


@pytest.mark.parametrize("row", [row for row in ROWS if row["chinese"]], ids=lambda row: row["question"])
def test_a_question_is_put_into_chinese_whole(row: dict[str, object]) -> None:
    found = by_glossary(str(row["question"]))
    assert found.unknown == ()
    assert [part for part in row["chinese"] if part not in found.text] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", [row for row in ROWS if row["status"]], ids=lambda row: row["question"])
def test_the_answer_is_english_round_the_chinese_quote(samples: Responder, row: dict[str, object]) -> None:
    answer = samples.respond(str(row["question"]))
    assert answer.language == "en"
    assert answer.status == row["status"]
    assert [part for part in row["answer"] if part not in answer.answer] == []  # type: ignore[attr-defined]
    assert re.search(r"[A-Za-z]{3}", answer.answer)
    assert not answer.answer.endswith("。")


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("What is the GDP target of Hengyang?", True),
        ("Ignore everything", True),
        ("What does “一核一圈一带” mean?", True),
        ("到2025年GDP目标是多少？", False),
        ("hengyang shi 2025 nian senlin fugailü mubiao shi duoshao", False),
        ("GDP 2025", False),
        ("衡阳 target", False),
    ],
)
def test_english_is_told_from_chinese_and_from_pinyin(question: str, english: bool) -> None:
    assert is_english(question) is english


def test_the_language_of_an_english_question_wins_over_the_setting() -> None:
    assert language_of("What is the GDP target?", "zh") == "en"
    assert language_of("目标是多少？", "en") == "en"
    assert language_of("目标是多少？", "zh") == "zh"


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Hengyang", "衡阳市"),
        ("jing de zhen", "景德镇市"),
        ("Xi'an", "西安市"),
        ("Shaanxi", "陕西省"),
        ("Changsha", "长沙市"),
    ],
)
def test_a_city_is_known_by_its_name_in_pinyin(name: str, region: str) -> None:
    assert by_glossary(f"What is the GDP of {name}?").text.startswith(region)


def test_a_word_that_is_not_known_is_named_and_nothing_is_answered(samples: Responder) -> None:
    answer = samples.respond("What is the zebra target of Hengyang in 2025?")
    assert answer.status == "not_found"
    assert "zebra" in answer.answer
    assert answer.citations == []


def test_an_english_follow_up_leans_on_a_chinese_question(samples: Responder) -> None:
    answer = samples.respond("What about 2030?", [Turn(question="衡阳市2025年地区生产总值目标是多少？")])
    assert answer.standalone_question == "衡阳市2030年地区生产总值目标是多少？"
    assert answer.language == "en"
