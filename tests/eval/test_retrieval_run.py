"""Means, intervals and tables of a comparison."""

import json

import pytest

from eval.retrieval.judged import Collection, Judged
from eval.retrieval.run import DEPTHS, ask, by_kind, summary
from eval.retrieval.table import as_json, lines, markdown
from eval.retrieval.variants import Variant

QUESTIONS = (
    Judged("q1", "figure", "一？", {"a": 2, "b": 1}, (frozenset("a"), frozenset("b"))),
    Judged("q2", "figure", "二？", {"c": 1}, (frozenset("c"),)),
    Judged("q3", "list", "三？", {"d": 1}, (frozenset("d"),)),
)
FOUND = {"一？": ["a", "x", "b"], "二？": ["x", "c", "c"], "三？": ["x"]}
FIRST = Variant("first", lambda question: FOUND[question.text])
NONE = Variant("none", lambda question: [])


def _collection(main: str = "facts") -> Collection:
    return Collection("made up", QUESTIONS, "facts" if main == "facts" else "recall", left_out=4)


def test_means_by_hand() -> None:
    found = summary(ask(_collection(), FIRST))
    assert found.n == 3
    assert dict(zip(DEPTHS, found.found, strict=True)) == pytest.approx(
        {1: 0, 3: 2 / 3, 5: 2 / 3, 10: 2 / 3, 20: 2 / 3}
    )
    assert found.mrr == pytest.approx((1 + 0.5 + 0) / 3)
    assert found.interval.low < 2 / 3 < found.interval.high
    assert 0 <= found.p50 <= found.p95


def test_part_of_the_relevant_passages_counts_for_recall_but_not_for_facts() -> None:
    assert summary(ask(_collection("recall"), FIRST)).found[0] == pytest.approx(0.5 / 3)
    assert summary(ask(_collection("facts"), FIRST)).found[0] == 0


def test_a_variant_is_compared_on_the_same_questions() -> None:
    first = ask(_collection(), FIRST)
    against = summary(ask(_collection(), NONE), first).against
    assert against is not None
    assert against[:2] == (0, 2)
    assert summary(first).against is None


def test_a_lower_place_within_the_same_depth_is_seen() -> None:
    lower = ask(_collection(), Variant("lower", lambda question: ["y", *FOUND[question.text]]))
    found = summary(lower, ask(_collection(), FIRST))
    assert found.found[DEPTHS.index(5)] == pytest.approx(2 / 3)
    assert found.against is not None
    assert found.against[:2] == (0, 2)


def test_a_way_that_finds_nothing_scores_nothing() -> None:
    found = summary(ask(_collection(), NONE))
    assert (found.found, found.mrr, found.ndcg) == ((0,) * len(DEPTHS), 0, 0)


def test_kinds_of_questions_are_told_apart() -> None:
    assert [(found.name, found.n) for found in by_kind(ask(_collection(), FIRST))] == [("figure", 2), ("list", 1)]


def test_markdown_is_a_table_with_every_variant_and_kind() -> None:
    first = ask(_collection(), FIRST)
    text = markdown(_collection(), [summary(first), summary(ask(_collection(), NONE), first)], by_kind(first))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert "4 more cannot be measured" in text
    assert [row.split("|")[1].strip() for row in rows] == [
        "variant",
        "---",
        "first",
        "none",
        "type",
        "---",
        "figure",
        "list",
    ]
    assert {row.count("|") for row in rows[:4]} == {rows[0].count("|")}
    assert {row.count("|") for row in rows[4:]} == {rows[4].count("|")}
    assert "0/2" in rows[3]
    assert ".667" in rows[2]


def test_json_and_lines_hold_what_the_table_shows() -> None:
    rows = ask(_collection(), FIRST)
    figures = as_json(_collection(), [summary(rows)], by_kind(rows))
    assert figures["main"] == "facts@5"
    assert figures["variants"][0]["facts@3"] == pytest.approx(2 / 3, abs=1e-6)
    written = [json.loads(line) for line in lines(_collection(), rows).splitlines()]
    assert [row["id"] for row in written] == ["q1", "q2", "q3"]
    assert written[1]["ranking"] == ["x", "c"]
    assert written[0]["relevant"] == {"a": 2, "b": 1}
