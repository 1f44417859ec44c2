"""Reading the corpora that supervise the encoder."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from verbale.record import Span


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


def digest(path: Path) -> str:
    """Hex SHA-256 of a file, for the model card."""
    return sha256(path.read_bytes()).hexdigest()
