"""What the page reads piece by piece: passages, pictures, documents, examples; and the feedback it sends."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, Field

from assistant.feedback import Feedback, FeedbackBook
from assistant.messages import Language
from assistant.opening import Live
from assistant.respond import LONGEST_QUESTION
from assistant.web.administrators import Administrators
from assistant.web.answer_view import ask_button
from assistant.web.commitments_routes import commitment_routes
from assistant.web.documents_view import document_html, documents_html, held_html
from assistant.web.drawn_questions import DrawnQuestions
from assistant.web.guard import COOKIE, cookie_of
from assistant.web.limits import Pace
from assistant.web.messages import text
from assistant.web.originals import Originals
from assistant.web.place import Place, Span
from assistant.web.reports import evaluation_html, latest_report
from assistant.web.source_view import source_html
from ingest.errors import IngestError

STATIC = Path(__file__).with_name("static")
_LONG = 300
_KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FEEDBACK_A_MINUTE = 10
_Name = Annotated[str, Query(max_length=_LONG)]
_At = Annotated[int, Query(ge=0, le=1_000_000_000)]


class _Password(BaseModel):
    password: str = Field(max_length=200)


def visitor_of(request: Request) -> str:
    """Return the address a request came from."""
    return request.client.host if request.client else "?"


def make_routes(live: Live, runs: Path, administrators: Administrators, questions: DrawnQuestions) -> APIRouter:
    """Return the routes under /web."""
    router = APIRouter(prefix="/web", include_in_schema=False)
    _files(router)
    _passages(router, live)
    _library(router, live)
    router.include_router(commitment_routes(live))
    _questions(router, questions)
    _evaluation(router, runs)
    _writing(router, live, administrators)
    return router


def _files(router: APIRouter) -> None:
    @router.get("/static/{name}")
    def static(name: str) -> Response:
        path = STATIC / name
        if path.parent != STATIC or path.suffix not in _KINDS or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": "no-cache"})


def _passages(router: APIRouter, live: Live) -> None:
    originals = Originals(live)

    @router.get("/source")
    def source(
        document: _Name, at: _At = 0, quote: str = "", key: str = "", find: _Name = "", language: Language = "zh"
    ) -> HTMLResponse:
        store = live.now().store
        place = Place(document, at, Span.of(quote), Span.of(key))
        if find:
            # A quotation without its place: the nearest passage of an answer that found nothing.
            start = (store.catalog.body(document) or "").find(find)
            place = Place(document, start, Span(start, start + len(find))) if start >= 0 else place
        return HTMLResponse(source_html(store, place, language))

    @router.get("/picture")
    def picture(document: _Name, at: _At = 0, quote: str = "") -> Response:
        try:
            found = originals.picture(Place(document, at, Span.of(quote)))
        except IngestError as error:
            return JSONResponse({"error": str(error)}, 422)
        if found is None:
            return Response(status_code=404)
        headers = {"X-Page": str(found.page), "X-Located": str(found.located).lower(), "Cache-Control": "max-age=600"}
        return Response(found.png, media_type="image/png", headers=headers)

    @router.get("/original")
    def original(document: _Name) -> Response:
        try:
            found = originals.file(document)
        except IngestError as error:
            return JSONResponse({"error": str(error)}, 422)
        if found is None:
            return Response(status_code=404)
        disposition = "inline" if found.shown else "attachment"
        return FileResponse(
            found.path, media_type=found.media_type, filename=found.name, content_disposition_type=disposition
        )


def _library(router: APIRouter, live: Live) -> None:
    @router.get("/documents")
    def documents(search: _Name = "", offset: _At = 0, language: Language = "zh") -> HTMLResponse:
        return HTMLResponse(documents_html(live.now().store.catalog.documents(), search, offset, language))

    @router.get("/held")
    def held(language: Language = "zh") -> HTMLResponse:
        return HTMLResponse(held_html(live.now().store.catalog.documents(), language))

    @router.get("/document")
    def document(document: _Name, language: Language = "zh") -> HTMLResponse:
        return HTMLResponse(document_html(live.now().store, document, language))


def _questions(router: APIRouter, questions: DrawnQuestions) -> None:
    @router.get("/examples")
    def examples(language: Language = "zh") -> HTMLResponse:
        return HTMLResponse("".join(map(ask_button, questions.examples(language))))

    @router.get("/follow-ups")
    def follow_ups(
        question: Annotated[str, Query(max_length=LONGEST_QUESTION)],
        document: _Name,
        at: _At = 0,
        language: Language = "zh",
    ) -> HTMLResponse:
        found = questions.follow_ups(question, document, at, language)
        if not found:
            return HTMLResponse("")
        return HTMLResponse(f'<h4 class="label">{text("follow_ups", language)}</h4>{"".join(map(ask_button, found))}')


def _evaluation(router: APIRouter, runs: Path) -> None:
    @router.get("/evaluation")
    def evaluation(language: Language = "zh") -> HTMLResponse:
        return HTMLResponse(evaluation_html(runs, language))

    @router.get("/report")
    def report() -> Response:
        found = latest_report(runs)
        return FileResponse(found, media_type="text/html") if found else Response(status_code=404)


def _writing(router: APIRouter, live: Live, administrators: Administrators) -> None:
    pace = Pace(_FEEDBACK_A_MINUTE)
    book = FeedbackBook(live.folder)

    @router.post("/feedback")
    def feedback(given: Feedback, request: Request) -> Response:
        if _foreign(request):
            return JSONResponse({"error": "sent from another site"}, 403)
        if pace.wait(visitor_of(request)):
            return JSONResponse({"error": "too many"}, 429)
        return JSONResponse({"kept": book.add(given)})

    @router.post("/sign-in")
    def sign_in(given: _Password, request: Request) -> Response:
        if _foreign(request):
            return JSONResponse({"error": "sent from another site"}, 403)
        session, wait = administrators.sign_in(given.password, visitor_of(request))
        if not session:
            return JSONResponse({"wait": wait}, 429 if wait else 403)
        reply = JSONResponse({"signed_in": True})
        secure = request.url.scheme == "https"
        reply.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/")
        return reply

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        administrators.sign_out(cookie_of(request.headers.get("cookie", "")))
        reply = JSONResponse({"signed_in": False})
        reply.delete_cookie(COOKIE, path="/")
        return reply


def _foreign(request: Request) -> bool:
    """Tell whether a page of another site sent a request."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
