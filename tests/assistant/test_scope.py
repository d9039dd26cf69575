"""Which documents may answer: the region, the year and the plan a question names, among many that are nearly the same."""

import pytest

from assistant.answer import Turn
from assistant.understand import Understanding, understand
from ingest.passage import Description
from vectorstore.catalog import Listed


def _listed(
    name: str, title: str, region: str | None, first: int | None, last: int | None, kind: str, status: str
) -> Listed:
    description = Description(
        title=title,
        region=region,
        issuer=None,
        first_year=first,
        last_year=last,
        kind=kind,
        status=status,
        published=None,
        source=None,
        origin={},
    )
    return Listed(name, name, "", description, None, 1, 1, ())


def _report(region: str, year: int) -> Listed:
    return _listed(f"{region}-{year}", f"{region}{year}年政府工作报告", region, year, year, "工作报告", "正式")


REPORTS = [
    _report(region, year) for region in ("长沙市", "湖南省", "全国", "吉林省", "北京市") for year in range(2018, 2025)
]
STORE = [
    *REPORTS,
    _report("浏阳市", 2023),
    _listed("全国-145", "国民经济和社会发展第十四个五年规划纲要", "全国", 2021, 2025, "规划纲要", "正式"),
    _listed("衡阳-145", "衡阳市国民经济和社会发展第十四个五年规划纲要", "衡阳市", 2021, 2025, "规划纲要", "正式"),
    _listed("衡阳-停车", "衡阳市城区停车设施建设行动方案", "衡阳市", 2017, 2020, "行动方案", "征求意见稿"),
]


def _asked(question: str, *earlier: str) -> Understanding:
    return understand(question, [Turn(question=text, answer="") for text in earlier], STORE)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("长沙2021年GDP增长目标是多少", {"长沙市-2021"}),
        ("二〇二一年长沙市GDP预期增长多少", {"长沙市-2021"}),
        ("长沙21年政府工作报告里的GDP目标", {"长沙市-2021"}),
        ("长沙2021年GDP实际增长了多少", {"长沙市-2022"}),
        ("2021年长沙完成新增就业多少", {"长沙市-2022"}),
        ("长沙计划2021年完成新增就业多少", {"长沙市-2021"}),
        ("长沙2021年GDP多少", {"长沙市-2021", "长沙市-2022"}),
        ("湖南长沙2021年GDP增长目标", {"长沙市-2021"}),
        ("湖南2021年GDP增长目标，不要长沙的", {"湖南省-2021"}),
        ("吉林2021年GDP增长目标", {"吉林省-2021"}),
        ("长沙市政府工作报告，2022年那份，新增就业多少", {"长沙市-2022"}),
        ("“十四五”开局之年长沙GDP增长目标", {"长沙市-2021"}),
        ("国务院2020年政府工作报告提出的目标是多少", {"全国-2020"}),
        ("2023年我国GDP增长目标", {"全国-2023"}),
        ("国家“十四五”规划纲要的森林覆盖率目标", {"全国-145"}),
        ("衡阳“十四五”规划的森林覆盖率目标", {"衡阳-145"}),
        ("今年长沙GDP增长目标是多少", {"长沙市-2024"}),
        ("浏阳2023年GDP增长目标", {"浏阳市-2023"}),
        ("长沙市浏阳市2023年GDP增长目标", {"浏阳市-2023"}),
        ("长沙2023年GDP增长目标", {"长沙市-2023"}),
    ],
)
def test_a_question_that_names_region_and_year_is_answered_from_those_documents_only(
    question: str, expected: set[str]
) -> None:
    assert _asked(question).documents == expected


def test_a_year_of_which_there_is_no_report_leaves_all_documents_of_the_region() -> None:
    documents = _asked("长沙2005年GDP增长目标").documents
    assert documents == {d.id for d in REPORTS if d.description.region == "长沙市"}


def test_what_a_year_is_to_reach_may_stand_in_the_reports_before_it() -> None:
    documents = _asked("长沙到2023年GDP要达到多少").documents
    assert documents is not None
    assert {"长沙市-2021", "长沙市-2023"} <= documents


def test_without_a_year_the_latest_report_is_favoured_and_none_is_left_out() -> None:
    asked = _asked("长沙GDP增长目标是多少")
    assert asked.documents is not None
    assert len(asked.documents) == 7
    assert max(asked.boosts, key=lambda name: asked.boosts[name]) == "长沙市-2024"


def test_a_draft_comes_after_an_adopted_plan_of_the_same_age() -> None:
    adopted = _listed("甲", "衡阳市停车方案", "衡阳市", 2021, 2025, "方案", "正式")
    draft = _listed("乙", "衡阳市停车方案", "衡阳市", 2021, 2025, "方案", "征求意见稿")
    boosts = understand("衡阳停车泊位多少", [], [draft, adopted]).boosts
    assert boosts["甲"] > boosts["乙"]


