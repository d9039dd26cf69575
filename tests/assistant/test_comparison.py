"""Comparisons: which plans, regions and years a question sets side by side, and which questions compare nothing."""

import pytest

from assistant.comparison import Side
from assistant.understand import understand
from ingest.passage import Description
from vectorstore.catalog import Listed

_LISTED = {
    "港城-2021": Description("港城市2021年政府工作报告", region="长沙市", first_year=2021, last_year=2021),
    "港城-2022": Description("港城市2022年政府工作报告", region="长沙市", first_year=2022, last_year=2022),
    "港城-145": Description(
        "港城市国民经济和社会发展第十四个五年规划", region="长沙市", first_year=2021, last_year=2025
    ),
    "港城-停车": Description("停车设施建设行动方案", region="长沙市", first_year=2017, last_year=2020),
}


def _sides(question: str) -> tuple[Side, ...]:
    documents = [Listed(name, name, "", described, None, 1, 1, ()) for name, described in _LISTED.items()]
    return understand(question, (), documents).sides


@pytest.mark.parametrize(
    "question",
    [
        "长沙研发投入占比：2021年目标 vs 2025年目标",
        "长沙的泊位，2021年要到多少、2025年又要到多少？",
        "长沙2021年和2025年泊位各要多少",
    ],
)
def test_years_set_against_each_other_are_sides_however_it_is_put(question: str) -> None:
    assert [side.years for side in _sides(question)] == [(2021,), (2025,)]


@pytest.mark.parametrize(
    "question",
    [
        "长沙2021年GDP增长：年初目标与实际完成",
        "长沙2021年GDP增长目标定了多少，最后做成多少？",
    ],
)
def test_what_was_aimed_at_and_what_came_of_it_stand_in_different_reports(question: str) -> None:
    aimed, reached = _sides(question)
    assert "港城-2021" in (aimed.documents or ())
    assert "港城-2022" not in (aimed.documents or ())
    assert "港城-2022" in (reached.documents or ())
    assert aimed.years == reached.years == (2021,)


def test_a_plan_is_compared_with_the_end_of_an_earlier_period() -> None:
    plan, end = _sides("泊位数：停车设施建设行动方案的目标与“十三五”实际各是多少")
    assert plan.documents == {"港城-停车"}
    assert end.years == (2020,)


@pytest.mark.parametrize(
    "question",
    [
        "长沙2021—2025年新建多少泊位",
        "长沙从2021年到2025年新建多少泊位",
        "停车设施建设行动方案：泊位比2017年增加多少，时限是哪年",
        "长沙2021年新建多少泊位",
        "长沙港口和机场2021年的吞吐量目标",
    ],
)
def test_a_span_a_base_year_or_two_things_of_one_year_compare_nothing(question: str) -> None:
    assert _sides(question) == ()
