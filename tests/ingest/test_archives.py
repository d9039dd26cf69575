"""ZIP archives: what is read from them, what is refused, and what a store keeps of them."""

import contextlib
import io
import struct
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.archives import Archives, Listing
from ingest.document import digest, read_document
from ingest.errors import IngestError, UnreadableDocument
from ingest.sources import gathered, name_documents
from vectorstore.build import Report

SUFFIXES = frozenset([".md", ".txt", ".zip"])
PLAN = "# 山海市{}规划\n\n到2025年建成绿道{}公里。\n"


def _zip(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _write(path: Path, members: dict[str, bytes | str]) -> Path:
    path.write_bytes(_zip(members))
    return path


def _list(data: bytes, folder: Path) -> Listing:
    path = folder / "plans.zip"
    path.write_bytes(data)
    return Archives(folder).list(path, str(path), SUFFIXES)


def _reason(data: bytes, folder: Path) -> str:
    listing = _list(data, folder)
    assert listing.members == []
    assert len(listing.skipped) == 1
    return listing.skipped[0].reason


def test_members_are_sources_of_their_own(tmp_path: Path) -> None:
    path = _write(tmp_path / "plans.zip", {"绿道.md": PLAN.format("绿道", 9), "2021/湿地.md": PLAN.format("湿地", 8)})
    with gathered([str(path)], frozenset([".md"])) as found:
        sources = name_documents(found.origins, {})
        assert [(source.id, source.origin.location) for source in sources] == [
            ("绿道", f"{path}!/绿道.md"),
            ("湿地", f"{path}!/2021/湿地.md"),
        ]
        assert [source.origin.folder for source in sources] == ["plans", "2021"]
        document = read_document(sources[1])
        assert document.path == f"{path}!/2021/湿地.md"
        assert "绿道8公里" in document.text


def test_a_folder_may_hold_archives(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAN.format("路", 1), encoding="utf-8")
    _write(tmp_path / "b.zip", {"a.md": PLAN.format("桥", 2), "picture.png": b"x"})
    with gathered([str(tmp_path)], frozenset([".md"])) as found:
        assert [source.id for source in name_documents(found.origins, {})] == [f"{tmp_path.name}/a", "b/a"]
        assert [(Path(item.path).name, ".png" in item.reason) for item in found.skipped] == [("picture.png", True)]


def test_an_archive_inside_an_archive_is_read_and_a_third_is_not(tmp_path: Path) -> None:
    inner = _zip({"丙.md": "三", "third.zip": _zip({"丁.md": "四"})})
    listing = _list(_zip({"乙.md": "二", "deep/inner.zip": inner}), tmp_path)
    places = [member.location.removeprefix(str(tmp_path)) for member in listing.members]
    assert places == ["/plans.zip!/乙.md", "/plans.zip!/deep/inner.zip!/丙.md"]
    with listing.members[1].open() as file:
        assert file.read().decode() == "三"
    assert [item.path.removeprefix(str(tmp_path)) for item in listing.skipped] == [
        "/plans.zip!/deep/inner.zip!/third.zip"
    ]
    assert "at most 2" in listing.skipped[0].reason


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_written_without_a_statement_of_their_encoding_are_understood(tmp_path: Path, encoding: str) -> None:
    name = "衡阳市规划/主要目标.txt"
    data = _zip({"x" * len(name.encode(encoding)): "目标"}).replace(
        b"x" * len(name.encode(encoding)), name.encode(encoding)
    )
    assert [member.location for member in _list(data, tmp_path).members] == [f"{tmp_path}/plans.zip!/{name}"]


@pytest.mark.parametrize("name", ["/etc/a.md", "../a.md", "a/../../b.md", "C:/a.md", "..\\a.md", "\\\\host\\a.md"])
def test_paths_that_lead_out_of_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    assert "leads out" in _reason(_zip({name: "x"}), tmp_path)


def test_lock_files_and_the_debris_of_macs_are_left_out_silently(tmp_path: Path) -> None:
    data = _zip({"__MACOSX/._a.md": "x", ".hidden/a.md": "x", "~$a.md": "x", "folder/": "", "a.md": "x"})
    listing = _list(data, tmp_path)
    assert ([member.name for member in listing.members], listing.skipped) == (["a.md"], [])


def test_control_characters_in_names_do_not_reach_the_terminal(tmp_path: Path) -> None:
    assert [member.name for member in _list(_zip({"a\x1b[2J.md": "x"}), tmp_path).members] == ["a_[2J.md"]


def test_a_name_given_twice_is_read_once(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.md", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.md", "second")
    listing = _list(file.getvalue(), tmp_path)
    assert (len(listing.members), len(listing.skipped)) == (1, 1)


def test_an_encrypted_member_is_skipped_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.md": "x", "b.md": "y"}))
    for place in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[place] |= 1
    listing = _list(bytes(data), tmp_path)
    assert [member.name for member in listing.members] == ["b.md"]
    assert "password" in listing.skipped[0].reason


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("a.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "link" in _reason(file.getvalue(), tmp_path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_expand_without_bound_are_refused(tmp_path: Path, method: int) -> None:
    assert "deflate" in _reason(_zip({"a.md": "x" * 1000}, method), tmp_path)


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    assert "at most 2,000" in _reason(_zip({f"{n}.md": "" for n in range(2001)}), tmp_path)


def test_a_directory_of_millions_of_members_is_not_loaded(tmp_path: Path, peak: Callable[[], int]) -> None:
    directory = (b"PK\x01\x02" + bytes(42)) * 300_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    tracemalloc.reset_peak()
    assert "at most 2,000" in _reason(directory + end, tmp_path)
    assert peak() < 60 * 1024**2


def test_the_allowance_is_shared_with_the_archives_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.archives._LARGEST_EXPANDED", 5000)
    inner = {f"{n}.zip": _zip({"a.md": "x" * 1500}) for n in range(4)}
    listing = _list(_zip(dict(inner)), tmp_path)
    assert 0 < len(listing.members) < 4
    assert "expected at most" in listing.skipped[0].reason


@pytest.mark.parametrize("nested", [False, True])
def test_a_bomb_is_refused_quickly_and_in_little_memory(tmp_path: Path, nested: bool, peak: Callable[[], int]) -> None:
    path = tmp_path / "plans.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.md", "w", force_zip64=True) as file,
    ):
        for _ in range(300):
            file.write(bytes(1024**2))
    if nested:
        path.write_bytes(_zip({"inner.zip": path.read_bytes(), "b.md": "x"}, zipfile.ZIP_STORED))
    tracemalloc.reset_peak()
    started = time.monotonic()
    listing = Archives(tmp_path).list(path, str(path), SUFFIXES)
    assert time.monotonic() - started < 2
    assert peak() < 10 * 1024**2
    assert len(listing.members) == nested
    assert "200-fold" in listing.skipped[0].reason


