"""What a figure measures, how it bounds or changes it, for which year, promised or reached."""

from collections.abc import Callable

import pytest

from ingest.commitments.commitment import Commitment

Draw = Callable[..., list[Commitment]]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("港口吞吐量、渔业产值分别达到3亿吨、90亿元。", [("港口吞吐量", "3亿吨"), ("渔业产值", "90亿元")]),
        ("湖区、山区饮水安全覆盖率分别达到99%98%。", [("湖区饮水安全覆盖率", "99%"), ("山区饮水安全覆盖率", "98%")]),
        ("入园率、升学率均达到95%。", [("入园率", "95%"), ("升学率", "95%")]),
        ("渔业产值达到90亿元，增长8%。", [("渔业产值", "90亿元"), ("渔业产值", "8%")]),
        (
            "城乡居民人均可支配收入分别增长7%和9%。",
            [("城镇居民人均可支配收入", "7%"), ("农村居民人均可支配收入", "9%")],
        ),
        (
            "城镇和农村居民人均可支配收入分别达到4万元、2万元。",
            [("城镇居民人均可支配收入", "4万元"), ("农村居民人均可支配收入", "2万元")],
        ),
        (
            "第一、二、三产业增加值分别增长3%、7%和9%。",
            [("第一产业增加值", "3%"), ("第二产业增加值", "7%"), ("第三产业增加值", "9%")],
        ),
        ("新建码头泊位20个、改建30个。", [("新建码头泊位", "20个"), ("改建码头泊位", "30个")]),
        ("打通影响出行的12条断头路。", [("打通断头路", "12条")]),
        ("民生支出620亿元，占财政支出的72%。", [("民生支出", "620亿元"), ("民生支出占财政支出", "72%")]),
        ("港口吞吐量首次突破3亿吨。", [("港口吞吐量", "突破3亿吨")]),
        ("支持25户企业建设技术中心。", [("支持企业", "25户")]),
        ("实际利用外资完成12亿美元。", [("实际利用外资", "12亿美元")]),
        (
            "渔业产值90亿元，加工产值60亿元，均为2015年的1.6倍。",
            [("渔业产值", "90亿元"), ("加工产值", "60亿元"), ("渔业产值", "1.6倍"), ("加工产值", "1.6倍")],
        ),
    ],
)
def test_each_figure_has_its_subject(plan: Draw, sentence: str, rows: list[tuple[str, str]]) -> None:
    assert [(row.subject, row.value) for row in plan(sentence)] == rows


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [
        ("渔业产值达到90亿元。", "exact"),
        ("渔业产值突破90亿元。", "at_least"),
        ("渔业产值不低于90亿元。", "at_least"),
        ("渔业产值达到90亿元以上。", "at_least"),
        ("渔业产值力争达到90亿元。", "exact"),
        ("至少建成20个泊位。", "at_least"),
        ("失业率控制在4%以内。", "at_most"),
        ("失业率不超过4%。", "at_most"),
        ("失业率控制在4%。", "exact"),
        ("渔业产值达到90亿元左右。", "about"),
        ("引进近20家企业。", "about"),
        ("每县培育2-3个品牌。", "range"),
        ("渔业产值增长8%。", "increase_by"),
        ("渔业产值年均增长8%以上。", "growth_rate_at_least"),
        ("渔业产值增长不低于8%。", "growth_rate_at_least"),
        ("渔业比重提高3个百分点。", "increase_by"),
        ("渔业产值翻一番。", "increase_by"),
        ("渔业产值翻一番以上。", "growth_rate_at_least"),
        ("能耗下降14%。", "decrease_by"),
        ("能耗降幅达到14%以上。", "decrease_by"),
        ("城镇化率提高到63%。", "exact"),
        ("降低企业融资成本1.2个百分点。", "decrease_by"),
        ("提高低保标准10%以上。", "growth_rate_at_least"),
        ("新增床位500张。", "exact"),
        ("居民消费价格涨幅3%左右。", "about"),
    ],
)
def test_bounds_and_changes_are_told_apart(plan: Draw, sentence: str, comparator: str) -> None:
    assert [row.comparator for row in plan(sentence)] == [comparator]


def test_a_bound_that_closes_a_list_holds_for_all_of_it(plan: Draw) -> None:
    rows = plan("客运量、货运量分别增长12%、13%以上。")
    assert [row.comparator for row in rows] == ["growth_rate_at_least", "growth_rate_at_least"]
    assert [row.comparator for row in plan("林地、湿地保有量分别达到30万亩和20万亩左右。")] == ["about", "about"]


def test_a_change_has_the_figure_it_starts_from(plan: Draw) -> None:
    first, second = plan("城镇化率由2020年的58%提高到2025年的63%。")
    assert (first.year, first.kind, second.year, second.kind) == (2020, "achieved", 2025, "target")
    first, second = plan("审批事项从162项压缩到60项。")
    assert (first.year, first.kind, second.kind) == (None, "achieved", "target")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到2023年建成泊位20个。", [2023]),
        ("“十四五”期间，新增泊位20个。", [2025]),
        ("新增泊位20个。", [2025]),
        ("按照第十五篇的安排，新增泊位20个。", [2025]),
        ("到2023年，吞吐量达到3亿吨。航道里程达到900公里。", [2023, 2023]),
        ("渔业产值2025年比2020年增长30%。", [2025]),
        ("二〇二四年吞吐量达到3亿吨。", [2024]),
        ("按2020年价格计算，2025年产值达到90亿元。", [2025]),
    ],
)
def test_the_year_is_named_or_carried_in_a_plan(plan: Draw, text: str, years: list[int]) -> None:
    assert [row.year for row in plan(text)] == years


