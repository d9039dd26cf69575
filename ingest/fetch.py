"""Fetch a document from the web, and only from the public web."""

import asyncio
import html
import ipaddress
import re
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from ingest.errors import IngestError, UnreachableAddress, UnsupportedDocument
from ingest.read.decode import decode
from ingest.read.open import SUFFIXES, sniffed_suffix

if TYPE_CHECKING:
    import httpx

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_SCHEMES = ("http", "https")
_MOST_REDIRECTS = 5
_LARGEST = 50 * 1024**2
_SECONDS = 30
_LONGEST_NAME = 80
_AGENT = "plan-assistant (reads public plan documents)"
# What is asked for comes as it is; packed content could expand without bound.
_HEADERS = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
_TYPES = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/msword": ".doc",
    "application/vnd.ms-works": ".wps",
    "application/wps-office.wps": ".wps",
    "application/kswps": ".wps",
    "application/vnd.ms-excel": ".xls",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
}
_UNTOLD = (
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/x-download",
    "application/force-download",
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)
_SAYS_NOTHING = ("index", "default", "home", "main", "content", "detail", "show", "view", "download", "")
_UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#\s]+')


@dataclass(frozen=True, slots=True)
class Page:
    """A document fetched from the web, kept in a temporary file."""

    address: str
    name: str
    folder: str
    path: Path

    @property
    def location(self) -> str:
        """The address."""
        return self.address

    @property
    def size(self) -> int:
        """The size of the temporary file."""
        return self.path.stat().st_size

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Open the temporary file."""
        return self.path.open("rb")


class _Answer(NamedTuple):
    """What a server sent in the end, after all redirects."""

    url: "httpx.URL"
    headers: Mapping[str, str]
    data: bytes


def is_address(path: str) -> bool:
    """Tell an address ("https://…") from a path."""
    return bool(_ADDRESS.match(path.strip()))


class Fetcher:
    """Fetches documents over http and https.

    Private, loopback, link-local and reserved addresses are refused, as otherwise an address could be made to read what
    only this machine can reach. `allow_loopback` is for tests with a server of their own; `tls` says which certificates
    are trusted, by default those of the public web.
    """

    def __init__(self, allow_loopback: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self._allow_loopback = allow_loopback
        self._tls = tls

    def fetch(self, address: str, path: Path) -> Page:
        """Fetch an address into the file `path`; must not be called from inside a running event loop.

        Raises UnreachableAddress, or UnsupportedDocument for content that is not read here.
        """
        answer = asyncio.run(self._within_time(address))
        suffix = _suffix(answer, address)
        path.write_bytes(answer.data)
        return Page(address, _stem(answer, suffix) + suffix, answer.url.host, path)

    async def _within_time(self, address: str) -> _Answer:
        import httpx

        try:
            async with asyncio.timeout(_SECONDS):
                return await self._follow(address)
        except TimeoutError as error:
            raise UnreachableAddress(
                f"{address} did not arrive within {_SECONDS} seconds; try again, or save it from a browser and give the file."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
            raise UnreachableAddress(
                f"{address} cannot be fetched ({str(error) or type(error).__name__}); expected a web address that "
                "answers; check it, or save the page from a browser and give the file."
            ) from error

    async def _follow(self, address: str) -> _Answer:
        import httpx

        url = httpx.URL(address)
        # Proxies, passwords and certificates named in the environment are not for addresses that anybody may give.
        async with httpx.AsyncClient(
            trust_env=False, verify=self._tls or True, timeout=_SECONDS, headers=_HEADERS
        ) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                response = await client.send(await self._request(client, url), stream=True)
                try:
                    client.cookies.clear()
                    if response.status_code in (301, 302, 303, 307, 308) and "location" in response.headers:
                        url = url.join(response.headers["location"])
                        continue
                    if response.status_code != 200:
                        raise UnreachableAddress(
                            f"{url} answered {response.status_code} ({response.reason_phrase or 'no reason given'}), "
                            "expected a document; check the address in a browser."
                        )
                    return _Answer(url, response.headers, await _body(response, url))
                finally:
                    await response.aclose()
        raise UnreachableAddress(
            f"{address} leads from page to page over {_MOST_REDIRECTS} times, expected a document; give the address "
            "that a browser shows in the end."
        )

    async def _request(self, client: "httpx.AsyncClient", url: "httpx.URL") -> "httpx.Request":
        """Make a request to the very address that was checked: a name may lead elsewhere when looked up again."""
        if url.scheme not in _SCHEMES or not url.host or not 0 < (url.port or 80) < 65536:
            raise UnreachableAddress(
                f"{url} is no web address, expected one like https://example.org/plan.pdf; check it."
            )
        if url.userinfo:
            raise UnreachableAddress(
                f"{url.host} is given with a user name; expected an address without; leave it out."
            )
        host = url.raw_host.decode("ascii")
        port = url.port or (443 if url.scheme == "https" else 80)
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        numbers = [str(entry[4][0]) for entry in found]
        if not numbers or not all(self._is_allowed(number) for number in numbers):
            raise UnreachableAddress(
                f"{url} leads into a private network ({', '.join(numbers)}), expected an address of the public web; "
                "save the document and give the file."
            )
        return client.build_request(
            "GET",
            url.copy_with(host=numbers[0]),
            headers={"Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": host},
        )

    def _is_allowed(self, number: str) -> bool:
        address = ipaddress.ip_address(number)
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        if address.is_loopback:
            return self._allow_loopback
        return is_public(address)


# Addresses that carry another one inside, which would have to be checked in turn.
_CARRIERS = tuple(map(ipaddress.ip_network, ("2001::/32", "2002::/16", "64:ff9b::/96", "192.88.99.0/24")))


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell an address of the public internet from all special ones."""
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    if special or not address.is_global or any(address in network for network in _CARRIERS):
        return False
    return not (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)


