"""Listen at once, and say that the page is on its way until it is."""

import asyncio
import contextlib
import html
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.messages import message
from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

_STYLE = (
    "body{font:1.1rem/1.7 system-ui,sans-serif;display:grid;place-content:center;justify-items:center;gap:.8rem;"
    "min-height:100vh;margin:0;background:#f5f6f8;color:#18212d}strong{font-size:1.5rem}"
    "i{width:1.2rem;height:1.2rem;border:2px solid #8793a3;border-top-color:transparent;border-radius:50%;"
    "animation:t 1s infinite linear}@keyframes t{to{transform:rotate(1turn)}}"
    "@media(prefers-color-scheme:dark){body{background:#0f141b;color:#e7ecf3}}"
)
_AGAIN = (
    "const look=async()=>{try{if((await fetch('healthz',{cache:'no-store'})).headers.get('x-starting')===null)"
    "{location.reload();return}}catch{}setTimeout(look,300)};look()"
)


def _nothing() -> None:
    pass


class Starting:
    """The application of the server: the real one as soon as it is made, before that a page that waits for it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app: FastAPI | None = None
        self._made = asyncio.Event()
        self._told: list[Callable[[], object]] = []
        self._failed: list[Callable[[], object]] = []
        self.problem: Exception | None = None

    def when_ready(self, call: Callable[[], object]) -> None:
        """Call something once questions can be answered."""
        self._told.append(call)

    def when_failed(self, call: Callable[[], object]) -> None:
        """Call something when the real application cannot be made; `problem` says why."""
        self._failed.append(call)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the real application, or wait for it."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if self._app is None and scope["type"] == "http":
            early = self._early(scope)
            if early:
                await early(scope, receive, send)
                return
            await self._made.wait()
        if self._app is not None:
            await self._app(scope, receive, send)

    def _early(self, scope: Scope) -> ASGIApp | None:
        """Return what is said before the application is there, None for what waits."""
        if scope["path"] == "/healthz":
            return JSONResponse({"ready": False, "documents": 0, "samples": False}, 503, headers={"x-starting": "1"})
        if scope["path"] != "/":
            return None
        language = self._settings.language
        title, words = html.escape(message("title", language)), html.escape(message("starting", language))
        return HTMLResponse(
            f'<!doctype html><html lang="{"zh-CN" if language == "zh" else "en"}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title><style>{_STYLE}</style>'
            f'<strong>{title}</strong><i></i><span role="status">{words}</span><script>{_AGAIN}</script></html>',
            headers={"x-starting": "1", "cache-control": "no-store", "retry-after": "2"},
        )

    async def _live(self, receive: Receive, send: Send) -> None:
        """Start at once; make the application meanwhile; end it when the server ends."""
        await receive()
        async with contextlib.AsyncExitStack() as stack:
            making = asyncio.create_task(self._make(stack))
            await send({"type": "lifespan.startup.complete"})
            await receive()
            making.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await making
        await send({"type": "lifespan.shutdown.complete"})

    async def _make(self, stack: contextlib.AsyncExitStack) -> None:
        try:
            with ThreadPoolExecutor(1, thread_name_prefix="starting") as thread:
                app = await asyncio.get_running_loop().run_in_executor(thread, self._application)
            stack.callback(getattr(app.state, "closing", _nothing))
            await stack.enter_async_context(app.router.lifespan_context(app))
        except Exception as error:
            # Only who started the server can do something about it, so it ends and they are told.
            self.problem = error
            for call in self._failed:
                call()
            return
        self._app = app
        self._made.set()
        for call in self._told:
            call()

    def _application(self) -> "FastAPI":
        from assistant.api import make_api
        from assistant.opening import Live
        from assistant.web.page import mount_page

        live = Live(self._settings)
        app = make_api(live)
        mount_page(app, live, self._settings)
        return app