@pytest.mark.parametrize(
    ("text", "heading", "year", "kind"),
    [
        ("去年吞吐量达到3亿吨。", "一、工作回顾", 2022, "achieved"),
        ("吞吐量达到3亿吨。", "一、2022年工作回顾", 2022, "achieved"),
        ("五年来，新增泊位20个。", "一、过去五年工作回顾", 2022, "achieved"),
        ("吞吐量达到3亿吨。", "二、2023年主要目标", 2023, "target"),
        ("未来五年，新增泊位20个。", "二、今后五年的总体思路", 2027, "target"),
        ("新增泊位20个。", "二、2023年工作安排", 2023, "target"),
        ("是“七五”以来最快的一年，吞吐量达到3亿吨。", "一、2022年工作回顾", 2022, "achieved"),
        ("完成“六五”普法，制定规章7件。", "一、2022年工作回顾", 2022, "achieved"),
        ("2015年申办成功。港口吞吐量达到3亿吨。", "一、2022年工作回顾", 2022, "achieved"),
    ],
)
def test_year_and_kind_in_a_report(report: Draw, text: str, heading: str, year: int, kind: str) -> None:
    (row,) = report(text, heading)
    assert (row.year, row.kind) == (year, kind)


def test_a_year_carries_to_the_rest_of_its_list_and_not_to_other_sentences(report: Draw) -> None:
    heading = "二、今后五年的总体思路"
    first, second = report("在此基础上，2026年吞吐量达到3亿吨；新增泊位20个。", heading)
    assert (first.year, second.year) == (2026, 2026)
    first, second = report("建好港区，2030年吞吐量达到3亿吨。改造管网110公里。", "二、2023年工作安排")
    assert (first.year, second.year) == (2030, 2023)


def test_the_part_of_a_report_turns_where_it_is_said_and_not_where_something_is_built(report: Draw) -> None:
    text = (
        "加快港口建设，建成泊位20个。\n各位代表，2023年是全面实施规划的关键之年。\n扎实推进渔业，养殖面积达到60万亩。"
    )
    built, bred = report(text)
    assert (built.kind, built.year) == ("achieved", 2022)
    assert (bred.kind, bred.year) == ("target", 2023)


def test_what_a_plan_says_of_its_own_years_is_a_target_wherever_it_stands(plan: Draw) -> None:
    (row,) = plan("2025年，吞吐量达到3亿吨。", "第一章 发展基础", "——港口取得新突破")
    assert row.kind == "target"
    (row,) = plan("吞吐量达到2亿吨。", "岳阳市“十四五”规划", "第一篇 主要目标", "第一章 发展环境")
    assert (row.year, row.kind) == (2020, "achieved")
    (row,) = plan("2020年，吞吐量达到2亿吨。", "第二章 主要目标")
    assert row.kind == "achieved"


@pytest.mark.parametrize(
    ("text", "departments"),
    [
        ("新增床位500张。（责任部门：市民政局、市卫健委等有关部门）", [("市民政局", "市卫健委")]),
        ("改造小区20个。新增床位500张。（责任单位:市民政局,市财政局）", [("市民政局", "市财政局")] * 2),
        ("由市交通局牵头，新建泊位20个。", [("市交通局",)]),
        ("新建泊位20个（市交通局负责）。", [("市交通局",)]),
        ("新增床位500张。", [()]),
        ("1、新增床位500张。\n2、新建泊位20个。（责任部门：市交通局）", [(), ("市交通局",)]),
    ],
)
def test_departments_answer_for_their_item(plan: Draw, text: str, departments: list[tuple[str, ...]]) -> None:
    assert [row.departments for row in plan(text)] == departments


def test_a_sentence_may_have_no_row_at_all(plan: Draw) -> None:
    assert plan("坚持生态优先，推动绿色发展。") == []


def test_goals_of_a_coming_five_year_plan_lie_ahead(report: Draw) -> None:
    text = "到2027年，渔业产值年均增长9%；新增泊位20个。城镇登记失业率控制在4%以内。"
    rows = report(text, "二、关于“十五五”规划")
    assert [(row.year, row.kind) for row in rows] == [(2027, "target")] * 3
    (past,) = report("渔业产值达到90亿元。", "一、“十三五”规划完成情况")
    assert past.kind == "achieved"


def test_what_was_decided_for_the_year_of_a_report_is_an_aim(report: Draw) -> None:
    (row,) = report("市人大一次会议确定，到2023年全市实现渔业产值80亿元。", "一、2022年工作回顾")
    assert (row.year, row.kind) == (2023, "target")
    (reached,) = report("会议期间接待游客，渔业产值达到80亿元。", "一、2022年工作回顾")
    assert reached.kind == "achieved"


def test_fast_growth_behind_a_bound_is_growth(report: Draw) -> None:
    (row,) = report("渔业产值保持40%以上的高速增长。")
    assert row.comparator == "growth_rate_at_least"
