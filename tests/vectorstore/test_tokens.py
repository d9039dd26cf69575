"""Tokens: the same number and word are found however they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.tokens import bigrams, normalise, tokens, whole_words, words


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("5,500亿元", "5500 亿元"),
        ("5500亿元", "五千五百亿元"),
        ("5500亿元", "５５００亿元"),
        ("1,200,300元", "1200300元"),
        ("二〇二五年", "2025年"),
        ("二零二五年", "2025年"),
        ("百分之八", "8%"),
        ("8％", "8%"),
        ("百分之七点五", "7.5%"),
        ("两百个", "200个"),
        ("ＧＤＰ", "gdp"),
        ("R＆D", "r&d"),
    ],
)
def test_one_number_in_two_prints_meets(printed: str, asked: str) -> None:
    assert tokens(printed) == tokens(asked)


@pytest.mark.parametrize(
    ("one", "other"), [("5500亿元", "550亿元"), ("7.5%", "75%"), ("2025年", "2035年"), ("8%", "8")]
)
def test_different_numbers_do_not_meet(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


def test_a_long_word_is_found_by_its_parts_and_by_itself() -> None:
    found = tokens("地区生产总值")
    assert {"地区", "生产总值", "总值"} <= set(found)


def test_bigrams_do_not_cross_punctuation() -> None:
    assert list(bigrams("港口，灌区")) == ["港口", "灌区"]


@pytest.mark.parametrize("text", ["", " \n", "，。！？", "😀", "\x00\x01"])
def test_a_text_without_words_has_no_tokens(text: str) -> None:
    assert tokens(text) == []


@given(st.text(max_size=200))
def test_tokens_are_plain_words_whatever_the_text(text: str) -> None:
    for token in [*tokens(text), *whole_words(text)]:
        assert token
        assert not any(char.isspace() for char in token)
    assert set(words(text)) <= set(tokens(text))


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert tokens(once) == tokens(text)
