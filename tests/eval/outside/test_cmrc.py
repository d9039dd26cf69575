"""The measures of CMRC agree with another implementation, written the slow way."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.outside.cmrc import exact_match, f1, pieces

_MARKS = "-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』"
_TEXTS = st.text(alphabet="甲乙丙丁ab 12.5,%，。“”（）GDP", max_size=14)


def _slow_pieces(text: str) -> list[str]:
    """Cut character by character with a machine of two states."""
    found: list[str] = []
    kept = [char for char in text.lower().strip() if char not in _MARKS]
    at = 0
    while at < len(kept):
        char = kept[at]
        if char.isspace():
            at += 1
            continue
        end = at + 1
        if _is_word(char):
            while end < len(kept) and (_is_word(kept[end]) or _is_point(kept, end)):
                end += 1
        found.append("".join(kept[at:end]))
        at = end
    return found


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_point(kept: list[str], at: int) -> bool:
    """Tell a point or comma inside a number."""
    return kept[at] in ".," and at + 1 < len(kept) and kept[at + 1].isdigit()


def _slow_f1(given: str, answer: str) -> float:
    one, two = _slow_pieces(given), _slow_pieces(answer)
    runs = [
        len(one[a:b])
        for a, b in product(range(len(one) + 1), repeat=2)
        if a < b and any(one[a:b] == two[c : c + b - a] for c in range(len(two)))
    ]
    longest = max(runs, default=0)
    if not longest:
        return 0.0
    precision, recall = longest / len(one), longest / len(two)
    return 2 * precision * recall / (precision + recall)


@given(_TEXTS, st.lists(_TEXTS, min_size=1, max_size=3))
def test_f1_agrees_with_a_slow_implementation(text: str, answers: list[str]) -> None:
    assert pieces(text) == _slow_pieces(text)
    assert f1(text, answers) == pytest.approx(max(_slow_f1(text, answer) for answer in answers), abs=1e-9)


@given(_TEXTS, st.lists(_TEXTS, min_size=1, max_size=3))
def test_exact_match_agrees_with_a_slow_implementation(text: str, answers: list[str]) -> None:
    def bare(given: str) -> str:
        return "".join(char for char in given.lower().strip() if char not in _MARKS)

    assert exact_match(text, answers) == (1.0 if bare(text) in [bare(answer) for answer in answers] else 0.0)


def test_a_decimal_is_one_piece_and_a_percent_sign_another() -> None:
    assert pieces("增长12.5%，GDP（亿元）") == ["增", "长", "12.5", "%", "gdp", "亿", "元"]
    assert f1("12.5%", ["2.5%"]) == pytest.approx(0.5)
    assert pieces("2.5a型 5G") == ["2.5a", "型", "5g"]


def test_punctuation_and_case_are_no_difference() -> None:
    assert exact_match("“Gdp”。", ["GDP"]) == 1.0
    assert exact_match("GDP", ["CPI"]) == 0.0
