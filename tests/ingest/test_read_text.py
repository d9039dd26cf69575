"""Plain text: encodings, site frames, contents lists, run-on text, run-on tables."""

import pytest

from ingest.blocks import Block, Reading
from ingest.errors import UnreadableDocument
from ingest.read.text import read_text


def _read(text: str) -> Reading:
    return read_text(text.encode(), "plan.txt")


def _texts(reading: Reading, kind: str | None = None) -> list[str]:
    return [block.text for block in reading.blocks if kind is None or block.kind == kind]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    text = "一、总体要求\n到2030年，全市新建公园二十个。"
    reading = read_text(text.encode(encoding), "plan.txt")
    assert _texts(reading) == ["一、总体要求", "到2030年，全市新建公园二十个。"]


def test_binary_data_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="binary"):
        read_text(bytes(range(256)) * 40, "plan.txt")


def test_the_frame_of_a_sharing_site_is_not_ingested() -> None:
    reading = _read(
        "河谷市水利方案\n上传人:甲*** 文档编号:123 上传时间:2020-03-04 格式:DOC 页数:8 大小:1KB\n返回 下载 相关 举报\n"
        "河谷市水利方案_第1页\n第1页 / 共8页\n点击查看更多>>\n资源描述\n"
        "一、总体要求\n全市要在三年内完成堤防加固。" + "各县分年实施，按季报告。" * 20 + "\n"
        "展开阅读全文\n相关资源\n当前位置:首页 > 文档\ncopyright@ 2023 某网版权所有\n备案号:某ICP备1号"
    )
    assert _texts(reading)[0] == "一、总体要求"
    assert not any("某网" in text or "第1页" in text or "文档编号" in text for text in _texts(reading))
    assert reading.stated == {"title": "河谷市水利方案", "uploaded": "2020-03-04"}


def test_crumbs_buttons_and_greetings_are_not_ingested() -> None:
    reading = _read(
        "您好!今天是\n首页 > 文章中心 > 正文\n山海市林业工作意见\n\n发布时间:2021-5-6\n收藏\n"
        "山海市林业工作意见\n各地要植树。"
    )
    assert _texts(reading) == ["山海市林业工作意见", "各地要植树。"]
    assert reading.blocks[0].kind == "title"
    assert reading.stated["published"] == "2021-05-06"


def test_a_sentence_that_mentions_a_button_is_kept() -> None:
    assert _texts(_read("市图书馆提供收藏、下载和分享服务。\n当前位置服务由市数据局提供，全年不间断。")) == [
        "市图书馆提供收藏、下载和分享服务。",
        "当前位置服务由市数据局提供，全年不间断。",
    ]


def test_a_contents_list_is_not_read_as_text() -> None:
    body = "第一章 总则\n本规划管五年。\n第二章 目标\n植树一百万株。\n第三章 保障\n各县负责。"
    reading = _read("目 录\n第一章 总则……1\n第二章 目标……3\n第三章 保障……9\n" + body)
    assert _texts(reading) == body.replace("章 ", "章").split("\n")


_FILLER = "全市坚持分步实施，先易后难，滚动推进，确保各项任务按时完成并接受群众监督。" * 12
_RUN_ON = (
    "湖东市工业振兴实施方案(试行)2020年3月目 录一、总体要求1(一)指导思想1(二)目标2二、重点任务3"
    + " 1、改造老厂区3三、保障9"
    + "湖东市工业振兴实施方案(2020-2025年)为振兴工业，制定本方案。一、总体要求(一)指导思想"
    + _FILLER
    + "(二)目标到2025年产值达到300亿元。"
    + _FILLER
    + "二、重点任务1、改造老厂区"
    + _FILLER
    + "专栏1:老厂区改造重点工程一号片区:建设孵化园。"
    + _FILLER
    + "三、保障市工信局牵头。湖东市任务分解表序号主要任务牵头单位责任单位"
    + "一改造老厂区市工信局各县(市)区工信局、住建局(2)完善城市布局市住建局、市规划局各县(市)区住建局"
    + "(3)培训职工市人社局、各县(市)区人社局2落实资金市财政局各县(市)区财政局"
)


def test_run_on_text_gets_the_headings_of_its_contents_list() -> None:
    headings = _texts(_read(_RUN_ON), "heading")
    assert headings[:5] == ["一、总体要求", "(一)指导思想", "(二)目标", "二、重点任务", "1、改造老厂区"]
    assert "专栏1:老厂区改造重点工程" in headings
    assert "三、保障" in headings


def test_run_on_text_loses_nothing_but_its_contents_list() -> None:
    reading = _read(_RUN_ON)
    joined = "".join(_texts(reading))
    assert joined.count("全市坚持分步实施") == 48
    assert reading.blocks[0] == Block("湖东市工业振兴实施方案(2020-2025年)", "title")
    assert "改造老厂区3" not in joined


def test_cells_run_together_become_rows_with_their_headers() -> None:
    assert _texts(_read(_RUN_ON), "row") == [
        "主要任务：一改造老厂区；牵头单位：市工信局；责任单位：各县(市)区工信局、住建局",
        "主要任务：(2)完善城市布局；牵头单位：市住建局、市规划局；责任单位：各县(市)区住建局",
        "主要任务：(3)培训职工；牵头单位：市人社局；责任单位：各县(市)区人社局",
        "主要任务：2落实资金；牵头单位：市财政局；责任单位：各县(市)区财政局",
    ]


def test_an_enumeration_inside_a_sentence_is_not_cut() -> None:
    sentence = "重点是(1)修路、(2)架桥、(3)通水，三件事同时办好。"
    blocks = _texts(_read(_FILLER * 4 + sentence + "一、收尾工作抓紧。" + _FILLER))
    assert any(sentence in text for text in blocks)
    assert any(text.startswith("一、收尾工作抓紧。") for text in blocks)


def test_hard_wrapped_lines_are_joined_into_their_paragraph() -> None:
    line = "全市坚持把绿色发展放在首位持续推进山水林田湖草一体化保护"
    wrapped = "\n".join(["　　" + line[:-2], line, line, "修复工作。"] * 6)
    texts = _texts(_read(wrapped))
    assert len(texts) == 6
    assert texts[0] == line[:-2] + line + line + "修复工作。"
