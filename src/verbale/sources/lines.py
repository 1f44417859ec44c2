"""Long streams by their lines: bounded however long a line is, each decoded by itself so that one bad line stays one bad line."""

from __future__ import annotations

import io
from collections.abc import Iterator

from verbale.errors import SourceError
from verbale.sources.charset import Decoded, by_mark, decode
from verbale.sources.streams import Stream, too_long

# A line this many times longer than a document may be is no line: the file is given up rather than read to its end for nothing.
_HOPELESS = 8


def numbered(stream: Stream, most: int) -> Iterator[tuple[int, bytes | SourceError]]:
    """The lines of `stream` from 1, each with its end, byte-order mark off; an error for one longer than `most` bytes."""
    reader = _as_utf8(stream)
    number = 0
    while line := reader.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        yield number, too_long(most)
        skipped = 0
        while not line.endswith(b"\n") and (line := reader.readline(1 << 16)):
            skipped += len(line)
            if skipped > most * _HOPELESS:
                raise SourceError(f"line {number} has no end within {most * _HOPELESS} bytes; the rest was not read")


def _as_utf8(stream: Stream) -> io.BufferedReader:
    mark = by_mark(stream.head)
    if mark:
        stream.reader.read(mark[1])
    if not mark or mark[0] == "utf-8":
        return stream.reader
    return io.BufferedReader(_Recoded(io.TextIOWrapper(stream.reader, mark[0], "replace", newline="")))


class _Recoded(io.RawIOBase):
    """UTF-16 or UTF-32 text as a stream of UTF-8 bytes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text, self._left = text, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self._left = self._left or self._text.read(1 << 14).encode("utf-8", "replace")
        part, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def decoded(line: bytes) -> Decoded:
    """One line as text; raises `SourceError` for bytes that are no text."""
    try:
        return Decoded(line.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return decode(line)
