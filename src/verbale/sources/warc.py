"""WARC files of web archives, packed or not: pages and plain text that were fetched with success.

Records are cut out here by their declared lengths, one at a time, and each is parsed on its own: a corrupt record costs only itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email.message import Message
from urllib.parse import urlsplit

from verbale.errors import SourceError
from verbale.sources.charset import decode
from verbale.sources.html import page
from verbale.sources.model import BrokenStreamError, Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream, too_long

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_WANTED = frozenset({"response", "resource", "conversion"})
_LINE = 1 << 16
_MOST_HEADERS = 500
_START = re.compile(rb"WARC/[01]\.\d+\s*$")
_INNER_START = re.compile(rb"(?m)^WARC/[01]\.\d+\r?$")


class _Record:
    """The head of a record, and its bytes where they were wanted."""

    def __init__(self, lines: list[bytes]) -> None:
        self.head = b"".join(lines)
        self.fields = {}
        for line in lines[1:]:
            name, _, value = line.decode("utf-8", "replace").partition(":")
            self.fields[name.strip().lower()] = value.strip()
        self.id = self.fields.get("warc-record-id", "").strip("<>").removeprefix("urn:uuid:")
        self.block = b""

    @property
    def kind(self) -> str:
        """Its type: response, request, warcinfo, …"""
        return self.fields.get("warc-type", "").lower()

    @property
    def name(self) -> str:
        """Its id, for people."""
        return self.id or "without an id"

    @property
    def length(self) -> int:
        """Its declared length in bytes."""
        written = self.fields.get("content-length", "")
        if not written.isascii() or not written.isdigit() or len(written) > 15:
            raise SourceError(f"a record does not say its length ({self.name})")
        return int(written)


def read(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """A document for each record that holds a page or plain text and was answered with status 200; other records are passed over."""
    for number, record in enumerate(_Cutter(stream.reader, options.max_document).records(), 1):
        if isinstance(record, SourceError):
            yield Unreadable(stream.origin, str(record))
            continue
        origin = f"{stream.origin}#{record.id or number}"
        try:
            if raw := _document(record, origin, options.max_document):
                yield raw
        except SourceError as error:
            yield Unreadable(origin, str(error))
        except Exception as error:
            yield Unreadable(origin, f"the record cannot be parsed ({type(error).__name__}: {error})")


class _Cutter:
    """Cuts a stream into records by their declared lengths; finds the next one where a length is wrong."""

    def __init__(self, reader: io.BufferedReader, most: int) -> None:
        self._reader, self._most = reader, most
        self._again = io.BytesIO()
        # Wrong lengths in every record must not make the work grow with the square of the file.
        self._looking_back = 4 * most

    def records(self) -> Iterator[_Record | SourceError]:
        """All records in turn, an error for each place where they are broken."""
        lost = False
        while True:
            try:
                line = self._line()
                if not line:
                    return
                if _START.match(line):
                    lost = False
                    if record := self._record(line):
                        yield record
                elif line.strip() and not lost:
                    raise SourceError("a record does not begin where the one before it ends; skipped to the next record")
            except BrokenStreamError as error:
                lost = False
                yield SourceError(f"a record is lost: {error}")
            except SourceError as error:
                lost = True
                yield error

    def _line(self) -> bytes:
        return self._again.readline(_LINE) or self._reader.readline(_LINE)

    def _bytes(self, length: int) -> bytes:
        first = self._again.read(length)
        return first + self._reader.read(length - len(first))

    def _record(self, first: bytes) -> _Record | None:
        """The record that begins with `first`, with its block; None for one of a kind that is not read."""
        lines = [first]
        while (line := self._line()).strip():
            lines.append(line)
            if len(lines) > _MOST_HEADERS:
                raise SourceError("a record has too many headers; skipped to the next record")
        record = _Record(lines)
        wanted, left = record.kind in _WANTED, record.length
        if not wanted or left > self._most:
            while left > 0 and (part := self._bytes(min(left, 1 << 20))):
                left -= len(part)
        else:
            record.block = self._bytes(left)
            left -= len(record.block)
        after = b"" if left else self._line()
        if left or after.strip():
            self._put_back(record.block, after)
            raise SourceError(f"record {record.name} is not as long as it says; skipped to the next record")
        if wanted and record.length > self._most:
            raise SourceError(f"record {record.name} {too_long(self._most)}")
        return record if wanted else None

    def _put_back(self, block: bytes, after: bytes) -> None:
        """Look again at what a record with a wrong length took in, from the next beginning of a record in it."""
        self._looking_back -= len(block)
        rest = block + after + self._again.read()
        found = self._looking_back > 0 and _INNER_START.search(rest)
        self._again = io.BytesIO(rest[found.start() :] if found else after)


def _document(record: _Record, origin: str, most: int) -> Raw | None:
    """The document in a record; None for what is no page, no text, or no success."""
    from warcio.archiveiterator import ArchiveIterator

    kind = record.kind
    if kind == "response" and not record.fields.get("content-type", "").lower().startswith("application/http"):
        return None
    parsed = next(iter(ArchiveIterator(io.BytesIO(record.head + b"\r\n" + record.block + b"\r\n\r\n"))), None)
    if parsed is None or (kind == "response" and (parsed.http_headers is None or parsed.http_headers.get_statuscode() != "200")):
        return None
    headers = parsed.http_headers if kind == "response" else parsed.rec_headers
    content_type, charset = content_kind(headers.get_header("Content-Type") or "")
    if content_type not in _PAGES and content_type != "text/plain":
        return None
    data = parsed.content_stream().read(most + 1)
    if len(data) > most:
        raise too_long(most)
    url = parsed.rec_headers.get_header("WARC-Target-URI")
    if content_type in _PAGES:
        return page(data, origin, declared=charset, url=url)
    return plain_text(data, origin, charset, url)


def plain_text(data: bytes, origin: str, charset: str | None, url: str | None) -> Raw:
    """The document of a plain text file that a server gave."""
    decoded = decode(data, charset)
    return Raw(decoded.text, origin, notes=decoded.notes, host=urlsplit(url).hostname if url else None)


def content_kind(header: str) -> tuple[str, str | None]:
    """Media type and character set of a Content-Type header."""
    message = Message()
    message["Content-Type"] = header
    return message.get_content_type() if header else "", message.get_content_charset()
