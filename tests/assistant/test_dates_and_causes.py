"""What counts as a date, as a question for a reason, and as a reason."""

import pytest

from assistant.causes import asks_why, gives_cause
from assistant.dates import lacks_clock, prints_date
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


@pytest.mark.parametrize("text", ["实施全流域十年禁渔", "办理时间压缩到4.2天", "再延长30年", "三年内引进10个团队"])
def test_how_long_is_answered_with_a_span_of_time(text: str) -> None:
    assert prints_date(text, "要管多少年？")


@pytest.mark.parametrize("text", ["小学一年级新生", "第三年度考核", "改造年代久远的小区"])
def test_ranks_and_classes_are_no_spans(text: str) -> None:
    assert not prints_date(text, "一共多少年？")


def test_a_span_answers_only_where_one_is_asked_for() -> None:
    assert not prints_date("十年树木", "哪一年建成？")
    assert prints_date("十年树木", "要多少年？")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("禁渔一共要管多少年？", "date"),
        ("给自己多长时间？", "date"),
        ("坐车要多久？", "figure"),
        ("这几年新建学校多少所？", "figure"),
        ("近几年有哪些成就？", "list"),
        ("那几年大班额是不是都没了？", "yes_no"),
        ("过了期限没反馈，是否算有不同意见？", "yes_no"),
        ("有没有说什么时候完工？", "date"),
        ("全省带头迈进现代化，说的是哪一年？", "date"),
        ("这件事由哪个局带头？", "department"),
        ("老旧小区改造谁领头", "department"),
    ],
)
def test_how_long_is_a_question_of_time(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize("question", ["大力发展数字经济的理由", "出于什么要压减会议？", "图什么要盖园区"])
def test_reasons_are_asked_for_in_many_words(question: str) -> None:
    assert asks_why(question)


@pytest.mark.parametrize("text", ["开放是高质量发展的根本出路", "有利于稳定就业", "事关群众切身利益"])
def test_what_a_thing_is_good_for_is_a_reason(text: str) -> None:
    assert gives_cause(text)


def test_the_very_day_is_told_by_no_year() -> None:
    assert not prints_date("2024年建成通车", "哪一天通车？")
    assert not prints_date("推出3日游线路", "上线日期")
    assert prints_date("5月1日建成通车", "哪一天通车？")
    assert prints_date("5月1日建成通车", "哪一年通车？")


@pytest.mark.parametrize(
    "question", ["地铁末班车几点开？", "政务大厅早上几点开门", "夜市从几点到几点营业？", "末班车是几点"]
)
def test_a_time_of_day_is_not_answered_without_one(question: str) -> None:
    assert lacks_clock("地铁1号线开通运营，新增里程12公里", question)
    assert not lacks_clock("末班车延长到22:30", question)
    assert not lacks_clock("大厅早上八点半开门，晚上6时关门", question)


@pytest.mark.parametrize("question", ["报告提了哪几点要求？", "城镇化率提高了几点", "有几点建议", "地铁哪年开通？"])
def test_other_questions_want_no_time_of_day(question: str) -> None:
    assert not lacks_clock("地铁1号线开通运营", question)


@pytest.mark.parametrize(
    "question", ["规划蓝图什么时候实现", "蓝图什么样", "凭什么条件可以申请公租房", "地图啥时候更新"]
)
def test_other_words_with_the_same_characters_ask_no_reason(question: str) -> None:
    assert not asks_why(question)


def test_how_long_something_goes_on_is_told_by_a_span_or_both_its_ends() -> None:
    assert not prints_date("到2017年底，垃圾处理率达到90%", "方案实施几年")
    assert prints_date("实施期为十年", "方案实施几年")
    assert prints_date("实施期限为2013—2022年", "方案实施几年")
    assert prints_date("到2017年底完成", "方案的完成日期是哪一年")
