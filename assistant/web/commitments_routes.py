"""The routes of the tab of commitments: a page of the table, an indicator over the years, exports."""

import threading
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from assistant.ledger.export import as_csv, as_xlsx
from assistant.ledger.ledger import find
from assistant.messages import Language
from assistant.opening import Live
from assistant.web.commitments_choices import Offered
from assistant.web.commitments_query import Asked, asked
from assistant.web.commitments_series import series_html
from assistant.web.commitments_view import MOST_ROWS, choices_html, empty_html, ledger_html, results_html
from assistant.web.messages import text

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_Query = Annotated[Asked, Depends(asked)]


def commitment_routes(live: Live) -> APIRouter:
    """Return the routes under /commitments."""
    router = APIRouter(prefix="/commitments")
    offered = Offered()
    exporting = threading.Lock()

    @router.get("")
    def commitments(wanted: _Query, part: Literal["", "results"] = "", language: Language = "zh") -> HTMLResponse:
        store = live.now().store
        page = find(store, wanted.wanted())
        if page.total and not page.rows:
            # The table has become shorter than the page that was looked at.
            wanted = wanted._replace(offset=0)
            page = find(store, wanted.wanted())
        everything, left = offered.everything(store), offered.within(store, wanted.wanted())
        if part == "results":
            return HTMLResponse(results_html(page, wanted, language) + choices_html(everything, left, wanted, language))
        if not everything.kinds:
            return HTMLResponse(empty_html(bool(store.catalog.digests()), language))
        return HTMLResponse(ledger_html(page, everything, left, wanted, language))

    @router.get("/series")
    def series(commitment: Annotated[str, Query(max_length=400)], language: Language = "zh") -> HTMLResponse:
        return HTMLResponse(series_html(live.now().store, commitment, language))

    @router.get("/export")
    def export(wanted: _Query, form: Literal["csv", "xlsx"] = "xlsx", language: Language = "zh") -> Response:
        store = live.now().store
        most = MOST_ROWS[form]
        # Writing a workbook takes a processor; one at a time leaves the rest to questions.
        if not exporting.acquire(timeout=20):
            return HTMLResponse(text("ledger_busy", language), 503, {"Retry-After": "20"})
        try:
            page = find(store, wanted.wanted(limit=most))
            if page.total > most:
                words = text("ledger_export_large", language, most=f"{most:,}", form=form.upper())
                return HTMLResponse(words, 413)
            written = (as_csv if form == "csv" else as_xlsx)(page.rows, language)
        finally:
            exporting.release()
        headers = {"Content-Disposition": f'attachment; filename="commitments.{form}"', "Cache-Control": "no-store"}
        return Response(written, media_type=_TYPES[form], headers=headers)

    return router
