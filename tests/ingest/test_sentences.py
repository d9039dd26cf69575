"""Sentences: nothing lost, brackets and quotation marks respected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import Span, clause_spans, sentence_spans, sentences

_TEXT = st.text(alphabet="湖区港口，。；！？、（）“”《》 \n0123,.;ab")


@given(_TEXT)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(span.start < span.end for span in spans)


@given(_TEXT)
def test_clauses_cover_the_sentence_in_order(text: str) -> None:
    assert "".join(text[span.start : span.end] for span in clause_spans(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建港口。修灌区！够吗？", ["建港口。", "修灌区！", "够吗？"]),
        ("坚持“湖区优先。港口优先。”的方针。下一句。", ["坚持“湖区优先。港口优先。”的方针。", "下一句。"]),
        ("改造小区（含甲区。乙区）三处。完。", ["改造小区（含甲区。乙区）三处。", "完。"]),
        ("改造（含“甲区”等。乙区）三处。完。", ["改造（含“甲区”等。乙区）三处。", "完。"]),
        ("他说“完成。”", ["他说“完成。”"]),
        ("建港口；修灌区；", ["建港口；", "修灌区；"]),
        ("标题\n正文", ["标题", "正文"]),
        ("）多出的括号。后句。", ["）多出的括号。", "后句。"]),
        ("率达45.5%。第二句。", ["率达45.5%。", "第二句。"]),
    ],
)
def test_brackets_and_quotes_stay_whole(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_an_unclosed_bracket_does_not_swallow_the_page() -> None:
    text = "改造小区（含甲区" + "若干处改造" * 40 + "。后面的句子。"
    assert sentences(text)[-1] == "后面的句子。"


def test_an_unclosed_bracket_ends_with_its_line() -> None:
    assert sentences("小区（含甲区。\n后句。再后句。")[-2:] == ["后句。", "再后句。"]


def test_a_number_with_thousands_is_not_cut_into_clauses() -> None:
    text = "新增1,200个，改造30处,完成"
    assert [text[s.start : s.end] for s in clause_spans(text)] == ["新增1,200个，", "改造30处,", "完成"]


def test_an_empty_text_has_no_sentences() -> None:
    assert sentence_spans("") == []
    assert clause_spans("") == []
    assert sentence_spans("字") == [Span(0, 1)]
