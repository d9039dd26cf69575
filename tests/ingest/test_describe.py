"""Descriptions: what a document is, and where each value comes from."""

import pytest

from ingest.blocks import Block, Reading
from ingest.describe import describe
from ingest.passage import Description
from ingest.period import chinese_ordinal, five_year_period
from ingest.regions import find_regions

_LONG = "这里先写一段很长的正文，说明背景与缘由，完全没有像标题的地方，而且超过六十个字，所以不能把它当作标题来用，只能另找来源。再写一句。"


def _describe(
    *lines: str, name: str = "plan", folder: str = "files", stated: dict[str, str] | None = None
) -> Description:
    return describe(Reading(tuple(Block(line) for line in lines), stated=stated or {}), name, folder)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["岳阳市停车设施建设行动方案", "正文。"], "岳阳市停车设施建设行动方案"),
        (["岳阳市国民经济和社会发展", "第十个五年计划纲要", "正文。"], "岳阳市国民经济和社会发展第十个五年计划纲要"),
        (["关于公开征求《岳阳市绿道建设方案》意见的公告", "正文。"], "岳阳市绿道建设方案"),
    ],
)
def test_the_title_is_the_one_printed(lines: list[str], title: str) -> None:
    described = _describe(*lines)
    assert (described.title, described.origin["title"]) == (title, "text")


def test_a_title_block_wins_over_other_lines() -> None:
    reading = Reading((Block("首页 公开目录"), Block("岳阳市港口规划", "title"), Block("正文。")))
    assert describe(reading, "plan").title == "岳阳市港口规划"


def test_a_document_without_title_is_named_by_what_the_file_states_then_by_its_name() -> None:
    stated = _describe(_LONG, stated={"title": "岳阳市水利规划"})
    assert (stated.title, stated.origin["title"]) == ("岳阳市水利规划", "stated")
    named = _describe(_LONG, name="九江市2019年工作要点")
    assert (named.title, named.origin["title"]) == ("九江市2019年工作要点", "file name")


@pytest.mark.parametrize(
    ("arguments", "region", "origin"),
    [
        ({"lines": ["岳阳市港口规划", "正文。"]}, "岳阳市", "title"),
        ({"lines": ["湖南省岳阳市港口规划", "正文。"]}, "岳阳市", "title"),
        ({"lines": ["湖南省港口规划", "正文。"]}, "湖南省", "title"),
        ({"lines": ["港口规划", "正文。"], "folder": "九江市"}, "九江市", "folder"),
        ({"lines": ["港口规划", "正文。"], "name": "jiujiang-九江港"}, "九江市", "file name"),
        ({"lines": ["港口规划", "我市港口居前，岳阳港扩建，岳阳站改造，岳阳湖区治理。"]}, "岳阳市", "body"),
    ],
)
def test_the_region_says_where_it_was_found(arguments: dict, region: str, origin: str) -> None:
    described = _describe(*arguments.pop("lines"), **arguments)
    assert (described.region, described.origin["region"]) == (region, origin)


def test_a_city_mentioned_beside_others_is_not_taken_for_the_region() -> None:
    described = _describe("港口规划", "我市与岳阳、九江、武汉三地合作。")
    assert described.region is None
    assert "region" not in described.origin


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("岳阳市国民经济和社会发展第十四个五年规划纲要", (2021, 2025)),
        ("岳阳市“十四五”港口发展规划", (2021, 2025)),
        ("岳阳市“十五”计划纲要", (2001, 2005)),
        ("岳阳市“十五五”规划纲要", (2026, 2030)),
        ("岳阳市第一个五年计划", (1953, 1957)),
        ("岳阳市老港区改造规划（2013-2022年）", (2013, 2022)),
        ("岳阳市老港区改造规划（2013—2022）", (2013, 2022)),
        ("岳阳市停车行动方案（2023年至2025年）", (2023, 2025)),
        ("2024年岳阳市政府工作报告", (2024, 2024)),
    ],
)
def test_the_period_is_read_from_the_title(title: str, period: tuple[int, int]) -> None:
    described = _describe(title, "正文。")
    assert (described.first_year, described.last_year) == period
    assert described.origin["period"] == "title"


def test_a_document_that_names_no_years_gets_none() -> None:
    described = _describe("岳阳市绿道建设方案", "正文。")
    assert (described.first_year, described.period) == (None, None)
    assert "period" not in described.origin


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["岳阳市绿道建设方案", "（征求意见稿）", "正文。"], "征求意见稿"),
        (["关于公开征求《岳阳市绿道建设方案》意见的公告", "正文。"], "征求意见稿"),
        (["岳阳市绿道建设方案（草案）", "正文。"], "草案"),
        (["岳阳市绿道建设方案", "正文。"], "正式"),
        (["岳阳市绿道建设方案", _LONG * 4 + "方案的征求意见稿已经公示。"], "正式"),
    ],
)
def test_a_draft_is_not_shown_as_in_force(lines: list[str], status: str) -> None:
    assert _describe(*lines).status == status


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2021年3月5日", "2021-03-05"),
        ("发布日期：2021-03-05", "2021-03-05"),
        ("2021年3月", "2021-03"),
        ("2021年13月5日", None),
    ],
)
def test_the_date_of_publication_is_a_date(line: str, published: str | None) -> None:
    assert _describe("岳阳市绿道建设方案", line, "正文。").published == published


