"""Character-level cleaning: what changes and what must stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean_line


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("⼗五条、⻓期规划", "十五条、长期规划"),
        ("⺠⽣⽬标", "民生目标"),
        ("新增 120 亿元", "新增120亿元"),
        ("到二 〇 三〇年", "到二〇三〇年"),
        ("“ 一湖两岸 ”", "“一湖两岸”"),
        ("增长 7.5 % ，居前列", "增长7.5%，居前列"),
        ("达200亿元, “ 十二五 ”时期", "达200亿元,“十二五”时期"),
        ("比例为 12 ︰ 33 ︰ 55", "比例为12︰33︰55"),
        ("( 2026 — 2030 年)", "(2026—2030年)"),
        ("15 ~ 25 度", "15~25度"),
        ("绿\u00ad化\u200b率\ue004", "绿化率"),
        ("人均\u3000GDP\u00a0与\tR&D  spending", "人均GDP与R&D spending"),
    ],
)
def test_artefacts_of_printing_do_not_hide_words_from_search(printed: str, cleaned: str) -> None:
    assert clean_line(printed) == cleaned


@pytest.mark.parametrize(
    "text", ["Ⅲ类水质，①河长制（试行）", "gross domestic product (GDP) rises", "he said “yes” to it", "R&D：3％"]
)
def test_characters_that_are_right_as_printed_are_not_normalised(text: str) -> None:
    assert clean_line(text) == text


def test_figures_printed_apart_are_not_run_together() -> None:
    assert clean_line("41.2  42.5   15") == "41.2 42.5 15"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_line(text)
    assert clean_line(once) == once


@given(st.text(alphabet="一二三年规划绿地abcXYZ0123 ，。、“”（）,.%\u3000"))
def test_no_visible_character_is_lost_or_moved(text: str) -> None:
    assert "".join(clean_line(text).split()) == "".join(text.split())