def test_a_member_that_states_too_small_a_size_is_not_unpacked_beyond_it(
    tmp_path: Path, peak: Callable[[], int]
) -> None:
    data = _zip({"a.md": bytes(40 * 1024**2)})
    lying = data.replace((40 * 1024**2).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    listing = _list(lying, tmp_path)
    tracemalloc.reset_peak()
    with pytest.raises(UnreadableDocument, match="cannot be unpacked"):
        digest(listing.members[0])
    assert peak() < 10 * 1024**2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"plain text", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    listing = _list(data, tmp_path)
    assert listing.members == []
    assert all("expected" in item.reason for item in listing.skipped)


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    path = _write(tmp_path / "plans.zip", {"inner.zip": _zip({"a.md": "x"})})
    with contextlib.suppress(ZeroDivisionError), gathered([str(path)], SUFFIXES) as found:
        assert [path.name for path in (tmp_path / "temporary").rglob("*.zip")] == ["inner1.zip"]
        digest(found.origins[0])
        raise ZeroDivisionError
    assert list((tmp_path / "temporary").iterdir()) == []


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damage_never_shows_a_foreign_error(data: st.DataObject) -> None:
    content = bytearray(_zip({"a.md": PLAN * 5, "规划/b.txt": PLAN, "inner.zip": _zip({"c.md": PLAN})}))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(1, len(content))) :]
    with tempfile.TemporaryDirectory() as folder:
        listing = _list(bytes(content), Path(folder))
        for source in name_documents(listing.members, {}):
            with contextlib.suppress(IngestError):
                digest(source.origin)
            with contextlib.suppress(IngestError):
                read_document(source)


def test_only_what_changed_inside_an_archive_is_read_again(tmp_path: Path, updated: Callable[..., Report]) -> None:
    path = tmp_path / "plans.zip"
    _write(path, {"a.md": PLAN.format("路", 1), "b.md": PLAN.format("桥", 2)})
    assert updated(path).added == ["a", "b"]
    _write(path, {"a.md": PLAN.format("路", 1), "b.md": PLAN.format("桥", 3), "c.md": PLAN.format("渠", 4)})
    report = updated(path)
    assert (report.unchanged, report.changed, report.added) == (["a"], ["b"], ["c"])


def test_prune_removes_members_that_are_gone_and_nothing_else(tmp_path: Path, updated: Callable[..., Report]) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN.format("河", 7), encoding="utf-8")
    _write(first, {"a.md": PLAN.format("路", 1), "inner.zip": _zip({"b.md": PLAN.format("桥", 2)})})
    _write(second, {"c.md": PLAN.format("渠", 3), "d.md": PLAN.format("湖", 4)})
    assert len(updated(first, second, plan).added) == 5
    assert updated(first, second, prune=True).removed == []

    _write(second, {"c.md": PLAN.format("渠", 3)})
    assert updated(first, prune=True).removed == [], "an archive that was not looked into keeps its documents"
    assert updated(second, prune=True).removed == ["d"]

    first.write_bytes(first.read_bytes()[:60])
    report = updated(first, prune=True)
    assert (report.removed, len(report.skipped)) == ([], 1), "a damaged archive loses nothing"

    first.unlink()
    assert updated(second, prune=True).removed == ["a", "b"]


def test_a_damaged_member_leaves_what_was_stored(tmp_path: Path, updated: Callable[..., Report]) -> None:
    path = _write(tmp_path / "plans.zip", {"a.md": PLAN.format("路", 1), "b.md": PLAN.format("桥", 2)})
    updated(path)
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)
    report = updated(path, prune=True)
    assert (report.unchanged, report.removed) == (["b"], [])
    assert [Path(item.path).name for item in report.skipped] == ["a.md"]
