"""A reply is cut into sentences with their marks, however it arrives."""

import pytest

from assistant.llm.reply import Cutter, Sentence, plain_text, without_thoughts

A, B = "p7f3a", "p8b2c"


def _cut(text: str, size: int) -> list[Sentence]:
    cutter = Cutter((A, B))
    found = []
    for piece in without_thoughts(text[i : i + size] for i in range(0, len(text), size)):
        found += cutter.feed(piece)
    return found + cutter.feed("", last=True)


def _flat(sentences: list[Sentence]) -> list[tuple[str, tuple[str, ...]]]:
    return [(piece.text, piece.marks) for sentence in sentences for piece in sentence.pieces]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (f"甲是一[{A}]。乙是二[{B}]。", [("甲是一。", (A,)), ("乙是二。", (B,))]),
        (f"甲是一。[{A}] 乙是二。[{B}]", [("甲是一。", (A,)), ("乙是二。", (B,))]),
        (f"甲是一[{A}]；乙是二[{B}]。", [("甲是一；", (A,)), ("乙是二。", (B,))]),
        (f"甲是一；乙是二[{B}]。", [("甲是一；乙是二。", (B,))]),
        (f"甲、乙【{A}，{B}】。", [("甲、乙。", (A, B))]),
        (f"甲[{A}]，乙[{B}]。", [("甲", (A,)), ("，乙。", (B,))]),
        (f"甲[{A}]，丙。", [("甲", (A,)), ("，丙。", (A,))]),
        ("甲[p0000]。乙[1]。丙［２］。", [("甲。", ()), ("乙。", ()), ("丙。", ())]),
        (f"包括[{A}]：\n- 甲\n- 乙\n", [("甲", (A,)), ("乙", (A,))]),
        (f"“甲。乙”是丙[{A}]。", [("“甲。乙”是丙。", (A,))]),
        (f"3.5万户[{A}]。", [("3.5万户。", (A,))]),
        (f"- 3.5万户[{A}]\n2. 乙[{B}]", [("3.5万户", (A,)), ("乙", (B,))]),
        (f"It is 4.5% of GDP (nationally) [{A}]. So be it [{B}].", [("It is 4.5% of GDP (nationally).", (A,)), ("So be it.", (B,))]),
        (f"<think>甲[{A}]。</think>乙[{B}]。", [("乙。", (B,))]),
        (f"先想一想再</think>乙[{B}]。", [("乙。", (B,))]),
        (f"<think>没有想完[{A}]。", []),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_have_the_marks_right_after_them(reply: str, expected: list[object], size: int) -> None:
    assert _flat(_cut(reply, size)) == expected


def test_a_sentence_is_given_as_soon_as_it_is_whole() -> None:
    cutter = Cutter((A,))
    assert cutter.feed(f"甲是一[{A}]。") == []
    assert [sentence.text for sentence in cutter.feed("乙")] == ["甲是一。"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**甲**和`乙`", "甲和乙"),
        ("## 甲", "甲"),
        ("[甲](https://example.org/x)", "甲"),
        ("<b>甲</b><script>alert(1)</script>", "甲"),
        ("甲<img src=x onerror=alert(1)>", "甲"),
        ("甲\u202e\u200b乙\x1b[31m", "甲乙[31m"),
        ("| 甲 | 乙 |", "甲，乙"),
        ("|---|---|", ""),
        ("3 * 4 和 a_b", "3 * 4 和 a_b"),
    ],
)
def test_markup_goes_and_words_stay(text: str, plain: str) -> None:
    assert plain_text(text) == plain
