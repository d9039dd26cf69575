"""The catalogue of the evaluation: every text in both languages, with the same values."""

from string import Formatter

import pytest

from eval import messages
from eval.measures.catalogue import BY_MODEL, COSTS, MEASURES, OF_THE_RUN

TEXTS = {**messages._FAILURES, **messages._PARTS}


def fields(text: str) -> set[str]:
    return {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_say_the_same_with_the_same_values(code: str) -> None:
    zh, en = TEXTS[code]
    assert fields(zh) == fields(en)
    assert any("\u4e00" <= char <= "\u9fff" for char in zh)
    assert not any("\u4e00" <= char <= "\u9fff" for char in en)


def test_a_value_that_is_missing_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        messages.failure_text("uncited")


def test_every_measure_has_a_text_and_every_text_a_measure() -> None:
    assert set(MEASURES) == set(messages._MEASURES)
    assert {*OF_THE_RUN, *COSTS, *BY_MODEL} <= set(MEASURES)
    assert all(measure.name == name and measure.zh and measure.en for name, measure in MEASURES.items())
