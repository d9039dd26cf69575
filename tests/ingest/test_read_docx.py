"""Word files: order, headings, lists, tables, tracked changes."""

import contextlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from ingest.blocks import Block, Reading
from ingest.errors import UnreadableDocument
from ingest.read.docx import read_docx


def _read(build: Callable[[Document], object]) -> Reading:
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return read_docx(file.getvalue(), "plan.docx")


def test_paragraphs_and_tables_keep_their_order() -> None:
    def build(document: Document) -> None:
        document.add_heading("山海市方案", 0)
        document.add_heading("一、目标", 1)
        document.add_paragraph("表前文字。")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["任务", "单位", "修路", "市交通局"], strict=True):
            cell.text = text
        document.add_paragraph("表后文字。")

    assert _read(build).blocks == (
        Block("山海市方案", "title"),
        Block("一、目标", "heading", 1),
        Block("表前文字。"),
        Block("任务：修路；单位：市交通局", "row"),
        Block("表后文字。"),
    )


def test_bold_lines_are_headings_and_bold_openings_leads() -> None:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("二、主要工作").bold = True
        paragraph = document.add_paragraph()
        paragraph.add_run("修路工程。").bold = True
        paragraph.add_run("全年修路八十公里。")

    assert _read(build).blocks == (Block("二、主要工作", "heading"), Block("修路工程。全年修路八十公里。", lead=5))


def test_a_merged_cell_is_not_repeated_within_its_row() -> None:
    def build(document: Document) -> None:
        table = document.add_table(3, 3)
        for cell, text in zip(
            table._cells, ["类别", "指标", "目标", "生态", "绿地", "12", "", "河长", "30"], strict=True
        ):
            cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(2, 1).merge(table.cell(2, 2))

    texts = [block.text for block in _read(build).blocks]
    assert texts[0] == "类别：生态；指标：绿地；目标：12"
    assert texts[1].count("河长") == 1
    assert texts[1].startswith("类别：生态；")


def test_a_table_of_one_cell_is_a_box_of_paragraphs() -> None:
    def build(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "专栏1 重点工程"
        cell.add_paragraph("建设公园。")

    assert [(b.kind, b.text) for b in _read(build).blocks] == [
        ("paragraph", "专栏1重点工程"),
        ("paragraph", "建设公园。"),
    ]


def _change(document: Document, tag: str, text_tag: str, text: str) -> None:
    paragraph = document.paragraphs[-1]._p
    change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
    content.text = text
    run.append(content)
    change.append(run)
    paragraph.append(change)


def test_deleted_text_does_not_come_back_and_inserted_text_counts() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("目标为")
        _change(document, "w:del", "w:delText", "100亿元")
        _change(document, "w:ins", "w:t", "120亿元")
        _change(document, "w:hyperlink", "w:t", "（见附件）")

    assert [block.text for block in _read(build).blocks] == ["目标为120亿元（见附件）"]


def test_automatic_numbers_are_printed() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("修路", style="List Number")
        document.add_paragraph("架桥", style="List Number")
        document.add_paragraph("植树", style="List Bullet")

    assert [block.text for block in _read(build).blocks] == ["1.修路", "2.架桥", "植树"]


def test_text_boxes_are_read_once() -> None:
    def build(document: Document) -> None:
        run = document.add_paragraph("正文。").add_run()._r
        pict, box, paragraph, inner, text = (
            OxmlElement(tag) for tag in ("w:pict", "w:txbxContent", "w:p", "w:r", "w:t")
        )
        text.text = "框内文字"
        inner.append(text)
        paragraph.append(inner)
        box.append(paragraph)
        pict.append(box)
        run.append(pict)

    assert [block.text for block in _read(build).blocks] == ["正文。", "框内文字"]


def test_contents_by_style_are_not_read() -> None:
    def build(document: Document) -> None:
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("一、目标\t3", style=style)
        document.add_heading("一、目标", 1)

    assert [block.text for block in _read(build).blocks] == ["一、目标"]


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        _read(lambda document: document.add_paragraph("  "))


def test_the_outline_level_of_a_paragraph_counts_as_heading() -> None:
    def build(document: Document) -> None:
        properties = document.add_paragraph("三、保障")._p.get_or_add_pPr()
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "1")
        properties.append(level)

    assert _read(build).blocks == (Block("三、保障", "heading", 2),)


def test_pictures_are_remarked_since_tables_may_be_in_them() -> None:
    def build(document: Document) -> None:
        picture = io.BytesIO()
        Image.new("L", (4, 4), 200).save(picture, "PNG")
        document.add_paragraph("正文。").add_run().add_picture(picture)

    assert _read(build).remarks[0].startswith("1 picture")


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def _with_entity(doctype: str, place: str) -> bytes:
    """A document whose main part begins with a doctype and uses its entity in the text or in an attribute."""
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("建成绿道九条。HERE").style = "List Number"
    document.save(file)
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = content.decode().replace("?>", f"?>{doctype}", 1)
                text = text.replace("HERE", "&j;") if place == "text" else text.replace('"ListNumber"', '"&j;"')
                content = text.encode()
            new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("place", ["text", "attribute"])
@pytest.mark.parametrize("kind", ["laughs", "file"])
def test_entities_are_not_expanded(tmp_path: Path, kind: str, place: str, peak: Callable[[], int]) -> None:
    (tmp_path / "private.txt").write_text("PRIVATE", encoding="utf-8")
    file = f'<!DOCTYPE d [<!ENTITY j SYSTEM "{(tmp_path / "private.txt").as_uri()}">]>'
    data = _with_entity(LAUGHS if kind == "laughs" else file, place)
    tracemalloc.reset_peak()
    with contextlib.suppress(UnreadableDocument):
        text = "".join(block.text for block in read_docx(data, "plan.docx").blocks)
        assert "PRIVATE" not in text
        assert "aaaa" not in text
    assert peak() < 50 * 1024**2


def test_a_docx_that_expands_without_end_is_refused_in_little_memory(peak: Callable[[], int]) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("word/document.xml", bytes(100 * 1024**2))
    lying = file.getvalue().replace((100 * 1024**2).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    tracemalloc.reset_peak()
    for data, reason in ((file.getvalue(), "-fold"), (lying, "beyond what it states")):
        with pytest.raises(UnreadableDocument, match=reason):
            read_docx(data, "plan.docx")
    assert peak() < 20 * 1024**2


def test_a_document_with_macros_is_refused_in_words() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("建成绿道九条。")
    document.part._content_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    document.save(file)
    with pytest.raises(UnreadableDocument, match="macros"):
        read_docx(file.getvalue(), "plan.docx")
