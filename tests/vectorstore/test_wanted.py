"""What a question wants of a passage: its own words, or other wordings in their place and never on top of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.wanted import Wanted, Wording

_TOKENS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.floats(0, 9), max_size=5)


def test_nothing_wanted_is_never_held() -> None:
    assert Wanted({}).share({"港口"}) == 0


def test_the_share_is_that_of_the_weight() -> None:
    assert Wanted({"港口": 3.0, "灌区": 1.0}).share({"港口"}) == 0.75


def test_another_wording_counts_for_the_words_it_stands_for_only() -> None:
    wanted = Wanted({"半截": 2.0, "打通": 2.0}, wordings=(Wording({"断头路": 1.0}, frozenset({"半截"})),))
    assert wanted.share({"打通"}) == 0.5
    assert 0.8 < wanted.share({"打通", "断头路"}) < 1
    assert wanted.share({"半截", "打通"}) == wanted.share({"半截", "打通", "断头路"}) == 1


def test_a_wording_held_in_small_part_does_not_count() -> None:
    wanted = Wanted({"树林": 1.0}, wordings=(Wording({"森林": 1.0, "覆盖率": 2.0}, frozenset({"树林"})),))
    assert wanted.share({"森林"}) == 0
    assert wanted.share({"覆盖率"}) > 0


def test_rival_wordings_together_are_worth_one() -> None:
    place = frozenset({"半截"})
    one = Wanted({"半截": 1.0}, wordings=(Wording({"断头路": 1.0}, place),)).boosts()
    two = Wanted({"半截": 1.0}, wordings=(Wording({"断头路": 1.0}, place), Wording({"瓶颈路": 1.0}, place))).boosts()
    assert two["断头路"] + two["瓶颈路"] == pytest.approx(one["断头路"])


def test_a_bigram_across_two_words_is_searched_for_with_less() -> None:
    boosts = Wanted({"港口": 1.0, "口岸": 1.0}, straddling=frozenset({"口岸"})).boosts()
    assert boosts["口岸"] < boosts["港口"]


@given(_TOKENS, _TOKENS, st.frozensets(st.sampled_from("甲乙丙丁戊")), st.frozensets(st.sampled_from("甲乙丙丁戊")))
def test_the_share_is_one_and_grows_with_what_is_held(
    own: dict[str, float], other: dict[str, float], first: frozenset[str], second: frozenset[str]
) -> None:
    wanted = Wanted(own, wordings=(Wording(other, frozenset(own)),))
    assert 0 <= wanted.share(first) <= wanted.share(first | second) + 1e-9
    assert wanted.share(first | second) <= 1.0001
