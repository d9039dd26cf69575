"""Intervals and paired comparisons, against figures of SciPy."""

from random import Random

import pytest

from eval.intervals import bootstrap, interval, paired, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(41, 62, 0.5371769954935818, 0.7665829812479109), (9, 10, 0.5958499732047615, 0.9821237869049271)],
)
def test_the_interval_of_a_share_is_wilsons(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=1e-9)


def test_nothing_found_in_a_few_questions_is_not_certainly_nothing() -> None:
    assert wilson(0, 7) == pytest.approx((0, 0.35433043506668743), abs=1e-9)
    assert wilson(7, 7) == pytest.approx((1 - 0.35433043506668743, 1), abs=1e-9)


def test_no_questions_give_no_interval() -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(0, 0)
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


def test_resampling_gives_the_same_twice_and_agrees_with_wilson() -> None:
    draw = Random(1)
    values = [float(draw.random() < 0.7) for _ in range(300)]
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values) == pytest.approx(wilson(round(sum(values)), 300), abs=0.01)


def test_resampling_holds_the_true_mean_about_95_times_in_100() -> None:
    draw = Random(2)
    held = 0
    for _ in range(100):
        low, high = bootstrap([draw.uniform(0, 1) for _ in range(40)])
        held += low <= 0.5 <= high
    assert 88 <= held <= 99


def test_shares_of_a_question_are_not_taken_for_yes_or_no() -> None:
    assert interval([0, 1, 1, 1]) == wilson(3, 4)
    assert interval([0.5] * 9) == (0.5, 0.5)


def test_the_sign_test_is_exact_and_ignores_ties() -> None:
    better = [1.0] * 2 + [0.0] * 8 + [0.3] * 50
    worse = [0.0] * 2 + [1.0] * 8 + [0.3] * 50
    assert paired(better, worse) == (2, 8, pytest.approx(0.109375))
    assert paired(worse, better)[:2] == (8, 2)
    assert paired([1.0], [1.0]) == (0, 0, 1.0)
    assert paired([1.0] * 6, [0.0] * 6).p == pytest.approx(0.03125)


def test_resampling_draws_what_pythons_own_generator_draws() -> None:
    draw = Random(20)
    values = [0.25, 1.0, 0.5, 0.0, 0.75, 1.0, 1.0]
    means = sorted(sum(draw.choices(values, k=7)) / 7 for _ in range(2000))
    assert bootstrap(values) == pytest.approx((means[50], means[1949]), abs=1e-12)
