"""Questions for the same at two times."""

import pytest

from assistant.two_times import moments_of


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "森林覆盖率2020年是多少，到2025年要达到多少？",
            ["森林覆盖率，2020年是多少？", "森林覆盖率，到2025年要达到多少？"],
        ),
        (
            "城镇新增就业，过去五年做成了多少，今后五年要添多少？",
            ["城镇新增就业，过去五年实际做成了多少？", "城镇新增就业，今后五年目标要添多少？"],
        ),
        (
            "用水普及率 “十三五”完成数 “十四五”目标值",
            ["用水普及率，“十三五”完成数是多少？", "用水普及率，“十四五”目标值是多少？"],
        ),
        (
            "空置率:2020年的目标值与2023年的实际值分别是多少?",
            ["空置率，2020年的目标值是多少？", "空置率，2023年的实际值是多少？"],
        ),
        (
            "方案想让产值在2017年做到多少？到2020年财政收入又是多少？",
            ["方案想让产值，在2017年做到多少？", "到2020年财政收入又是多少？"],
        ),
        (
            "岳阳2023年产值增长目标是多少，2024年又是多少",
            ["岳阳产值增长，2023年目标是多少？", "岳阳产值增长，2024年又是多少？"],
        ),
    ],
)
def test_each_time_becomes_a_question_of_its_own(question: str, asked: list[str]) -> None:
    assert [moment.question for moment in moments_of(question)] == asked


@pytest.mark.parametrize(
    "question",
    [
        "2025年产值多少？",
        "2025年比2020年增长多少？",
        "2020年产值多少，人口多少？",
        "《2021-2025年规划》里2025年产值多少？",
    ],
)
def test_questions_for_one_time_stay_whole(question: str) -> None:
    assert moments_of(question) == ()
