"""What goes into reading and what comes out beside documents: options, raw fields, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from verbale.errors import SourceError

Format = Literal["text", "markdown", "html", "json", "csv", "tsv", "parquet", "warc", "feed"]
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class SourceOptions:
    """How to read, and what to take for known where a source does not say.

    `published`, `outlet`, `outlet_kind` and `language` fill what is unknown and never replace what a document says of itself.
    `columns` maps a field of Document to the name of a column or key ({"text": "body"}) and goes before every guess.
    `only` reads everything as that format ("html") or as files of that ending ("jsonl"), whatever names and first bytes say.
    `max_document` is in bytes and holds for one document
    (after decompression); tables, JSON Lines, WARC files and folders may be of any length.
    """

    published: str | date | None = None
    outlet: str | None = None
    outlet_kind: str | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    only: str | None = None
    recursive: bool = True
    max_document: int = 64 * MEGABYTE


@dataclass(frozen=True)
class Unreadable:
    """Something that gave no document: where it stands and why."""

    origin: str
    reason: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True)
class Raw:
    """A document as its source words it, before dates, kinds and languages are checked.

    `host` (of its address) and `page_language` (what a page says of itself, often wrongly) are weak: what a person gives goes first.
    """

    text: object
    origin: str
    id: object = None
    title: object = None
    outlet: object = None
    outlet_kind: object = None
    published: object = None
    language: object = None
    notes: tuple[str, ...] = ()
    host: str | None = None
    page_language: str | None = None


class BrokenStreamError(SourceError):
    """A compressed stream is broken at this place; what follows in it may still be read."""
