"""Make the bundled sample plans out of their Markdown sources: `python -m ingest.samples.build`."""

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

SOURCES = Path(__file__).with_name("sources")
FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
_PDF = "hengyang-14th-five-year-plan-2021-2025"
_DOCX = "hengyang-old-industrial-base-2013-2022"
_HTML = "hengyang-public-facilities-2017-2020"
_MARKDOWN = ("hengyang-work-report-2020-goals", "jingdezhen-resource-city-transformation")
_MADE = datetime(2026, 11, 22)
_PUBLISHED = re.compile(r"发布时间为(\d{4}-\d\d-\d\d)")
_DATE_LINE = re.compile(r"\d{4}年\d{1,2}月")
_TITLE_BREAKS = re.compile("(?=第十四个五年|二〇三五年|（要点摘编）)|(?<=，)")
_TOKEN = re.compile(r"[“‘（《〔]*(?:[0-9A-Za-z][0-9A-Za-z.,%&+/~︰-]*|.)[，。；：、！？”’）》〕%…]*")
_FACE = "plan"
_MARGIN = 2.6 * cm
_WIDTH = A4[0] - 2 * _MARGIN
_PADDING = 10
_BOX_WIDTH = _WIDTH - 2 * _PADDING
_BOX_LEVEL = 5
_STYLES = {
    name: ParagraphStyle(
        name,
        fontName=_FACE,
        fontSize=size,
        leading=leading,
        alignment=centred,
        firstLineIndent=2 * size if indented else 0,
        spaceBefore=before,
        spaceAfter=after,
        keepWithNext=name.startswith("heading"),
    )
    for name, size, leading, centred, indented, before, after in (
        ("title", 25, 40, 1, 0, 0, 24),
        ("date", 12, 24, 1, 0, 0, 150),
        ("notice", 10.5, 18, 1, 0, 0, 0),
        ("heading 2", 19, 30, 1, 0, 6, 16),
        ("heading 3", 16, 26, 1, 0, 16, 10),
        ("heading 4", 14, 24, 0, 0, 10, 6),
        ("paragraph", 12, 21, 0, 1, 0, 3),
        ("box heading", 12.5, 20, 1, 0, 0, 0),
        ("boxed", 11, 18, 0, 1, 0, 0),
    )
}
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title} - 规划公开</title>
<style>body{{max-width:48em;margin:auto;line-height:1.9}}article p{{text-indent:2em}}.notice{{color:#555}}</style>
</head>
<body>
<header><div class="logo">规划公开栏目（演示页面）</div></header>
<nav><a href="#">首页</a> <a href="#">规划计划</a> <a href="#">通知公告</a> <a href="#">意见征集</a></nav>
<main>
<div class="crumbs">您当前的位置：首页 &gt; 规划计划 &gt; 意见征集 &gt; 正文</div>
<article>
<h1>{title}</h1>
<div class="meta">{published}字号：大 中 小</div>
{body}
</article>
<div class="tools">打印本页 关闭窗口</div>
</main>
<footer><p>演示页面，不属于任何政府网站</p><p>网站地图 联系我们 使用帮助</p></footer>
</body>
</html>
"""


class MissingFontError(Exception):
    """The font for the PDF is not there."""


@dataclass(frozen=True)
class Block:
    """A heading (its level from 1), a notice, a paragraph or a table of a source."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> list[Block]:
    """Split a source into blocks; blank lines separate them."""
    blocks = []
    for part in text.strip().split("\n\n"):
        heading = re.match(r"(#{1,5}) (.+)$", part)
        if heading:
            blocks.append(Block("heading", heading.group(2), len(heading.group(1))))
        elif part.startswith("> "):
            blocks.append(Block("notice", part[2:]))
        elif part.startswith("|"):
            lines = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in part.split("\n")]
            blocks.append(Block("table", rows=(lines[0], *lines[2:])))
        else:
            blocks.append(Block("date" if _DATE_LINE.fullmatch(part) else "paragraph", part))
    return blocks


def build(out: Path, font: Path | None = FONT) -> list[Path]:
    """Write the five sample plans to a folder; without a font, all but the PDF."""
    if font is not None and not font.is_file():
        raise MissingFontError(
            f"There is no font {font}, expected a TrueType font with Chinese characters and Latin letters; install "
            "fonts-wqy-microhei or name another one with --font."
        )
    made = {
        f"{_DOCX}.docx": as_docx(_source(_DOCX)),
        f"{_HTML}.html": as_html(_source(_HTML)).encode(),
        **{f"{stem}.md": as_markdown(_text(stem)).encode() for stem in _MARKDOWN},
    }
    if font is not None:
        made[f"{_PDF}.pdf"] = as_pdf(_source(_PDF), font)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (out / name).write_bytes(data)
    return [out / name for name in sorted(made)]


def _text(stem: str) -> str:
    return (SOURCES / f"{stem}.md").read_text(encoding="utf-8")


def _source(stem: str) -> list[Block]:
    return parse(_text(stem))


def as_markdown(text: str) -> str:
    """Put front matter with the title before a source."""
    return f"---\ntitle: {parse(text)[0].text}\n---\n\n{text}"


def as_html(blocks: Sequence[Block]) -> str:
    """Set a source as a page of a city's site."""
    tags = {"notice": 'p class="notice"', "paragraph": "p", "date": "p"}
    body = []
    for block in blocks[1:]:
        tag = f"h{block.level}" if block.kind == "heading" else tags[block.kind]
        body.append(f"<{tag}>{escape(block.text, quote=False)}</{tag.split()[0]}>")
    stated = _PUBLISHED.search("\n".join(block.text for block in blocks))
    published = f"发布时间：{stated.group(1)} " if stated else ""
    return _PAGE.format(title=escape(blocks[0].text), published=published, body="\n".join(body))


def as_docx(blocks: Sequence[Block]) -> bytes:
    """Set a source with the styles of a word processor; the same source gives the same bytes."""
    document = docx.Document()
    _docx_styles(document)
    for block in blocks:
        if block.kind == "heading":
            style = "Title" if block.level == 1 else f"Heading {block.level - 1}"
            document.add_paragraph(block.text, style=style)
        elif block.kind == "table":
            _docx_table(document, block.rows)
        else:
            style = {"notice": "Intense Quote", "date": "Subtitle"}.get(block.kind, "Body Text")
            document.add_paragraph(block.text, style=style)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = blocks[0].text, "", "", "zh-CN"
    about.created = about.modified = _MADE
    about.revision = 1
    saved = io.BytesIO()
    document.save(saved)
    return _with_fixed_times(saved.getvalue())


def _docx_styles(document: Any) -> None:
    sizes = {"Title": 20, "Subtitle": 14, "Heading 1": 16, "Heading 2": 15, "Heading 3": 14, "Heading 4": 12}
    for name in ("Normal", "Body Text", "Intense Quote", *sizes):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.name = "Times New Roman"
        fonts.set(qn("w:eastAsia"), "黑体" if name in sizes else "宋体")
        style.font.size = Pt(sizes.get(name, 12))
        style.font.italic = False
        style.font.color.rgb = None
        if style.element.rPr.find(qn("w:color")) is not None:
            style.element.rPr.remove(style.element.rPr.find(qn("w:color")))
    for name in ("Title", "Subtitle"):
        document.styles[name].paragraph_format.alignment = 1
    body = document.styles["Body Text"].paragraph_format
    body.first_line_indent, body.line_spacing, body.space_after = Pt(24), 1.5, Pt(0)


def _docx_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(10.5), number == 0 or None
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))
    for column, width in zip(table.columns, (45, 135, 125, 145), strict=True):
        for cell in column.cells:
            cell.width = Pt(width)


