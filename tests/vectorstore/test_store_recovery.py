"""What a killed or competing writer leaves behind, and how a damaged index is made good."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ingest.passage import Description, Document, Passage
from vectorstore.build import update
from vectorstore.catalog import Catalog
from vectorstore.embed import bundled
from vectorstore.errors import StoreError
from vectorstore.lexical import Entry
from vectorstore.query import Query
from vectorstore.retrieve import Retriever
from vectorstore.store import Store, exists

PLANS = [sys.executable, "-c", "from assistant.cli import main; main()"]
Content = Callable[[Store], dict[str, tuple[str, list[str]]]]
CheckIndexes = Callable[[Store], None]


class Killed(BaseException):
    """Stands for the end of the process: nothing in the program catches it."""


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
    opened: Callable[[], Store],
    plans: Path,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    step: str,
    late: bool,
    content: Content,
    check_indexes: CheckIndexes,
) -> None:
    update(opened(), [str(plans)])
    old = content(opened())
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

    seen = content(opened())
    assert seen == old or set(seen) == {*old, "new"}, "readers see all of a change or none of it"
    assert all(hit.passage.text for hit in Retriever(opened()).search(Query("停车泊位")))

    update(opened(), [str(plans)])
    store = opened()
    after = content(store)
    assert set(after) == {*old, "new"}
    assert all("末尾新增" in after[name][0] for name in old)
    check_indexes(store)
    assert len(update(store, [str(plans)]).unchanged) == 4


def test_a_process_killed_for_real_leaves_a_store_that_the_next_run_completes(
    tmp_path: Path, plans: Path, content: Content, check_indexes: CheckIndexes
) -> None:
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
            content(reader)
            assert all(hit.passage.text for hit in Retriever(reader).search(Query("湖堤")))
            reader.close()
        (plans / "plan0.md").write_text(f"# 岳阳市湖堤规划\n\n改到第{share}版。\n", encoding="utf-8")
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    store = Store(tmp_path / "store", bundled())
    assert len(content(store)) == 43
    assert "改到第0.9版" in content(store)["plan0"][0]
    check_indexes(store)
    store.close()


def test_twenty_kills_at_random_moments_each_end_with_the_undisturbed_store(
    tmp_path: Path, plans: Path, content: Content, check_indexes: CheckIndexes
) -> None:
    for number in range(12):
        lines = "".join(f"（{n}）改造第{n}处湖堤，投资{number + n}万元。\n\n" for n in range(30))
        (plans / f"plan{number}.md").write_text(f"# 岳阳市湖堤规划之{number}\n\n{lines}", encoding="utf-8")
    command = [*PLANS, "ingest", str(plans), "--store"]
    started = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole")], capture_output=True, check=True)
    whole = time.monotonic() - started
    undisturbed = Store(tmp_path / "whole", bundled())
    expected = content(undisturbed)
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
        assert content(store) == expected
        check_indexes(store)
        store.close()


def test_a_second_writer_is_told_to_wait_and_harms_nothing(
    opened: Callable[[], Store], plans: Path, content: Content, check_indexes: CheckIndexes
) -> None:
    store = opened()
    update(store, [str(plans)])
    before = content(store)
    (plans / "new.md").write_text("# 岳阳市绿道规划\n\n建成绿道九条。\n", encoding="utf-8")
    with store.writing():
        result = subprocess.run(
            [*PLANS, "ingest", str(plans), "--store", str(store.folder)], capture_output=True, text=True, check=False
        )
    assert result.returncode == 2
    assert "another process is writing" in result.stderr
    assert "Traceback" not in result.stderr
    assert content(opened()) == before
    check_indexes(opened())


def test_writers_that_start_together_on_a_new_folder_do_not_break_it(
    tmp_path: Path, plans: Path, content: Content, check_indexes: CheckIndexes
) -> None:
    command = [*PLANS, "ingest", str(plans), "--store", str(tmp_path / "store")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [(process.communicate()[1], process.returncode) for process in processes]
    assert [error for error, code in ended if code and "another process is writing" not in error] == []
    store = Store(tmp_path / "store", bundled())
    assert len(content(store)) == 3
    check_indexes(store)
    store.close()


def test_the_lock_is_free_again_after_a_failure(opened: Callable[[], Store]) -> None:
    store = opened()
    with pytest.raises(RuntimeError), store.writing():
        raise RuntimeError
    with store.writing():
        pass


@pytest.mark.parametrize("catalogue", [None, "empty", "schema"])
def test_a_store_whose_making_was_interrupted_opens(
    tmp_path: Path, plans: Path, catalogue: str | None, check_indexes: CheckIndexes
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    if catalogue == "empty":
        (folder / "catalogue.sqlite").touch()
    elif catalogue == "schema":
        Catalog(folder / "catalogue.sqlite").close()
    assert not exists(folder)
    store = Store(folder, bundled())
    assert len(update(store, [str(plans)]).added) == 3
    check_indexes(store)
    store.close()


@pytest.mark.parametrize(("folder", "kind"), [("lexical", "word"), ("chroma", "vector")])
def test_a_deleted_index_is_one_sentence_until_the_next_run_makes_it_anew(
    opened: Callable[[], Store], plans: Path, tmp_path: Path, folder: str, kind: str, check_indexes: CheckIndexes
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
    check_indexes(store)
    assert Retriever(store).search(Query("立体停车楼")) == before


def test_an_index_with_other_passages_is_made_anew_and_an_open_reader_sees_it(
    opened: Callable[[], Store], plans: Path, tmp_path: Path, check_indexes: CheckIndexes
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
    check_indexes(reader)
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
