"""Scans: pages without text are recognised, mixed files only where needed, and nothing goes wrong without a sentence."""

import difflib
import io
import re
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.blocks import Reading
from ingest.errors import UnreadableDocument
from ingest.read import pdf, scan
from ingest.read.deadline import TooSlow
from ingest.read.open import read_file
from ingest.read.pdf import read_pdf
from ingest.read.pdf_lines import Line
from ingest.read.pdf_picture import picture_of_passage
from ingest.read.scan_rules import picture_rules
from ingest.read.scan_sizes import with_even_sizes
from ingest.read.scan_text import mended, with_even_widths

_ROOT = Path(__file__).resolve().parents[2]
_SAMPLE = _ROOT / "ingest" / "samples" / "hengyang-14th-five-year-plan-2021-2025.pdf"
_PLANS = _ROOT.parent / "shared" / "plans"
_ENGLISH = "The city plans forty new parks and nine bridges before the year 2030."

recognises = pytest.mark.skipif(not scan.is_installed(), reason="the extra ocr is not installed")


def _drawn(data: bytes, index: int) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[index].render(scale=150 / 72).to_pil().convert("L")
    finally:
        document.close()


def _pdf(*pages: Image.Image | Callable[[Canvas], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for page in pages:
        if isinstance(page, Image.Image):
            size = (page.width * 72 / 150, page.height * 72 / 150)
            canvas.setPageSize(size)
            canvas.drawImage(ImageReader(page), 0, 0, *size)
        else:
            canvas.setPageSize(A4)
            page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _written(lines: Sequence[str], table: bool = False) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 14)
        for number, line in enumerate(lines):
            canvas.drawString(72, 740 - 24 * number, line)
        if table:
            canvas.grid([72, 250, 350, 450], [500, 470, 440, 410])
            for number, row in enumerate(
                [("Target", "by 2025", "by 2030"), ("Parks", "100", "200"), ("Beds", "300", "450")]
            ):
                for left, cell in zip((78, 256, 356), row, strict=True):
                    canvas.drawString(left, 480 - 30 * number, cell)

    return draw


def _scanned(lines: Sequence[str], table: bool = False) -> Image.Image:
    return _drawn(_pdf(_written(lines, table)), 0)


def _blank() -> Image.Image:
    return Image.new("L", (1240, 1754), 250)


def _body(reading: Reading, first: int, last: int) -> str:
    return "".join(block.text for block in reading.blocks if block.page and first <= block.page <= last)


@cache
def _sample_scan() -> tuple[Reading, list[tuple[int, int]]]:
    data = _SAMPLE.read_bytes()
    seen: list[tuple[int, int]] = []
    pages = [_drawn(data, index) for index in (1, 2, 3)]
    return read_pdf(_pdf(*pages), "scan.pdf", lambda page, count: seen.append((page, count))), seen


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("到2O25年,全市", "到2025年,全市"),
        ("投资1OO亿元;其中", "投资100亿元;其中"),
        ("到二0二五年", "到二〇二五年"),
        ("二OO九年", "二〇〇九年"),
        ("—、总体要求", "一、总体要求"),
        ("(—)指导思想", "(一)指导思想"),
        ("第—章 总则", "第一章总则"),
        ("2021一2025年", "2021—2025年"),
        ("一3一", "— 3 —"),
        ("全 市 要 建 公 园", "全市要建公园"),
    ],
)
def test_certain_confusions_are_undone(recognised: str, meant: str) -> None:
    assert mended(recognised) == meant


@pytest.mark.parametrize(
    "text",
    [
        "排放1,000吨CO2和H2O",
        "PM2.5浓度",
        "比例1:3",
        "5G基站",
        "GDP (2025), in yuan",
        "十一、保障",
        "A4O纸",
        "看10:30的会",
    ],
)
def test_what_may_be_meant_is_left_as_it_was_recognised(text: str) -> None:
    assert mended(text) == text


def test_marks_of_both_widths_become_the_more_frequent_one() -> None:
    assert with_even_widths(["路长10公里,桥三座，其中", "比例1:3，约1,000人(含)的"]) == [
        "路长10公里，桥三座，其中",
        "比例1:3，约1,000人（含）的",
    ]
    assert with_even_widths(["(一)水,电,气，路", "建成;验收"]) == ["（一）水,电,气,路", "建成;验收"]


