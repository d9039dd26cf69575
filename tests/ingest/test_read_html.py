"""Web pages: the document without the site around it."""

import pytest

from ingest.blocks import Reading
from ingest.errors import UnreadableDocument
from ingest.read.html import read_html

_BODY = "".join(f"<p>第{n}项任务是修建公园并向居民开放，由市园林局负责落实到位。</p>" for n in range(1, 9))
_MENU = "<ul>" + "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(9)) + "</ul>"


def _read(page: str, encoding: str = "utf-8") -> Reading:
    return read_html(page.encode(encoding), "page.html")


def _texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def test_menus_crumbs_and_footers_are_not_ingested() -> None:
    reading = _read(
        f"<html><head><title>公园方案_市政府</title></head><body><header>{_MENU}</header><nav>{_MENU}</nav>"
        f"<div class='crumb'>当前位置：<a>首页</a> &gt; 正文</div><aside><a>热点新闻</a></aside>"
        "<main><h1>公园方案</h1>"
        f"<div>发布时间：2024-03-05 浏览量：<b>8</b> 字体：大 中 小</div>{_BODY}</main>"
        "<footer>主办单位：某办</footer></body></html>"
    )
    assert _texts(reading)[0] == "公园方案"
    assert len(reading.blocks) == 9
    assert reading.stated == {"title": "公园方案_市政府", "published": "2024-03-05"}


def test_the_text_is_found_in_an_old_page_of_nested_tables() -> None:
    reading = _read(
        f"<html><body><table><tr><td>{_MENU}</td></tr></table><table><tr><td width=200>{_MENU}</td><td><table><tr><td>"
        f"<center><b>公园方案</b></center>{_BODY}</td></tr></table></td></tr></table>"
        "<div>版权所有 某网</div></body></html>"
    )
    texts = _texts(reading)
    assert texts[0] == "公园方案"
    assert len(texts) == 9


def test_scripts_and_hidden_parts_are_not_ingested() -> None:
    hidden = "<script>var a='隐';</script><div style='display: none'>隐藏</div><p hidden>隐藏</p>"
    page = f"<body><article>{hidden}{_BODY}</article></body>"
    assert not any("隐" in text for text in _texts(_read(page)))


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", ""])
def test_a_wrong_or_missing_charset_does_not_garble(declared: str) -> None:
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>" if declared else ""
    reading = _read(f"<html><head>{meta}</head><body>{_BODY}</body></html>", "gb18030")
    assert "修建公园" in reading.blocks[0].text


def test_headings_keep_levels_and_tables_become_rows() -> None:
    reading = _read(
        f"<body><article>{_BODY}<h2>一、指标</h2><table><tr><th>指标</th><th>目标</th></tr><tr><td rowspan=2>绿地</td>"
        "<td>12公顷</td></tr><tr><td>15公顷</td></tr></table></article></body>"
    )
    assert reading.blocks[8].level == 2
    assert _texts(reading)[9:] == ["指标：绿地；目标：12公顷", "指标：绿地；目标：15公顷"]


def test_a_canonical_address_is_the_source() -> None:
    page = f"<head><link rel='canonical' href='https://example.org/a'></head><body>{_BODY}</body>"
    assert _read(page).stated["source"] == "https://example.org/a"


def test_lines_broken_by_br_are_paragraphs_and_inline_marks_do_not_cut() -> None:
    texts = _texts(_read(f"<body><article>{_BODY}<p>第一行<br>第二<b>行</b>完</p></article></body>"))
    assert texts[-2:] == ["第一行", "第二行完"]


def test_a_page_filled_by_scripts_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableDocument, match="scripts"):
        _read("<html><body><div id='app'></div><script>run()</script></body></html>")
