"""The indicator a question names in full, and whether a text speaks of it."""

import pytest

from assistant.indicators import indicator_of, measured_noun, speaks_of
from assistant.support import Sought
from vectorstore.question_words import Term

_WOODS = Sought((Term("森林", 3.0), Term("覆盖率", 3.5)))


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("森林覆盖率目标", "森林覆盖率"),
        ("一般公共预算收入年均增长", "一般公共预算收入"),
        ("教育经费占GDP", "教育经费"),
        ("新建公园", ""),
    ],
)
def test_the_indicator_is_the_compound_that_ends_in_something_measured(question: str, indicator: str) -> None:
    assert indicator_of(question) == indicator


def test_half_of_an_indicator_is_another_indicator() -> None:
    assert speaks_of("森林覆盖率", _WOODS, "到2030年，森林覆盖率稳定在46%")
    assert not speaks_of("森林覆盖率", _WOODS, "养老保险覆盖率达到95%")
    assert not speaks_of("森林覆盖率", _WOODS, "森林面积达到30万公顷")


def test_an_official_term_stands_for_the_indicator() -> None:
    sought = Sought((Term("喝水", 3.0), Term("达标率", 3.0), Term("水质优良率", 2.0, ("喝水", "达标率"))))
    assert speaks_of("喝水达标率", sought, "水质优良率达到95%")


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("旱码头改造总投资多少亿元？", "投资"),
        ("南汀河水库总库容", "库容"),
        ("环湖步道长度有多少公里", "长度"),
        ("新增绿地面积要达到多少万亩？", "面积"),
        ("投资多少个项目在哪个区", ""),
        ("建成多少公里", ""),
    ],
)
def test_what_is_measured_is_named_at_the_end_with_or_without_its_unit(question: str, noun: str) -> None:
    assert measured_noun(question) == noun
