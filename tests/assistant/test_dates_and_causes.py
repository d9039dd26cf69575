"""What counts as a date, as a question for a reason, and as a reason."""

import pytest

from assistant.causes import asks_why, gives_cause
from assistant.dates import prints_date
from assistant.question_kind import kind_of


@pytest.mark.parametrize(
    "text",
    [
        "车站1884年10月开通",
        "到二〇三五年基本建成",
        "2025-12-31前办结",
        "在五年内完成",
        "实施三年行动计划",
        "土地承包再延长三十年",
        "确保年内投入使用",
        "“十四五”期间",
        "六月底前",
    ],
)
def test_dates_periods_and_time_limits_are_seen(text: str) -> None:
    assert prints_date(text)


@pytest.mark.parametrize("text", ["新建学校12所", "第三产业占比提高", "长度5公里", "GB 3095-2012"])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert not prints_date(text)


@pytest.mark.parametrize("question", ["为什么人口数量减少了？", "工业增加值为何下降", "没有完成目标的原因是什么？"])
def test_why_is_asked_whatever_is_counted(question: str) -> None:
    assert asks_why(question)
    assert kind_of(question) in ("entity", "definition")


@pytest.mark.parametrize("question", ["为民办实事有哪些？", "目标值是多少？"])
def test_other_questions_ask_for_no_reason(question: str) -> None:
    assert not asks_why(question)


def test_a_reason_is_known_by_its_words() -> None:
    assert gives_cause("受外部需求下降影响，出口未达预期")
    assert gives_cause("体现了稳中求进的要求")
    assert not gives_cause("新建学校12所")
