"""Carry the bytes between the program and the endpoint: no redirects, a bound on size, no proxy for this machine."""

import ipaddress
import ssl
from collections.abc import AsyncIterator
from functools import cache
from typing import cast
from urllib.parse import urlsplit

import httpx

from assistant.llm.failure import ModelFailure

_LARGEST = 8_000_000


def is_local(address: str) -> bool:
    """Tell whether an address names this machine or a private network."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or "." not in host


class _Counted(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._stream:
            size += len(piece)
            if size > _LARGEST:
                raise ModelFailure("too_long")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _bound(response: httpx.Response) -> None:
    response.stream = _Counted(cast("httpx.AsyncByteStream", response.stream))


@cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates in force; reading them takes longer than all else of a request."""
    return httpx.create_ssl_context()


def client(address: str, timeout: float) -> httpx.AsyncClient:
    """Return a client for one reply."""
    return httpx.AsyncClient(
        timeout=timeout,
        verify=_trusted(),
        trust_env=not is_local(address),
        event_hooks={"response": [_bound]},
        headers={"Accept-Encoding": "identity"},
    )
