"""The ways of finding passages: each searches what its name says, and the full one is what the program does."""

import pytest

from assistant.answer import Turn
from assistant.comparison import in_turn
from assistant.respond import Responder
from eval.retrieval.asking import as_typed, as_understood
from eval.retrieval.judged import Judged
from eval.retrieval.variants import DEPTH, FULL, parts, reciprocal_ranks, variants
from vectorstore.dense import Scored
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

QUESTIONS = [
    "立体停车楼总投资多少？",
    "到2025年岳阳森林覆盖率目标是多少？",
    "九江和岳阳的森林覆盖率分别是多少？",
    "“一湖两翼”指什么？",
]


def _asked(text: str, *history: Turn) -> Judged:
    return Judged("q", "", text, {}, (), history)


def test_the_best_of_each_side_come_first() -> None:
    assert in_turn([["a", "b", "c"], ["x", "a"], []]) == ["a", "x", "b", "c"]
    assert in_turn([]) == []


def test_ranks_are_fused_by_their_reciprocals() -> None:
    lists = [[Scored(1, 9.0), Scored(2, 8.0)], [Scored(2, 0.3), Scored(3, 0.2)]]
    fused = reciprocal_ranks(lists)
    assert [hit.key for hit in fused] == [2, 1, 3]
    assert [hit.score for hit in fused] == pytest.approx([1 / 62 + 1 / 61, 1 / 61, 1 / 62])
    assert [hit.key for hit in reciprocal_ranks([[Scored(5, 1.0)], [Scored(4, 1.0)]])] == [4, 5]


def test_every_part_of_the_ranking_is_left_out_once(store: Store) -> None:
    names = [way.name for way in variants(store, over_plans=True)]
    assert names[0] == FULL
    assert {"lexical", "meaning", "dense"} <= set(parts())
    assert {f"without {part}" for part in parts()} <= set(names)
    assert len(set(names)) == len(names)
    assert not any("as typed" in way.name for way in variants(store, over_plans=False))
    quick = [way.name for way in variants(store, over_plans=False, each_part=False)]
    assert quick == [FULL, "lexical only", "dense only", "lexical and dense, ranks fused"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_full_ranking_is_what_the_program_finds(store: Store, responder: Responder, question: str) -> None:
    found = variants(store, over_plans=True)[0].search(_asked(question))
    # What the ledger brings forward is no part of the ranking.
    shown = Responder(store, ledger=False).respond(question).retrieved
    held = {p.id: (p.document, p.start) for name in responder.documents for p in store.catalog.passages_of(name.id)}
    assert [held[passage] for passage in found] == [(hit.document, hit.start) for hit in shown]


def test_a_follow_up_is_completed_from_the_turns_before(store: Store, responder: Responder) -> None:
    turns = [Turn(question="九江2020年森林覆盖率目标是多少？", answer="55.2%")]
    found = variants(store, over_plans=True)[0].search(_asked("那岳阳呢？", *turns))
    shown = responder.respond("那岳阳呢？", turns).retrieved
    assert [passage.partition("#")[0] for passage in found] == [hit.document for hit in shown]
    assert found[0].startswith("yueyang")


def test_every_way_gives_passages_of_the_store_each_once(store: Store) -> None:
    held = {passage.id for _, _, passage in store.catalog.current()}
    for way in variants(store, over_plans=True):
        for question in QUESTIONS:
            found = list(way.search(_asked(question)))
            assert found, way.name
            assert len(found) == len(set(found)) <= DEPTH
            assert set(found) <= held, way.name


def test_single_indexes_are_asked_alone(store: Store) -> None:
    ways = {way.name: way for way in variants(store, over_plans=False)}
    text = "森林覆盖率"
    words = store.lexical.search(Retriever(store).wanted(Query(text)).boosts(), DEPTH)
    vectors = store.dense.search(store.embedder.question(text), DEPTH)
    for name, hits in (("lexical only", words), ("dense only", vectors)):
        passages = store.catalog.passages([hit.key for hit in hits])
        assert ways[name].search(_asked(text)) == [passages[hit.key].id for hit in hits]


def test_a_question_as_typed_is_not_limited_to_the_plan_it_names(store: Store) -> None:
    question = _asked("九江森林覆盖率是多少？")
    (understood,) = as_understood(store)(question)
    (typed,) = as_typed(question)
    assert understood.documents == {"jiujiang-plan-2016-2020"}
    assert typed.documents is None
    assert typed.text == question.text


def test_a_comparison_is_asked_side_by_side(store: Store) -> None:
    sides = as_understood(store)(_asked("九江和岳阳的森林覆盖率分别是多少？"))
    assert [side.documents for side in sides if side.documents] == [
        {"jiujiang-plan-2016-2020"},
        {"yueyang-plan-2021-2025", "yueyang-parking"},
    ]
