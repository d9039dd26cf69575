from hypothesis import given
from hypothesis import strategies as st

from eval.matching import folded, holds
from eval.report.marks import spans_of

PIECES = st.text(alphabet="达到5.０５％%亿元 —-–“”\n,１a", max_size=30)


@given(text=PIECES, fact=PIECES)
def test_a_fact_is_marked_exactly_where_the_matching_rule_finds_one(text: str, fact: str) -> None:
    assert bool(spans_of(text, [fact])) == holds(text, fact)


@given(text=PIECES, fact=PIECES)
def test_what_is_marked_is_the_fact_and_nothing_around_it(text: str, fact: str) -> None:
    for span in spans_of(text, [fact]):
        assert folded(fact) in folded(text[span.start : span.end])


def test_offsets_count_the_characters_of_the_text_as_it_is_printed() -> None:
    text = "目标为 ５５００ 亿元左右"
    (span,) = spans_of(text, ["5500亿元"])
    assert text[span.start : span.end] == "５５００ 亿元"


def test_a_figure_inside_a_longer_one_is_not_marked() -> None:
    assert spans_of("增长15%", ["5%"]) == []


def test_facts_that_overlap_are_marked_once() -> None:
    assert spans_of("森林覆盖率45.5%以上", ["45.5%", "45.5%以上"]) == [(5, 12)]