async def _body(response: "httpx.Response", url: "httpx.URL") -> bytes:
    too_large = UnreachableAddress(
        f"{url} has more than {_LARGEST // 1024**2} MB, expected a document; save it from a browser and give the file."
    )
    stated = response.headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and int(stated) > _LARGEST:
        raise too_large
    data = bytearray()
    async for piece in _unpacked(response, url):
        data += piece
        if len(data) > _LARGEST:
            raise too_large
    if not data:
        raise UnreachableAddress(f"{url} answered with nothing, expected a document; check the address in a browser.")
    return bytes(data)


async def _unpacked(response: "httpx.Response", url: "httpx.URL") -> AsyncIterator[bytes]:
    """Yield the content; servers that pack it although asked not to are humoured for gzip, in bounded steps."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        async for piece in response.aiter_raw():
            yield piece
        return
    if encoding not in ("gzip", "x-gzip"):
        raise UnreachableAddress(
            f"{url} is sent packed by '{encoding}', expected plain content; save it from a browser and give the file."
        )
    unpacker = zlib.decompressobj(wbits=31)
    try:
        async for piece in response.aiter_raw():
            yield unpacker.decompress(piece, _LARGEST + 1)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, _LARGEST + 1)
    except zlib.error as error:
        raise UnreachableAddress(f"{url} is sent packed and damaged ({error}); try again.") from error


def _suffix(answer: _Answer, address: str) -> str:
    """Return the suffix for the content: by the type the server states; by the name or the first bytes if it states none."""
    stated = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    named = PurePosixPath(_file_name(answer)).suffix.lower()
    readable = SUFFIXES | {".zip"}
    found = sniffed_suffix(answer.data)
    if stated in _UNTOLD:
        return named if named in readable else found
    suffix = _TYPES.get(stated)
    if suffix is None:
        raise UnsupportedDocument(
            f"{address} is of the type '{stated}', expected a web page, PDF, Word, Excel, Markdown, CSV or plain text; "
            "save it in one of these and give the file."
        )
    # Servers know .doc and .txt but often not what came after.
    if suffix == ".txt" and named in (".md", ".markdown", ".csv", ".tsv"):
        return named
    return found if suffix in (".doc", ".xls", ".wps", ".zip") and found in (".docx", ".xlsx") else suffix


def _file_name(answer: _Answer) -> str:
    """Return the file name the server states, else the last part of the address."""
    header = Message()
    header["Content-Disposition"] = answer.headers.get("content-disposition", "")
    return header.get_filename() or PurePosixPath(unquote(answer.url.path)).name


def _stem(answer: _Answer, suffix: str) -> str:
    """Name the document: by its file name; by the title of the page where the name says nothing."""
    name = PurePosixPath(_file_name(answer))
    stem = name.stem if name.suffix.lower() in SUFFIXES | {".zip"} else name.name
    title = ""
    if suffix == ".html" and (name.suffix.lower() not in SUFFIXES or stem.lower() in _SAYS_NOTHING):
        try:
            match = _TITLE.search(decode(answer.data[:200_000], answer.url.host))
        except IngestError:
            match = None
        title = html.unescape(match.group(1)) if match else ""
    for candidate in (title, stem):
        fit = _UNFIT_FOR_NAMES.sub(" ", candidate).strip(" .")[:_LONGEST_NAME].strip()
        if fit:
            return fit
    return answer.url.host
