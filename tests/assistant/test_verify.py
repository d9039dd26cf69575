"""Checking figures and years of a statement against the passage it cites."""

import pytest

from assistant.verify import unsupported_years, verify_figures

PASSAGE = "到2025年，港口吞吐量达到1,200万吨，投资5500亿元左右，增长8%以上，泊位150—200个。"


@pytest.mark.parametrize(
    "text", ["投资5500亿元左右", "增长8%以上", "吞吐量1200万吨", "泊位150—200个", "投资５５００亿元左右", "没有数字"]
)
def test_a_figure_the_passage_prints_is_verified(text: str) -> None:
    assert all(figure.verified for figure in verify_figures(text, PASSAGE, 1))


@pytest.mark.parametrize(
    "text",
    [
        "投资550亿元",
        "投资15500亿元左右",
        "投资5500万元左右",
        "增长18%以上",
        "增长8个百分点",
        "增长0.8%以上",
        "吞吐量200万吨",
        "泊位150—250个",
        "增长不超过8%",
    ],
)
def test_a_figure_the_passage_does_not_print_is_not_verified(text: str) -> None:
    figures = verify_figures(text, PASSAGE, 1)
    assert figures
    assert not any(figure.verified for figure in figures)


@pytest.mark.parametrize(
    ("text", "passage"), [("新增5万", "投资5万亿元"), ("新增3个", "提高3个百分点"), ("新增1个", "新增1,200个")]
)
def test_the_beginning_of_a_larger_figure_is_another_figure(text: str, passage: str) -> None:
    assert not any(figure.verified for figure in verify_figures(text, passage, 1))


def test_the_year_of_a_figure_is_the_one_printed_before_it() -> None:
    figures = verify_figures("2020年100个，到2025年200个", "2020年100个，到2025年200个", 3)
    assert [(figure.year, figure.mark) for figure in figures] == [(2020, 3), (2025, 3)]


def test_a_year_the_passage_does_not_print_is_found() -> None:
    assert unsupported_years("到2030年投资5500亿元左右", PASSAGE) == [2030]
    assert unsupported_years("到2025年投资5500亿元左右", PASSAGE) == []


def test_a_figure_beside_a_comma_is_verified() -> None:
    passage = "到2025，5500亿元，2030年翻番，120家，3个"
    assert all(figure.verified for figure in verify_figures("5500亿元，120家，3个", passage, 1))


def test_a_range_or_limit_is_not_borne_out_as_a_rough_one() -> None:
    (rough,) = verify_figures("防洪标准达到20-50年一遇左右", "防洪标准达到20-50年一遇。", 1)
    assert not rough.verified
    (same,) = verify_figures("防洪标准达到20-50年一遇", "防洪标准达到20-50年一遇。", 1)
    assert same.verified
