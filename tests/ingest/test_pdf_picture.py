"""Pages as pictures, with the passage marked where it stands."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.blocks import Printed
from ingest.errors import UnreadableDocument
from ingest.read.pdf_picture import picture_of_passage

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
_FIRST = ["全市新建改建停车泊位一万二千个", "其中医院周边立体车库十八座"]
_SECOND = ["城区公共厕所免费开放并延长时间", "河道两岸步道全线贯通夜间照明"]


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=(400, 600))
    for lines in (_FIRST, _SECOND):
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(lines):
            canvas.drawString(60, 500 - 20 * number, line)
        canvas.drawString(60, 100, "与所引段落无关的一行文字在页面下方")
        canvas.showPage()
    canvas.save()
    return tmp_path / "plan.pdf"


def _coloured(png: bytes) -> tuple[int, int, int, int]:
    """Return the box of everything that is neither black nor white nor grey, as shares of a thousand."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    ys, xs = np.nonzero(pixels.max(axis=2) - pixels.min(axis=2) > 20)
    height, width = pixels.shape[:2]
    return xs.min() * 1000 // width, ys.min() * 1000 // height, xs.max() * 1000 // width, ys.max() * 1000 // height


def test_the_passage_is_boxed_where_it_stands_and_nothing_else_is(pdf: Path) -> None:
    picture = picture_of_passage(pdf, range(1, 2), "\n".join(_FIRST), _FIRST[1])
    assert (picture.page, picture.located) == (1, True)
    left, top, right, bottom = _coloured(picture.png)
    assert 120 <= left <= 155
    assert right < 700
    assert 120 <= top <= 160
    assert bottom < 240


def test_of_several_pages_the_one_with_the_quote_is_drawn(pdf: Path) -> None:
    passage = "\n".join([*_FIRST, *_SECOND])
    assert picture_of_passage(pdf, range(1, 3), passage, _SECOND[1]).page == 2
    assert picture_of_passage(pdf, range(1, 3), passage, _FIRST[0]).page == 1


def test_what_is_not_on_the_page_is_not_boxed(pdf: Path) -> None:
    picture = picture_of_passage(pdf, range(1, 2), "这一页上完全没有出现过的另外一段话")
    assert not picture.located
    with pytest.raises(ValueError, match="zero-size"):
        _coloured(picture.png)


@pytest.mark.parametrize("on_its_side", [False, True])
def test_on_a_scan_what_was_recognised_is_boxed_where_it_was_read(tmp_path: Path, on_its_side: bool) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=(400, 600))
    canvas.rect(0, 0, 400, 600)
    canvas.showPage()
    canvas.save()
    sentence, rest = "建成口袋公园十五个。", "到二〇三〇年全部开放"
    place = (100, 300, 112, 500) if on_its_side else (100, 300, 300, 312)
    printed = {1: [Printed(f"{sentence}{rest}", *place), Printed("与所引段落无关的一行文字", 60, 500, 90, 510)]}
    picture = picture_of_passage(tmp_path / "scan.pdf", range(1, 2), sentence, sentence, printed)
    assert picture.located
    left, top, right, bottom = _coloured(picture.png)
    assert abs(left - 250) < 15
    assert abs(top - 500) < 15
    # Half of the characters take half of the line; on its side a line is shown whole.
    assert abs(right - (280 if on_its_side else 500)) < 15
    assert abs(bottom - (833 if on_its_side else 520)) < 15
    assert not picture_of_passage(tmp_path / "scan.pdf", range(1, 2), sentence).located


def test_a_page_or_file_that_is_not_there_is_one_sentence(pdf: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such page"):
        picture_of_passage(pdf, range(9, 10), "字")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no pdf at all")
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        picture_of_passage(broken, range(1, 2), "字")
