"""A sentence in one form, with the way back to what is printed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.commitments.readable import evened, readable


@settings(deadline=None)
@given(st.text(max_size=80))
def test_evening_marks_keeps_every_character_in_its_place(text: str) -> None:
    assert len(evened(text)) == len(text)


@settings(deadline=None)
@given(st.text(alphabet="0123456789. ,;:(元亿年", max_size=40))
def test_every_place_leads_back_to_the_printed_character(text: str) -> None:
    made, even = readable(text), evened(text)
    assert all(even[made.printed(place)] == char for place, char in enumerate(made.text))


def test_marks_years_and_gaps_are_read_as_meant() -> None:
    assert readable("投入6 5 0亿元;增长24. 8％").text == "投入650亿元；增长24.8%"
    assert readable("二〇二五年,GDP达到1,200亿元").text == "2025年，GDP达到1,200亿元"


def test_numbers_that_only_stand_side_by_side_stay_apart() -> None:
    assert readable("2020 2025 年目标").text == "2020 2025 年目标"
    assert readable("1. 5个项目开工").text == "1. 5个项目开工"