def _with_fixed_times(data: bytes) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=_MADE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, old.read(name))
    return result.getvalue()


def as_pdf(blocks: Sequence[Block], font: Path) -> bytes:
    """Set a source on A4 pages with a title page, running heads and framed boxes; the same source, the same bytes."""
    pdfmetrics.registerFont(TTFont(_FACE, font))
    saved = io.BytesIO()
    document = _Plan(saved, blocks[0].text)
    front = [block for block in blocks[1:3] if block.kind in ("notice", "date")]
    story = [Spacer(0, 6 * cm), _paragraph(_TITLE_BREAKS.sub("\n", blocks[0].text).strip(), "title")]
    story += [_paragraph(block.text, block.kind) for block in sorted(front, key=lambda block: block.kind)]
    story += [NextPageTemplate("text"), PageBreak()]
    boxed: list[Flowable] = []
    for block in blocks[1 + len(front) :]:
        if block.kind == "heading":
            story += _box(boxed)
            boxed = []
        if block.kind == "heading" and block.level == _BOX_LEVEL:
            boxed = [_paragraph(block.text, "box heading", _BOX_WIDTH)]
        elif block.kind == "heading":
            story += _heading(block)
        elif boxed:
            boxed.append(_paragraph(block.text, "boxed", _BOX_WIDTH))
        else:
            story.append(_paragraph(block.text, "paragraph"))
    document.build(story + _box(boxed))
    return saved.getvalue()


