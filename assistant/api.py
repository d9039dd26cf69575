"""The REST API: the same answers as the command line."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.answer import Answer, RetrievedPassage, Turn
from assistant.api_docs import docs_page
from assistant.ledger_api import ledger_routes
from assistant.opening import Live
from assistant.respond import LONGEST_QUESTION
from assistant.show import documents_json
from vectorstore.errors import StoreError

LARGEST_BODY = 1_000_000
# What is read and thrown away of a body that is too large, so that its sender gets to read the reply.
_DRAINED = 16 * LARGEST_BODY
_REPLIES_AT_ONCE = 8
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_ASK = f'{{"question": "1 to {LONGEST_QUESTION} characters", "history": [{{"question": "…", "answer": "…"}}]}}'
_EXPECTED = {
    "/api/ask": _ASK,
    "/api/search": f"q: 1 to {LONGEST_QUESTION} characters; k: a number from 1 to 100, 20 where it is left out",
}
_IN_WORDS = {
    "json_invalid": "not JSON",
    "missing": "missing",
    "model_attributes_type": "not a JSON object",
    "dict_type": "not a JSON object",
}


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "String should hold more than blanks")
    return text


NotBlank = AfterValidator(_not_blank)


class AskRequest(BaseModel):
    """The body of POST /api/ask."""

    question: Annotated[str, NotBlank] = Field(min_length=1, max_length=LONGEST_QUESTION, description="the question")
    history: list[Turn] = Field(default_factory=list, max_length=50, description="earlier turns, oldest first")
    stream: bool = Field(False, description="reply with server-sent events that end with the answer")


class SearchResponse(BaseModel):
    """The reply of GET /api/search."""

    results: list[RetrievedPassage]


def make_api(live: Live) -> FastAPI:
    """Return the application with the routes of the contract."""
    # FastAPI's own documentation page loads its scripts from the network; ours is written here.
    app = FastAPI(title="规划助手 Plan Assistant", version="1", docs_url=None, redoc_url=None)
    # What reads the store takes a few hundredths of a second of one core: in turn it is as fast as at once.
    turn = asyncio.Semaphore(1)
    # A chat model is waited for side by side.
    replies = asyncio.Semaphore(_REPLIES_AT_ONCE)

    @app.post("/api/ask", response_model=Answer)
    async def ask(request: AskRequest) -> Answer | StreamingResponse:
        """Answer a question with citations."""
        if request.stream:
            async with turn:
                pieces = await run_in_threadpool(_stream, live, request)
            return StreamingResponse(_events(pieces, replies), media_type="text/event-stream")
        async with replies:
            return await run_in_threadpool(_respond, live, request)

    @app.get("/api/search")
    async def search(
        q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION, description="what to look for"), NotBlank],
        k: Annotated[int, Query(ge=1, le=100, description="how many passages")] = 20,
    ) -> SearchResponse:
        """Find passages, best first."""
        async with turn:
            return SearchResponse(results=await asyncio.to_thread(live.now().responder.search, q, k))

    @app.get("/api/documents")
    def documents() -> dict[str, list[dict[str, object]]]:
        """List the documents with their descriptions."""
        return {"documents": documents_json(live.now().store.catalog.documents())}

    app.include_router(ledger_routes(live))

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """Tell whether questions can be answered: 200, or 503."""
        opened = live.now()
        count = len(opened.responder.documents)
        return JSONResponse({"ready": count > 0, "documents": count, "samples": opened.samples}, 200 if count else 503)

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi()))

    # The page is mounted at the root and would take what no route above takes.
    @app.api_route("/healthz", methods=_METHODS, include_in_schema=False)
    @app.api_route("/api/{rest:path}", methods=_METHODS, include_in_schema=False)
    def no_route(request: Request) -> None:
        allowed = _routes(app).get(request.url.path)
        raise HTTPException(405, headers={"Allow": ", ".join(allowed)}) if allowed else HTTPException(404)

    @app.exception_handler(RequestValidationError)
    async def wrong_request(request: Request, error: RequestValidationError) -> JSONResponse:
        problems = "; ".join(map(_problem, error.errors()))
        return JSONResponse({"error": problems, "expected": _EXPECTED.get(request.url.path, _all_routes(app))}, 422)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 400:
            # Raised by FastAPI only for a body whose bytes are no text.
            found, expected = "body: not JSON", _EXPECTED.get(request.url.path, _all_routes(app))
        else:
            found, expected = f"{request.method} {request.url.path}: {error.detail}", _all_routes(app)
        return JSONResponse({"error": found, "expected": expected}, error.status_code, headers=error.headers)

    @app.exception_handler(StoreError)
    async def no_store(_: Request, error: StoreError) -> JSONResponse:
        return JSONResponse({"error": str(error), "expected": "a store that can be answered from"}, 503)

    app.add_middleware(BoundedBody)
    return app


def _problem(item: Mapping[str, Any]) -> str:
    """Say where in a request something is wrong, and what."""
    text = _IN_WORDS.get(item["type"], item["msg"])
    if item["type"] == "json_invalid":
        return f"body: {text}"
    return f"{'.'.join(map(str, item['loc'][1:])) or item['loc'][0]}: {text}"


def _routes(app: FastAPI) -> dict[str, list[str]]:
    """Return the methods of every path of the contract."""
    return {
        route.path: sorted(route.methods or ())
        for route in app.routes
        if isinstance(route, APIRoute) and route.include_in_schema
    }


def _all_routes(app: FastAPI) -> str:
    return "one of " + ", ".join(f"{'/'.join(methods)} {path}" for path, methods in _routes(app).items())


class BoundedBody:
    """Refuse bodies of API requests that are too large, whether or not they state their length."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then hand it on, or reply 413."""
        if scope["type"] != "http" or not scope["path"].startswith(("/api/", "/web/")):
            await self._app(scope, receive, send)
            return
        messages: list[Message] = []
        size = 0
        more = True
        while more and size <= _DRAINED:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            if size > LARGEST_BODY:
                messages.clear()
            else:
                messages.append(message)
        if size > LARGEST_BODY:
            expected = f"at most {LARGEST_BODY:,} bytes"
            await JSONResponse({"error": "body: too large", "expected": expected}, 413)(scope, receive, send)
            return
        messages.reverse()

        async def again() -> Message:
            return messages.pop() if messages else await receive()

        await self._app(scope, again, send)


def _respond(live: Live, request: AskRequest) -> Answer:
    return live.now().responder.respond(request.question, request.history)


def _stream(live: Live, request: AskRequest) -> Iterator[str | Answer]:
    return live.now().responder.stream(request.question, request.history)


async def _events(pieces: Iterator[str | Answer], replies: asyncio.Semaphore) -> AsyncIterator[str]:
    """Yield the text as server-sent events as it is verified, then the whole answer."""
    async with replies:
        async for piece in iterate_in_threadpool(pieces):
            if isinstance(piece, Answer):
                yield _event("answer", piece.model_dump())
            elif piece:
                yield _event("text", {"text": piece})


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
