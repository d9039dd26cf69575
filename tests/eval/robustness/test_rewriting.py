"""Questions changed by rule: one slip, never in a figure or a name, and the same number in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.syllables import readings
from eval.cases import Case
from eval.robustness.numerals import in_numerals, in_words, written_out
from eval.robustness.paraphrase import paraphrased
from eval.robustness.spans import is_free, kept_spans
from eval.robustness.typos import same_shape, same_sound
from eval.robustness.width import full_width, half_width
from ingest.numerals import read_numeral

QUESTION = "到2025年岳阳市森林覆盖率目标是多少？"


def _case(question: str, name: str = "c1") -> Case:
    return Case(id=name, question=question, answers=("45.5%以上",), docs=("d",))


def _slips(question: str, changed: Case | None) -> list[tuple[int, str, str]]:
    assert changed is not None
    assert len(changed.question) == len(question)
    pairs = enumerate(zip(question, changed.question, strict=True))
    return [(place, one, other) for place, (one, other) in pairs if one != other]


@pytest.mark.parametrize("name", [f"c{number}" for number in range(30)])
def test_a_slip_of_sound_is_one_character_of_that_sound_and_no_name(name: str) -> None:
    ((place, right, wrong),) = _slips(QUESTION, same_sound(_case(QUESTION, name)))
    assert readings(right)[0] == readings(wrong)[0]
    assert QUESTION[place] in "森林覆盖率目标多少"


def test_a_slip_of_shape_is_one_character_and_the_same_every_time() -> None:
    question = "规划建设多少座大型停车楼？"
    first = same_shape(_case(question))
    assert len(_slips(question, first)) == 1
    assert first == same_shape(_case(question))


def test_what_holds_only_names_and_figures_has_no_slip() -> None:
    assert same_sound(_case("“一湖两翼”")) is None
    assert same_sound(_case("岳阳市2025年5500亿")) is None


def test_figures_regions_counties_and_quotations_are_kept() -> None:
    question = "平江县2025年“智慧停车”投资7.5亿元吗"
    kept = kept_spans(question)
    held = {question[place] for place in range(len(question)) if not is_free(place, place + 1, kept)}
    assert set("平江县2025年智慧停车7.5亿") <= held
    assert not set("投资") & held


def test_width_is_changed_both_ways_and_back() -> None:
    wide = full_width(_case("2025年GDP(亿元)?"))
    assert wide is not None
    assert wide.question == "２０２５年ＧＤＰ（亿元）？"
    back = half_width(wide)
    assert back is not None
    assert back.question == "2025年GDP(亿元)?"
    assert full_width(_case("绿道多长")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年GDP要到5500亿元吗", "到二〇二五年GDP要到五千五百亿元吗"),
        ("增长7.5%", "增长百分之七点五"),
        ("“十四五”规划说要建10个园区", "第十四个五年规划说要建十个园区"),
        ("十三五末城镇化率", "第十三个五年规划期末城镇化率"),
        ("十四五要建多少", "第十四个五年规划期要建多少"),
        ("第3章说的500强", "第3章说的500强"),
    ],
)
def test_numbers_are_written_in_words(text: str, expected: str) -> None:
    assert written_out(text) == expected


def test_a_question_without_numbers_stays() -> None:
    assert in_numerals(_case("绿道多长")) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_number_in_words_is_read_as_the_same_number(number: int) -> None:
    assert read_numeral(in_words(str(number))) == number


def test_a_paraphrase_says_it_otherwise_and_keeps_names_and_figures() -> None:
    changed = paraphrased(_case("2025年岳阳市高速公路里程达到多少？"))
    assert changed is not None
    assert changed.question != "2025年岳阳市高速公路里程达到多少？"
    assert "2025年岳阳市" in changed.question
    assert "达到多少" not in changed.question
    assert paraphrased(_case("岳阳绿道")) is None