class _Plan(BaseDocTemplate):  # type: ignore[misc]
    """Pages with a running head and a number on all but the first, and bookmarks for the headings."""

    def __init__(self, target: io.BytesIO, title: str) -> None:
        about = {"title": title, "author": "", "subject": "要点摘编", "creator": "ingest.samples.build"}
        super().__init__(target, pagesize=A4, lang="zh-CN", invariant=1, **about)
        self._title = title
        frame = Frame(_MARGIN, 2.4 * cm, _WIDTH, A4[1] - 5 * cm, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("title", [frame]), PageTemplate("text", [frame], onPage=self._furniture)])

    def _furniture(self, canvas: Any, document: Any) -> None:
        canvas.setFont(_FACE, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 1.7 * cm, self._title)
        canvas.line(_MARGIN, A4[1] - 1.9 * cm, A4[0] - _MARGIN, A4[1] - 1.9 * cm)
        canvas.drawCentredString(A4[0] / 2, 1.4 * cm, f"— {document.page} —")

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        level = getattr(flowable, "outline", None)
        if level is not None:
            key = f"h{self.seq.nextf('heading')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.words, key, level, closed=level > 0)


def _heading(block: Block) -> list[Flowable]:
    made = _paragraph(_TITLE_BREAKS.sub("\n", block.text), f"heading {block.level}")
    made.outline, made.words = block.level - 2, block.text
    # A part begins a page, except where only an introduction stands on it.
    return [CondPageBreak((18 if block.level == 2 else 3) * cm), made]


def _box(paragraphs: Sequence[Flowable]) -> list[Flowable]:
    if not paragraphs:
        return []
    table = Table([[paragraph] for paragraph in paragraphs], colWidths=[_WIDTH], spaceBefore=10, spaceAfter=12)
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.8, black),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor("#e8e8e8")),
            ("NOSPLIT", (0, 0), (0, 1)),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ]
    )
    return [table]


def _paragraph(text: str, name: str, width: float = _WIDTH) -> Paragraph:
    style = _STYLES[name]
    lines = [line for part in text.split("\n") for line in _lines(part, style, width)]
    return Paragraph("<br/>".join(escape(line, quote=False) for line in lines), style)


def _lines(text: str, style: ParagraphStyle, width: float) -> list[str]:
    """Break a text for a width: no closing mark opens a line, no opening mark ends one, figures stay whole."""
    lines = [""]
    room = width - style.firstLineIndent
    for token in _TOKEN.findall(text):
        if lines[-1] and pdfmetrics.stringWidth(lines[-1] + token, _FACE, style.fontSize) > room:
            lines.append("")
            room = width
        lines[-1] += token
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Build from the command line."""
    parser = argparse.ArgumentParser(description="Make the bundled sample plans out of their Markdown sources.")
    parser.add_argument("--out", type=Path, default=SOURCES.parent, help="folder to write to (default: the package)")
    parser.add_argument("--font", type=Path, default=FONT, help=f"TrueType font for the PDF (default: {FONT})")
    given = parser.parse_args(arguments)
    try:
        made = build(given.out, given.font)
    except MissingFontError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for path in made:
        sys.stdout.write(f"{path} {path.stat().st_size}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
