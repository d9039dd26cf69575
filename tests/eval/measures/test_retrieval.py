"""Measures of a ranking: by hand, against trec_eval and scikit-learn, and against a second, slow way of computing them."""

from math import log2

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score, recall_score

from eval.measures.retrieval import facts_at, facts_share_at, ndcg_at, precision_at, recall_at, reciprocal_rank

# Ranking, grades, then P_5, recall_3, recip_rank, ndcg_cut_5 and ndcg_cut_10 as printed by trec_eval.
TREC_EVAL = [
    (
        "p1 p8 p0 p6 p7 p5 p10 p4",
        {"p7": 3, "p8": 1, "p9": 3, "p3": 2, "p1": 1},
        (0.6, 0.4, 1.0, 0.4159993482947024, 0.4159993482947024),
    ),
    (
        "p7 p9 p3 p8 p10 p5 p2 p11",
        {"p2": 1, "p9": 1, "p1": 3, "p8": 2},
        (0.4, 0.25, 0.5, 0.2873899865067338, 0.3515846938995745),
    ),
    (
        "p1 p9 p11 p6 p10 p8 p2 p3",
        {"p10": 2, "p1": 2, "p7": 1, "p4": 2},
        (0.4, 0.25, 1.0, 0.5910888218908608, 0.5910888218908608),
    ),
    (
        "p10 p4 p5 p1 p11 p2 p0 p3",
        {"p1": 3, "p0": 3, "p10": 3, "p3": 3, "p9": 1},
        (0.4, 0.2, 1.0, 0.5317398689291576, 0.77287884144071),
    ),
    (
        "p11 p2 p6 p9 p1 p3 p8 p7",
        {"p1": 3, "p2": 3, "p3": 1, "p11": 1, "p0": 3, "p7": 1},
        (0.6, 1 / 3, 1.0, 0.5621593015028927, 0.6244635732441877),
    ),
    (
        "p7 p4 p0 p5 p10 p3 p9 p8",
        {"p0": 1, "p4": 3, "p11": 1, "p1": 1},
        (0.4, 0.5, 0.5, 0.5245497084231204, 0.5245497084231204),
    ),
]
PASSAGES = [f"p{number}" for number in range(12)]
rankings = st.lists(st.sampled_from(PASSAGES), max_size=15, unique=True)
graded = st.dictionaries(st.sampled_from(PASSAGES), st.integers(1, 4), min_size=1)
depths = st.integers(1, 20)


@pytest.mark.parametrize(("ranking", "grades", "expected"), TREC_EVAL)
def test_figures_are_those_of_trec_eval(ranking: str, grades: dict[str, int], expected: tuple[float, ...]) -> None:
    found = ranking.split()
    figures = (
        precision_at(found, grades, 5),
        recall_at(found, grades, 3),
        reciprocal_rank(found, grades),
        ndcg_at(found, grades, 5),
        ndcg_at(found, grades, 10),
    )
    assert figures == pytest.approx(expected, abs=1e-9)


