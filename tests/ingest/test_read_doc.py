"""Old Word and Excel files: what is said without LibreOffice, what is read with it."""

import io
import os
import stat
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.errors import UnreadableDocument, UnsupportedDocument
from ingest.read.doc import libreoffice
from ingest.read.open import SUFFIXES, read_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RTF = rb"{\rtf1\ansi\ansicpg936 \u23665?\u28023?\u24066?\u32511?\u36947?\u35268?\u21010?\par \u24314?\u25104?\u32511?\u36947? 80 \u20844?\u37324?\u12290?\par}"
needs_libreoffice = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
needs_posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program called soffice before all others."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def test_old_files_in_a_folder_are_not_passed_over() -> None:
    assert {".doc", ".wps", ".rtf", ".xls"} <= SUFFIXES


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [("a.doc", OLE, ".docx"), ("a.wps", OLE, ".docx"), ("a.rtf", RTF, ".docx"), ("a.xls", OLE, ".xlsx")],
)
def test_without_libreoffice_the_user_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, advice: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(UnsupportedDocument, match=rf"expected PDF, DOCX.*install LibreOffice or save it as \{advice}"):
        read_file(_write(tmp_path, name, data))


def test_a_new_file_under_an_old_name_needs_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("建成绿道九条。")
    document.save(file)
    assert read_file(_write(tmp_path, "a.doc", file.getvalue())).blocks[0].text == "建成绿道九条。"
    page = "<html><body><p>建成绿道九条。</p></body></html>".encode()
    assert read_file(_write(tmp_path, "b.doc", page)).blocks[0].text == "建成绿道九条。"


@needs_posix
def test_a_conversion_without_end_is_stopped_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setattr("ingest.read.doc._SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match="more than 1 seconds"):
        read_file(_write(tmp_path, "a.doc", OLE))
    assert time.monotonic() - started < 10
    child = (tmp_path / "child").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert not state.strip() or state.strip().startswith("Z")


@needs_posix
@pytest.mark.parametrize("script", ["exit 0", "exit 77", "kill -9 $$"])
def test_a_conversion_that_makes_nothing_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    _stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableDocument, match="could not be converted"):
        read_file(_write(tmp_path, "a.doc", OLE))


@needs_posix
def test_the_conversion_has_a_profile_of_its_own_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    _stand_in(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/asked; cat profile/user/*.xcu > {tmp_path}/profile')
    with pytest.raises(UnreadableDocument):
        read_file(_write(tmp_path, "$(touch x);规划 -env.doc", OLE))
    asked = (tmp_path / "asked").read_text()
    assert f"-env:UserInstallation=file://{tmp_path}/temporary/plans-" in asked
    assert "touch" not in asked
    assert "DisableMacrosExecution" in (tmp_path / "profile").read_text()
    assert list((tmp_path / "temporary").iterdir()) == []


@needs_posix
def test_what_the_conversion_makes_is_checked_like_any_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "bomb", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(50 * 1024**2))
    _stand_in(tmp_path, monkeypatch, f"mkdir made; cp {tmp_path}/bomb made/document.docx")
    with pytest.raises(UnreadableDocument, match="-fold"):
        read_file(_write(tmp_path, "a.doc", OLE))


@needs_libreoffice
def test_libreoffice_converts_rtf(tmp_path: Path) -> None:
    reading = read_file(_write(tmp_path, "a.rtf", RTF))
    assert [block.text for block in reading.blocks] == ["山海市绿道规划", "建成绿道80公里。"]
    assert "LibreOffice" in reading.remarks[-1]


def _made_by_libreoffice(folder: Path, source: Path, suffix: str) -> Path:
    command = [str(libreoffice()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", suffix, "--outdir", str(folder), str(source)], check=True, timeout=120)
    return folder / f"{source.stem}.{suffix}"


@needs_libreoffice
def test_libreoffice_converts_word_files_with_their_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("建成绿道九条。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["任务", "单位", "修路", "市交通局"], strict=True):
        cell.text = text
    document.add_paragraph("本规划自印发之日起施行。")
    document.save(str(tmp_path / "plan.docx"))
    path = _made_by_libreoffice(tmp_path, tmp_path / "plan.docx", "doc")
    texts = [block.text for block in read_file(path).blocks]
    assert texts == ["建成绿道九条。", "任务：修路；单位：市交通局", "本规划自印发之日起施行。"]
    as_wps = _write(tmp_path, "plan.wps", path.read_bytes())
    assert read_file(as_wps).blocks == read_file(path).blocks


@needs_libreoffice
def test_libreoffice_converts_old_workbooks(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["任务", "单位", "进度"], ["修路", "市交通局", 0.455]):
        sheet.append(row)
    sheet["C2"].number_format = "0.0%"
    workbook.save(tmp_path / "plan.xlsx")
    path = _made_by_libreoffice(tmp_path, tmp_path / "plan.xlsx", "xls")
    assert read_file(path).blocks[-1].text == "任务：修路；单位：市交通局；进度：45.5%"


@needs_libreoffice
def test_libreoffice_is_not_trusted_with_what_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument):
        read_file(_write(tmp_path, "a.doc", OLE))
