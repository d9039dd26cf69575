"""Reading a passage for a question: words that cover the text, comparison of the two, the sentence and words that answer."""

import numpy as np
import pytest

from assistant.evidence import unit_spans
from assistant.passage_reader.features import QUESTION_FEATURES, SENTENCE_FEATURES, WORD_FEATURES, features
from assistant.passage_reader.read import read
from assistant.passage_reader.words import folded, read_words
from ingest.sentences import Span

PARAGRAPH = (
    "云湖图书馆位于江岸区东路，是市里最大的公共图书馆。图书馆由建筑师林知远设计，外形像一本翻开的书。"
    "工程于2016年动工，2019年5月对外开放。馆内藏书约420万册，每天接待读者近六千人。"
    "因为地铁施工，西门在2021年关闭了半年。"
)
SPANS = tuple(unit_spans(PARAGRAPH))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("云湖图书馆是谁设计的？", "林知远"),
        ("图书馆藏书多少册？", "420万册"),
        ("图书馆每天接待多少读者？", "六千人"),
        ("西门为什么关闭？", "地铁施工"),
        ("图书馆在哪个区？", "江岸区"),
    ],
)
def test_the_sentence_that_answers_is_worth_most(question: str, answer: str) -> None:
    found = read(question, PARAGRAPH, SPANS)
    best = max(range(len(SPANS)), key=found.values.__getitem__)
    assert answer in PARAGRAPH[SPANS[best].start : SPANS[best].end]


def test_the_words_that_answer_stand_in_their_sentence() -> None:
    found = read("云湖图书馆什么时候对外开放？", PARAGRAPH, SPANS)
    for span, answer in zip(SPANS, found.answers, strict=True):
        assert answer is not None
        assert span.start <= answer.start < answer.end <= span.end
    best = found.answers[2]
    assert best is not None
    assert "2019年" in PARAGRAPH[best.start : best.end]


def test_words_cover_the_text_and_keep_its_offsets() -> None:
    text = "ＧＤＰ　達到５５００億元，①增長8.5%。"
    words = read_words(text)
    assert len(words.folded) == len(text)
    assert "".join(words.texts) == words.folded
    assert list(words.starts) == [sum(map(len, words.texts[:n])) for n in range(len(words.texts))]
    assert folded("達") == "达"


def test_what_stands_in_the_question_is_told_apart() -> None:
    question, passage = read_words("藏书有多少册？"), read_words(PARAGRAPH)
    found = features(question, passage, SPANS)
    assert found.words.shape == (len(passage.texts), WORD_FEATURES)
    assert found.question.shape == (len(question.texts), QUESTION_FEATURES)
    assert found.sentences.shape == (len(SPANS), SENTENCE_FEATURES)
    held = [word for word, row in zip(passage.texts, found.words, strict=True) if row[0]]
    assert held
    assert set(held) <= set(question.texts)
    assert found.sentences[:, 0].argmax() == 3


def test_words_outside_all_sentences_are_read_but_belong_to_none() -> None:
    spans = SPANS[1:]
    found = features(read_words("谁设计的"), read_words(PARAGRAPH), spans)
    assert (found.sentence == -1).any()
    assert len(read("谁设计的", PARAGRAPH, spans).values) == len(spans)
    assert np.isfinite(found.sentences).all()


@pytest.mark.parametrize("question", ["", " ", "？", "的", "a", "🙂", "\x00", "多少" * 500])
@pytest.mark.parametrize("text", ["。", "\n\n", " ", "🙂", "一"])
def test_odd_text_gives_a_value_a_sentence(question: str, text: str) -> None:
    found = read(question, text, (Span(0, len(text)),))
    assert len(found.values) == len(found.answers) == 1
    assert np.isfinite(found.values[0])
