"""Factual correctness: against a plain second reading of the matching rule, and where it must not be fooled."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.measures.facts import LONGEST, fact, fact_normalised, fact_share, missing_facts, traps_in

PIECES = st.lists(
    st.sampled_from(
        ["5%", "15%", "4.5%", "1,500", "500", "亿元", "。", " ", "“一湖”", "一湖", "５", "——", "-", "GDP", "gdp"]
    )
)


def plainly_holds(text: str, wanted: str) -> bool:
    """The rule read out of the description of the cases, character by character."""

    def fold(given: str) -> str:
        kept = [char for char in given if not char.isspace()]
        kept = [char for char in unicodedata.normalize("NFKC", "".join(kept)) if char not in "“”‘’\"'「」 "]
        return "".join("-" if char in "—–" else char for char in kept).replace("--", "-").lower()

    whole, part = fold(text), fold(wanted)
    for start in range(len(whole) - len(part) + 1 if part else 0):
        if whole[start : start + len(part)] != part:
            continue
        before, after = whole[:start], whole[start + len(part) :]
        inside = part[0].isdigit() and (
            before[-1:].isdigit() or (before[-1:] in (".", ",") and before[-2:-1].isdigit())
        )
        goes_on = part[-1].isdigit() and (after[:1].isdigit() or (after[:1] == "." and after[1:2].isdigit()))
        if not inside and not goes_on:
            return True
    return False


@settings(deadline=None)
@given(PIECES, st.lists(st.lists(PIECES, min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_plain_second_reading_of_the_rule_agrees(pieces: list[str], wanted: list[list[list[str]]]) -> None:
    text, facts = "".join(pieces), [["".join(wording) for wording in wordings] for wordings in wanted]
    held = [any(plainly_holds(text, wording) for wording in wordings) for wordings in facts]
    assert fact(text, facts) == float(all(held) and len(text) <= LONGEST)
    assert missing_facts(text, facts) == [wordings[0] for wordings, one in zip(facts, held, strict=True) if not one]
    # Another form of a fact may be recognised besides, never fewer.
    assert fact_normalised(text, facts) >= fact(text, facts)
    assert fact_share(text, facts) >= sum(held) / len(held) - 1e-9


def test_another_form_of_a_figure_is_right_only_for_the_normalised_measure() -> None:
    facts = [["5500亿元"]]
    assert (fact("达到0.55万亿元", facts), fact_normalised("达到0.55万亿元", facts)) == (0, 1)
    assert fact_normalised("达到0.56万亿元", facts) == 0


def test_a_text_that_is_too_long_is_no_answer() -> None:
    facts = [["48%"]]
    assert fact("48%" + "。" * (LONGEST - 3), facts) == 1
    assert fact("48%" + "。" * (LONGEST - 2), facts) == 0
    assert fact_normalised("48%" + "。" * (LONGEST - 2), facts) == 0


def test_every_fact_of_several_is_wanted_and_any_wording_of_one() -> None:
    assert fact("市住建局", [["市住建局"], ["市发改委"]]) == 0
    assert fact_share("市住建局", [["市住建局"], ["市发改委"]]) == 0.5
    assert fact("市发展改革委", [["市发改委", "市发展改革委"]]) == 1


def test_a_trap_inside_the_right_answer_is_no_trap() -> None:
    assert traps_in("增长5%以上", ["5%"], [["5%以上"]]) == []
    assert traps_in("增长5%以上，去年5%", ["5%"], [["5%以上"]]) == ["5%"]
    assert traps_in("去年增长4.6%", ["4.6%", "6%"], [["5%以上"]]) == ["4.6%"]
    assert traps_in("增长14.6%", ["4.6%"], ()) == []