def test_the_issuer_is_an_authority_of_a_known_region() -> None:
    assert _describe("岳阳市绿道建设方案", "岳阳市人民政府", "正文。").issuer == "岳阳市人民政府"
    assert _describe("绿道建设方案", "领导小组办公室", "正文。").issuer is None


@pytest.mark.parametrize(
    "name", ["岳阳市绿道建设方案（征求意见稿）（2023-2025年）", "notes", "2024年九江市政府工作报告"]
)
def test_every_known_value_says_where_it_comes_from(name: str) -> None:
    described = _describe(name, "岳阳市人民政府", "2021年3月5日", "正文。")
    known = {"title": described.title, "region": described.region, "period": described.period, "kind": described.kind}
    known |= {"issuer": described.issuer, "published": described.published, "status": described.status}
    assert set(described.origin) == {key for key, value in known.items() if value}


@pytest.mark.parametrize(
    ("text", "value"), [("一", 1), ("十", 10), ("十四", 14), ("二十", 20), ("二十一", 21), ("", 0)]
)
def test_ordinals_are_read(text: str, value: int) -> None:
    assert chinese_ordinal(text) == value


@pytest.mark.parametrize("text", ["二十五家企业", "第五年", "五年规划", "十五个项目"])
def test_counts_are_not_five_year_periods(text: str) -> None:
    assert five_year_period(text) is None


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("岳阳和九江合作", ["岳阳市", "九江市"]),
        ("湖南省岳阳市", ["湖南省", "岳阳市"]),
        ("吉林", ["吉林省"]),
        ("吉林市", ["吉林市"]),
        ("中山路改造", []),
        ("中山市", ["中山市"]),
        ("南岳区", []),
        ("岳阳市的岳阳港", ["岳阳市"]),
        ("广西", ["广西壮族自治区"]),
    ],
)
def test_regions_are_named_in_full_and_everyday_words_are_none(text: str, regions: list[str]) -> None:
    assert find_regions(text) == regions


_REPORT = (
    "政府工作报告",
    "——2024年1月16日在岳阳市第十七届人民代表大会第二次会议上",
    "岳阳市人民政府市长某某",
    "各位代表：",
)


def test_a_bare_work_report_is_told_from_others_by_region_and_year() -> None:
    described = _describe(*_REPORT, "现在，我代表市人民政府向大会报告工作。", name="2024", folder="岳阳市")
    assert (described.title, described.origin["title"]) == ("岳阳市2024年政府工作报告", "composed")
    assert (described.region, described.period, described.kind) == ("岳阳市", "2024", "工作报告")
    assert (described.issuer, described.published) == ("岳阳市人民政府", "2024-01-16")


@pytest.mark.parametrize(
    ("title", "composed"),
    [
        ("岳阳市政府工作报告", "岳阳市2024年政府工作报告"),
        ("2024年政府工作报告", "岳阳市2024年政府工作报告"),
        ("岳阳市政府工作报告（2024年1月16日某某）", "岳阳市2024年政府工作报告"),
        ("2024年1月16日在岳阳市第十七届人民代表大会第二次会议上的政府工作报告", "岳阳市2024年政府工作报告"),
        ("某某市长在市十七届人大二次会议上所作《政府工作报告》的通知", "岳阳市2024年政府工作报告"),
        ("2024年岳阳市人民政府工作报告", "2024年岳阳市人民政府工作报告"),
        ("关于岳阳市2023年预算执行情况的报告", "关于岳阳市2023年预算执行情况的报告"),
    ],
)
def test_a_title_that_already_says_enough_stays(title: str, composed: str) -> None:
    if title.startswith("某某"):
        title = "岳阳市人民政府关于印发" + title
    described = _describe(title, *_REPORT[1:], "现在，我代表市人民政府报告工作。", name="2024")
    assert described.title == composed


@pytest.mark.parametrize(
    ("name", "lines", "year"),
    [
        # Delivered late in the year before.
        (
            "2023",
            ["——2022年12月20日在岳阳市第十七届人民代表大会第二次会议上", "一、2022年工作回顾", "二、2023年工作安排"],
            2023,
        ),
        # Named after the year it looks back on.
        (
            "2017",
            ["在岳阳市第十三届人民代表大会第一次会议上（2018年1月26日）", "一、2017年工作回顾", "二、2018年重点工作"],
            2018,
        ),
        # The date is a misprint.
        ("2003", ["（2010年2月20日某某）", "一、过去五年工作回顾", "二、2003年主要任务"], 2003),
        # A far goal in a heading.
        ("2021", ["一、二〇三五年远景目标", "二、2035年主要目标", "三、2021年主要工作"], 2021),
        ("report", ["——二〇二四年一月十六日在岳阳市第十七届人民代表大会第二次会议上"], 2024),
    ],
)
def test_the_year_of_a_report_is_the_one_it_sets_targets_for(name: str, lines: list[str], year: int) -> None:
    described = _describe("岳阳市政府工作报告", *lines, _LONG, name=name)
    assert (described.first_year, described.last_year) == (year, year)


