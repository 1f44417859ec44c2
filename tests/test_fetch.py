"""Fetching pages and feeds: limits that hold, private addresses refused, and every failure a reason. The server is on this machine."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sources_helpers import PAGE, documents
from verbale.errors import FetchError
from verbale.record import Document
from verbale.sources import Unreadable, addresses, network
from verbale.sources.addresses import checked_addresses, is_public
from verbale.sources.fetch import FetchOptions, fetch, save
from verbale.sources.network import Limits, checked_url

LOCAL = FetchOptions(Limits(seconds=5, size=200_000, allow_private=True), delay=0)
FEED = """<rss version="2.0"><channel><title>The Harbour Post</title>
<item><title>From the feed</title><link>/page</link><pubDate>Sat, 12 Apr 2025 08:00:00 GMT</pubDate><description>Short.</description></item>
<item><title>Gone</title><link>/missing</link><description>A summary that stays.</description></item>
<item><title>Inside</title><link>http://127.0.0.1:9/latest</link><description>Words.</description></item></channel></rss>"""


_BOMB = gzip.compress(b"a" * 20_000_000)


class Answers(BaseHTTPRequestHandler):
    """A few pages, and a few answers that no good server gives."""

    seen: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        Answers.seen.append((self.path, dict(self.headers)))
        {"/drip": self._drip, "/flood": self._flood, "/cut": self._cut}.get(self.path, self._plain)()

    def _plain(self) -> None:
        packed = gzip.compress(PAGE.encode())
        pages: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/page": (200, {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "a=b"}, PAGE.encode()),
            "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed),
            "/broken": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed[:100]),
            "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"??"),
            "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, _BOMB),
            "/plain": (200, {"Content-Type": "text/plain; charset=windows-1251"}, "Мир и дружба.".encode("cp1251")),
            "/feed": (200, {"Content-Type": "application/rss+xml"}, FEED.encode()),
            "/data": (200, {"Content-Type": "application/json"}, b'{"text": "x"}'),
            "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"),
            "/empty": (200, {"Content-Type": "text/html"}, b""),
            "/error": (503, {}, b"later"),
            "/there": (302, {"Location": "/page"}, b""),
            "/circle": (301, {"Location": "/circle"}, b""),
            "/file": (302, {"Location": "file:///etc/hostname"}, b""),
            "/inside": (302, {"Location": "http://10.1.2.3/"}, b""),
            "/nowhere": (302, {}, b""),
        }
        status, headers, body = pages.get(self.path, (404, {}, b"no"))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            time.sleep(0.1)
            self.wfile.write(b"a")
            self.wfile.flush()

    def _flood(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(10_000):
            self.wfile.write(b"words " * 1000)

    def _cut(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\nwords")

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        return None


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def one(url: str, options: FetchOptions = LOCAL) -> Document:
    (found,) = fetch([url], options)
    assert isinstance(found, Document), found
    return found


def reason(url: str, options: FetchOptions = LOCAL) -> str:
    (found,) = fetch([url], options)
    assert isinstance(found, Unreadable), found
    assert found.origin == url
    return found.reason


@pytest.mark.parametrize("path", ["/page", "/packed", "/there"])
def test_a_page(site: str, path: str) -> None:
    document = one(site + path)
    assert document.text.startswith("Delegations of Norland and Sudmark met")
    assert (document.title, document.outlet, document.published) == ("Talks end in Port Vale", "The Harbour Post", "2025-04-11")
    assert document.origin == site + ("/page" if path == "/there" else path)


def test_plain_text_in_the_character_set_of_the_server(site: str) -> None:
    document = one(site + "/plain")
    assert (document.text, document.outlet) == ("Мир и дружба.", "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/missing", "answered 404"),
        ("/error", "answered 503"),
        ("/circle", "redirects more than 5 times"),
        ("/nowhere", "without saying where"),
        ("/file", "http:// or https://"),
        ("/bomb", "larger than 0.2 MB"),
        ("/flood", "larger than 0.2 MB"),
        ("/broken", "sent broken"),
        ("/brotli", "packed with br"),
        ("/cut", "could not be fetched"),
        ("/empty", "is empty"),
        ("/pdf", "PDF"),
        ("/data", "is json"),
    ],
)
def test_what_gives_no_document_says_why(site: str, path: str, says: str) -> None:
    assert says in reason(site + path)


def test_a_server_that_drips_is_given_up_in_time(site: str) -> None:
    start = time.monotonic()
    assert "longer than 0.5 seconds" in reason(site + "/drip", FetchOptions(Limits(seconds=0.5, allow_private=True), delay=0))
    assert time.monotonic() - start < 2


def test_a_closed_port() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "could not be fetched" in reason(f"http://127.0.0.1:{port}/")


def test_local_addresses_are_refused(site: str) -> None:
    public = replace(LOCAL, limits=replace(LOCAL.limits, allow_private=False))
    Answers.seen.clear()
    port = site.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "[::ffff:127.0.0.1]", "127.1", "0"):
        said = reason(f"http://{host}:{port}/page", public)
        assert "private" in said or "is no address" in said, host
    assert Answers.seen == []


