"""JSON Lines, and JSON files of one document or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from verbale.errors import SourceError
from verbale.sources.charset import decode
from verbale.sources.fields import map_fields
from verbale.sources.lines import decoded, numbered
from verbale.sources.model import Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream


def read(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """Documents of a JSON file: one a line, or else one object or list over the whole of it.

    Keys other than a document's own are passed over; each line is read on its own, whatever stands in the others.
    """
    if _is_whole(stream.head):
        yield from _whole(stream, options)
        return
    for number, line in numbered(stream, options.max_document):
        origin = f"{stream.origin}:{number}"
        try:
            if isinstance(line, SourceError):
                raise line
            text = decoded(line)
            if text.text.strip():
                yield _raw(_parsed(text.text), options, origin, text.notes)
        except SourceError as error:
            yield Unreadable(origin, str(error))


def _is_whole(head: bytes) -> bool:
    """Whether one JSON value runs over several lines: its first line is not a value of its own."""
    start = decode_start(head)
    if start.startswith("["):
        return True
    first, newline, rest = start.partition("\n")
    if not newline or not first.startswith("{"):
        return False
    following = rest.lstrip()[:1]
    # The line of a document ends with its brace, and another object follows; a broken line among lines does not make a whole.
    return not first.rstrip().endswith("}") and following not in ("{", "")


def decode_start(head: bytes) -> str:
    """The first characters without white space and mark."""
    from verbale.sources.charset import decode_head

    return decode_head(head).lstrip("\ufeff \t\r\n")


def _whole(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    try:
        text = decode(stream.whole(options.max_document))
    except SourceError as error:
        raise SourceError(f"{error}. A JSON file is read at once; JSON Lines may be of any length") from None
    value = _parsed(text.text)
    if not isinstance(value, list):
        yield _raw(value, options, stream.origin, text.notes)
        return
    for number, one in enumerate(value, 1):
        origin = f"{stream.origin}#{number}"
        try:
            yield _raw(one, options, origin, text.notes)
        except SourceError as error:
            yield Unreadable(origin, str(error))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise SourceError("its JSON is nested too deep to read") from None
    except json.JSONDecodeError as error:
        raise SourceError(f"is no valid JSON ({error.msg} at line {error.lineno}, column {error.colno})") from None
    except ValueError as error:
        raise SourceError(f"is no JSON that can be read ({error})") from None


def _raw(value: Any, options: SourceOptions, origin: str, notes: tuple[str, ...]) -> Raw:
    if not isinstance(value, dict):
        raise SourceError("is JSON but no object with the keys of a document (text, title, outlet, published, …)")
    row: Mapping[str, object] = value
    columns = {field: column for field, column in options.columns.items() if column in row or field == "text"}
    return map_fields(row, columns).raw(row, origin, notes)
