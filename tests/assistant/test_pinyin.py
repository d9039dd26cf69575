"""A question typed in pinyin is read; one in English is left alone."""

from collections.abc import Callable

import pytest

from assistant.pinyin import from_pinyin

_HELD = {
    "森林": 9,
    "覆盖率": 8,
    "目标": 20,
    "市": 50,
    "年": 60,
    "增加值": 4,
    "高新技术": 5,
    "产业": 30,
    "由": 3,
    "要": 9,
}


@pytest.fixture
def frequency() -> Callable[[str], int]:
    return lambda word: _HELD.get(word, 0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hengyang 2025 nian GDP mubiao shi duoshao", "衡阳2025年GDP目标是多少"),
        ("senlin fugailv", "森林覆盖率"),
        ("senlinfugailu shi duoshao?", "森林覆盖率是多少?"),
        ("Heng yang shi sen lin fu gai lv", "衡阳市森林覆盖率"),
        ("gaoxin jishu chanye zengjiazhi", "高新技术产业增加值"),
        ("xi'an senlin fugailü", "西安森林覆盖率"),
    ],
)
def test_pinyin_becomes_the_words_of_the_plans(frequency: Callable[[str], int], typed: str, meant: str) -> None:
    assert from_pinyin(typed, frequency) == meant


@pytest.mark.parametrize(
    "question",
    [
        "What is the GDP target of Hengyang in 2025?",
        "What is the forest coverage rate?",
        "Can he change the plan?",
        "women change fan",
        "GDP 2025",
        "hello",
        "senlin",
        "森林fugailv",
        "2025年森林覆盖率",
        "",
        "???",
    ],
)
def test_anything_else_is_left_alone(frequency: Callable[[str], int], question: str) -> None:
    assert from_pinyin(question, frequency) is None


def test_a_city_without_plans_keeps_its_name(frequency: Callable[[str], int]) -> None:
    assert from_pinyin("guiyang 2025 nian mubiao shi duoshao", frequency) == "贵阳2025年目标是多少"


def test_several_words_of_one_sound_are_told_apart_by_the_plans() -> None:
    others = {"产业": 9, "发展": 9}
    assert (
        from_pinyin("gongye chanye fazhan", lambda word: {**others, "工业": 9, "公益": 1}.get(word, 0))
        == "工业产业发展"
    )
    assert (
        from_pinyin("gongyi chanye fazhan", lambda word: {**others, "公益": 9, "工艺": 1}.get(word, 0))
        == "公益产业发展"
    )
    assert (
        from_pinyin("gongyi chanye fazhan", lambda word: {**others, "公益": 1, "工艺": 9}.get(word, 0))
        == "工艺产业发展"
    )
