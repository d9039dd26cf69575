"""Questions as people say them: what kind of answer they want, and what in them is no place."""

import pytest

from assistant.core_words import places_of
from assistant.question_kind import Kind, kind_of
from assistant.regions_named import find_named


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("老城里的电梯今年还装不装", "yes_no"),
        ("2031年临江有这事没", "yes_no"),
        ("那座桥开工了没有？", "yes_no"),
        ("西边那条高铁今年动工不", "yes_no"),
        ("临江2031年怎么管渣土车", "entity"),
        ("坐火车去省城要多久？", "figure"),
        ("西环线多久能修好？", "date"),
        ("把投资比例提上去的用意", "entity"),
        ("2031年生产总值目标", "figure"),
        ("装几座电梯，还装不装", "figure"),
    ],
)
def test_the_kind_of_a_spoken_question(question: str, kind: Kind) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize("question", ["卖海鲜的摊位怎么管", "护工上门帮老人洗澡的有没有", "群众满意度要到多少"])
def test_common_words_are_no_places(question: str) -> None:
    assert places_of(question, (), ()) == ()


@pytest.mark.parametrize(
    "question",
    [
        "全国首个零碳港口是哪个",
        "全国文明城市能不能评上",
        "建成区雨污分流什么时候完成",
        "全国“灯塔工厂”的样板放在哪家企业",
        "旧小区没人管怎么办",
        "老片区怎么改造",
    ],
)
def test_words_that_name_no_region(question: str) -> None:
    found = find_named(question, ())
    assert found.outside == ()
    assert found.county is None


def test_the_nation_is_still_asked_for_by_name() -> None:
    assert find_named("全国2025年城镇新增就业目标", ()).outside == ("全国",)
    assert find_named("全国“十四五”规划的目标", ()).outside == ("全国",)
