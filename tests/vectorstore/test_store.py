"""One folder: manifest, write lock, and what a killed or competing writer leaves behind."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import tantivy

from ingest.passage import Description, Document, Passage
from vectorstore.build import update
from vectorstore.catalog import Catalog
from vectorstore.embed import Embedder, bundled
from vectorstore.errors import IncompatibleStore, StoreError
from vectorstore.lexical import Entry
from vectorstore.retrieve import Query, Retriever
from vectorstore.store import Store, exists

PLANS = [sys.executable, "-c", "from assistant.cli import main; main()"]


class Killed(BaseException):
    """Stands for the end of the process: nothing in the program catches it."""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Open the store of this test, as a new process would."""
    stores: list[Store] = []

    def open_again() -> Store:
        while stores:
            stores.pop().close()
        stores.append(Store(tmp_path / "store", bundled()))
        return stores[-1]

    yield open_again
    while stores:
        stores.pop().close()


def _lexical_keys(store: Store) -> list[int]:
    searcher = tantivy.Index.open(str(store.folder / "lexical")).searcher()
    hits = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1)).hits
    return sorted(searcher.fast_field_values("key", [address for _, address in hits])) if hits else []


def _content(store: Store) -> dict[str, tuple[str, list[str]]]:
    """What a reader sees of each document: its text and its passages; each passage is a slice of the text."""
    seen: dict[str, tuple[str, list[str]]] = {}
    for listed in store.catalog.documents():
        body, passages = store.catalog.body(listed.id), store.catalog.passages_of(listed.id)
        assert body is not None
        assert all(body[passage.start : passage.end] == passage.text for passage in passages)
        assert len(passages) == listed.passages > 0
        seen[listed.id] = (body, [passage.text for passage in passages])
    return seen


def _assert_indexes_hold_the_catalogue(store: Store) -> None:
    keys = store.catalog.keys()
    assert store.dense.keys() == keys
    assert _lexical_keys(store) == sorted(keys)
    assert store.catalog.garbage() == []


def test_what_is_stored_is_in_both_indexes(opened: Callable[[], Store], plans: Path) -> None:
    store = opened()
    report = update(store, [str(plans)])
    assert len(report.added) == 3
    assert report.passages == len(store.catalog.keys()) > 10
    _assert_indexes_hold_the_catalogue(store)


def test_unchanged_files_are_not_read_again(
    opened: Callable[[], Store], plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(opened(), [str(plans)])
    before = _content(opened())

    def reading(*_: object) -> None:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr("vectorstore.build.read_document", reading)
    report = update(opened(), [str(plans)])
    assert (len(report.unchanged), report.added, report.changed, report.passages) == (3, [], [], 0)
    assert _content(opened()) == before


def test_a_changed_file_replaces_its_old_text_everywhere(opened: Callable[[], Store], plans: Path) -> None:
    update(opened(), [str(plans)])
    (plans / "yueyang-parking.txt").write_text(
        "岳阳市停车方案\n一、目标\n到2025年建成地下车库九座。\n", encoding="utf-8"
    )
    report = update(opened(), [str(plans)])
    assert (report.changed, len(report.unchanged)) == (["yueyang-parking"], 2)
    store = opened()
    assert "立体停车楼" not in "".join(text for text, _ in _content(store).values())
    assert Retriever(store).search(Query("地下车库"))[0].passage.document == "yueyang-parking"
    assert store.lexical.document_frequency("立体") == 0
    assert store.lexical.search({"立体": 1.0}, 5) == []
    _assert_indexes_hold_the_catalogue(store)


def test_a_file_that_cannot_be_read_any_more_leaves_what_was_stored(opened: Callable[[], Store], plans: Path) -> None:
    update(opened(), [str(plans)])
    before = _content(opened())
    (plans / "yueyang-parking.txt").write_bytes(b"")
    (plans / "new.md").write_text("# 岳阳市绿道规划\n\n建成绿道九条。\n", encoding="utf-8")
    report = update(opened(), [str(plans)])
    assert [Path(skipped.path).name for skipped in report.skipped] == ["yueyang-parking.txt"]
    assert "empty" in report.skipped[0].reason
    assert report.added == ["new"]
    after = _content(opened())
    assert {name: after[name] for name in before} == before


def test_only_prune_removes_documents_whose_file_is_gone(opened: Callable[[], Store], plans: Path) -> None:
    update(opened(), [str(plans)])
    (plans / "yueyang-parking.txt").unlink()
    assert update(opened(), [str(plans)]).removed == []
    assert len(_content(opened())) == 3
    assert update(opened(), [str(plans)], prune=True).removed == ["yueyang-parking"]
    store = opened()
    assert "yueyang-parking" not in _content(store)
    _assert_indexes_hold_the_catalogue(store)


def test_two_plans_with_the_same_text_are_both_stored(opened: Callable[[], Store], plans: Path) -> None:
    (plans / "copy.txt").write_bytes((plans / "yueyang-parking.txt").read_bytes())
    update(opened(), [str(plans)])
    found = Retriever(opened()).search(Query("立体停车楼"))
    assert {"copy", "yueyang-parking"} <= {hit.passage.document for hit in found[:2]}


STEPS = [
    ("catalog", "stage"),
    ("embedder", "documents"),
    ("dense", "add"),
    ("lexical", "change"),
    ("catalog", "publish"),
    ("dense", "delete"),
    ("catalog", "forget_garbage"),
]


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("part", "step"), STEPS, ids=[".".join(step) for step in STEPS])
def test_a_writer_killed_at_any_step_is_made_good_by_the_next_run(
    opened: Callable[[], Store], plans: Path, monkeypatch: pytest.MonkeyPatch, part: str, step: str, late: bool
) -> None:
    update(opened(), [str(plans)])
    old = _content(opened())
    for path in plans.iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "\n末尾新增的一句话。\n", encoding="utf-8")
    (plans / "new.md").write_text("# 岳阳市绿道规划\n\n建成绿道九条。\n", encoding="utf-8")

    store = opened()
    owner = getattr(store, part)
    real = getattr(owner, step)

    def killed(*args: Any, **kwargs: Any) -> None:
        if late:
            real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(owner, step, killed, raising=True)
    with pytest.raises(Killed):
        update(store, [str(plans)])
    monkeypatch.undo()

    seen = _content(opened())
    assert seen == old or set(seen) == {*old, "new"}, "readers see all of a change or none of it"
    assert all(hit.passage.text for hit in Retriever(opened()).search(Query("停车泊位")))

    update(opened(), [str(plans)])
    store = opened()
    content = _content(store)
    assert set(content) == {*old, "new"}
    assert all("末尾新增" in content[name][0] for name in old)
    _assert_indexes_hold_the_catalogue(store)
    assert len(update(store, [str(plans)]).unchanged) == 4


