"""What the tests of reading sources share: reading one file, invented pages, WARC records."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from verbale.record import Document
from verbale.sources import SourceOptions, Unreadable, read_sources

PAGE = """<!doctype html><html lang="en"><head><title>Talks end in Port Vale | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="Talks end in Port Vale">
<meta property="article:published_time" content="2025-04-11T10:00:00+03:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks end in Port Vale</h1>
<p>Delegations of Norland and Sudmark met in Port Vale on Thursday for more than <b>five</b> hours, the foreign ministry said.</p>
<p>“We agreed on nothing but the date of the next round,” its spokeswoman <a href="/x">Ada Lindqvist</a> told reporters.</p>
<p>The embassies will reopen in May, Sudmark said.<br>It gave no day.</p></article>
<footer>Copyright 2019 The Harbour Post. All rights reserved.</footer></body></html>"""


def read(path: Path, **options: Any) -> list[Document | Unreadable]:
    """All that `path` gives."""
    return list(read_sources([path], SourceOptions(**options)))


def documents(path: Path, **options: Any) -> list[Document]:
    """The documents of `path`."""
    return [one for one in read(path, **options) if isinstance(one, Document)]


def faults(path: Path, **options: Any) -> list[Unreadable]:
    """What of `path` could not be read."""
    return [one for one in read(path, **options) if isinstance(one, Unreadable)]


def only(path: Path, **options: Any) -> Document:
    """The one document of `path`."""
    (one,) = read(path, **options)
    assert isinstance(one, Document), one
    return one


def fault(path: Path, **options: Any) -> str:
    """Why `path` gave nothing."""
    (one,) = read(path, **options)
    assert isinstance(one, Unreadable), one
    return one.reason


def warc_record(number: int, body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", http: str = "") -> bytes:
    """A response record, unpacked."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{http}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0000-{number}>\r\nWARC-Date: 2025-05-01T00:00:00Z\r\n"
        f"WARC-Target-URI: http://www.post.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


class Standard:
    """Bytes in the place of standard input."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)
