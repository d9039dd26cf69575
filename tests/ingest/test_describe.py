"""Descriptions: what a document is, and where each value comes from."""

import pytest

from ingest.blocks import Block, Reading
from ingest.describe import chinese_ordinal, describe, five_year_period
from ingest.passage import Description
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
        (["岳阳市绿道建设方案（草案）", "正文。"], "征求意见稿"),
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