def test_a_process_killed_for_real_leaves_a_store_that_the_next_run_completes(tmp_path: Path, plans: Path) -> None:
    for number in range(40):
        lines = "".join(f"（{n}）改造第{n}处湖堤，投资{number + n}万元。\n\n" for n in range(40))
        (plans / f"plan{number}.md").write_text(f"# 岳阳市湖堤规划之{number}\n\n{lines}", encoding="utf-8")
    command = [*PLANS, "ingest", str(plans), "--store", str(tmp_path / "store")]
    started = time.monotonic()
    subprocess.run([*command[:-1], str(tmp_path / "whole")], capture_output=True, check=True)
    whole = time.monotonic() - started
    for share in (0.35, 0.55, 0.7, 0.8, 0.9):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(whole * share)
            process.kill()
        if exists(tmp_path / "store"):
            reader = Store(tmp_path / "store", bundled())
            _content(reader)
            assert all(hit.passage.text for hit in Retriever(reader).search(Query("湖堤")))
            reader.close()
        (plans / "plan0.md").write_text(f"# 岳阳市湖堤规划\n\n改到第{share}版。\n", encoding="utf-8")
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    store = Store(tmp_path / "store", bundled())
    assert len(_content(store)) == 43
    assert "改到第0.9版" in _content(store)["plan0"][0]
    _assert_indexes_hold_the_catalogue(store)
    store.close()


