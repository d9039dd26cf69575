"""What an update keeps beside the text: how well it was read, copies of it, and what a side file states."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.passage import Loss
from vectorstore.build import update
from vectorstore.embed import Embedder
from vectorstore.store import Store


@pytest.fixture
def store(tmp_path: Path, all_alike: Embedder) -> Iterator[Store]:
    made = Store(tmp_path / "store", all_alike)
    yield made
    made.close()


def _plan(region: str, changed: str = "") -> str:
    points = "".join(
        f"（{n}）{region}第{n}项任务是修建第{n * 37}号码头并疏浚{n * 53}米航道{changed}。\n\n" for n in range(1, 40)
    )
    return f"# {region}港口规划\n\n## 第一章 任务\n\n{points}"


def _write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_copy_is_reported_when_it_is_read_and_not_again(store: Store, tmp_path: Path) -> None:
    folder = _write(tmp_path / "plans", port=_plan("岳阳市"), other=_plan("九江市", "，由县里负责实施"))
    assert update(store, [str(folder)]).duplicates == []
    (folder / "copy.txt").write_text(_plan("岳阳市").replace("#", ""), encoding="utf-8")
    ((one, other, alike),) = update(store, [str(folder)]).duplicates
    assert (one, other) == ("copy", "port")
    assert alike > 0.9
    assert update(store, [str(folder)]).duplicates == []


def test_the_quality_is_stored_with_the_document(store: Store, tmp_path: Path) -> None:
    folder = _write(tmp_path / "plans", port=_plan("岳阳市") + "力争到年，全部建成。\n")
    update(store, [str(folder)])
    (listed,) = store.catalog.documents()
    assert listed.quality is not None
    assert listed.quality.characters > 500
    assert listed.quality.losses == (Loss("year without number", 1, "力争到年，全部建成。"),)
    assert listed.quality.pages_without_text == ()


def test_a_document_is_read_again_only_when_its_own_entry_changes(store: Store, tmp_path: Path) -> None:
    folder = _write(tmp_path / "plans", port=_plan("岳阳市"), other=_plan("九江市", "，由县里负责实施"))
    update(store, [str(folder)])
    (folder / "plans.toml").write_text('[documents.port]\nperiod = "2021-2025"\n', encoding="utf-8")
    report = update(store, [str(folder)])
    assert (report.changed, report.unchanged, report.skipped) == (["port"], ["other"], [])
    described = {listed.id: listed.description for listed in store.catalog.documents()}
    assert (described["port"].period, described["other"].period) == ("2021-2025", None)


def test_a_wrong_side_file_is_remarked_and_everything_is_read(store: Store, tmp_path: Path) -> None:
    folder = _write(tmp_path / "plans", port=_plan("岳阳市"))
    (folder / "plans.toml").write_text('[documents.port]\nperiod = "soon"\n[documents.gone]\n', encoding="utf-8")
    report = update(store, [str(folder)])
    assert (report.added, report.skipped) == (["port"], [])
    (remark,) = report.remarks["port"]
    assert "soon" in remark
    assert "gone" in remark
