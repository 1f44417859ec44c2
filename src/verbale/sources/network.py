"""HTTP with limits that hold: checked addresses only, one deadline for all of a page, a most of bytes before and after unpacking."""

from __future__ import annotations

import io
import re
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore
import httpx

from verbale import __version__
from verbale.errors import FetchError
from verbale.sources.addresses import checked_addresses
from verbale.sources.model import MEGABYTE, BrokenStreamError
from verbale.sources.streams import Gunzip

USER_AGENT = f"verbale/{__version__} (reads public reports on request, one at a time)"


_HOST = re.compile(rb"[A-Za-z0-9._:\[\]-]{1,253}")


@dataclass(frozen=True)
class Limits:
    """What one page may take: seconds in all, bytes, redirects; and whether private addresses may be asked."""

    seconds: float = 30
    size: int = 10 * MEGABYTE
    redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True)
class Page:
    """What came: the address that answered in the end, its Content-Type, and the bytes unpacked."""

    url: str
    content_type: str
    data: bytes


class Deadline:
    """A moment by which all is done."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._at = time.monotonic() + seconds

    def left(self, step: float | None = None) -> float:
        """Seconds left, `step` at most; raises `FetchError` where there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise FetchError(f"took longer than {self._seconds:g} seconds")
        return left if step is None else min(left, step)


class _Stream(httpcore.NetworkStream):
    """A connection none of whose steps outlasts the deadline, however slowly the other end drips."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and to nothing else."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline, self._allow_private = deadline, allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = checked_addresses(host, port, self._deadline.left(), self._allow_private)
        for address in addresses[:3]:
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Any) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        self._parts.close()


class _Transport(httpx.BaseTransport):
    """httpx over our own network: no proxies, no connection used twice."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        network = _Network(deadline, allow_private)
        self._pool = httpcore.ConnectionPool(_tls(), max_keepalive_connections=0, http1=True, http2=False, network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def checked_url(written: str) -> httpx.URL:
    """The address as httpx reads it; raises `FetchError` for what is no plain http or https address."""
    try:
        url = httpx.URL(written.strip())
        host = url.host  # decoded only now, and may be no name
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(f"is no address ({error})") from None
    if url.scheme not in ("http", "https") or not host:
        raise FetchError("is no address that begins with http:// or https://")
    if not _HOST.fullmatch(url.raw_host) or not 0 < (url.port or 80) < 65_536:
        raise FetchError("has a name or port in it that no server has")
    if url.userinfo:
        raise FetchError("has a name or password in it; such addresses are not fetched")
    return url.copy_with(fragment=None)


def joined(base: httpx.URL, written: str) -> str:
    """The address that a page at `base` means by `written`; raises `FetchError` where that is none."""
    try:
        return str(base.join(written))
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(f"is no address ({error})") from None


def get(written: str, limits: Limits, before: Callable[[str], None] | None = None) -> Page:
    """Fetch one page, following redirects and checking each; `before` is called with every host that is about to be asked.

    Proxies named in the environment are not used: the check of addresses would be theirs to make. No cookies are kept.
    """
    deadline = Deadline(limits.seconds)
    url = checked_url(written)
    for _ in range(limits.redirects + 1):
        if before:
            before(url.host)
        try:
            answer = _one(url, limits, deadline)
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            deadline.left()
            raise FetchError(f"could not be fetched ({str(error) or type(error).__name__})") from None
        except (OSError, ssl.SSLError, UnicodeError) as error:
            raise FetchError(f"could not be fetched ({error})") from None
        if isinstance(answer, Page):
            return answer
        url = answer
    raise FetchError(f"redirects more than {limits.redirects} times")


def _one(url: httpx.URL, limits: Limits, deadline: Deadline) -> Page | httpx.URL:
    """A page, or where the answer points to instead."""
    headers = {"User-Agent": USER_AGENT, "Accept": "text/html, application/xhtml+xml, application/rss+xml, text/plain, */*;q=0.1"}
    request = httpx.Request("GET", url, headers={**headers, "Accept-Encoding": "gzip"})
    with (
        httpx.Client(
            transport=_Transport(deadline, limits.allow_private), trust_env=False, follow_redirects=False, timeout=limits.seconds
        ) as client,
        closing(client.send(request, stream=True)) as response,
    ):
        if response.status_code in (301, 302, 303, 307, 308):
            place = response.headers.get("Location")
            if not place:
                raise FetchError("redirects without saying where to")
            return checked_url(joined(url, place))
        if response.status_code != httpx.codes.OK:
            raise FetchError(f"answered {response.status_code} {response.reason_phrase}".strip())
        return Page(str(url), response.headers.get("Content-Type", ""), _body(response, limits.size, deadline))


def _body(response: httpx.Response, most: int, deadline: Deadline) -> bytes:
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise FetchError(f"was sent packed with {packing[:20]}, which was not asked for")
    parts, size = [], 0
    for part in response.iter_raw():
        deadline.left()
        size += len(part)
        if size > most:
            raise _too_large(most)
        parts.append(part)
    data = b"".join(parts)
    if "gzip" in packing and data:
        try:
            data = io.BufferedReader(Gunzip(io.BytesIO(data))).read(most + 1)
        except BrokenStreamError as error:
            raise FetchError(f"was sent broken: {error}") from None
    if len(data) > most:
        raise _too_large(most)
    return data


def _too_large(most: int) -> FetchError:
    return FetchError(f"is larger than {most / MEGABYTE:g} MB, the most that is fetched")
