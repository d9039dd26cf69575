"""The catalogue: documents appear, change and go in one step."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.blocks import Printed
from ingest.passage import Description, Document, Passage
from vectorstore.catalog import Catalog
from vectorstore.errors import IncompatibleStore


def _document(name: str, *sentences: str, remarks: tuple[str, ...] = ()) -> Document:
    text, passages = "\n".join(sentences), []
    for number, sentence in enumerate(sentences):
        start = sum(len(earlier) + 1 for earlier in sentences[:number])
        passages.append(Passage(name, number, ("第一章 港口",), start, start + len(sentence), sentence, 3, 4))
    described = Description(f"{name}规划", "岳阳市", first_year=2021, last_year=2025, origin={"title": "text"})
    return Document(name, f"/plans/{name}.md", f"digest of {text}", described, text, tuple(passages), 9, remarks)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    made = Catalog(tmp_path / "catalogue.sqlite")
    yield made
    made.close()


def _add(catalog: Catalog, *documents: Document) -> dict[str, list[int]]:
    keys = catalog.stage(documents)
    catalog.publish(document.id for document in documents)
    return keys


def test_what_was_written_is_read_back_unchanged(catalog: Catalog) -> None:
    document = _document("港口", "新建泊位。", "扩建码头😀。", remarks=("两页没有文字",))
    _add(catalog, document)
    assert catalog.passages_of("港口") == list(document.passages)
    assert catalog.body("港口") == document.text
    (listed,) = catalog.documents()
    assert (listed.description, listed.pages, listed.passages, listed.remarks) == (
        document.description,
        9,
        2,
        ("两页没有文字",),
    )
    assert catalog.digests() == {document.path: ("港口", document.digest)}


def test_a_staged_document_is_not_seen(catalog: Catalog) -> None:
    keys = catalog.stage([_document("港口", "新建泊位。")])["港口"]
    assert catalog.documents() == []
    assert catalog.passages(keys) == {}
    assert catalog.body("港口") is None
    assert catalog.digests() == {}
    assert catalog.keys() == set()


def test_a_staged_replacement_leaves_the_current_version_in_place(catalog: Catalog) -> None:
    old = _add(catalog, _document("港口", "旧文。"))["港口"]
    new = catalog.stage([_document("港口", "新文。", "又一句。")])["港口"]
    assert catalog.body("港口") == "旧文。"
    assert catalog.keys() == set(old)
    catalog.publish(["港口"])
    assert catalog.body("港口") == "新文。\n又一句。"
    assert catalog.keys() == set(new)
    assert catalog.garbage() == old
    assert catalog.passages(old) == {}


def test_another_reader_sees_all_of_a_publication_or_none(catalog: Catalog, tmp_path: Path) -> None:
    _add(catalog, _document("港口", "旧文。"), _document("水利", "旧文。"))
    reader = Catalog(tmp_path / "catalogue.sqlite")
    seen = []

    def watched() -> Iterator[str]:
        for name in ("港口", "水利"):
            yield name
            seen.append({reader.body("港口"), reader.body("水利")})

    catalog.stage([_document("港口", "新文。"), _document("水利", "新文。")])
    catalog.publish(watched())
    assert seen == [{"旧文。"}, {"旧文。"}]
    assert {reader.body("港口"), reader.body("水利")} == {"新文。"}
    reader.close()


def test_a_publication_that_fails_changes_nothing(catalog: Catalog) -> None:
    _add(catalog, _document("港口", "旧文。"))
    stamp = catalog.stamp()
    catalog.stage([_document("港口", "新文。")])

    def failing() -> Iterator[str]:
        yield "港口"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        catalog.publish(failing())
    assert catalog.body("港口") == "旧文。"
    assert catalog.stamp() == stamp
    assert catalog.garbage() == []


def test_what_was_staged_and_never_published_becomes_garbage(catalog: Catalog) -> None:
    kept = _add(catalog, _document("港口", "旧文。"))["港口"]
    lost = catalog.stage([_document("港口", "新文。"), _document("水利", "新文。")])
    catalog.discard_staged()
    assert catalog.keys() == set(kept)
    assert catalog.garbage() == sorted(lost["港口"] + lost["水利"])
    catalog.forget_garbage(catalog.garbage())
    assert catalog.garbage() == []


def test_a_removed_document_is_gone_and_its_keys_are_never_used_again(catalog: Catalog) -> None:
    old = _add(catalog, _document("港口", "旧文。"))["港口"]
    catalog.remove(["港口", "不存在"])
    assert catalog.documents() == []
    assert catalog.garbage() == old
    assert not set(_add(catalog, _document("港口", "旧文。"))["港口"]) & set(old)


def test_every_change_raises_the_stamp(catalog: Catalog) -> None:
    stamps = [catalog.stamp()]
    _add(catalog, _document("港口", "旧文。"))
    stamps.append(catalog.stamp())
    catalog.remove(["港口"])
    stamps.append(catalog.stamp())
    assert stamps == sorted(set(stamps))


def test_equal_sentences_of_two_plans_are_both_kept(catalog: Catalog) -> None:
    keys = _add(catalog, _document("港口", "同一句话。"), _document("水利", "同一句话。"))
    found = catalog.passages([*keys["港口"], *keys["水利"]])
    assert {passage.document for passage in found.values()} == {"港口", "水利"}


def test_more_keys_than_one_statement_takes_are_looked_up(catalog: Catalog) -> None:
    keys = _add(catalog, _document("港口", *[f"第{n}句。" for n in range(1200)]))["港口"]
    assert len(catalog.passages(keys)) == 1200


def test_a_file_that_is_no_catalogue_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"this is something else entirely" * 99)
    with pytest.raises(IncompatibleStore, match=r"expected .*; ingest"):
        Catalog(path)
    assert path.read_bytes().startswith(b"this is something else")


def test_passages_and_documents_are_found_from_each_other(catalog: Catalog) -> None:
    held = _add(catalog, *(_document(f"规划{number}", "甲。", "乙。") for number in range(700)))
    assert sorted(catalog.keys_of({"规划3", "规划699", "没有"})) == sorted(held["规划3"] + held["规划699"])
    assert sorted(catalog.keys_of(held)) == sorted(catalog.keys())
    assert catalog.keys_of(()) == []
    assert catalog.documents_of(held["规划699"] + [99_999]) == dict.fromkeys(held["规划699"], "规划699")
    assert catalog.documents_of(sorted(catalog.keys())) == {key: name for name, keys in held.items() for key in keys}
    replaced = _add(catalog, _document("规划3", "丙。"))["规划3"]
    (staged,) = catalog.stage([_document("规划4", "丁。")])["规划4"]
    assert catalog.keys_of({"规划3"}) == replaced
    assert staged not in catalog.keys_of({"规划4"})
    assert catalog.documents_of([*held["规划3"], staged, *replaced]) == dict.fromkeys(replaced, "规划3")


def test_places_of_recognised_text_go_with_their_document(catalog: Catalog) -> None:
    pieces = {
        2: (Printed("新建泊位20个", 72.5, 90, 200, 104), Printed("。", 200, 90, 212, 104)),
        5: (Printed("终", 1, 2, 3, 4),),
    }
    catalog.stage([replace(_document("港口", "新建泊位20个。"), printed=pieces), _document("航运", "开通航线。")])
    assert catalog.printed("港口", range(1, 9)) == {}
    catalog.publish(["港口", "航运"])
    assert catalog.printed("港口", range(1, 9)) == {page: list(found) for page, found in pieces.items()}
    assert catalog.printed("港口", range(3, 6)).keys() == {5}
    assert catalog.printed("航运", range(1, 9)) == {}
    catalog.remove(["港口"])
    assert catalog.printed("港口", range(1, 9)) == {}
