"""Reading the corpora that supervise the encoder."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.markup import MarkupError, read_marked
from verbale.record import Document, Record, Span


@dataclass(frozen=True)
class GoldAttribution:
    """One annotated attribution: spans of its source, cue and content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Annotated:
    """A text with its attributions."""

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]


@dataclass(frozen=True)
class Recorded:
    """A document with its record. Documents of one `event` never stand on both sides of a split."""

    document: Document
    record: Record
    event: str


def read_attributions(path: Path) -> Iterator[Annotated]:
    """Documents of a corpus in the common format (JSON Lines, gzip) of the attribution corpora."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            yield Annotated(
                d["id"],
                d["text"],
                tuple(
                    GoldAttribution(*(tuple(Span(*s) for s in a[role]) for role in ("source", "cue", "content"))) for a in d["attributions"]
                ),
            )


def as_document(gold: dict[str, Any]) -> Document:
    """A gold document without its record."""
    keys = ("id", "text", "title", "outlet", "outlet_kind", "published", "language")
    return Document.model_validate({key: gold.get(key) for key in keys})


def read_records(path: Path) -> list[Recorded]:
    """Documents with records: a folder of marked documents (see `training.markup`) or JSON Lines in the form of the gold documents.

    Raises `MarkupError` for the first document that is written wrongly.
    """
    if path.is_file() and path.suffix == ".jsonl":
        given = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return [Recorded(as_document(d), Record.model_validate(d["record"]), d["event"]) for d in given]
    found = []
    for where, gold in read_marked(path):
        if isinstance(gold, MarkupError):
            raise MarkupError(f"{where}: {gold}")
        found.append(Recorded(gold.document, gold.record, gold.event))
    return found


def digest(path: Path) -> str:
    """Hex SHA-256 of a file, or of all files of a folder by name, for the model card."""
    if path.is_dir():
        return sha256("".join(f"{p.name} {digest(p)}\n" for p in sorted(path.rglob("*.md"))).encode()).hexdigest()
    return sha256(path.read_bytes()).hexdigest()