def test_twenty_kills_at_random_moments_each_end_with_the_undisturbed_store(tmp_path: Path, plans: Path) -> None:
    for number in range(12):
        lines = "".join(f"（{n}）改造第{n}处湖堤，投资{number + n}万元。\n\n" for n in range(30))
        (plans / f"plan{number}.md").write_text(f"# 岳阳市湖堤规划之{number}\n\n{lines}", encoding="utf-8")
    command = [*PLANS, "ingest", str(plans), "--store"]
    started = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole")], capture_output=True, check=True)
    whole = time.monotonic() - started
    undisturbed = Store(tmp_path / "whole", bundled())
    expected = _content(undisturbed)
    undisturbed.close()
    chance = random.Random(20)
    for moment in range(20):
        folder = tmp_path / f"store{moment}"
        with subprocess.Popen([*command, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(whole * chance.uniform(0.2, 1.0))
            process.kill()
        store = Store(folder, bundled())
        update(store, [str(plans)])
        assert _content(store) == expected
        _assert_indexes_hold_the_catalogue(store)
        store.close()


def test_a_second_writer_is_told_to_wait_and_harms_nothing(opened: Callable[[], Store], plans: Path) -> None:
    store = opened()
    update(store, [str(plans)])
    before = _content(store)
    (plans / "new.md").write_text("# 岳阳市绿道规划\n\n建成绿道九条。\n", encoding="utf-8")
    with store.writing():
        result = subprocess.run(
            [*PLANS, "ingest", str(plans), "--store", str(store.folder)], capture_output=True, text=True, check=False
        )
    assert result.returncode == 2
    assert "another process is writing" in result.stderr
    assert "Traceback" not in result.stderr
    assert _content(opened()) == before
    _assert_indexes_hold_the_catalogue(opened())


def test_writers_that_start_together_on_a_new_folder_do_not_break_it(tmp_path: Path, plans: Path) -> None:
    command = [*PLANS, "ingest", str(plans), "--store", str(tmp_path / "store")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [(process.communicate()[1], process.returncode) for process in processes]
    assert [error for error, code in ended if code and "another process is writing" not in error] == []
    store = Store(tmp_path / "store", bundled())
    assert len(_content(store)) == 3
    _assert_indexes_hold_the_catalogue(store)
    store.close()


def test_the_lock_is_free_again_after_a_failure(opened: Callable[[], Store]) -> None:
    store = opened()
    with pytest.raises(RuntimeError), store.writing():
        raise RuntimeError
    with store.writing():
        pass


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


@pytest.mark.parametrize("catalogue", [None, "empty", "schema"])
def test_a_store_whose_making_was_interrupted_opens(tmp_path: Path, plans: Path, catalogue: str | None) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    if catalogue == "empty":
        (folder / "catalogue.sqlite").touch()
    elif catalogue == "schema":
        Catalog(folder / "catalogue.sqlite").close()
    assert not exists(folder)
    store = Store(folder, bundled())
    assert len(update(store, [str(plans)]).added) == 3
    _assert_indexes_hold_the_catalogue(store)
    store.close()


@pytest.mark.parametrize(("folder", "kind"), [("lexical", "word"), ("chroma", "vector")])
def test_a_deleted_index_is_one_sentence_until_the_next_run_makes_it_anew(
    opened: Callable[[], Store], plans: Path, tmp_path: Path, folder: str, kind: str
) -> None:
    update(opened(), [str(plans)])
    before = Retriever(opened()).search(Query("立体停车楼"))
    opened().close()
    shutil.rmtree(tmp_path / "store" / folder)
    command = [*PLANS, "ask", "立体停车楼总投资多少？", "--store", str(tmp_path / "store")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"the {kind} index" in result.stderr
    assert "run `plans ingest`" in result.stderr
    command = [*PLANS, "ingest", str(plans / "yueyang-parking.txt"), "--store", str(tmp_path / "store")]
    subprocess.run(command, capture_output=True, check=True)
    store = opened()
    _assert_indexes_hold_the_catalogue(store)
    assert Retriever(store).search(Query("立体停车楼")) == before


def test_an_index_with_other_passages_is_made_anew_and_an_open_reader_sees_it(
    opened: Callable[[], Store], plans: Path, tmp_path: Path
) -> None:
    update(opened(), [str(plans)])
    store = opened()
    before = Retriever(store).search(Query("立体停车楼"))
    keys = sorted(store.catalog.keys())
    store.lexical.change(delete=keys[:3])
    store.dense.delete(keys[2:5])
    reader = Store(tmp_path / "store", bundled())
    for part in ("lexical", "dense"):
        with pytest.raises(StoreError, match="index"):
            getattr(reader, part)
    assert len(update(store, [str(plans)]).unchanged) == 3
    assert reader.refresh()
    assert Retriever(reader).search(Query("立体停车楼")) == before
    _assert_indexes_hold_the_catalogue(reader)
    reader.close()


def test_what_a_writer_has_staged_is_no_damage(opened: Callable[[], Store], plans: Path, tmp_path: Path) -> None:
    update(opened(), [str(plans)])
    store = opened()
    (key,) = sorted(store.catalog.keys())[-1:]
    version = Document("new", "/new", "", Description("题"), "文", (Passage("new", 0, (), 0, 1, "文"),))
    (staged,) = store.catalog.stage([version])["new"]
    assert staged > key
    for _ in range(2):
        reader = Store(tmp_path / "store", bundled())
        assert Retriever(reader).search(Query("立体停车楼"))
        reader.close()
        store.lexical.change(add=[Entry(staged, "new", "题", "", "文")])