@pytest.mark.parametrize("question", ["宁乡市2023年GDP增长目标是多少", "长沙宁乡市2023年GDP", "岳麓区2023年财政收入"])
def test_a_county_without_documents_is_missing_and_not_its_city(question: str) -> None:
    assert _asked(question).missing_region in ("宁乡市", "岳麓区")


@pytest.mark.parametrize(
    "question",
    ["城区2023年空气质量", "老城区改造多少", "哪个县2020年脱贫", "城市停车泊位", "县城污水处理率", "市区车位"],
)
def test_words_that_end_like_a_county_name_none(question: str) -> None:
    assert _asked(question).missing_region is None


def test_a_county_that_shares_the_name_of_its_city_is_the_county() -> None:
    assert _asked("长沙县2023年GDP增长目标").missing_region == "长沙县"


def test_a_five_year_plan_of_another_region_is_missing_by_its_full_name() -> None:
    asked = _asked("长沙“十四五”规划的GDP目标是多少")
    assert asked.missing_plan == "长沙市“十四五”规划"
    assert asked.documents == frozenset()


def test_a_period_without_a_plan_of_the_region_is_looked_for_in_its_reports() -> None:
    documents = _asked("长沙“十四五”期间GDP年均增长多少").documents
    assert documents == {"长沙市-2021", "长沙市-2022", "长沙市-2023", "长沙市-2024"}


def test_regions_set_side_by_side_are_sides_each_of_the_year() -> None:
    sides = _asked("长沙市和浏阳市2023年GDP目标分别是多少").sides
    assert {side.documents for side in sides} == {frozenset({"长沙市-2023"}), frozenset({"浏阳市-2023"})}


def test_a_row_of_abbreviations_names_each_region() -> None:
    sides = _asked("京津两市2023年GDP目标分别是多少").sides
    assert [(side.documents, side.absent) for side in sides] == [
        (frozenset({"北京市-2023"}), ""),
        (frozenset(), "天津市"),
    ]


def test_two_years_are_sides_each_of_its_own_report() -> None:
    sides = _asked("长沙2022年和2023年GDP增长目标分别是多少").sides
    assert [side.documents for side in sides] == [{"长沙市-2022"}, {"长沙市-2023"}]


def test_the_plan_of_a_region_is_compared_with_the_plan_of_the_nation() -> None:
    sides = _asked("衡阳“十四五”规划和国家“十四五”规划的森林覆盖率目标比较").sides
    assert [side.documents for side in sides] == [{"衡阳-145"}, {"全国-145"}]


def test_a_plan_of_one_region_tells_whose_the_other_plan_is() -> None:
    sides = _asked("停车设施行动方案和“十四五”规划的泊位目标分别是多少").sides
    assert {side.documents for side in sides} == {frozenset({"衡阳-停车"}), frozenset({"衡阳-145"})}


@pytest.mark.parametrize(
    ("question", "earlier", "expected"),
    [
        ("那2022年呢", "长沙2021年GDP增长目标是多少？", {"长沙市-2022"}),
        ("那湖南呢？", "长沙2021年GDP增长目标是多少？", {"湖南省-2021"}),
        ("失业率呢", "长沙2021年GDP增长目标是多少？", {"长沙市-2021"}),
        ("那新增就业目标是多少？", "长沙2021年GDP增长目标是多少？", {"长沙市-2021"}),
        ("居民收入增长目标是多少", "长沙2021年GDP增长目标是多少？", {"长沙市-2021"}),
        ("湖南2022年居民收入增长目标是多少", "长沙2021年GDP增长目标是多少？", {"湖南省-2022"}),
    ],
)
def test_what_a_question_leaves_out_comes_from_the_earlier_one(question: str, earlier: str, expected: set[str]) -> None:
    assert _asked(question, earlier).documents == expected


def test_our_city_is_the_only_city_there_is() -> None:
    store = [_report("长沙市", 2023), _report("湖南省", 2023)]
    assert understand("我市2023年GDP增长目标", [], store).documents == {"长沙市-2023"}
    assert understand("我省2023年GDP增长目标", [], store).documents == {"湖南省-2023"}
    assert _asked("我市2023年GDP增长目标").documents is None


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("长沙2021年“北京一号”发射了吗", {"长沙市-2022"}),
        ("全国2021年通往北京方向的高铁目标", {"全国-2021"}),
    ],
)
def test_the_name_of_a_thing_and_the_end_of_a_road_are_no_subject(question: str, documents: set[str]) -> None:
    understood = _asked(question)
    assert "北京市" not in understood.regions
    assert understood.missing_region is None
    assert understood.documents is not None
    assert documents <= understood.documents


@pytest.mark.parametrize("question", ["“北京”的就业目标", "“北京就业”目标是多少", "北京方向的就业目标"])
def test_a_region_that_stands_alone_is_the_subject_however_it_is_marked(question: str) -> None:
    assert _asked(question).regions == ("北京市",)


def test_a_plan_in_marks_still_names_its_region() -> None:
    assert "北京市" in _asked("“北京市2021年政府工作报告”里的就业目标").regions
