"""The side file: what people state goes before what is read, and all mistakes in it are named at once."""

from pathlib import Path

import pytest

from ingest.document import digest, read_document
from ingest.errors import IngestError
from ingest.origin import File
from ingest.passage import Document
from ingest.side_file import FILE, Stated, WrongSideFile, read_side_file, write_entry
from ingest.sources import Source, find_files

_PLAN = "# 岳阳市港口规划（草案）\n\n2021年3月5日\n\n## 第一章 目标\n\n到2025年，建成泊位120个。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "port.md").write_text(_PLAN, encoding="utf-8")
    (tmp_path / "绿道.md").write_text("# 绿道方案\n\n建成绿道30公里。\n", encoding="utf-8")
    return tmp_path


def _state(folder: Path, text: str) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")


def _read(folder: Path, name: str = "port.md") -> Document:
    return read_document(Source(File(folder / name), name))


def test_every_value_can_be_stated_and_says_so(folder: Path) -> None:
    _state(
        folder,
        """
        [documents."port.md"]
        title = "九江市港口总体规划"
        region = "九江"
        issuer = "九江市交通运输局"
        period = "2022-2030"
        kind = "规划"
        status = "正式"
        published = 2022-06-30
        source = "https://example.org/port"
        """,
    )
    described = _read(folder).description
    assert (described.title, described.region, described.issuer) == ("九江市港口总体规划", "九江市", "九江市交通运输局")
    assert (described.first_year, described.last_year, described.kind) == (2022, 2030, "规划")
    assert (described.status, described.published, described.source) == (
        "正式",
        "2022-06-30",
        "https://example.org/port",
    )
    assert set(described.origin.values()) == {"side file"}


def test_what_is_not_stated_is_read_from_the_document(folder: Path) -> None:
    _state(folder, '[documents.port]\nperiod = 2023\n[documents."绿道"]\nregion = "岳阳市"\n')
    described = _read(folder).description
    assert (described.period, described.origin["period"]) == ("2023", "side file")
    assert (described.region, described.status, described.published) == ("岳阳市", "草案", "2021-03-05")
    assert _read(folder, "绿道.md").description.region == "岳阳市"


def test_a_stated_region_and_year_make_a_bare_report_distinguishable(folder: Path) -> None:
    (folder / "report.md").write_text("# 政府工作报告\n\n各位代表：\n\n报告工作。\n", encoding="utf-8")
    _state(folder, '[documents.report]\nregion = "岳阳市"\nperiod = "2024"\n')
    described = _read(folder, "report.md").description
    assert (described.title, described.issuer) == ("岳阳市2024年政府工作报告", None)


def test_an_entry_for_the_file_goes_before_one_for_its_stem(folder: Path) -> None:
    _state(folder, '[documents."port"]\ntitle = "其一"\n[documents."port.md"]\ntitle = "其二"\n')
    assert _read(folder).description.title == "其二"


def test_the_digest_follows_the_entry_of_its_own_document(folder: Path) -> None:
    port, greenway = File(folder / "port.md"), File(folder / "绿道.md")
    without = digest(port), digest(greenway)
    _state(folder, '[documents."port.md"]\nregion = "岳阳市"\n')
    stated = digest(port)
    assert stated != without[0]
    assert digest(greenway) == without[1]
    _state(folder, '[documents."port.md"]\nregion = "九江市"\n')
    assert digest(port) not in (stated, without[0])
    assert _read(folder).digest == digest(port)


def test_all_mistakes_are_named_in_one_sentence_and_the_rest_is_used(folder: Path) -> None:
    _state(
        folder,
        """
        [documents."port.md"]
        region = "九江市"
        period = "2030-2022"
        status = "有效"
        published = "2022-13-01"
        colour = "blue"
        [documents."missing.pdf"]
        title = "没有这个文件"
        """,
    )
    with pytest.raises(IngestError) as caught:
        read_side_file(folder)
    message = str(caught.value)
    assert [part for part in ("2030-2022", "有效", "2022-13-01", "colour", "missing.pdf") if part not in message] == []
    assert "\n" not in message
    document = _read(folder)
    assert document.remarks == (message,)
    assert (document.description.region, document.description.status) == ("九江市", "草案")


@pytest.mark.parametrize(
    "text", ["[documents", 'documents = "port"', "[documents]\nport = 3\n", "[documents.port]\ntitle = 3\n"]
)
def test_a_file_of_another_shape_is_a_remark_and_the_document_is_read(folder: Path, text: str) -> None:
    _state(folder, text)
    with pytest.raises(WrongSideFile):
        read_side_file(folder)
    document = _read(folder)
    assert document.description.title == "岳阳市港口规划（草案）"
    assert len(document.remarks) == 1


def test_settings_in_the_same_file_are_not_entries(folder: Path) -> None:
    _state(folder, 'language = "en"\n')
    assert read_side_file(folder).entries == {}


def test_the_side_file_is_no_document(folder: Path) -> None:
    _state(folder, "")
    files, skipped = find_files([str(folder), str(folder / FILE)], frozenset([".md"]))
    assert ([file.name for file in files], skipped) == (["port.md", "绿道.md"], [])


def test_an_entry_written_is_read_back_and_can_be_taken_out(tmp_path: Path) -> None:
    (tmp_path / "规划.md").write_text("# 规划", encoding="utf-8")
    (tmp_path / "other.md").write_text("# 其他", encoding="utf-8")
    values = {
        "title": '带"引号"的\\标题',
        "region": "岳阳",
        "period": "2021-2025",
        "status": "草案",
        "published": "2021-09",
    }
    stated = Stated.model_validate(values)
    write_entry(tmp_path, "other.md", Stated(title="其他"))
    write_entry(tmp_path, "规划.md", stated)
    read = read_side_file(tmp_path)
    assert read.about("规划.md") == stated
    assert read.about("other.md").title == "其他"
    write_entry(tmp_path, "规划.md", None)
    assert read_side_file(tmp_path).about("规划.md") == Stated()
    assert read_side_file(tmp_path).about("other.md").title == "其他"


def test_what_others_wrote_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "plans.toml"
    for text in ("no toml at all", 'language = "en"\n'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(WrongSideFile):
            write_entry(tmp_path, "a.md", Stated(title="甲"))
        assert path.read_text(encoding="utf-8") == text