def test_the_date_of_a_report_far_from_its_year_is_left_out() -> None:
    lines = ["（2010年2月20日某某）", "一、2002年工作回顾", "二、2003年主要任务"]
    assert _describe("岳阳市政府工作报告", *lines, _LONG, name="2003").published is None


def test_the_report_of_the_state_council_is_the_nations() -> None:
    lines = ["政府工作报告", "——2024年3月5日在第十四届全国人民代表大会第二次会议上", "国务院总理某某", "各位代表："]
    described = _describe(*lines, "上海、重庆、深圳等地我市我省都有试点。", name="2024", folder="work-reports")
    assert (described.region, described.title) == ("全国", "国务院2024年政府工作报告")


@pytest.mark.parametrize(
    ("arguments", "region"),
    [
        ({"lines": ["汨罗县港口规划"]}, "汨罗县"),
        ({"lines": ["湖南省岳阳市君山区港口规划"]}, "君山区"),
        ({"lines": ["2024年君山区政府工作报告"]}, "君山区"),
        ({"lines": ["岳阳市老港区改造规划"]}, "岳阳市"),
        ({"lines": ["岳阳市城区停车方案"]}, "岳阳市"),
        ({"lines": ["岳阳市县域经济规划"]}, "岳阳市"),
        ({"lines": ["岳阳市市长信箱管理办法"]}, "岳阳市"),
        ({"lines": ["广西壮族自治区港口规划"]}, "广西壮族自治区"),
        ({"lines": ["港口规划", "在全省率先，" + "岳阳、长沙、株洲、湘潭、衡阳。" * 3 + "武汉。我省港口。"]}, "湖南省"),
        ({"lines": ["港口规划", "我国港口。" * 8]}, "全国"),
        ({"lines": ["创建全国文明城市方案", "我市与全市港口，岳阳港。岳阳站。岳阳湖。"]}, "岳阳市"),
        ({"lines": ["港口规划", "港口建设。"]}, None),
    ],
)
def test_a_region_is_found_at_every_level(arguments: dict, region: str | None) -> None:
    assert _describe(*arguments["lines"]).region == region


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("岳阳市港口规划_通知公告", "岳阳市港口规划"),
        ("岳阳市港口规划 - 规划公开", "岳阳市港口规划"),
        ("岳阳市港口规划-岳阳市人民政府门户网站", "岳阳市港口规划"),
        ("岳阳市港口规划（2021-2025年）", "岳阳市港口规划（2021-2025年）"),
        ("岳阳市港口规划岳阳市港口规划", "岳阳市港口规划"),
        ("关于印发岳阳市港口规划的通知_政务公开", "岳阳市港口规划"),
    ],
)
def test_the_name_of_a_site_is_no_part_of_a_title(stated: str, title: str) -> None:
    assert _describe(_LONG, stated={"title": stated}).title == title


def test_a_bare_outline_gets_its_region() -> None:
    described = _describe("国民经济和社会发展第十四个五年规划纲要", _LONG, folder="岳阳市")
    assert (described.title, described.period) == ("岳阳市国民经济和社会发展第十四个五年规划纲要", "2021-2025")


def test_a_report_about_a_draft_plan_is_no_draft() -> None:
    title = "关于岳阳市国民经济和社会发展第十个五年计划纲要（草案）的报告"
    described = _describe(title, "各位代表：", "请连同《纲要（草案）》一并审议。", name="2001")
    assert (described.status, described.kind, described.period) == ("正式", "报告", "2001-2005")


@pytest.mark.parametrize("word", ["征求意见稿", "草案", "送审稿", "讨论稿"])
def test_every_word_for_a_draft_is_known(word: str) -> None:
    described = _describe(f"岳阳市绿道建设方案（{word}）", "正文。")
    assert (described.status, described.origin["status"]) == (word, "text")


@pytest.mark.parametrize("line", ["2017918", "2021年2月30日", "本届政府2003年1月就职，任期即将结束。", "上传时间不明"])
def test_a_damaged_date_or_one_inside_a_sentence_is_left_out(line: str) -> None:
    assert _describe("岳阳市绿道建设方案", line, "正文。").published is None


def test_the_day_of_an_upload_is_not_that_of_publication() -> None:
    assert _describe("岳阳市绿道建设方案", "正文。", stated={"uploaded": "2021-12-13"}).published is None
