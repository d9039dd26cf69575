import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from docx import Document

from ingest.samples import sample_files

OFFICIAL = Path(__file__).parents[3] / "shared" / "plans" / "text"
SOURCES = Path(__file__).parents[2] / "ingest" / "samples" / "sources"
LONGEST_RUN = 48


def opening(path: Path) -> str:
    if path.suffix == ".pdf":
        pdfium = pytest.importorskip("pypdfium2")
        return str(pdfium.PdfDocument(path)[0].get_textpage().get_text_bounded())
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs[:5])
    return path.read_text(encoding="utf-8")[:2000]


def content(path: Path) -> object:
    """A DOCX by its parts: how well they were packed depends on the zlib at hand."""
    if path.suffix != ".docx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return [(part.filename, part.date_time, archive.read(part)) for part in archive.infolist()]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_there_are_five_samples_in_four_formats() -> None:
    assert [path.name for path in sample_files()] == [
        "hengyang-14th-five-year-plan-2021-2025.pdf",
        "hengyang-old-industrial-base-2013-2022.docx",
        "hengyang-public-facilities-2017-2020.html",
        "hengyang-work-report-2020-goals.md",
        "jingdezhen-resource-city-transformation.md",
    ]


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.name)
def test_each_sample_opens_with_what_it_is(path: Path) -> None:
    text = squeezed(opening(path))
    assert "要点摘编" in text
    assert "官方正式文本为准" in text


@pytest.mark.parametrize("source", sorted(SOURCES.glob("*.md")), ids=lambda source: source.stem)
def test_a_source_copies_no_long_run_of_the_official_text(source: Path) -> None:
    official = OFFICIAL / f"{source.stem}.txt"
    if not official.exists():
        pytest.skip("the official texts are not here")
    theirs, ours = squeezed(official.read_text(encoding="utf-8")), squeezed(source.read_text(encoding="utf-8"))
    runs = {theirs[at : at + LONGEST_RUN] for at in range(len(theirs) - LONGEST_RUN + 1)}
    copied = [ours[at : at + LONGEST_RUN] for at in range(len(ours) - LONGEST_RUN + 1)]
    assert [run for run in copied if run in runs] == []


def test_a_rebuild_changes_nothing(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    from ingest.samples.build import FONT, build

    made = build(tmp_path, FONT if FONT.exists() else None)
    assert len(made) == (5 if FONT.exists() else 4)
    bundled = {path.name: path for path in sample_files()}
    for path in made:
        assert content(path) == content(bundled[path.name]), path.name


def test_a_missing_font_is_named_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("reportlab")
    from ingest.samples.build import main

    assert main(["--out", str(tmp_path / "out"), "--font", str(tmp_path / "none.ttf")]) == 1
    assert "none.ttf" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
