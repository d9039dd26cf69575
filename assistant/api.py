"""The REST API: the same answers as the command line."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from assistant.answer import Answer, RetrievedPassage, Turn
from assistant.opening import Opened
from assistant.respond import LONGEST_QUESTION
from assistant.show import documents_json

_STREAMED_PIECE = 12


class AskRequest(BaseModel):
    """The body of POST /api/ask."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    history: list[Turn] = Field(default_factory=list, max_length=50)
    stream: bool = False


class SearchResponse(BaseModel):
    """The reply of GET /api/search."""

    results: list[RetrievedPassage]


def make_api(opened: Opened) -> FastAPI:
    """Return the application with the routes of the contract."""
    app = FastAPI(title="规划助手 Plan Assistant", version="1")
    # One answer takes a few hundredths of a second of one core; in turn they are as fast as at once.
    turn = asyncio.Semaphore(1)

    async def answer(request: AskRequest) -> Answer:
        async with turn:
            return await asyncio.to_thread(_respond, opened, request)

    @app.post("/api/ask", response_model=Answer)
    async def ask(request: AskRequest) -> Answer | StreamingResponse:
        found = await answer(request)
        if request.stream:
            return StreamingResponse(_events(found), media_type="text/event-stream")
        return found

    @app.get("/api/search")
    async def search(q: str = Query(min_length=1, max_length=LONGEST_QUESTION), k: int = Query(20, ge=1, le=100)) -> SearchResponse:
        async with turn:
            return SearchResponse(results=await asyncio.to_thread(opened.responder.search, q, k))

    @app.get("/api/documents")
    def documents() -> dict[str, list[dict[str, object]]]:
        return {"documents": documents_json(opened.store.catalog.documents())}

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        ready = bool(opened.responder.documents)
        return JSONResponse({"ready": ready, "documents": len(opened.responder.documents)}, 200 if ready else 503)

    @app.exception_handler(RequestValidationError)
    async def wrong_request(request: Request, error: RequestValidationError) -> JSONResponse:
        problems = [f"{'.'.join(str(part) for part in item['loc'][1:])}: {item['msg']}" for item in error.errors()]
        expected = f'{{"question": "1 to {LONGEST_QUESTION} characters", "history": [{{"question": "…", "answer": "…"}}]}}'
        return JSONResponse({"error": "; ".join(problems), "expected": expected}, 422)

    return app


def _respond(opened: Opened, request: AskRequest) -> Answer:
    opened.responder.refresh()
    return opened.responder.respond(request.question, request.history)


async def _events(answer: Answer) -> AsyncIterator[str]:
    """Yield the text in pieces as server-sent events, then the whole answer."""
    for start in range(0, len(answer.answer), _STREAMED_PIECE):
        yield _event("text", {"text": answer.answer[start : start + _STREAMED_PIECE]})
    yield _event("answer", answer.model_dump())


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
