"""Plans told by their order are the ones held."""

import pytest

from assistant.relative_plans import with_named_plans
from ingest.passage import Description
from vectorstore.catalog import Listed


def _plan(region: str, first: int, last: int, kind: str = "规划纲要") -> Listed:
    title = f"{region}{first}—{last}年{kind}"
    described = Description(title, region, None, first, last, kind, "正式", None, None, {})
    return Listed(title, title, "", described, None, 1, 1, ())


NATION = [_plan("全国", 2021, 2025), _plan("全国", 2026, 2030)]
CITIES = [_plan("岳阳市", 2016, 2020), _plan("长沙市", 2021, 2025), _plan("长沙市", 2023, 2023, "工作报告")]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("前后两个国家五年规划的城镇化率目标", "国家十四五规划和国家十五五规划的城镇化率目标"),
        ("上一个五年和这一个五年分别定多高", "十四五时期和十五五时期分别定多高"),
        ("新的国家五年规划怎么说", "国家十五五规划怎么说"),
        ("前一个五年(2016到2020)新增多少岗位", "前一个五年(2016到2020)新增多少岗位"),
        ("近五年来的变化", "近五年来的变化"),
        ("过去五年新建多少学校", "过去五年新建多少学校"),
    ],
)
def test_what_is_told_by_its_order_is_named(question: str, named: str) -> None:
    assert with_named_plans(question, NATION) == named


def test_the_plans_of_the_region_that_is_asked_about_count() -> None:
    held = [*NATION, *CITIES]
    assert with_named_plans("岳阳上一个五年规划修了几座桥", held) == "岳阳十二五规划修了几座桥"
    assert with_named_plans("长沙新的五年规划", held) == "长沙十四五规划"


def test_without_a_plan_that_may_be_meant_the_question_stays_as_it_is() -> None:
    assert with_named_plans("上一个五年规划修了几座桥", CITIES[2:]) == "上一个五年规划修了几座桥"
    assert with_named_plans("上一个五年规划修了几座桥", CITIES) == "上一个五年规划修了几座桥"


@pytest.mark.parametrize(
    ("first", "name"), [(1953, "一五"), (1981, "六五"), (2001, "十五"), (2006, "十一五"), (2046, "十九五")]
)
def test_periods_are_named_as_they_are_counted(first: int, name: str) -> None:
    assert with_named_plans("新的五年规划", [_plan("全国", first, first + 4)]) == f"{name}规划"


@pytest.mark.parametrize(
    "question",
    [
        "养老五年规划提出多少张床位",
        "城市更新五年规划有什么目标",
        "城市更新的五年规划",
        "科技创新五年行动计划的目标",
        "成本五年下降多少",
        "新五年行动方案",
    ],
)
def test_ends_of_other_words_tell_no_order(question: str) -> None:
    assert with_named_plans(question, NATION) == question


def test_the_years_of_a_plan_are_times_and_the_next_plan_is_the_one_after_the_newest() -> None:
    assert with_named_plans("上个五年规划期间建成多少公里", NATION) == "十四五时期建成多少公里"
    assert with_named_plans("下一个五年规划的目标", NATION) == "十六五规划的目标"
    assert with_named_plans("下一个五年的目标", NATION) == "下一个五年的目标"
    assert with_named_plans("长沙市新五年规划", [*NATION, *CITIES]) == "长沙市十四五规划"