def test_a_redirect_to_a_local_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or real(address))
    public = replace(LOCAL, limits=replace(LOCAL.limits, allow_private=False))
    assert one(site + "/page", public).title
    assert "10.1.2.3" in reason(site + "/inside", public)


def test_a_name_is_looked_up_once_and_the_checked_address_is_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, *rest: Any, **more: Any) -> Any:
        if host == "news.example":
            asked.append(host)
            return real("127.0.0.1" if len(asked) == 1 else "192.0.2.1", *rest, **more)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    Answers.seen.clear()
    assert one(f"http://news.example:{port}/page").origin == f"http://news.example:{port}/page"
    assert asked == ["news.example"]
    assert Answers.seen[0][1]["Host"] == f"news.example:{port}"


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "192.168.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(FetchError, match=r"192\.168\.0\.1"):
        checked_addresses("news.example", 80, 1)


def test_a_look_up_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    with pytest.raises(FetchError, match="in time"):
        checked_addresses("news.example", 80, 0.1)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:db8::1",
        "nonsense",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example",
        "ftp://news.example/",
        "file:///etc/hostname",
        "javascript:1",
        "http://",
        "http://a:b@news.example/",
        "http://[::1",
        "http://a b/",
        "//news.example",
        "http://\ud800/",
        "http://x:99999999/",
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(FetchError):
        checked_url(url)
    assert reason(url)


def test_no_cookies_proxies_or_secrets_are_sent(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    Answers.seen.clear()
    assert len([d for d in fetch([site + "/page", site + "/page"], LOCAL) if isinstance(d, Document)]) == 2
    for _, headers in Answers.seen:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
        assert headers["User-Agent"].startswith("verbale/")


def test_a_feed_gives_its_entries(site: str) -> None:
    first, second, third = fetch([site + "/feed"], LOCAL)
    assert isinstance(first, Document)
    assert (first.title, first.outlet, first.published, first.origin) == ("From the feed", "The Harbour Post", "2025-04-12", site + "/page")
    assert first.text.startswith("Delegations of Norland")
    assert isinstance(second, Document)
    assert second.text == "A summary that stays."
    assert any("404" in note for note in second.notes)
    assert isinstance(third, Document)
    some = list(fetch([site + "/feed"], replace(LOCAL, entries=1)))
    assert [type(found) for found in some] == [Document, Unreadable]
    assert "3 entries" in str(some[1])


def test_requests_to_one_host_keep_their_distance(site: str) -> None:
    start = time.monotonic()
    assert len(list(fetch([site + "/page", site + "/plain", site + "/plain"], replace(LOCAL, delay=0.2)))) == 3
    assert time.monotonic() - start > 0.4


def test_one_failure_does_not_stop_the_rest(site: str) -> None:
    found = list(fetch([site + "/missing", "nonsense", site + "/page"], LOCAL))
    assert [type(one) for one in found] == [Unreadable, Unreadable, Document]


def test_what_is_saved_reads_back_as_the_same_documents(site: str, tmp_path: Path) -> None:
    found = [one(site + "/page"), one(site + "/plain")]
    first, second = save(found, tmp_path / "new"), save(iter(found), tmp_path / "new")
    assert first != second
    again = documents(tmp_path / "new")
    assert [d.model_dump() for d in again] == [d.model_dump() for d in found] * 2


def test_saving_is_whole_or_not_at_all(site: str, tmp_path: Path) -> None:
    def breaking() -> Iterator[Document]:
        yield one(site + "/page")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(breaking(), tmp_path)
    assert documents(tmp_path) == []


@pytest.fixture(scope="module")
def secure_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate), "-days", "2"]
    try:
        subprocess.run(
            [*command, "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
            check=True,
            capture_output=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        pytest.skip("no openssl to make a certificate with")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, certificate
    server.shutdown()
    server.server_close()


def test_certificates_are_checked_against_the_name_and_not_the_address(
    secure_site: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate = secure_site
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *rest, **more: real("127.0.0.1", *rest, **more))
    assert "certificate" in reason(f"https://news.example:{port}/page")
    monkeypatch.setattr(network, "_tls", lambda: ssl.create_default_context(cafile=str(certificate)))
    assert one(f"https://news.example:{port}/page").title
    assert "certificate" in reason(f"https://other.example:{port}/page")


def test_entries_that_point_to_no_address_keep_their_summary(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    links = ["http://[", "http://xn--/", "file:///etc/hostname", "javascript:alert(1)", "x" * 70_000, "http://a\u202eb.example/"]
    items = "".join(f"<item><title>t</title><link>{link}</link><description>A summary.</description></item>" for link in links)
    monkeypatch.setitem(globals(), "FEED", f"<rss><channel>{items}</channel></rss>")
    found = list(fetch([site + "/feed"], LOCAL))
    assert [one.text for one in found if isinstance(one, Document)] == ["A summary."] * len(links)
