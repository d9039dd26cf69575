"""The REST API: the same answers as the command line."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from assistant.answer import Answer, RetrievedPassage, Turn
from assistant.api_docs import docs_page
from assistant.opening import Live
from assistant.respond import LONGEST_QUESTION
from assistant.show import documents_json

_STREAMED_PIECE = 12


class AskRequest(BaseModel):
    """The body of POST /api/ask."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION, description="the question")
    history: list[Turn] = Field(default_factory=list, max_length=50, description="earlier turns, oldest first")
    stream: bool = Field(False, description="reply with server-sent events that end with the answer")


class SearchResponse(BaseModel):
    """The reply of GET /api/search."""

    results: list[RetrievedPassage]


def make_api(live: Live) -> FastAPI:
    """Return the application with the routes of the contract."""
    # FastAPI's own documentation page loads its scripts from the network; ours is written here.
    app = FastAPI(title="规划助手 Plan Assistant", version="1", docs_url=None, redoc_url=None)
    # One answer takes a few hundredths of a second of one core; in turn they are as fast as at once.
    turn = asyncio.Semaphore(1)

    @app.post("/api/ask", response_model=Answer)
    async def ask(request: AskRequest) -> Answer | StreamingResponse:
        """Answer a question with citations."""
        async with turn:
            found = await asyncio.to_thread(_respond, live, request)
        if request.stream:
            return StreamingResponse(_events(found), media_type="text/event-stream")
        return found

    @app.get("/api/search")
    async def search(
        q: str = Query(min_length=1, max_length=LONGEST_QUESTION, description="what to look for"),
        k: int = Query(20, ge=1, le=100, description="how many passages"),
    ) -> SearchResponse:
        """Find passages, best first."""
        async with turn:
            return SearchResponse(results=await asyncio.to_thread(live.now().responder.search, q, k))

    @app.get("/api/documents")
    def documents() -> dict[str, list[dict[str, object]]]:
        """List the documents with their descriptions."""
        return {"documents": documents_json(live.now().store.catalog.documents())}

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """Tell whether questions can be answered: 200, or 503."""
        opened = live.now()
        count = len(opened.responder.documents)
        return JSONResponse({"ready": count > 0, "documents": count, "samples": opened.samples}, 200 if count else 503)

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi()))

    @app.exception_handler(RequestValidationError)
    async def wrong_request(request: Request, error: RequestValidationError) -> JSONResponse:
        problems = [f"{'.'.join(str(part) for part in item['loc'][1:])}: {item['msg']}" for item in error.errors()]
        expected = (
            f'{{"question": "1 to {LONGEST_QUESTION} characters", "history": [{{"question": "…", "answer": "…"}}]}}'
        )
        return JSONResponse({"error": "; ".join(problems), "expected": expected}, 422)

    return app


def _respond(live: Live, request: AskRequest) -> Answer:
    return live.now().responder.respond(request.question, request.history)


async def _events(answer: Answer) -> AsyncIterator[str]:
    """Yield the text in pieces as server-sent events, then the whole answer."""
    for start in range(0, len(answer.answer), _STREAMED_PIECE):
        yield _event("text", {"text": answer.answer[start : start + _STREAMED_PIECE]})
    yield _event("answer", answer.model_dump())


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