def test_by_hand() -> None:
    ranking = ["wrong", "half", "right"]
    assert recall_at(ranking, {"half", "right", "lost"}, 2) == pytest.approx(1 / 3)
    assert precision_at(ranking, {"half", "right"}, 4) == 0.5
    assert reciprocal_rank(ranking, {"right"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranking, {"lost"}) == 0
    assert ndcg_at(["half", "right"], {"right": 2, "half": 1}, 2) == pytest.approx(
        (1 / log2(2) + 2 / log2(3)) / (2 / log2(2) + 1 / log2(3))
    )


@settings(deadline=None)
@given(rankings, graded, depths)
def test_a_second_way_of_computing_gives_the_same(ranking: list[str], grades: dict[str, int], k: int) -> None:
    hits = [1 if index < len(ranking) and ranking[index] in grades else 0 for index in range(k)]
    assert recall_at(ranking, grades, k) == pytest.approx(sum(hits) / len(grades), abs=1e-9)
    assert precision_at(ranking, grades, k) == pytest.approx(sum(hits) / k, abs=1e-9)
    places = [index + 1 for index, passage in enumerate(ranking) if passage in grades]
    assert reciprocal_rank(ranking, grades) == pytest.approx(1 / min(places) if places else 0, abs=1e-9)
    gain = best = 0.0
    left = dict(grades)
    for place in range(1, k + 1):
        if place <= len(ranking):
            gain += grades.get(ranking[place - 1], 0) / log2(place + 1)
        if left:
            top = max(left, key=lambda passage: left[passage])
            best += left.pop(top) / log2(place + 1)
    assert ndcg_at(ranking, grades, k) == pytest.approx(gain / best, abs=1e-9)


@settings(deadline=None)
@given(rankings, st.lists(st.sets(st.sampled_from(PASSAGES), min_size=1), min_size=1, max_size=4), depths)
def test_facts_are_found_only_when_each_has_a_passage(ranking: list[str], facts: list[set[str]], k: int) -> None:
    top = ranking[:k]
    assert facts_at(ranking, facts, k) == float(min(any(held in top for held in fact) for fact in facts))


def test_one_fact_of_two_is_not_enough() -> None:
    facts = [{"a", "b"}, {"c"}]
    assert facts_at(["a", "b", "c"], facts, 2) == 0
    assert facts_at(["a", "b", "c"], facts, 3) == 1


def test_a_passage_that_stands_twice_counts_once() -> None:
    assert ndcg_at(["right", "right"], {"right": 1, "other": 1}, 2) < 1
    assert recall_at(["right", "right", "other"], {"right", "other"}, 2) == 1
    assert reciprocal_rank(["wrong", "wrong", "right"], {"right"}) == 0.5


def test_a_grade_of_nothing_is_not_relevant() -> None:
    assert ndcg_at(["no", "yes"], {"no": 0, "yes": 1}, 1) == 0


def test_a_question_without_relevant_passages_is_refused_not_counted_as_zero() -> None:
    for measure in (
        lambda: recall_at(["a"], [], 1),
        lambda: precision_at(["a"], [], 1),
        lambda: reciprocal_rank(["a"], []),
        lambda: ndcg_at(["a"], {"a": 0}, 1),
        lambda: facts_at(["a"], [set()], 1),
        lambda: facts_at(["a"], [], 1),
        lambda: recall_at(["a"], ["a"], 0),
    ):
        with pytest.raises(ValueError, match=r"needs|expected"):
            measure()


@settings(deadline=None)
@given(rankings, graded, st.integers(1, 20))
def test_the_reference_implementation_gives_the_same(ranking: list[str], grades: dict[str, int], k: int) -> None:
    run = {passage: float(len(ranking) - place) for place, passage in enumerate(ranking)}
    names = {f"P.{k}", f"recall.{k}", "recip_rank", f"ndcg_cut.{k}"}
    figures = pytrec_eval.RelevanceEvaluator({"q": grades}, names).evaluate({"q": run})["q"] if ranking else {}
    assert precision_at(ranking, grades, k) == pytest.approx(figures.get(f"P_{k}", 0), abs=1e-9)
    assert recall_at(ranking, grades, k) == pytest.approx(figures.get(f"recall_{k}", 0), abs=1e-9)
    assert reciprocal_rank(ranking, grades) == pytest.approx(figures.get("recip_rank", 0), abs=1e-9)
    assert ndcg_at(ranking, grades, k) == pytest.approx(figures.get(f"ndcg_cut_{k}", 0), abs=1e-9)


@settings(deadline=None)
@given(st.permutations(PASSAGES), st.lists(st.integers(0, 4), min_size=12, max_size=12).filter(any), depths)
def test_ndcg_is_that_of_scikit_learn(ranking: list[str], gains: list[int], k: int) -> None:
    grades = dict(zip(PASSAGES, gains, strict=True))
    scores = [[float(-ranking.index(passage)) for passage in PASSAGES]]
    assert ndcg_at(ranking, grades, k) == pytest.approx(ndcg_score([gains], scores, k=k), abs=1e-9)


@settings(deadline=None)
@given(rankings, st.lists(st.sets(st.sampled_from(PASSAGES), min_size=1), min_size=1, max_size=4), depths)
def test_the_share_of_the_facts_is_recall_over_subtopics(ranking: list[str], facts: list[set[str]], k: int) -> None:
    top = ranking[:k]
    found = [1 if any(passage in held for passage in top) else 0 for held in facts]
    assert facts_share_at(ranking, facts, k) == pytest.approx(recall_score([1] * len(facts), found), abs=1e-9)
