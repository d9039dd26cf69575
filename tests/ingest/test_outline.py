"""Headings and the trails above each block."""

import pytest

from ingest.blocks import Block
from ingest.outline import Outlined, numbering, outline


def _outline(*lines: str | Block) -> list[Outlined]:
    return outline([line if isinstance(line, Block) else Block(line) for line in lines])


def _trail(outlined: list[Outlined], text: str) -> tuple[str, ...]:
    return next(item.trail for item in outlined if item.block.text == text)


def test_every_customary_numbering_nests_below_the_one_above_it() -> None:
    outlined = _outline(
        "第一篇 总则", "第一章 基础", "第一节 现状", "一、经济", "（一）工业", "1. 钢铁", "专栏1 项目", "炼钢两座。"
    )
    trail = _trail(outlined, "炼钢两座。")
    assert trail[:5] == ("第一篇 总则", "第一章 基础", "第一节 现状", "一、经济", "（一）工业")
    assert "专栏1 项目" in trail


def test_a_new_heading_closes_all_deeper_ones() -> None:
    outlined = _outline("第一章 基础", "第一节 现状", "一、经济", "甲。", "第二节 问题", "乙。", "第二章 目标", "丙。")
    assert _trail(outlined, "甲。") == ("第一章 基础", "第一节 现状", "一、经济")
    assert _trail(outlined, "乙。") == ("第一章 基础", "第二节 问题")
    assert _trail(outlined, "丙。") == ("第二章 目标",)


def test_measures_of_equal_rank_do_not_nest_in_each_other() -> None:
    outlined = _outline("措施一：发展工业", "甲。", "措施二：发展农业", "乙。")
    assert _trail(outlined, "甲。") == ("措施一：发展工业",)
    assert _trail(outlined, "乙。") == ("措施二：发展农业",)


def test_an_annex_is_a_heading_of_what_follows_it() -> None:
    outlined = _outline("一、要求", "甲。", "附件1", "一、清单", "乙。")
    assert _trail(outlined, "甲。") == ("一、要求",)
    assert _trail(outlined, "乙。") == ("附件1", "一、清单")


def test_a_box_ends_where_the_next_section_begins() -> None:
    outlined = _outline("第一节 现状", "专栏1 项目", "甲。", "第二节 问题", "乙。")
    assert _trail(outlined, "甲。") == ("第一节 现状", "专栏1 项目")
    assert _trail(outlined, "乙。") == ("第二节 问题",)


def test_a_heading_printed_on_two_lines_is_one_heading() -> None:
    outlined = _outline(Block("第一篇 坚持生态优先绿色发展，", "heading"), "开启湖区新征程", "湖水变清了。")
    assert _trail(outlined, "湖水变清了。") == ("第一篇 坚持生态优先绿色发展，开启湖区新征程",)


def test_a_sentence_after_a_heading_is_not_joined_to_it() -> None:
    outlined = _outline(Block("第一章 坚持生态优先绿色发展，", "heading"), "湖水变清了。")
    assert _trail(outlined, "湖水变清了。") == ("第一章 坚持生态优先绿色发展，",)


def test_the_title_is_in_no_trail() -> None:
    outlined = _outline(Block("岳阳市停车方案", "title"), "一、目标", "甲。")
    assert _trail(outlined, "甲。") == ("一、目标",)


def test_a_run_in_lead_names_its_own_paragraph_only() -> None:
    led = "推进灌溉。改造灌区二十处，全部完工。"
    outlined = _outline("措施一：发展农业", led, "后面一段没有小标题，只说一般要求，并不展开。")
    assert _trail(outlined, led) == ("措施一：发展农业", "推进灌溉")
    assert outlined[-1].trail == ("措施一：发展农业",)


@pytest.mark.parametrize(
    "text",
    [
        "（二）扩大养老供给。到2025年新增养老床位5000张。（责任部门：市民政局）",
        "3、完善智慧平台。接入泊位8万个以上。（责任部门：市数据局）",
        "一、全市当年完成改造三百二十个小区。",
        "（三）下列项目优先安排：",
    ],
)
def test_a_numbered_sentence_is_not_taken_for_a_heading(text: str) -> None:
    assert _outline("第四章 保障", text)[1].block.kind == "paragraph"


def test_no_words_are_lost_or_moved() -> None:
    lines = ["第四章  目标", "专 栏 3 指标", "一、经济", "正文，有一句话。", "附件1", "末尾。"]
    outlined = _outline(*lines)
    assert "".join("".join(item.block.text for item in outlined).split()) == "".join("".join(lines).split())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第十二章 保障", "章"),
        ("第三节 港口", "节"),
        ("十一、产业", "一、"),
        ("（三）水利", "（一）"),
        ("(4)灌渠", "（1）"),
        ("专栏十八 六大行动", "专栏"),
        ("措施三：商贸", "措施一"),
        ("①码头", "①"),
        ("3.5亿元投资", None),
        ("2025年目标", None),
        ("第四方物流", None),
    ],
)
def test_numbering_is_recognised_and_figures_are_not_numbering(text: str, name: str | None) -> None:
    assert numbering(text) == name


def test_a_part_may_have_a_whole_sentence_for_a_heading() -> None:
    back = "一、回顾2022年，我们攻坚克难、奋勇争先，实现经济总量再上台阶，发展的根基更稳、底气更足"
    ahead = "二、展望2023年，我们要乘势而上、接续奋斗，努力开创新局面"
    review = (
        "过去一年极不平凡，面对多重挑战，全市上下团结一心，经济社会发展取得新的成绩，主要指标好于预期，民生持续改善。"
    )
    plan = "主要预期目标是：地区生产总值增长百分之八左右，城镇新增就业三万人，居民收入增长与经济增长同步，环境质量继续改善。"
    outlined = _outline("各位代表：", back, review, ahead, plan)
    assert back in _trail(outlined, review)
    assert ahead in _trail(outlined, plan)
    assert back not in _trail(outlined, plan)


def test_an_item_of_a_list_is_no_heading_however_it_ends() -> None:
    items = (
        "一、支援农业，平均每年投入七十亿元，用于水利，占",
        "全部支出的一成。",
        "二、支援工业，用于改造，占",
        "两成。",
    )
    assert all(item.block.kind == "paragraph" for item in _outline("支出如下：", *items))
