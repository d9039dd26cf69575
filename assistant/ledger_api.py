"""The routes of the ledger."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from assistant.ledger.ledger import Wanted, find
from assistant.ledger.row import CommitmentRow
from assistant.ledger.series import plain, series_of
from assistant.ledger.topic import Topic
from assistant.opening import Live
from assistant.respond import LONGEST_QUESTION


class CommitmentsResponse(BaseModel):
    """The reply of GET /api/commitments."""

    total: int
    commitments: list[CommitmentRow]


class SeriesResponse(BaseModel):
    """The reply of GET /api/commitments/series."""

    series: list[dict[str, Any]]


def ledger_routes(live: Live) -> APIRouter:
    """Return the routes that list commitments and follow an indicator."""
    router = APIRouter()

    @router.get("/api/commitments")
    def commitments(
        document: Annotated[str, Query(description="id of a document, or a part of its title")] = "",
        search: Annotated[str, Query(max_length=LONGEST_QUESTION, description="words that must stand in it")] = "",
        year: Annotated[int | None, Query(description="the year a commitment is for")] = None,
        department: Annotated[str, Query(description="a department, or a part of its name")] = "",
        region: Annotated[str, Query(description="region, by full or short name")] = "",
        kind: Annotated[Literal["target", "achieved"] | None, Query(description="target or achieved")] = None,
        topic: Annotated[Literal["", Topic], Query(description="field of government")] = "",
        limit: Annotated[int, Query(ge=1, le=1000, description="how many")] = 100,
        offset: Annotated[int, Query(ge=0, le=2**31, description="leave out so many")] = 0,
    ) -> CommitmentsResponse:
        """List quantified commitments: what, how much, by when, by whom."""
        wanted = Wanted(search, document, region, year, department, kind, limit, offset, topic=topic)
        page = find(live.now().store, wanted)
        return CommitmentsResponse(total=page.total, commitments=page.rows)

    @router.get("/api/commitments/series")
    def series(
        indicator: Annotated[str, Query(min_length=1, max_length=200, description="name of an indicator")],
        region: Annotated[str, Query(description="region, by full or short name")] = "",
    ) -> SeriesResponse:
        """Follow one indicator through plans and years."""
        return SeriesResponse(
            series=[plain(one) for one in series_of(live.now().store, indicator, Wanted(region=region))]
        )

    return router
