"""One folder: what is put into it, taken out and seen of it, and what is refused as a store."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vectorstore.build import update
from vectorstore.embed import Embedder, bundled
from vectorstore.errors import IncompatibleStore, StoreError
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store, exists

PLANS = [sys.executable, "-c", "from assistant.cli import main; main()"]
Content = Callable[[Store], dict[str, tuple[str, list[str]]]]
CheckIndexes = Callable[[Store], None]


def test_what_is_stored_is_in_both_indexes(
    opened: Callable[[], Store], plans: Path, check_indexes: CheckIndexes
) -> None:
    store = opened()
    report = update(store, [str(plans)])
    assert len(report.added) == 3
    assert report.passages == len(store.catalog.keys()) > 10
    check_indexes(store)


def test_unchanged_files_are_not_read_again(
    opened: Callable[[], Store], plans: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    update(opened(), [str(plans)])
    before = content(opened())

    def reading(*_: object) -> None:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr("vectorstore.build.read_document", reading)
    report = update(opened(), [str(plans)])
    assert (len(report.unchanged), report.added, report.changed, report.passages) == (3, [], [], 0)
    assert content(opened()) == before


def test_a_changed_file_replaces_its_old_text_everywhere(
    opened: Callable[[], Store], plans: Path, content: Content, check_indexes: CheckIndexes
) -> None:
    update(opened(), [str(plans)])
    (plans / "yueyang-parking.txt").write_text(
        "岳阳市停车方案\n一、目标\n到2025年建成地下车库九座。\n", encoding="utf-8"
    )
    report = update(opened(), [str(plans)])
    assert (report.changed, len(report.unchanged)) == (["yueyang-parking"], 2)
    store = opened()
    assert "立体停车楼" not in "".join(text for text, _ in content(store).values())
    assert Retriever(store).search(Query("地下车库"))[0].passage.document == "yueyang-parking"
    assert store.lexical.document_frequency("立体") == 0
    assert store.lexical.search({"立体": 1.0}, 5) == []
    check_indexes(store)


def test_a_file_that_cannot_be_read_any_more_leaves_what_was_stored(
    opened: Callable[[], Store], plans: Path, content: Content
) -> None:
    update(opened(), [str(plans)])
    before = content(opened())
    (plans / "yueyang-parking.txt").write_bytes(b"")
    (plans / "new.md").write_text("# 岳阳市绿道规划\n\n建成绿道九条。\n", encoding="utf-8")
    report = update(opened(), [str(plans)])
    assert [Path(skipped.path).name for skipped in report.skipped] == ["yueyang-parking.txt"]
    assert "empty" in report.skipped[0].reason
    assert report.added == ["new"]
    after = content(opened())
    assert {name: after[name] for name in before} == before


def test_only_prune_removes_documents_whose_file_is_gone(
    opened: Callable[[], Store], plans: Path, content: Content, check_indexes: CheckIndexes
) -> None:
    update(opened(), [str(plans)])
    (plans / "yueyang-parking.txt").unlink()
    assert update(opened(), [str(plans)]).removed == []
    assert len(content(opened())) == 3
    assert update(opened(), [str(plans)], prune=True).removed == ["yueyang-parking"]
    store = opened()
    assert "yueyang-parking" not in content(store)
    check_indexes(store)


def test_two_plans_with_the_same_text_are_both_stored(opened: Callable[[], Store], plans: Path) -> None:
    (plans / "copy.txt").write_bytes((plans / "yueyang-parking.txt").read_bytes())
    update(opened(), [str(plans)])
    found = Retriever(opened()).search(Query("立体停车楼"))
    assert {"copy", "yueyang-parking"} <= {hit.passage.document for hit in found[:2]}


def test_an_open_reader_sees_what_another_process_ingested(opened: Callable[[], Store], plans: Path) -> None:
    reader = opened()
    assert Retriever(reader).search(Query("立体停车楼")) == []
    assert not reader.refresh()
    command = [*PLANS, "ingest", str(plans), "--store", str(reader.folder)]
    subprocess.run(command, capture_output=True, check=True)
    assert reader.refresh()
    assert Retriever(reader).search(Query("立体停车楼"))[0].passage.document == "yueyang-parking"
    assert reader.dense.search(reader.embedder.question("立体停车楼"), 1)
    assert not reader.refresh()


@pytest.mark.parametrize("field", ["store_version", "tokens_version", "dimension"])
def test_a_store_of_another_version_is_refused_and_untouched(
    opened: Callable[[], Store], tmp_path: Path, field: str
) -> None:
    opened().close()
    path = tmp_path / "store" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: 999}))
    with pytest.raises(IncompatibleStore, match=rf"{field} is 999, expected \d+; .*--store"):
        Store(tmp_path / "store", bundled())
    assert json.loads(path.read_text())[field] == 999


def test_a_store_built_with_another_embedding_is_refused(
    opened: Callable[[], Store], tmp_path: Path, all_alike: Embedder
) -> None:
    opened().close()
    with pytest.raises(IncompatibleStore, match=r"embedding is 'plans-static.*expected 'all-alike'.*dimension is"):
        Store(tmp_path / "store", all_alike)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"other": 1}', "\xff"])
def test_a_manifest_of_something_else_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="latin-1")
    with pytest.raises(IncompatibleStore, match="not a manifest"):
        Store(tmp_path, bundled())


def test_a_folder_of_something_else_is_refused_and_untouched(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.txt").write_text("private", encoding="utf-8")
    with pytest.raises(StoreError, match=r"letter\.txt.*--store"):
        Store(folder, bundled())
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert not exists(folder)


def test_a_file_is_not_used_as_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("private", encoding="utf-8")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreError, match="expected a folder"):
            Store(path, bundled())


def test_asking_whether_a_store_is_there_makes_none(tmp_path: Path) -> None:
    assert not exists(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", [["documents"], ["ask", "停车泊位"], ["ingest", "."]])
def test_documents_without_a_manifest_are_refused(
    opened: Callable[[], Store], plans: Path, tmp_path: Path, command: list[str]
) -> None:
    update(opened(), [str(plans)])
    opened().close()
    (tmp_path / "store" / "manifest.json").unlink()
    with pytest.raises(IncompatibleStore, match=r"manifest\.json.*expected.*--store"):
        Store(tmp_path / "store", bundled())
    result = subprocess.run(
        [*PLANS, *command, "--store", str(tmp_path / "store")], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "manifest.json" in result.stderr
    assert not (tmp_path / "store" / "manifest.json").exists()
