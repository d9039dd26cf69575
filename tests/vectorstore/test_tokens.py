"""Tokens: the same number and word are found however they are printed."""

from decimal import Decimal

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
        ("５，５００億元", "5500亿元"),
        ("5 500亿元", "5500亿元"),
        ("1.5亿元", "1.5 亿元"),
        ("三成", "30%"),
        ("三成五", "35%"),
        ("两成半", "25%"),
        ("百分之三十", "30 %"),
        ("百分之30", "30％"),
        ("百分之百", "100%"),
        ("一点五倍", "1.5倍"),
        ("两千零二十五年", "2025年"),
        ("十二点六个百分点", "12.6个百分点"),
        ("八个百分点", "8个百分点"),
        ("一万二千人", "12000人"),
        ("十万亩", "10万亩"),
        ("12.6:33:54.4", "12.6∶33∶54.4"),
        ("森林覆蓋率", "森林覆盖率"),
    ],
)
def test_one_number_in_two_prints_meets(printed: str, asked: str) -> None:
    assert tokens(printed) == tokens(asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5500亿元", "550亿元"),
        ("7.5%", "75%"),
        ("2025年", "2035年"),
        ("8%", "8"),
        ("到2025，300个", "2025300个"),
        ("三五年", "35年"),
        ("五六十个", "56个"),
        ("一成不变", "10%不变"),
        ("百千万工程", "1100万工程"),
    ],
)
def test_different_numbers_do_not_meet(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("5500亿元", "0.55万亿元", "550000000000"),
        ("1.2万人", "12000人", "12000"),
        ("一亿五千万元", "1.5亿元", "150000000"),
        ("五千五百亿元", "5,500 亿元", "550000000000"),
    ],
)
def test_a_number_in_two_scales_meets_in_its_value(one: str, other: str, value: str) -> None:
    assert value in set(tokens(one)) & set(tokens(other))


@given(st.integers(1, 999_999_999))
def test_one_number_in_its_forms_shares_a_token_that_carries_it(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for form in (f"{number:,}元", f"{number:,} 元".replace(",", " "), f"{wide}元", f"{number} 元"):
        assert str(number) in tokens(form)
    assert str(number) in tokens(f"{Decimal(number).scaleb(-4):f}万元")
    assert str(number * 10**8) in tokens(f"{number}亿元")


@given(st.integers(0, 10_000).map(lambda number: Decimal(number) / 100))
def test_one_share_in_its_forms_is_one_token(share: Decimal) -> None:
    for form in (f"{share}%", f"{share} %", f"{share}％", f"百分之{share}"):
        assert f"{share}%" in tokens(form)


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
