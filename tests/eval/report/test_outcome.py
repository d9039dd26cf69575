import pytest

from eval.report.outcome import counts, outcome
from eval.score import Score


def _score(passed: bool, answerable: bool, status: str) -> Score:
    return Score(
        id="a",
        type="figure",
        documents=("plan",),
        persona="",
        answerable=answerable,
        status=status,
        passed=passed,
        measures={},
    )


@pytest.mark.parametrize(
    ("passed", "answerable", "status", "expected"),
    [
        (True, True, "answered", "right"),
        (True, False, "not_found", "right"),
        (False, True, "not_found", "refused"),
        (False, True, "declined_off_topic", "refused"),
        (False, True, "partial", "wrong"),
        (False, False, "answered", "wrong"),
        (False, True, "error_model", "error"),
    ],
)
def test_a_refusal_is_no_wrong_answer_and_an_error_is_neither(
    passed: bool, answerable: bool, status: str, expected: str
) -> None:
    assert outcome(_score(passed, answerable, status)) == expected


def test_outcomes_without_a_case_are_counted_too() -> None:
    assert counts([_score(True, True, "answered")]) == {"right": 1, "refused": 0, "wrong": 0, "error": 0}
