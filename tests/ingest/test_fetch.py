"""Fetching from the web: what is refused before it is asked for, what is done with what comes."""

import contextlib
import gzip
import io
import ipaddress
import socket
import ssl
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ingest.document import read_document
from ingest.errors import IngestError, UnreachableAddress, UnsupportedDocument
from ingest.fetch import Fetcher, Page, is_address, is_public
from ingest.sources import gathered, name_documents
from vectorstore.build import Report
from vectorstore.store import Store

PAGE = "<html><head><title>山海市绿道规划_山海市政府</title></head><body><h1>山海市绿道规划</h1><p>到2025年建成绿道九条，总长八十公里。</p></body></html>"


class Reply(NamedTuple):
    """What the server of a test answers for one path."""

    body: bytes
    headers: dict[str, str]
    status: int = 200


class Site:
    """A web server of this machine; `asked` lists the requests it got."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                reply = site.replies.get(self.path.partition("?")[0], Reply(b"gone", {}, 404))
                with contextlib.suppress(ConnectionError):
                    if not isinstance(reply, Reply):
                        reply(self)
                        return
                    self.send_response(reply.status)
                    for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.port = self.server.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        self.replies[path] = Reply(body, {"Content-Type": kind, **headers})
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        self.replies[path] = Reply(b"", {"Location": target}, status)
        return self.url(path)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def fetch(tmp_path: Path) -> Callable[[str], Page]:
    return lambda address: Fetcher(allow_loopback=True).fetch(address, tmp_path / "page")


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1:{}/a", "http://localhost:{}/a", "http://127.1:{}/a", "http://2130706433:{}/a"),
        *("http://0x7f.0.0.1:{}/a", "http://0.0.0.0:{}/a", "http://[::1]:{}/a", "http://[::ffff:127.0.0.1]:{}/a"),
        *(
            "http://10.0.0.1/a",
            "http://192.168.1.1/a",
            "http://172.16.0.1/a",
            "http://169.254.169.254/latest/meta-data",
        ),
        *(
            "http://100.64.0.1/a",
            "http://[fe80::1]/a",
            "http://[fd00::1]/a",
            "http://224.0.0.1/a",
            "http://240.0.0.1/a",
        ),
    ],
)
def test_addresses_of_this_machine_and_of_private_networks_are_refused(
    site: Site, tmp_path: Path, address: str
) -> None:
    site.put("/a", PAGE.encode())
    with pytest.raises(UnreachableAddress, match="private network"):
        Fetcher().fetch(address.format(site.port), tmp_path / "page")
    assert site.asked == []


@pytest.mark.parametrize("number", ["10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"])
def test_tests_may_reach_this_machine_but_no_private_network(fetch: Callable[[str], Page], number: str) -> None:
    host = f"[{number}]" if ":" in number else number
    with pytest.raises(UnreachableAddress, match="private network"):
        fetch(f"http://{host}/a")


@pytest.mark.parametrize(
    ("number", "public"),
    [
        *(
            ("8.8.8.8", True),
            ("2400:3200::1", True),
            ("192.0.2.1", False),
            ("198.18.0.1", False),
            ("255.255.255.255", False),
        ),
        *(("::", False), ("fec0::1", False), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("ff02::1", False)),
    ],
)
def test_only_public_addresses_count_as_public(number: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(number)) is public


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/a", "http://169.254.169.254/", "ftp://127.0.0.1/a", "file:///etc/passwd"]
)
def test_every_redirect_is_checked(site: Site, fetch: Callable[[str], Page], target: str) -> None:
    with pytest.raises(UnreachableAddress, match="expected"):
        fetch(site.redirect("/start", target))
    assert len(site.asked) == 1


def test_a_name_that_leads_elsewhere_when_looked_up_again_gains_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("/a.html", PAGE.encode())
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name != "plans.example":
            return real(host, *args, **kwargs)
        looked_up.append(name)
        return real("127.0.0.1" if len(looked_up) == 1 else "10.0.0.1", *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    Fetcher(allow_loopback=True).fetch(site.url("/a.html", "plans.example"), tmp_path / "page")
    assert len(looked_up) == 1
    assert site.asked[0][1]["Host"] == f"plans.example:{site.port}"


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    with pytest.raises(UnreachableAddress, match=r"10\.0\.0\.1"):
        Fetcher().fetch("http://plans.example/a", tmp_path / "page")


def test_settings_of_the_environment_are_not_used(
    site: Site, fetch: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(site.put("/a.html", PAGE.encode())).name == "a.html"


def test_five_redirects_are_followed_and_six_are_not(site: Site, fetch: Callable[[str], Page]) -> None:
    site.put("/0", PAGE.encode())
    for number in range(1, 7):
        site.redirect(f"/{number}", f"/{number - 1}", 301)
    assert fetch(site.url("/5")).location == site.url("/5")
    with pytest.raises(UnreachableAddress, match="over 5 times"):
        fetch(site.url("/6"))


@pytest.mark.parametrize("stated", [True, False])
def test_what_is_too_large_is_not_taken_in(
    site: Site, fetch: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch, stated: bool
) -> None:
    monkeypatch.setattr("ingest.fetch._LARGEST", 1024**2)
    sent = [0]

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if stated:
            handler.send_header("Content-Length", str(10**9))
        handler.end_headers()
        while sent[0] < 200:
            handler.wfile.write(bytes(1024**2))
            sent[0] += 1

    site.replies["/a.pdf"] = endless
    with pytest.raises(UnreachableAddress, match="more than"):
        fetch(site.url("/a.pdf"))
    assert sent[0] < 100


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(100):
        handler.wfile.write(b"X-Slow: yes\r\n")
        time.sleep(0.1)


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_sends_drop_by_drop_is_left_in_time(
    site: Site, fetch: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr("ingest.fetch._SECONDS", 1)

    def slow(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        _drip(handler)

    site.replies["/a.html"] = slow
    started = time.monotonic()
    with pytest.raises(UnreachableAddress, match="within 1 seconds"):
        fetch(site.url("/a.html"))
    assert time.monotonic() - started < 4


def test_packed_content_is_unpacked_only_up_to_the_limit(
    site: Site, fetch: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.put("/a.html", gzip.compress(PAGE.encode()), **{"Content-Encoding": "gzip"})
    assert fetch(url).path.read_bytes() == PAGE.encode()
    assert site.asked[0][1]["Accept-Encoding"] == "identity"
    monkeypatch.setattr("ingest.fetch._LARGEST", 1024**2)
    with pytest.raises(UnreachableAddress, match="more than"):
        fetch(site.put("/b.html", gzip.compress(bytes(100 * 1024**2)), **{"Content-Encoding": "gzip"}))
    with pytest.raises(UnreachableAddress, match="'br'"):
        fetch(site.put("/c.html", b"x", **{"Content-Encoding": "br"}))


def _docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("path", "kind", "body", "name"),
    [
        ("/art/t2021_12.html", "text/html", PAGE.encode(), "t2021_12.html"),
        ("/art/", "text/html", PAGE.encode(), "山海市绿道规划_山海市政府.html"),
        ("/art/index.html", "text/html", PAGE.encode("gb18030"), "山海市绿道规划_山海市政府.html"),
        ("/show.do", "text/html", PAGE.encode(), "山海市绿道规划_山海市政府.html"),
        ("/show.do", "text/html", b"<p>plan</p>", "show.do.html"),
        ("/", "text/html", b"<p>plan</p>", "127.0.0.1.html"),
        ("/plan.pdf", "application/pdf", b"%PDF-1.4", "plan.pdf"),
        ("/plan", "application/pdf; x=1", b"%PDF-1.4", "plan.pdf"),
        ("/plan.docx", "application/octet-stream", b"x", "plan.docx"),
        ("/plan", "", _docx(), "plan.docx"),
        ("/plan.doc", "application/msword", _docx(), "plan.docx"),
        ("/plan.md", "text/plain", b"# x", "plan.md"),
        ("/plan.txt", "text/plain", b"x", "plan.txt"),
        ("/%E8%A7%84%E5%88%92.txt", "text/plain", b"x", "规划.txt"),
    ],
)
def test_the_type_decides_how_it_is_read_and_the_name_or_title_what_it_is_called(
    site: Site, fetch: Callable[[str], Page], path: str, kind: str, body: bytes, name: str
) -> None:
    site.replies["/规划.txt" if "%" in path else path] = site.replies[path] = Reply(body, {"Content-Type": kind})
    assert fetch(site.url(path)).name == name


def test_the_name_that_a_server_gives_to_a_download_is_used(site: Site, fetch: Callable[[str], Page]) -> None:
    stated = "attachment; filename*=UTF-8''%E8%A7%84%E5%88%92.pdf"
    url = site.put("/download", b"%PDF-1.4", "application/pdf", **{"Content-Disposition": stated})
    assert fetch(f"{url}?id=7").name == "规划.pdf"


def test_other_content_is_named_by_its_type(site: Site, fetch: Callable[[str], Page]) -> None:
    with pytest.raises(UnsupportedDocument, match="'video/mp4'"):
        fetch(site.put("/a", b"x", "video/mp4"))


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/a", "file:///etc/passwd", "http://", "https:///a", "http://[::1", "http://a b/"),
        *("http://user:secret@127.0.0.1/a", "http://127.0.0.1:99999/a", "http://\udcff/", "http://127.0.0.1:1/a"),
        *("http://a.invalid/", "gopher://x", "http://" + "a" * 300 + ".org/", "http://..../"),
    ],
)
def test_a_bad_address_is_one_sentence(fetch: Callable[[str], Page], address: str) -> None:
    assert is_address(address)
    with pytest.raises(IngestError, match="expected") as error:
        fetch(address)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("path", ["plan.pdf", "/a/b.md", "C:\\plans\\a.md", "C:/plans", "a:b//c"])
def test_paths_are_not_taken_for_addresses(path: str) -> None:
    assert not is_address(path)


def test_an_error_of_the_server_is_told(site: Site, fetch: Callable[[str], Page]) -> None:
    with pytest.raises(UnreachableAddress, match="answered 404"):
        fetch(site.url("/none"))


def test_a_page_becomes_a_document_whose_source_is_its_address(site: Site) -> None:
    url = site.put("/art/t2021.html", PAGE.encode())
    with gathered([f"{url}#part", url], frozenset(), Fetcher(allow_loopback=True)) as found:
        (source,) = name_documents(found.origins, {})
        document = read_document(source)
    assert (document.id, document.path, document.description.source) == ("t2021", url, url)
    assert "绿道九条" in document.text
    assert site.asked[0][1]["User-Agent"].startswith("plan-assistant")


def test_an_archive_from_the_web_is_looked_into(site: Site, updated: Callable[..., Report], kept: Store) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("规划/绿道.md", "# 山海市绿道规划\n\n建成绿道九条。\n")
    url = site.put("/plans.zip", file.getvalue(), "application/zip")
    assert updated(url).added == ["绿道"]
    (listed,) = kept.catalog.documents()
    assert (listed.path, listed.description.source) == (f"{url}!/规划/绿道.md", url)
    assert updated(url, prune=True).unchanged == ["绿道"]


def test_an_address_is_read_again_only_when_it_changed_and_never_dropped(
    site: Site, updated: Callable[..., Report], kept: Store, tmp_path: Path
) -> None:
    url = site.put("/art/t2021.html", PAGE.encode())
    (tmp_path / "a.md").write_text("# 山海市水利规划\n\n筑坝三座。\n", encoding="utf-8")
    assert updated(url, tmp_path / "a.md").added == ["a", "t2021"]
    assert updated(url).unchanged == ["t2021"]
    site.put("/art/t2021.html", PAGE.replace("九条", "十条").encode())
    assert updated(url).changed == ["t2021"]

    del site.replies["/art/t2021.html"]
    report = updated(url, tmp_path / "a.md", prune=True)
    assert [(item.path, "404" in item.reason) for item in report.skipped] == [(url, True)]
    assert (report.removed, report.unchanged) == ([], ["a"])
    assert updated(tmp_path / "a.md", prune=True).removed == []
    assert "绿道十条" in str(kept.catalog.body("t2021"))


def test_the_certificate_must_be_for_the_name_in_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=plans.example"]
    made += ["-addext", "subjectAltName=DNS:plans.example", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(made, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("openssl makes no certificate here")
    site = Site()
    site.put("/a.html", PAGE.encode())
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    site.server.socket = server.wrap_socket(site.server.socket, server_side=True)
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *args, **kwargs: real("127.0.0.1", *args, **kwargs))
    trusting = Fetcher(allow_loopback=True, tls=ssl.create_default_context(cafile=str(certificate)))
    try:
        assert trusting.fetch(f"https://plans.example:{site.port}/a.html", tmp_path / "page").name == "a.html"
        for host, fetcher in (("other.example", trusting), ("plans.example", Fetcher(allow_loopback=True))):
            with pytest.raises(UnreachableAddress, match=r"(?i)certificate"):
                fetcher.fetch(f"https://{host}:{site.port}/a.html", tmp_path / "page")
    finally:
        site.server.shutdown()
        site.server.server_close()
