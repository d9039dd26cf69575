"""Hold the questions that come through the API to a pace, where one is set."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.limits import Pace

_PATH = "/api/ask"


class PacedApi:
    """Reply 429 to an address that asks more often than it may; with 0 a minute, to none."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._per_minute = per_minute
        self._pace = Pace(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a question, then hand it on or refuse it."""
        if scope["type"] == "http" and scope["path"] == _PATH and scope["method"] == "POST":
            client = scope.get("client")
            wait = self._pace.wait(client[0] if client else "?")
            if wait:
                body = {
                    "error": f"too many questions from this address; ask again in {wait} seconds",
                    "expected": f"at most {self._per_minute} questions a minute (PLANS_API_QUESTIONS_PER_MINUTE; 0: no limit)",
                }
                await JSONResponse(body, 429, headers={"Retry-After": str(wait)})(scope, receive, send)
                return
        await self._app(scope, receive, send)
