"""Damaged files of every format end in blocks or in one of our errors, never in a library's."""

import contextlib
import io
import tempfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import IngestError
from ingest.read.open import read_file


@cache
def _sample(suffix: str) -> bytes:
    if suffix == ".pdf":
        file = io.BytesIO()
        canvas = Canvas(file, pageCompression=0)
        for number in range(3):
            canvas.drawString(72, 700, f"Plan of the city, page {number}: forty new parks by 2030.")
            canvas.rect(70, 600, 200, 50)
            canvas.showPage()
        canvas.save()
        return file.getvalue()
    if suffix == ".docx":
        file = io.BytesIO()
        document = docx.Document()
        document.add_heading("方案", 1)
        document.add_paragraph("修路八十公里。", style="List Number")
        document.add_table(2, 2).cell(0, 0).text = "任务"
        document.save(file)
        return file.getvalue()
    if suffix == ".xlsx":
        file = io.BytesIO()
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.append(["山海市任务表"])
        sheet.append(["任务", "单位", 2025])
        sheet.append(["修路", "市交通局", 0.45])
        sheet.merge_cells("A1:C1")
        workbook.save(file)
        return file.getvalue()
    if suffix == ".csv":
        return '任务,单位\n"修路,\n铺桥",市交通局\n'.encode()
    if suffix == ".html":
        return (
            "<html><head><meta charset='utf-8'><title>方案</title></head>"
            "<body><main><h1>方案</h1><p>修路<b>八十</b>公里。</p>"
            "<table><tr><th rowspan='2'>甲</th><td colspan='3'>乙</td></tr><tr><td>丙</td></tr></table>"
            "</main></body></html>"
        ).encode()
    return (
        "---\ntitle: 方案\n---\n# 方案\n\n**一、目标**\n\n"
        "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n目 录\n一、目标…1\n修路八十公里。\n"
    ).encode()


@st.composite
def _damaged(draw: st.DrawFn, suffix: str) -> bytes:
    data = bytearray(_sample(suffix))
    for _ in range(draw(st.integers(0, 12))):
        place = draw(st.integers(0, len(data) - 1))
        piece = draw(st.binary(max_size=8))
        data[place : place + draw(st.integers(0, 8))] = piece
        if not data:
            break
    if draw(st.booleans()):
        data = data[: draw(st.integers(0, len(data)))]
    return bytes(data)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx", ".csv", ".html", ".md", ".txt"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damage_never_shows_a_foreign_error(suffix: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{suffix}"
        path.write_bytes(data.draw(_damaged(suffix)))
        with contextlib.suppress(IngestError):
            reading = read_file(path)
            assert reading.blocks
            assert all(block.text and "\n" not in block.text for block in reading.blocks)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".csv"])
@settings(max_examples=80, deadline=None)
@given(
    text=st.text(
        alphabet="一二、（）()第章节目录表任务单位市局各县1234。，；：|*#-_[]<>&/ \n　.…", min_size=1, max_size=400
    )
)
def test_any_mixture_of_marks_is_read(suffix: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{suffix}"
        path.write_text(text, encoding="utf-8")
        with contextlib.suppress(IngestError):
            read_file(path)
