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
