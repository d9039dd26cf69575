"""Which words of a sentence a figure belongs to."""

import pytest

from assistant.contrasts import contradicts
from assistant.figure_place import words_of
from ingest.figures import find_figures


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("入园率、巩固率分别达91%、97%。", ["入园率分别达91%", "巩固率分别达91%、97%"]),
        ("改造小区50个,新建道路8公里", ["改造小区50个", "新建道路8公里"]),
        ("总产值达900亿元,年均增长7%", ["总产值达900亿元", "总产值达900亿元,年均增长7%"]),
        ("打通12条断头路,整治积水点", ["打通12条断头路"]),
    ],
)
def test_a_figure_takes_its_own_clause_or_its_place_in_a_row(sentence: str, words: list[str]) -> None:
    figures = find_figures(sentence)
    assert [words_of(figure, figures, sentence) for figure in figures] == words


def test_what_is_said_of_one_of_a_set_is_not_said_of_another() -> None:
    assert contradicts("城镇登记失业率目标", "城镇调查失业率控制在5%", "城镇调查失业率控制在5%")
    assert not contradicts("城镇登记失业率目标", "登记失业率控制在4%", "登记失业率控制在4%，调查失业率5%")
    assert not contradicts("失业率目标", "调查失业率控制在5%", "调查失业率控制在5%")
