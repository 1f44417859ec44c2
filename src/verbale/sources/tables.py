"""CSV and TSV: a row a document, columns mapped to fields."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cached_property

from verbale.errors import SourceError
from verbale.sources.charset import Decoded, decode, decode_head
from verbale.sources.fields import Mapped, map_fields, need_text
from verbale.sources.lines import numbered
from verbale.sources.model import Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream

_SEPARATORS = ",;\t|"


def read(stream: Stream, options: SourceOptions, separator: str | None = None) -> Iterator[Raw | Unreadable]:
    """The documents of a table with a header; rows that are ragged or broken are named with their line, the others are read."""
    rows = _Rows(stream, options, separator or _separator(stream.head))
    header = next((row for row in rows if isinstance(row, list)), None)
    if header is None:
        return
    mend = _Mender(stream.head)
    header = [mend(cell, []) for cell in header]
    names = _unique(header)
    mapped = map_fields(names, options.columns)
    need_text(mapped, names)
    for row in rows:
        origin = f"{stream.origin}:{rows.line}"
        yield Unreadable(origin, str(row)) if isinstance(row, SourceError) else _raw(row, names, mapped, origin, mend)


def read_tabbed(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """The documents of a table with tabs between its columns."""
    return read(stream, options, "\t")


class _Rows(Iterator[list[str] | SourceError]):
    """Rows of cells, empty ones left out, with the line that each starts at."""

    def __init__(self, stream: Stream, options: SourceOptions, separator: str) -> None:
        # The module's limit is one for the whole process: it is only ever raised.
        csv.field_size_limit(max(csv.field_size_limit(), options.max_document))
        self._most = options.max_document
        self._lines = numbered(stream, options.max_document)
        self._reader = csv.reader(self._texts(), delimiter=separator, strict=False)
        self._taken = 0
        self._size = 0
        self.line = 0

    def _texts(self) -> Iterator[str]:
        """Lines as text; bytes that are not UTF-8 ride along as half surrogates and are read again cell by cell."""
        for number, line in self._lines:
            self._taken = number
            self._size += len(line) if isinstance(line, bytes) else self._most + 1
            # A quotation mark that is never closed would take in the rest of the file.
            if self._size > self._most * 2 or isinstance(line, SourceError):
                where = f"the row at line {self.line} is longer than one document may be; is a quotation mark left open?"
                raise SourceError(f"{where} The rest of the table was not read")
            yield line.decode("utf-8", "surrogateescape")

    def __next__(self) -> list[str] | SourceError:
        while True:
            self.line, self._size = self._taken + 1, 0
            try:
                row = next(self._reader)
            except csv.Error as error:
                return SourceError(f"is no valid row ({error})")
            if any(cell.strip() for cell in row):
                return row


def _raw(row: list[str], names: list[str], mapped: Mapped, origin: str, mend: _Mender) -> Raw | Unreadable:
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        return Unreadable(origin, f"the row has {len(row)} cells, the header {len(names)}; are quotation marks missing around the text?")
    notes: list[str] = []
    cells: dict[str, object] = {}
    for name, cell in zip(names, row, strict=False):
        try:
            cells[name] = mend(cell, notes)
        except SourceError as error:
            return Unreadable(origin, f"column {name!r} {error}")
    return mapped.raw(cells, origin, tuple(dict.fromkeys(notes)))


class _Mender:
    """Reads cells whose bytes are not UTF-8 in the character set that the head of the file shows: a cell alone is too short to tell."""

    def __init__(self, head: bytes) -> None:
        self._head = head

    @cached_property
    def _of_file(self) -> Decoded | None:
        try:
            guess = decode(self._head)
        except SourceError:
            return None
        return guess if guess.charset != "utf-8" else None

    def __call__(self, cell: str, notes: list[str]) -> str:
        if cell.isascii() or not any("\udc80" <= c <= "\udcff" for c in cell):
            return cell
        data = cell.encode("utf-8", "surrogateescape")
        if guess := self._of_file:
            try:
                text = data.decode(guess.charset)
            except UnicodeError:
                pass
            else:
                notes.extend(guess.notes)
                return text
        read_again = decode(data)
        notes.extend(read_again.notes)
        return read_again.text


def _unique(header: list[str]) -> list[str]:
    """Names of columns; of two that are the same the first keeps the name."""
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(header, 1):
        name = cell.strip().lstrip("\ufeff")
        names.append(name if name and name not in taken else f"{name or 'column'} ({number})")
        taken.add(names[-1])
    return names


def _separator(head: bytes) -> str:
    """What parts the columns of a CSV file: the candidate that its header has most of (many locales write semicolons)."""
    first = decode_head(head).split("\n", 1)[0]
    return max(_SEPARATORS, key=lambda separator: (first.count(separator), -_SEPARATORS.index(separator)))
