"""Sentences that a page break, a column or a copy cut in two."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, PageStart
from ingest.broken import mended

_BODY = "企业是市场的主体，企业要创新，企业要转型，企业家要有担当。"


def test_a_sentence_cut_inside_a_word_is_joined() -> None:
    blocks = [Block(_BODY), Block("扩大电力直接交易范围，推动企"), Block("业降本增效。深化农业改革。")]
    assert [block.text for block in mended(blocks)] == [_BODY, "扩大电力直接交易范围，推动企业降本增效。深化农业改革。"]


def test_a_sentence_cut_at_a_comma_is_joined() -> None:
    one = "加快建设现代化产业体系，大力发展先进制造业和战略性新兴产业，"
    assert [block.text for block in mended([Block(one), Block("提高资源利用效率。")])] == [one + "提高资源利用效率。"]


def test_the_pages_of_both_halves_are_kept() -> None:
    blocks = [
        Block(_BODY, page=3),
        Block("扩大交易范围，推动企", page=3),
        Block("业降本增效，" + "稳步推进各项改革。", page=4, page_starts=(PageStart(6, 5),)),
    ]
    joined = mended(blocks)[1]
    assert joined.page == 3
    assert joined.page_starts == (PageStart(10, 4), PageStart(16, 5))
    assert joined.text[10:12] == "业降"


def test_headings_titles_lists_and_signatures_stay_apart() -> None:
    texts = [
        "一、坚持创新驱动，加快产业升级",
        "大力发展先进制造业，培育新兴产业。",
        "2024年1月10日在市第十六届人民代表大会第四次会议上，通过",
        "市长某某某",
        "今年要抓好以下几方面工作，推动高质量发展取得新突破",
        "一是加快产业转型升级。二是扩大有效投资。",
    ]
    assert [block.text for block in mended([Block(text) for text in texts])] == texts


def test_what_is_no_paragraph_is_never_joined() -> None:
    blocks = [Block(_BODY), Block("扩大电力直接交易范围，推动企", kind="heading"), Block("业降本增效。")]
    assert mended(blocks) == blocks


@given(st.lists(st.text(alphabet="企业市场，。、一二A1", max_size=40), max_size=8))
def test_no_character_is_lost(texts: list[str]) -> None:
    assert "".join(block.text for block in mended([Block(text) for text in texts])) == "".join(texts)
