"""Opening files and standard input as byte streams, gzip taken off on the way, in bounded memory.

A broken gzip stream raises `BrokenStreamError` once; the next read goes on at the next gzip member, so that a container of many
members (WARC) loses one of them and not the rest.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from verbale.errors import SourceError
from verbale.sources.model import MEGABYTE, BrokenStreamError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
_MEMBER = b"\x1f\x8b\x08"
_BLOCK = 1 << 16


class _Bytes(Protocol):
    def readinto(self, buffer: WriteableBuffer, /) -> int | None: ...


def _block(source: _Bytes) -> bytes:
    """The next bytes of `source`, at most a block; none at its end."""
    room = bytearray(_BLOCK)
    return bytes(room[: source.readinto(room) or 0])


class Gunzip(io.RawIOBase):
    """The decompressed bytes of a gzip stream of one or more members; gives out no more than it is asked for, so bombs cost nothing."""

    def __init__(self, packed: _Bytes) -> None:
        self._packed = packed
        self._in = b""
        self._inflate: zlib._Decompress | None = None
        self._lost = False
        self._given = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer` with what comes next; raise `BrokenStreamError` once at each break."""
        view = memoryview(buffer).cast("B")
        while len(view):
            self._in = self._in or _block(self._packed)
            if not self._in:
                if self._inflate is None:
                    break
                self._inflate = None
                raise BrokenStreamError(f"the gzip stream ends in the middle, after {self._given} bytes; get the file again")
            if (inflate := self._inflate or self._next_member()) is None:
                continue
            if out := self._inflated(inflate, len(view)):
                view[: len(out)] = out
                self._given += len(out)
                return len(out)
        return 0

    def _inflated(self, inflate: zlib._Decompress, most: int) -> bytes:
        try:
            out = inflate.decompress(self._in, most)
        except zlib.error as error:
            false_start, self._lost, self._inflate, self._in = self._lost, True, None, self._in[1:]
            if false_start:
                return b""
            raise BrokenStreamError(f"the gzip stream is broken after {self._given} bytes ({error}); get the file again") from None
        self._lost = self._lost and not out
        self._in = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        if inflate.eof:
            self._inflate = None
        return out

    def _next_member(self) -> zlib._Decompress | None:
        """Go to where the next member starts, or ask for more bytes; zeros between members are padding."""
        if self._lost:
            at = self._in.find(_MEMBER)
            if at < 0:
                more = _block(self._packed)
                self._in = self._in[-2:] + more if more else b""
                return None
            self._in = self._in[at:]
        else:
            self._in = self._in.lstrip(b"\0")
        if self._in:
            self._inflate = zlib.decompressobj(wbits=31)
        return self._inflate


class _Headed(io.RawIOBase):
    """A stream whose first bytes were already taken off, put back in front (with the break that followed them, if one did)."""

    def __init__(self, head: bytes, broken: BrokenStreamError | None, rest: _Bytes) -> None:
        self._head, self._broken, self._rest = head, broken, rest

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer` from the head, then from the rest."""
        if self._head:
            view = memoryview(buffer).cast("B")
            part, self._head = self._head[: len(view)], self._head[len(view) :]
            view[: len(part)] = part
            return len(part)
        if broken := self._broken:
            self._broken = None
            raise broken
        return self._rest.readinto(buffer) or 0


@dataclass(frozen=True)
class Stream:
    """An open source: its first bytes for looking at, and a reader over all of it; `path` where it is a file that may be opened again."""

    origin: str
    head: bytes
    reader: io.BufferedReader
    packed: bool
    path: Path | None

    def whole(self, most: int) -> bytes:
        """All bytes; raises `SourceError` where there are more than `most`."""
        data = self.reader.read(most + 1)
        if len(data) > most:
            raise too_long(most)
        return data


def too_long(most: int) -> SourceError:
    """The error for a document of more than `most` bytes."""
    return SourceError(f"is longer than {most / MEGABYTE:g} MB, the most that one document may have; split it or raise max_document")


def _head(source: _Bytes) -> tuple[bytes, BrokenStreamError | None]:
    head = b""
    try:
        while len(head) < _BLOCK and (more := _block(source)):
            head += more
    except BrokenStreamError as broken:
        return head, broken
    return head, None


def unpacked(source: _Bytes, origin: str, path: Path | None = None) -> Stream:
    """`source` with a gzip layer taken off where its first bytes show one, whatever it is called."""
    head, broken = _head(source)
    headed: io.RawIOBase = _Headed(head, broken, source)
    packed = head.startswith(GZIP_MAGIC)
    if packed:
        plain = Gunzip(headed)
        head, broken = _head(plain)
        if broken and not head:
            raise broken
        headed = _Headed(head, broken, plain)
    return Stream(origin, head, io.BufferedReader(headed, _BLOCK), packed, path)


@contextmanager
def open_stream(path: Path | None) -> Iterator[Stream]:
    """The file at `path`, or standard input for None."""
    if path is None:
        yield unpacked(cast(_Bytes, sys.stdin.buffer), "-")
        return
    with io.FileIO(path) as file:
        yield unpacked(file, str(path), path)
