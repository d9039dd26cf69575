"""Passages: exact slices of the cleaned text that lose nothing and cut nothing apart."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, PageStart
from ingest.outline import outline
from ingest.split import LONGEST, cleaned_text, split

_LINES = st.one_of(
    st.sampled_from(
        ["第一章 目标", "第二节 产业", "一、要求", "（二）港口", "专栏1 项目", "指标：里程；2025年：780公里"]
    ),
    st.text(alphabet="湖区建设0123456789.,，。；（）“”%亿元 ", max_size=60).map(str.strip),
    st.integers(1, 60).map(lambda n: f"到2025年新增泊位1,200.5个，投资{n}.25亿元。" * n),
)


def _blocks(lines: list[tuple[str, int, str]]) -> list[Block]:
    page, blocks = 1, []
    for text, step, kind in lines:
        page += step
        if text:
            blocks.append(Block(text, "row" if kind == "row" else "paragraph", page=page))
    return blocks


_DOCUMENTS = st.lists(st.tuples(_LINES, st.integers(0, 1), st.sampled_from(["paragraph", "row"])), max_size=25).map(
    _blocks
)


@given(_DOCUMENTS)
def test_passages_are_ordered_slices_that_cover_everything_and_end_outside_numbers(blocks: list[Block]) -> None:
    outlined = outline(blocks)
    text, passages = split("plan", outlined)
    assert text == cleaned_text(item.block for item in outlined)
    covered = 0
    last_page = 0
    for number, passage in enumerate(passages):
        assert passage.number == number
        assert covered <= passage.start < passage.end <= len(text)
        assert passage.text == text[passage.start : passage.end]
        assert not text[covered : passage.start].strip(), "characters between passages are lost"
        assert not re.search(r"\d[.,]?$", text[: passage.end]) or not re.match(r"[.,]?\d", text[passage.end :])
        assert passage.page is not None
        assert passage.last_page is not None
        assert last_page <= passage.page <= passage.last_page
        last_page = passage.page
        covered = passage.end
    assert not text[covered:].strip()
    assert len({passage.id for passage in passages}) == len(passages)


def test_a_heading_opens_the_passage_of_its_body() -> None:
    _, passages = split("plan", outline([Block("第一章 目标"), Block("一、产业"), Block("港口扩建，吞吐能力翻番。")]))
    assert [passage.text for passage in passages] == ["第一章 目标\n一、产业\n港口扩建，吞吐能力翻番。"]
    assert passages[0].section == ("第一章 目标", "一、产业")


def test_text_of_two_sections_is_not_put_under_one_heading() -> None:
    lines = ["第一章 港口", "甲码头扩建。", "第二章 农业", "灌区改造。"]
    _, passages = split("plan", outline([Block(line) for line in lines]))
    assert [passage.section for passage in passages] == [("第一章 港口",), ("第二章 农业",)]


def test_a_long_paragraph_is_cut_between_sentences_only() -> None:
    sentence = "到2025年，港区年吞吐能力达到3,500.75万吨，新建泊位12个。"
    _, passages = split("plan", outline([Block(sentence * 40)]))
    assert len(passages) > 1
    assert all(passage.text.endswith("。") and len(passage.text) <= LONGEST for passage in passages)


def test_a_sentence_longer_than_a_passage_stays_whole() -> None:
    sentence = "建设" + "甲码头、" * 200 + "乙码头。"
    text, passages = split("plan", outline([Block(sentence + "后句。")]))
    assert passages[0].text.startswith(sentence)
    assert text == sentence + "后句。"


def test_table_rows_do_not_share_a_passage_with_paragraphs() -> None:
    blocks = [Block("说明文字一句。"), Block("指标：里程；2025年：780公里", "row"), Block("后文一句。")]
    _, passages = split("plan", outline(blocks))
    assert [passage.text for passage in passages] == [block.text for block in blocks]


def test_a_passage_that_begins_on_a_later_page_of_its_paragraph_cites_that_page() -> None:
    first, second = "前页的一句话说的是港口。" * 25, "后页的一句话说的是灌区。" * 25
    block = Block(first + second, page=3, page_starts=(PageStart(len(first), 4),))
    _, passages = split("plan", outline([block]))
    assert {(p.page, p.last_page) for p in passages if p.end <= len(first)} == {(3, 3)}
    assert {(p.page, p.last_page) for p in passages if p.start >= len(first)} == {(4, 4)}


def test_equal_sentences_are_cited_apart() -> None:
    _, passages = split(
        "plan", outline([Block("第一章 甲"), Block("同一句话。"), Block("第二章 乙"), Block("同一句话。")])
    )
    assert len({passage.id for passage in passages}) == 2


def test_an_empty_document_has_no_passages() -> None:
    assert split("plan", []) == ("", ())
