"""What the language part hands on: spans and the links between them, with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.language.layout import Layout
from verbale.record import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content, the cue that attributes it, and the source it is attributed to; each in text order. Terms of Pareti (2015).

    `cue` has at least one span; `source` and `content` may be empty. `confidence` is the reader's probability that it is right.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True)
class Layers:
    """All that the language part found in one text."""

    layout: Layout
    attributions: tuple[Attribution, ...] = ()
