"""PDF: lines to paragraphs, furniture out, columns, tables, and files without text."""

import io
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.blocks import Reading
from ingest.errors import UnreadableDocument
from ingest.read.pdf import read_pdf

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
_FONT = "STSong-Light"
_SENTENCE = "全市要在五年内新建公园绿地并向居民免费开放同时加强日常养护和安全管理让群众满意"


def _pdf(draw: Callable[[Canvas], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def _read(draw: Callable[[Canvas], None]) -> Reading:
    return read_pdf(_pdf(draw), "plan.pdf")


def _lines(
    canvas: Canvas, lines: list[str], x: float = 90, y: float = 740, size: float = 12, step: float = 20
) -> float:
    """Write lines downwards; an ideographic space at the start of a line indents it by two characters."""
    canvas.setFont(_FONT, size)
    for line in lines:
        indent = 2 * size if line.startswith("　") else 0
        canvas.drawString(x + indent, y, line.lstrip("　"))
        y -= step
    return y


def _wrapped(text: str, width: int = 34) -> list[str]:
    first, rest = text[: width - 2], text[width - 2 :]
    return ["　" + first, *(rest[start : start + width] for start in range(0, len(rest), width))]


def _texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def test_wrapped_lines_become_whole_paragraphs() -> None:
    first, second = _SENTENCE * 3 + "。", "到2030年" + _SENTENCE * 2 + "。"
    reading = _read(lambda canvas: _lines(canvas, _wrapped(first) + _wrapped(second)) and None)
    assert _texts(reading) == [first, second]


def test_running_heads_and_page_numbers_are_not_ingested() -> None:
    bodies = [f"第{n}项" + _SENTENCE * 2 + "。" for n in range(1, 6)]

    def draw(canvas: Canvas) -> None:
        for number, body in enumerate(bodies, start=1):
            _lines(canvas, ["山海市发展规划"], 200, 800, 9)
            _lines(canvas, _wrapped(body))
            _lines(canvas, [f"— {number} —"], 280, 40, 9)
            canvas.showPage()

    reading = _read(draw)
    assert _texts(reading) == bodies
    assert [block.page for block in reading.blocks] == [1, 2, 3, 4, 5]
    assert reading.pages == 5


def test_a_paragraph_goes_on_over_the_page_and_says_where() -> None:
    text = _SENTENCE * 4 + "。"
    lines = _wrapped(text)

    def draw(canvas: Canvas) -> None:
        _lines(canvas, lines[:2], y=120)
        canvas.showPage()
        _lines(canvas, lines[2:])

    block = _read(draw).blocks[0]
    assert block.text == text
    assert [tuple(start) for start in block.page_starts] == [(66, 2)]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = "左栏" + _SENTENCE * 5 + "。", "右栏" + _SENTENCE * 5 + "。"

    def draw(canvas: Canvas) -> None:
        _lines(canvas, _wrapped(left, 18), 60)
        _lines(canvas, _wrapped(right, 18), 310)

    assert _texts(_read(draw)) == [left, right]


def test_large_lines_are_headings_joined_and_ranked() -> None:
    def draw(canvas: Canvas) -> None:
        _lines(canvas, ["山海市生态规划"], 180, 780, 26)
        y = _lines(canvas, ["第一篇 建设山清水秀宜居宜业", "的美丽山海"], 120, 730, 20, 30)
        y = _lines(canvas, ["第一章 总则"], 200, y, 16, 30)
        _lines(canvas, _wrapped(_SENTENCE * 3 + "。"), y=y)

    blocks = _read(draw).blocks
    assert [(b.kind, b.level, b.text) for b in blocks[:3]] == [
        ("title", None, "山海市生态规划"),
        ("heading", 1, "第一篇建设山清水秀宜居宜业的美丽山海"),
        ("heading", 2, "第一章总则"),
    ]


def test_headings_in_body_type_are_found_by_their_numbers() -> None:
    def draw(canvas: Canvas) -> None:
        _lines(
            canvas, ["第一章 总则", *_wrapped(_SENTENCE * 2 + "。"), "　一、主要目标", *_wrapped(_SENTENCE * 2 + "。")]
        )

    assert [b.text for b in _read(draw).blocks if b.kind == "heading"] == ["第一章总则", "一、主要目标"]


def test_a_contents_page_is_not_read_as_text() -> None:
    titles = ["第一章 总则", "第二章 目标", "第三章 保障"]

    def draw(canvas: Canvas) -> None:
        _lines(canvas, ["目 录", *(f"{title}…………{number}" for number, title in enumerate(titles, start=2))])
        canvas.showPage()
        for title in titles:
            _lines(canvas, [title, *_wrapped(_SENTENCE * 2 + "。")])
            canvas.showPage()

    reading = _read(draw)
    assert len(reading.blocks) == 6
    assert reading.blocks[0].page == 2


@pytest.mark.parametrize("ruled", [True, False])
def test_figures_of_neighbouring_cells_are_not_run_together(ruled: bool) -> None:
    cells = [["指标", "2025年", "2030年"], ["绿地", "100", "200"], ["床位", "300", "400"], ["河长", "50", "60"]]

    def draw(canvas: Canvas) -> None:
        y = _lines(canvas, _wrapped(_SENTENCE * 2 + "。")) - 20
        if ruled:
            canvas.grid([100, 220, 320, 420], [y + 16 - 20 * n for n in range(5)])
        for row in cells:
            for column, text in enumerate(row):
                _lines(canvas, [text], 104 + 120 * column if column < 2 else 324, y)
            y -= 20

    assert _texts(_read(draw))[1:] == [
        "指标：绿地；2025年：100；2030年：200",
        "指标：床位；2025年：300；2030年：400",
        "指标：河长；2025年：50；2030年：60",
    ]


def test_latin_words_keep_their_space_over_a_line_end() -> None:
    reading = _read(
        lambda canvas: (
            _lines(canvas, ["　The plan of the city council covers every", "county and all of its towns."]) and None
        )
    )
    assert _texts(reading) == ["The plan of the city council covers every county and all of its towns."]


def _scan() -> bytes:
    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.drawImage(ImageReader(Image.new("L", (50, 70), 200)), 0, 0, 595, 842)
            canvas.showPage()

    return _pdf(draw)


def test_a_scan_is_refused_and_ocr_named() -> None:
    with pytest.raises(UnreadableDocument, match=r"2 pages .* no text layer .* OCR"):
        read_pdf(_scan(), "scan.pdf")


def test_pages_that_are_pictures_are_named_in_a_remark() -> None:
    def draw(canvas: Canvas) -> None:
        _lines(canvas, _wrapped(_SENTENCE + "。"))
        canvas.showPage()
        canvas.drawImage(ImageReader(Image.new("L", (50, 70), 200)), 0, 0, 595, 842)

    reading = _read(draw)
    assert reading.pages == 2
    assert "Page 2" in reading.remarks[0]


@pytest.mark.parametrize(("password", "readable"), [("secret", False), ("", True)])
def test_an_encrypted_file_is_refused_only_if_it_needs_a_password(password: str, readable: bool) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(_pdf(lambda canvas: _lines(canvas, [_SENTENCE + "。"]) and None)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    if readable:
        assert read_pdf(file.getvalue(), "plan.pdf").blocks
    else:
        with pytest.raises(UnreadableDocument, match="password"):
            read_pdf(file.getvalue(), "plan.pdf")


def test_a_truncated_file_is_called_damaged() -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_pdf(b"%PDF-1.7\n1 0 obj\n<<", "plan.pdf")


def test_a_lonely_figure_in_a_table_at_the_page_edge_is_no_page_number() -> None:
    rows = [["指标", "2025年"], ["绿地", "100"], ["床位", "300"], ["河长", "50"]]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            _lines(canvas, [row[0]], 100, 90 - 20 * number)
            _lines(canvas, [row[1]], 300, 90 - 20 * number)
        _lines(canvas, _wrapped(_SENTENCE * 2 + "。"))

    assert _texts(_read(draw))[-1] == "指标：河长；2025年：50"


def test_running_heads_that_change_with_the_chapter_are_not_ingested() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(30):
            _lines(canvas, [f"第{'一二三四五'[number // 6]}章的页眉"], 200, 800, 9)
            _lines(canvas, _wrapped(f"第{number}项" + _SENTENCE * 2 + "。"))
            canvas.showPage()

    assert not [text for text in _texts(_read(draw)) if "页眉" in text]
