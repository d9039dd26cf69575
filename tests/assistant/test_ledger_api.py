"""GET /api/commitments and /api/commitments/series: the contract, the filters, what is refused."""

from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.ledger_api import ledger_routes
from assistant.opening import Live, Opened
from assistant.respond import Responder
from vectorstore.store import Store


class _Standing:
    """A store that never changes."""

    def __init__(self, store: Store) -> None:
        self._opened = Opened(Responder(store), store, samples=False)

    def now(self) -> Opened:
        return self._opened


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    app = FastAPI()
    app.include_router(ledger_routes(cast("Live", _Standing(store))))
    return TestClient(app)


def _get(client: TestClient, **query: object) -> dict[str, Any]:
    response = client.get("/api/commitments", params=query)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_commitments_keep_the_contract(client: TestClient) -> None:
    found = _get(client, document="yueyang-plan-2021-2025", search="养老床位")
    assert found["total"] == len(found["commitments"]) == 1
    (row,) = found["commitments"]
    assert (row["subject"], row["value"], row["number"], row["unit"]) == ("新增养老床位", "5000张", 5000.0, "张")
    assert (row["year"], row["kind"], row["departments"]) == (2025, "target", ["市民政局"])
    assert row["value"] in row["sentence"]


def test_filters_narrow_and_pages_follow(client: TestClient) -> None:
    everything = _get(client)
    assert _get(client, year=2020)["total"] < everything["total"]
    assert {row["region"] for row in _get(client, region="九江")["commitments"]} == {"九江市"}
    assert {row["kind"] for row in _get(client, kind="achieved")["commitments"]} == {"achieved"}
    assert all("市住建局" in row["departments"] for row in _get(client, department="市住建局")["commitments"])
    first, second = _get(client, limit=2), _get(client, limit=2, offset=2)
    assert [row["id"] for row in first["commitments"] + second["commitments"]] == [
        row["id"] for row in everything["commitments"][:4]
    ]
    assert first["total"] == everything["total"]
    assert _get(client, search="没有这样的词") == {"total": 0, "commitments": []}


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 1001}, {"offset": -1}, {"year": "soon"}, {"kind": "wish"}, {"search": "词" * 600}]
)
def test_a_wrong_filter_is_refused(client: TestClient, query: dict[str, object]) -> None:
    assert client.get("/api/commitments", params=query).status_code == 422  # type: ignore[arg-type]


def test_a_series_is_given_for_an_indicator(client: TestClient) -> None:
    found = client.get("/api/commitments/series", params={"indicator": "森林覆盖率", "region": "岳阳"}).json()["series"]
    assert [row["value"] for row in found[0]["commitments"]] == ["45.3%", "45.5%以上"]
    assert (found[0]["unit"], found[0]["conflicts"]) == ("%", [])
    assert client.get("/api/commitments/series", params={"indicator": "海草床面积"}).json() == {"series": []}
    assert client.get("/api/commitments/series").status_code == 422
