"""The ledger of a store: what is written is read back, and follows its documents."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.commitments.commitment import Commitment
from ingest.passage import Description, Document, Passage
from vectorstore.catalog import Catalog
from vectorstore.ledger import Filter

_SENTENCE = "到2025年，新建泊位20个，养殖产值增长2%-3%。"


def _row(name: str, serial: int, **changes: object) -> Commitment:
    plain = Commitment(
        id=f"{name}#00000.{serial}",
        document=name,
        section=("第一章 港口",),
        page=3,
        start=10,
        end=13,
        subject="新建泊位",
        value="20个",
        number=20.0,
        unit="个",
        base_number=20.0,
        base_unit="个",
        comparator="exact",
        year=2025,
        kind="target",
        departments=("市交通局", "市水利局"),
        sentence=_SENTENCE,
        sentence_start=0,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def _grown(name: str) -> Commitment:
    return _row(
        name,
        1,
        start=19,
        end=24,
        subject="养殖产值",
        value="2%-3%",
        number=(2.0, 3.0),
        unit="%",
        base_number=(2.0, 3.0),
        base_unit="%",
        comparator="increase_by",
        year=None,
        kind="achieved",
        departments=(),
    )


def _document(name: str, *rows: Commitment) -> Document:
    passage = Passage(name, 0, ("第一章 港口",), 0, len(_SENTENCE), _SENTENCE, 3, 3)
    described = Description(f"{name}规划", "岳阳市", first_year=2021, last_year=2025)
    return Document(name, f"/plans/{name}.md", "digest", described, _SENTENCE, (passage,), commitments=rows)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    made = Catalog(tmp_path / "catalogue.sqlite")
    yield made
    made.close()


def _add(catalog: Catalog, *documents: Document) -> None:
    catalog.stage(documents)
    catalog.publish(document.id for document in documents)


def _ids(catalog: Catalog, **wanted: object) -> list[str]:
    return [row.id for row in catalog.commitments(Filter(**wanted)).commitments]  # type: ignore[arg-type]


def test_what_was_written_is_read_back_unchanged(catalog: Catalog) -> None:
    rows = (_row("港口", 0), _grown("港口"), _row("港口", 2, number=None, base_number=None, value="翻一番"))
    _add(catalog, _document("港口", *rows))
    found = catalog.commitments(Filter())
    assert found.commitments == list(rows)
    assert found.total == 3


def test_staged_rows_are_not_seen_and_go_with_an_interrupted_run(catalog: Catalog) -> None:
    _add(catalog, _document("港口", _row("港口", 0)))
    catalog.stage([_document("港口", _row("港口", 0, value="30个"), _grown("港口"))])
    assert [row.value for row in catalog.commitments(Filter()).commitments] == ["20个"]
    catalog.discard_staged()
    assert [row.value for row in catalog.commitments(Filter()).commitments] == ["20个"]


def test_a_replaced_or_removed_document_takes_its_rows_along(catalog: Catalog) -> None:
    _add(catalog, _document("港口", _row("港口", 0)), _document("航运", _grown("航运")))
    _add(catalog, _document("港口", _row("港口", 0, value="30个")))
    assert [row.value for row in catalog.commitments(Filter()).commitments] == ["30个", "2%-3%"]
    catalog.remove(["港口"])
    assert _ids(catalog) == ["航运#00000.1"]
    assert catalog.commitment_departments() == {}


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"year": 2025}, ["港口#00000.0"]),
        ({"year": 1999}, []),
        ({"kind": "achieved"}, ["港口#00000.1", "航运#00000.1"]),
        ({"department": "水利"}, ["港口#00000.0"]),
        ({"documents": ["航运"]}, ["航运#00000.1"]),
        ({"documents": []}, []),
        ({"search": "泊位 20个"}, ["港口#00000.0", "港口#00000.1", "航运#00000.1"]),
        ({"search": "养殖产值"}, ["港口#00000.1", "航运#00000.1", "港口#00000.0"]),
        ({"search": "第一章"}, ["港口#00000.0", "港口#00000.1", "航运#00000.1"]),
        ({"search": "100%"}, []),
        ({"search": "_"}, []),
        ({"limit": 1}, ["港口#00000.0"]),
        ({"limit": 1, "offset": 1}, ["港口#00000.1"]),
        ({"offset": 5}, []),
    ],
)
def test_filters_let_through_what_is_meant(catalog: Catalog, wanted: dict[str, object], ids: list[str]) -> None:
    _add(catalog, _document("港口", _row("港口", 0), _grown("港口")), _document("航运", _grown("航运")))
    assert _ids(catalog, **wanted) == ids


def test_the_total_counts_what_a_page_leaves_out(catalog: Catalog) -> None:
    _add(catalog, _document("港口", *(_row("港口", serial) for serial in range(5))))
    assert catalog.commitments(Filter(limit=2)).total == 5
    assert catalog.commitments(Filter(limit=2, year=2024)).total == 0


def test_years_and_departments_are_those_that_are_named(catalog: Catalog) -> None:
    _add(
        catalog,
        _document("港口", _row("港口", 0), _row("港口", 2, year=2023, departments=("市交通局",)), _grown("港口")),
    )
    assert catalog.commitment_years() == [2023, 2025]
    assert catalog.commitment_departments() == {"市交通局": 2, "市水利局": 1}


def test_a_tally_counts_what_a_filter_lets_through_on_all_pages(catalog: Catalog) -> None:
    _add(
        catalog,
        _document("港口", _row("港口", 0), _row("港口", 2, year=2023, departments=("市交通局",)), _grown("港口")),
        _document("航运", _grown("航运")),
    )
    everything = catalog.commitment_tally(Filter())
    assert (everything.documents, everything.years) == ({"港口": 3, "航运": 1}, {2025: 1, 2023: 1})
    assert everything.departments == catalog.commitment_departments()
    assert sorted(everything.keys) == sorted(one.key for one in catalog.commitment_subjects())
    narrow = catalog.commitment_tally(Filter(kind="target", department="水利", limit=1))
    assert (narrow.documents, narrow.kinds, narrow.departments) == (
        {"港口": 1},
        {"target": 1},
        {"市交通局": 1, "市水利局": 1},
    )
    assert catalog.commitment_tally(Filter(year=1999)).keys == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(search=st.text(max_size=20), department=st.text(max_size=10))
def test_no_search_raises(catalog: Catalog, search: str, department: str) -> None:
    found = catalog.commitments(Filter(search=search, department=department))
    assert found.total == len(found.commitments)
