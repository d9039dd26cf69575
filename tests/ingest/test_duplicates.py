"""Near-duplicates: copies are recognised, documents that merely resemble each other are not."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ingest.duplicates import ALIKE, SIZE, near_duplicates, signature, similarity

_WORDS = (
    "港口规划建设岸线泊位绿色发展项目投资环境治理水质湖区航道物流产业园林地铁路桥梁学校医院养老就业收入增长".strip()
)


def _text(seed: int, length: int = 6000) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(_WORDS) for _ in range(length))


def test_a_copy_with_other_punctuation_and_width_is_the_same() -> None:
    text = "到2025年，建成泊位120个（含A类）。" + _text(1)
    copied = text.replace("，", ",\n").replace("（", "(").replace("2025", "２０２５").replace("A", "Ａ")
    assert similarity(signature(text), signature(copied)) == 1.0


def test_small_edits_leave_a_document_the_same() -> None:
    text = _text(2)
    edited = text[:1000] + "新增一句话说明情况" + text[1000:3000] + text[3050:]
    pairs = near_duplicates(
        ["edited"], {"first": signature(text), "edited": signature(edited), "x": signature(_text(3))}
    )
    assert [(pair.document, pair.other) for pair in pairs] == [("edited", "first")]
    assert pairs[0].similarity > 0.9


def test_documents_that_share_a_frame_are_two() -> None:
    frame = _text(4, 1500)
    signatures = {"2023": signature(frame + _text(5)), "2024": signature(frame + _text(6))}
    assert near_duplicates(signatures, signatures) == []


def test_only_pairs_with_a_document_just_read_are_reported() -> None:
    same = signature(_text(7))
    signatures = {"a": same, "b": same, "c": signature(_text(8))}
    assert near_duplicates(["c"], signatures) == []
    assert near_duplicates([], signatures) == []
    assert near_duplicates(["a", "b"], signatures) == [("a", "b", 1.0)]


def test_a_text_without_words_resembles_nothing() -> None:
    assert signature("……，。") == b""
    assert near_duplicates(["a", "b"], {"a": b"", "b": b""}) == []


@given(st.text(max_size=400))
def test_a_signature_is_small_and_always_the_same(text: str) -> None:
    assert signature(text) == signature(text)
    assert len(signature(text)) <= 4 * SIZE
    assert similarity(signature(text), signature(text)) in (0.0, 1.0)


def test_the_estimate_is_near_the_share_in_common() -> None:
    text = _text(9, 20_000)
    half = text[:10_000] + _text(10, 10_000)
    assert abs(similarity(signature(text), signature(half)) - 1 / 3) < 0.1
    assert 0 < ALIKE < 1
