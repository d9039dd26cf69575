"""Put our own head into the page that the framework writes."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.messages import Language
from assistant.web.shell import before_scripts


class FirstPage:
    """Rewrite the page at the root on its way out."""

    def __init__(self, app: ASGIApp, language: Language) -> None:
        self._app = app
        self._language: Language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; collect the reply where it is the page."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def rewriting(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = before_scripts(body.decode("utf-8"), self._language).encode() if start["status"] == 200 else body
            kept = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-length", b"cache-control")]
            headers = [*kept, (b"content-length", str(len(page)).encode()), (b"cache-control", b"no-cache")]
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": page})

        # What the framework would compress could not be rewritten.
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, rewriting)
