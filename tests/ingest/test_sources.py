"""Sources: which files are read, and the id each document gets."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import NotFound
from ingest.origin import File
from ingest.sources import find_files, name_documents

SUFFIXES = frozenset([".md", ".txt"])


def _touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("规划", encoding="utf-8")


def _ids(files: list[Path], known: dict[str, str] | None = None) -> dict[Path, str]:
    sources = name_documents([File(path) for path in files], known or {})
    return {Path(source.origin.location): source.id for source in sources}


def test_a_document_is_named_by_its_file_without_suffix() -> None:
    assert _ids([Path("/a/plan.v2.md")]) == {Path("/a/plan.v2.md"): "plan.v2"}


def test_equal_names_in_two_folders_do_not_overwrite_each_other() -> None:
    files = [Path("/a/plan.md"), Path("/b/plan.md"), Path("/b/plan.txt"), Path("/c/b/plan.md")]
    ids = _ids(files)
    assert len(set(ids.values())) == 4
    assert ids[Path("/a/plan.md")] == "a/plan"


def test_a_newcomer_does_not_rename_what_is_stored() -> None:
    known = {"/a/plan.md": "plan"}
    ids = _ids([Path("/a/plan.md"), Path("/b/plan.md")], known)
    assert ids == {Path("/a/plan.md"): "plan", Path("/b/plan.md"): "b/plan"}


def test_a_file_named_like_a_stored_one_does_not_take_its_id() -> None:
    assert _ids([Path("/b/plan.md")], {"/a/plan.md": "plan"}) == {Path("/b/plan.md"): "b/plan"}


_FILES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from("pq"), st.sampled_from(["md", "txt"])),
    unique=True,
).map(lambda parts: sorted(Path(f"/{a}/{b}/{c}.{d}") for a, b, c, d in parts))


@given(_FILES, st.data())
def test_ids_are_unique_and_stay_the_same_in_every_later_run(files: list[Path], data: st.DataObject) -> None:
    first = data.draw(st.lists(st.sampled_from(files), unique=True).map(sorted)) if files else []
    stored = {str(path): name for path, name in _ids(first).items()}
    later = _ids(files, stored)
    assert {path: later[path] for path in first} == {Path(path): name for path, name in stored.items()}
    assert len(set(later.values())) == len(files)
    assert _ids(files, {str(path): name for path, name in later.items()}) == later


def test_all_missing_paths_are_named_at_once(tmp_path: Path) -> None:
    _touch(tmp_path / "here.md")
    with pytest.raises(NotFound) as error:
        find_files([str(tmp_path / "here.md"), str(tmp_path / "gone1"), str(tmp_path / "gone2.md")], SUFFIXES)
    assert "gone1" in str(error.value)
    assert "gone2.md" in str(error.value)
    assert "here.md" not in str(error.value)


def test_a_folder_is_read_deeply_and_what_is_left_out_has_a_reason(tmp_path: Path) -> None:
    _touch(tmp_path / "a.md", tmp_path / "deep" / "er" / "B.TXT", tmp_path / "photo.png")
    _touch(tmp_path / ".hidden.md", tmp_path / ".git" / "c.md", tmp_path / "~$lock.md")
    files, skipped = find_files([str(tmp_path)], SUFFIXES)
    assert [path.name for path in files] == ["a.md", "B.TXT"]
    assert [Path(item.path).name for item in skipped] == ["photo.png"]
    assert ".md" in skipped[0].reason


def test_a_file_reached_by_two_paths_is_read_once(tmp_path: Path) -> None:
    _touch(tmp_path / "a.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    files, _ = find_files([str(tmp_path), str(tmp_path / "a.md"), str(tmp_path / "." / "a.md")], SUFFIXES)
    assert [path.name for path in files] == ["a.md"]


def test_a_file_of_another_suffix_is_kept_when_named_directly(tmp_path: Path) -> None:
    _touch(tmp_path / "photo.png")
    files, skipped = find_files([str(tmp_path / "photo.png")], SUFFIXES)
    assert ([path.name for path in files], skipped) == (["photo.png"], [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root lists every folder")
def test_an_unreadable_folder_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    _touch(tmp_path / "a.md", tmp_path / "locked" / "b.md")
    (tmp_path / "locked").chmod(0)
    try:
        files, skipped = find_files([str(tmp_path)], SUFFIXES)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert [path.name for path in files] == ["a.md"]
    assert "locked" in skipped[0].path
    assert "permission" in skipped[0].reason.lower()


@pytest.mark.parametrize("directly", [False, True])
def test_only_regular_files_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, directly: bool) -> None:
    _touch(tmp_path / "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "device.md").symlink_to("/dev/zero")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        names = ["a.md", "device.md", "pipe.md", "socket.md"]
        files, skipped = find_files([str(tmp_path / name) for name in names] if directly else [str(tmp_path)], SUFFIXES)
    assert [path.name for path in files] == ["a.md"]
    assert [Path(item.path).name for item in skipped] == ["device.md", "pipe.md", "socket.md"]
    assert all("expected a regular file" in item.reason for item in skipped)


@pytest.mark.parametrize("directly", [False, True])
@pytest.mark.parametrize("target", ["link.md", "gone.md"])
def test_a_link_to_nothing_is_skipped_by_its_own_name(tmp_path: Path, target: str, directly: bool) -> None:
    _touch(tmp_path / "a.md")
    (tmp_path / "link.md").symlink_to(target)
    paths = [tmp_path / "a.md", tmp_path / "link.md"] if directly else [tmp_path]
    files, (skipped,) = find_files(map(str, paths), SUFFIXES)
    assert [path.name for path in files] == ["a.md"]
    assert skipped.path == str(tmp_path / "link.md")
    assert f"'{target}'" in skipped.reason
    assert "link" in skipped.reason


@pytest.mark.parametrize("directly", [False, True])
def test_a_name_that_is_no_text_is_skipped_and_shown(tmp_path: Path, directly: bool) -> None:
    _touch(tmp_path / "a.md")
    names = [b"\xff\xfe.txt", b"folder\xff/b.txt", b"\xff.png"]
    (tmp_path / os.fsdecode(b"folder\xff")).mkdir()
    paths = [tmp_path / os.fsdecode(name) for name in names]
    for path in paths:
        path.write_text("规划", encoding="utf-8")
    files, skipped = find_files(
        [str(tmp_path / "a.md"), *map(str, paths[:2])] if directly else [str(tmp_path)], SUFFIXES
    )
    assert [path.name for path in files] == ["a.md"]
    shown = {str(Path(item.path).relative_to(tmp_path)) for item in skipped}
    assert shown == {"\ufffd\ufffd.txt", "folder\ufffd/b.txt"} | (set() if directly else {"\ufffd.png"})
    assert all(item.reason.encode("utf-8") for item in skipped)
