"""Opening files: the right reader, and one clear sentence for what cannot be read."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ingest.errors import NotFound, UnreadableDocument, UnsupportedDocument
from ingest.read.open import SUFFIXES, read_file


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_suffixes_are_those_the_user_is_told_of() -> None:
    assert {".pdf", ".docx", ".html", ".htm", ".md", ".txt"} <= SUFFIXES


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_an_empty_file_is_named_empty(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="is empty"):
        read_file(_write(tmp_path, name, data))


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("plan.docx", b"%PDF-1.4\n%%EOF", "a PDF"),
        ("plan.pdf", b"<html><body>moved</body></html>", "a web page"),
        ("plan.pdf", b"PK\x03\x04rest", "a ZIP archive"),
        ("plan.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old Office file"),
        ("plan.html", b"\x89PNG\r\n\x1a\nrest", "a picture"),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old or password-protected"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old or password-protected"),
        ("plan.xlsx", b"PK\x03\x04rest", "a ZIP archive"),
        ("plan.doc", b"%PDF-1.4\n%%EOF", "a PDF"),
        ("plan.csv", b"\x89PNG\r\n\x1a\nrest", "a picture"),
    ],
)
def test_a_mislabelled_file_is_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    with pytest.raises(UnreadableDocument, match=found):
        read_file(_write(tmp_path, name, data))


def test_a_zip_of_something_else_is_not_taken_for_a_docx(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UnreadableDocument, match="ZIP"):
        read_file(path)


@pytest.mark.parametrize("name", ["plan.pptx", "plan.docm", "plan.exe", "plan"])
def test_an_unsupported_format_says_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedDocument, match=r"expected PDF, DOCX.*;"):
        read_file(_write(tmp_path, name, b"data"))


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedDocument, match="folder"):
        read_file(tmp_path)


def test_a_missing_file_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_file(tmp_path / "none.txt")


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_forbidden_file_names_the_permissions(tmp_path: Path) -> None:
    path = _write(tmp_path, "plan.txt", "规划".encode())
    path.chmod(0)
    with pytest.raises(UnreadableDocument, match="permission"):
        read_file(path)


def test_a_file_beyond_the_limit_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="at most 200 MB"):
        read_file(path)


def test_opening_the_package_does_not_load_format_libraries() -> None:
    code = "import sys, ingest.read.open; print([n for n in ('pypdf', 'pypdfium2', 'docx', 'lxml', 'openpyxl') if n in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_stated_title_is_found_among_the_opening_lines(tmp_path: Path) -> None:
    path = _write(
        tmp_path, "a.md", "---\ntitle: 山海市 林业规划\n---\n内部资料\n\n**山海市林业规划**\n\n植树。".encode()
    )
    assert [block.kind for block in read_file(path).blocks] == ["paragraph", "title", "paragraph"]


def test_a_first_line_that_is_a_sentence_is_not_made_the_title(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", "现印发林业规划，请各地执行并报送计划\n植树一百株。".encode())
    assert read_file(path).blocks[0].kind == "paragraph"
