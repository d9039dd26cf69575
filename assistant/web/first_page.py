"""Put our own head, and our words in the language of whoever asks, into the page that the framework writes."""

import json
import re
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.messages import Language
from assistant.web.guard import cookie_of
from assistant.web.messages import text
from assistant.web.shell import before_scripts
from assistant.web.texts import Texts

_COOKIE = "plans-language"
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}
# From this the framework draws all components, in the browser.
_DRAWN_FROM = re.compile(r"(?<=<script>window\.gradio_config = ).*?(?=;</script>)", re.DOTALL)
# Inside a script in a page these would be read as its end, or as something else than text.
_ESCAPED = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"})


class FirstPage:
    """Rewrite the page at the root on its way out."""

    def __init__(self, app: ASGIApp, texts: Texts) -> None:
        self._app = app
        self._texts = texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; collect the reply where it is the page."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] not in ("GET", "HEAD"):
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
            page = self._written(body.decode("utf-8"), scope).encode() if start["status"] == 200 else body
            replaced = (b"content-length", b"cache-control", b"vary")
            kept = [pair for pair in start["headers"] if pair[0].lower() not in replaced]
            ours = [(b"content-length", str(len(page)).encode()), (b"cache-control", b"no-cache"), (b"vary", b"cookie")]
            await send({**start, "headers": [*kept, *ours]})
            await send({"type": "http.response.body", "body": page if scope["method"] == "GET" else b""})

        # What the framework would compress could not be rewritten.
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self._app({**scope, "method": "GET", "headers": plain}, receive, rewriting)

    def _written(self, page: str, scope: Scope) -> str:
        language = language_of(scope, self._texts.language)
        if language != self._texts.language:
            # Whatever is shown in another language first is fetched, read and clicked in that language.
            page = _DRAWN_FROM.sub(lambda found: self._spoken(found.group(), language), page, count=1)
        return before_scripts(page, language)

    def _spoken(self, config: str, language: Language) -> str:
        drawn: dict[str, Any] = json.loads(config)
        words = self._texts.first(language)
        for component in drawn["components"]:
            component["props"].update(words.get(component["id"], {}))
        drawn["title"] = text("title", language)
        return json.dumps(drawn, ensure_ascii=False).translate(_ESCAPED)


def language_of(scope: Scope, default: Language) -> Language:
    """Return the language that the address of a request asks for, else the one chosen before, else the default."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    cookies = b";".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    return _LANGUAGES.get(asked) or _LANGUAGES.get(cookie_of(cookies, _COOKIE)) or default