def test_measured_sizes_do_not_make_headings_of_body_lines() -> None:
    sizes = [
        (13.1, "建设公园绿地" * 4),
        (14.2, "养护和管理" * 4),
        (18.6, "8%。"),
        (22.1, "第一章总则"),
        (23.4, "第二章目标"),
    ]
    lines = [Line(text, 1, 72, 500, 700 - 20 * n, size) for n, (size, text) in enumerate(sizes)]
    even = [line.size for line in with_even_sizes([lines], {1})[0]]
    assert even[0] == even[1] == even[2]
    assert even[3] == even[4] > 1.1 * even[0]


def test_pages_with_a_text_layer_keep_their_sizes() -> None:
    pages = [[Line("文字" * 20, 1, 72, 500, 700, 16.0)], [Line("扫描" * 20, 2, 72, 500, 700, 15.1)]]
    assert [lines[0].size for lines in with_even_sizes(pages, {2})] == [16.0, 16.0]
    assert with_even_sizes(pages, ()) == pages


def test_rules_are_found_and_strokes_and_bars_are_not() -> None:
    image = Image.new("RGB", (600, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.line((50, 100, 550, 100), fill="black", width=2)
    draw.line((50, 100, 50, 300), fill="black", width=1)
    draw.line((200, 200, 240, 200), fill="black", width=4)
    draw.rectangle((300, 200, 500, 300), fill="black")
    rules = picture_rules(np.asarray(image), 2.0)
    expected = [(25, 150, 275, 150), (25, 50, 25, 150)]
    assert len(rules) == 2
    assert [tuple(rule) for rule in rules] == [pytest.approx(rule, abs=1.5) for rule in expected]


def test_without_the_extra_a_scan_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(UnreadableDocument, match=r'1 page of .* no text layer .*`pip install -e "\.\[ocr\]"`'):
        read_pdf(_pdf(_blank()), "scan.pdf")


def test_without_the_extra_the_mark_of_a_scanner_does_not_pass_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(_blank()), 0, 0, *A4)
        canvas.drawString(400, 30, "Scanned by Scanner")

    with pytest.raises(UnreadableDocument, match="need OCR"):
        read_pdf(_pdf(draw, draw, draw), "scan.pdf")


def test_without_the_extra_the_pages_with_text_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    seen: list[int] = []
    data = _pdf(_written([_ENGLISH]), _blank())
    reading = read_pdf(data, "mixed.pdf", lambda page, _: seen.append(page))
    assert [block.text for block in reading.blocks] == [_ENGLISH]
    assert re.match(r"Page 2 holds only a picture .*pip install", reading.remarks[0])
    assert seen == [1, 2]


def test_too_many_pages_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    with pytest.raises(UnreadableDocument, match="has 3 pages, expected at most 2"):
        read_pdf(_pdf(*[_written([_ENGLISH])] * 3), "long.pdf")


def test_a_page_that_takes_too_long_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SECONDS_A_PAGE", -1.0)
    with pytest.raises(UnreadableDocument, match="seconds a page"):
        read_pdf(_pdf(_written([_ENGLISH])), "slow.pdf")


def test_what_the_progress_callback_raises_ends_the_reading() -> None:
    def cancel(page: int, pages: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_pdf(_pdf(_written([_ENGLISH])), "plan.pdf", cancel)


@recognises
def test_a_scan_reads_like_the_file_it_was_made_of() -> None:
    reading, _ = _sample_scan()
    found, expected = _body(reading, 1, 3), _body(read_pdf(_SAMPLE.read_bytes(), "plan.pdf"), 2, 4)
    matching = difflib.SequenceMatcher(None, found, expected, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in matching) >= 0.98 * max(len(expected), len(found))
    assert re.findall(r"\d[\d.,]*", found) == re.findall(r"\d[\d.,]*", expected)


@recognises
def test_headings_of_a_scan_are_found_and_its_frame_is_not_read() -> None:
    reading, seen = _sample_scan()
    headings = [block.text for block in reading.blocks if block.kind == "heading"]
    assert [text for text in headings if text.startswith("第一章")]
    assert not [block.text for block in reading.blocks if re.fullmatch(r"[—\s\d]+", block.text)]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert reading.confidence.keys() == {1, 2, 3}
    assert min(reading.confidence.values()) > 0.95
    assert reading.remarks == ()


@recognises
@pytest.mark.parametrize("degrees", [90, 180, 270, 1.5])
def test_pages_turned_or_fed_askew_are_straightened(degrees: float) -> None:
    page = _scanned([_ENGLISH, "All of them stay open."], table=True).rotate(degrees, expand=True, fillcolor=255)
    texts = [block.text for block in read_pdf(_pdf(page), "turned.pdf").blocks]
    assert texts[0].startswith(_ENGLISH)
    assert texts[-2:] == ["Target：Parks；by 2025：100；by 2030：200", "Target：Beds；by 2025：300；by 2030：450"]


@recognises
@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 1.5])
def test_a_passage_is_boxed_on_the_page_as_it_was_scanned(tmp_path: Path, degrees: float) -> None:
    page = _scanned([_ENGLISH]).rotate(degrees, expand=True, fillcolor=255)
    path = tmp_path / "scan.pdf"
    path.write_bytes(_pdf(page))
    printed = read_pdf(path.read_bytes(), path.name).printed
    picture = picture_of_passage(path, range(1, 2), _ENGLISH, _ENGLISH, printed)
    assert picture.located
    shown = np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(int)
    ink = np.asarray(page.resize((shown.shape[1], shown.shape[0]))) < 100
    coloured = shown.max(axis=2) - shown.min(axis=2) > 20
    for axis in (0, 1):
        written, marked = (np.nonzero(found.any(axis=axis))[0] for found in (ink, coloured))
        assert abs(written[0] - marked[0]) < 24
        assert abs(written[-1] - marked[-1]) < 24


