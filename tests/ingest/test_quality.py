"""The quality of a reading: what is counted, and which places look as if characters were lost."""

import pytest

from ingest.blocks import Block, PageStart, Reading
from ingest.outline import outline
from ingest.passage import Quality
from ingest.quality import find_losses, judge
from ingest.split import split


def _judge(*blocks: Block, pages: int | None = None, confidence: dict[int, float] | None = None) -> Quality:
    reading = Reading(blocks, pages=pages, confidence=confidence or {})
    outlined = outline(reading.blocks)
    return judge(reading, outlined, split("plan", outlined)[1])


def test_text_above_the_first_heading_counts_as_outside() -> None:
    quality = _judge(Block("甲" * 30 + "。"), Block("第一章 港口", "heading", 1), Block("乙" * 62 + "。"))
    assert (quality.characters, quality.headings) == (100, 1)
    assert quality.outside == 0.31


def test_pages_on_which_nothing_begins_or_goes_on_are_without_text() -> None:
    quality = _judge(Block("港口建设。" * 20, page=1, page_starts=(PageStart(40, 2),)), Block("完。", page=4), pages=5)
    assert quality.pages_without_text == (3, 5)


def test_the_confidence_of_recognised_pages_is_kept() -> None:
    quality = _judge(Block("港口建设。", page=1), pages=2, confidence={1: 0.98, 2: 0.7})
    assert (quality.confidence, quality.weak_pages) == (0.84, (2,))
    assert _judge(Block("港口建设。")).confidence is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("力争到年，形成体系。", "year without number"),
        ("请于925日(周一)前反馈。", "month and day run together"),
        ("2017918", "date run together"),
        ("根据（国发号）和《通知》（府厅字号）精神", "document number without digits"),
        ("湘发改投资〔2016〕号", "document number without digits"),
        ("自年 月 日起施行", "date without numbers"),
        ("纲要（20112020年）", "two years run together"),
        ("财政收入增长%以上", "amount without number"),
        ("乱码\ufffd\ufffd在此", "unreadable characters"),
    ],
)
def test_lost_characters_are_noticed(text: str, sign: str) -> None:
    losses = find_losses([Block(text)])
    assert [loss.sign for loss in losses] == [sign]
    assert losses[0].example in text


@pytest.mark.parametrize(
    "text",
    [
        "到年底，全部建成；至年末，完成一半。",
        "到2025年，形成体系。",
        "全年空气优良天数365日，120日内办结。",
        "国发〔2013〕33号、湘政发〔2014〕5号",
        "发出号召，公布编号和账号。",
        "2017年9月18日",
        "总投资20172018万元，增长8%。",
        "是什么？为什么？",
    ],
)
def test_ordinary_text_raises_no_suspicion(text: str) -> None:
    assert find_losses([Block(text)]) == ()


def test_a_sign_is_counted_and_shown_once() -> None:
    (loss,) = find_losses([Block("到年，甲。"), Block("到年，乙。")])
    assert (loss.times, loss.example) == (2, "到年，甲。")
