"""What goes round every request: headers that confine the page, and doors of the framework that stay shut."""

from collections.abc import Callable

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "plans-admin"
_LARGEST_EVENT = 300_000
# The page is drawn by scripts that the framework writes into it; nothing may come from or go to another host.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'"
)
# A report sorts and filters itself by its own scripts, in an origin of its own: it reaches no host, ours included.
_CONFINED = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-modals"
)
_CONFINED_PATHS = ("/web/report",)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# Routes of the framework that fetch other sites, write files or tell of other visitors; nothing here uses them.
_SHUT = (
    "/gradio_api/proxy=",
    "/gradio_api/deep_link",
    "/gradio_api/run-history",
    "/gradio_api/runs",
    "/gradio_api/stream/",
    "/gradio_api/process_recording",
    "/gradio_api/vibe",
    "/gradio_api/undo-vibe",
    "/gradio_api/custom_component/",
    "/gradio_api/profiling",
    "/gradio_api/info",
    "/gradio_api/openapi.json",
    "/monitoring",
    "/manifest.json",
    "/pwa_icon",
)
_UPLOADS = ("/gradio_api/upload", "/gradio_api/upload_progress")


class Guard:
    """Set the headers, shut the doors, and let only administrators upload."""

    def __init__(self, app: ASGIApp, is_admin: Callable[[str], bool], largest_upload: int) -> None:
        self._app = app
        self._is_admin = is_admin
        self._largest_upload = largest_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        sender = self._with_headers(send, path)
        refused = self._refused(scope, path)
        if refused:
            code, words = refused
            await JSONResponse({"error": words}, code)(scope, receive, sender)
            return
        if scope["method"] == "POST" and path.startswith("/gradio_api/") and not path.startswith(_UPLOADS):
            receive = _bounded(receive, _LARGEST_EVENT)
        elif path.startswith(_UPLOADS):
            receive = _bounded(receive, self._largest_upload)
        await self._app(scope, receive, sender)

    def _refused(self, scope: Scope, path: str) -> tuple[int, str] | None:
        if path.startswith(_SHUT):
            return 404, "not here"
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        size = int(length) if length.isdigit() else 0
        if path.startswith(_UPLOADS):
            if not self._is_admin(cookie_of(headers.get(b"cookie", b"").decode("latin-1"))):
                return 403, "only administrators may upload; sign in first"
            return (413, "the file is too large") if size > self._largest_upload else None
        if scope["method"] == "POST" and path.startswith("/gradio_api/") and size > _LARGEST_EVENT:
            return 413, "the request is too large"
        return None

    def _with_headers(self, send: Send, path: str) -> Send:
        policy = _CONFINED if path in _CONFINED_PATHS else _POLICY

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [
                    pair for pair in message.get("headers", ()) if pair[0].lower() != b"access-control-allow-origin"
                ]
                message["headers"] = [*kept, *_HEADERS, (b"content-security-policy", policy.encode())]
            await send(message)

        return sending


def cookie_of(header: str, name: str = COOKIE) -> str:
    """Return the value of a cookie, that of the administrator unless told, in a Cookie header; "" where there is none."""
    # Other programs of the same host set cookies too, and what they hold may be no cookie by the letter.
    pairs = [pair.strip().partition("=") for pair in header.split(";")]
    return next((value.strip().strip('"') for key, _, value in reversed(pairs) if key.strip() == name), "")


def _bounded(receive: Receive, most: int) -> Receive:
    """Break off a body that is larger than it may be, whether or not it stated its length."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= most else {"type": "http.disconnect"}

    return receiving