@recognises
def test_only_the_pictures_of_a_mixed_file_are_recognised() -> None:
    data = _pdf(_written(["The harbour opens in 2027 for all ships."]), _scanned([_ENGLISH]), _blank())
    reading = read_pdf(data, "mixed.pdf")
    assert [(block.page, block.text) for block in reading.blocks] == [
        (1, "The harbour opens in 2027 for all ships."),
        (2, _ENGLISH),
    ]
    assert reading.confidence.keys() == {2}
    assert reading.remarks == ("Page 3 holds a picture on which OCR found no text.",)


@recognises
def test_a_number_printed_over_a_scan_does_not_pass_for_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(_scanned([_ENGLISH])), 0, 0, *A4)
        canvas.drawString(290, 30, "17")

    assert _ENGLISH in [block.text for block in read_pdf(_pdf(draw), "scan.pdf").blocks]


@recognises
def test_an_engine_that_does_not_start_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise scan.ScanFailed("ImportError: libGL.so.1")

    monkeypatch.setattr(scan, "_engine", broken)
    with pytest.raises(UnreadableDocument, match=r"OCR failed .*libGL.*install it anew"):
        read_pdf(_pdf(_blank()), "scan.pdf")


@recognises
def test_a_page_that_is_recognised_too_slowly_is_given_up() -> None:
    picture = np.ascontiguousarray(_scanned([_ENGLISH]).convert("RGB"))
    with pytest.raises(TooSlow):
        scan.recognise(picture, 150 / 72, 1, -1.0)


@recognises
@pytest.mark.skipif(not _PLANS.is_dir(), reason="the real plans are not part of the project")
def test_the_scanned_plan_reads_like_its_text() -> None:
    name = "jingdezhen-resource-city-transformation"
    text = (_PLANS / "text" / f"{name}.txt").read_text(encoding="utf-8")
    body = re.sub(r"\s", "", text[text.index("在国家发改委") :])
    reading = read_file(_PLANS / "files" / f"{name}-scan.pdf")
    found = re.sub(r"\s", "", "".join(block.text for block in reading.blocks[1:]))
    matcher = difflib.SequenceMatcher(None, found, body, autojunk=False)
    assert sum(block.size for block in matcher.get_matching_blocks()) >= 0.99 * max(len(body), len(found))
    assert re.findall(r"\d[\d.]*%?", found) == re.findall(r"\d[\d.]*%?", body)
    assert reading.blocks[0].kind == "title"
    assert [block.text for block in reading.blocks if block.kind == "heading"] == [
        "一、总体要求",
        "(一)指导思想",
        "(二)基本原则",
        "(三)总体目标",
        "二、主要任务",
        "三、政策支持",
        "四、保障措施",
    ]
