"""The ranking: what speaks for a passage, and what leaving a part out changes."""

import pytest

from ingest.passage import Passage
from vectorstore.held_tokens import held_tokens, kinds_of
from vectorstore.passage_features import features
from vectorstore.query import Asked, Query
from vectorstore.ranking import PARTS, WEIGHTS, Features, Ranking
from vectorstore.rerank import LateInteraction
from vectorstore.retrieve import Retriever
from vectorstore.store import Store
from vectorstore.tokens import tokens
from vectorstore.wanted import Wanted


def _features(text: str, question: str, query: Query | None = None, section: tuple[str, ...] = ()) -> Features:
    passage = Passage("plan", 0, section, 0, len(text), text)
    wanted = Wanted(dict.fromkeys(tokens(question), 1.0))
    return features(passage, held_tokens(passage), 0.0, 0.0, wanted, query or Query(question))


def test_no_weight_is_negative_and_together_they_are_one() -> None:
    assert min(WEIGHTS) >= 0
    assert sum(WEIGHTS) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("part", Features._fields)
def test_a_part_left_out_counts_for_nothing(part: str) -> None:
    only = Features(*(float(name == part) for name in Features._fields))
    assert Ranking([part]).score(only) == 0
    assert Ranking().score(only) == getattr(WEIGHTS, part)


def test_an_unknown_part_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"colour.*lexical"):
        Ranking(["colour"])


def test_without_vectors_only_shared_words_make_candidates(store: Store) -> None:
    question = Query("立体停车楼总投资")
    words = {candidate.key for candidate in Retriever(store, without=["dense"]).candidates(question)}
    assert words < {candidate.key for candidate in Retriever(store).candidates(question)}
    assert "dense" in PARTS


def test_a_passage_that_opens_with_the_thing_leads() -> None:
    defines = _features("首席农艺师(县聘专家)是指县里聘请的技术骨干，每年下乡指导不少于六十天。", "首席农艺师")
    mentions = _features("每年下乡指导不少于六十天的技术骨干由县里统一聘请，其中可推荐为首席农艺师。", "首席农艺师")
    assert defines.lead > mentions.lead
    assert defines.coverage == mentions.coverage


def test_two_sentences_together_hold_what_one_does_not() -> None:
    found = _features("港口岸线全面整治。到2029年建成泊位十二个。", "港口岸线泊位")
    assert found.window == found.coverage > found.answer


@pytest.mark.parametrize(
    ("asked", "text", "held"),
    [
        ("figure", "建成泊位12个", True),
        ("figure", "2029年建成泊位", False),
        ("figure", "百分之三十的泊位", True),
        ("date", "2029年建成泊位", True),
        ("date", "建成泊位12个", False),
        ("department", "由港航局建成泊位", True),
        ("department", "建成泊位12个", False),
    ],
)
def test_a_sentence_must_hold_the_kind_of_thing_asked_for(asked: Asked, text: str, held: bool) -> None:
    assert (asked in kinds_of(frozenset(tokens(text)))) is held
    assert bool(_features(f"{text}。", "泊位", Query("泊位", asked=asked)).answer) is held


def test_a_name_without_a_vector_counts_where_it_is_held() -> None:
    late = LateInteraction()
    question = [("魑魅崖", 4.0), ("面积", 1.0)]
    held, other = late.score(question, [("a", {"魑魅崖", "面积"}), ("b", {"面积", "公园"})])
    assert held == pytest.approx(1, abs=1e-3)
    assert other < 0.5


def test_late_interaction_of_no_words_is_nothing() -> None:
    assert LateInteraction().score([], [("a", {"面积"})]) == [0.0]
