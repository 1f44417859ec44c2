"""Annotated texts to windows of tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from training.corpora import Annotated
from verbale.language import layout
from verbale.language.links import Tokens, candidates
from verbale.language.pieces import Pieces, pieces
from verbale.language.tags import ROLES, TAGS
from verbale.language.windows import ROOM, Window
from verbale.record import Span


@dataclass(frozen=True)
class LinkCase:
    """One question to a link scorer: the span, its candidates with features, and the right one (`len(near)` for none)."""

    relation: str
    span: Tokens
    others: tuple[Tokens, ...]
    near: tuple[tuple[int, int, int], ...]
    answer: int


@dataclass(frozen=True)
class Example:
    """A window of a text: `heads` are positions in the window ([CLS] is 0), `tags` parallel; spans of links count heads."""

    pieces: Pieces
    window: Window
    heads: tuple[int, ...]
    tags: tuple[int, ...]
    links: tuple[LinkCase, ...]


@dataclass(frozen=True)
class Tokenized:
    """A text cut into pieces with its attributions in word heads."""

    pieces: Pieces
    tags: np.ndarray
    attributions: tuple[dict[str, list[Tokens]], ...]


def _to_heads(cut: Pieces, span: Span) -> Tokens | None:
    """The word heads that the span covers, or None where it covers none."""
    starts = cut.starts[cut.heads]
    first = int(np.searchsorted(starts, span.start, side="left"))
    if first > 0 and cut.ends[cut.heads[first] - 1 if first < len(starts) else -1] > span.start:
        first -= 1
    last = int(np.searchsorted(starts, span.end, side="left"))
    return (first, last) if first < last else None


def tokenize(document: Annotated) -> Tokenized:
    """Pieces, tags (one a word head) and attributions of a document."""
    cut = pieces(layout(document.text))
    tags = np.zeros(len(cut.heads), np.int64)
    attributions = []
    for gold in document.attributions:
        parts: dict[str, list[Tokens]] = {}
        for role in ROLES:
            parts[role] = [t for span in getattr(gold, role) if (t := _to_heads(cut, span))]
            for start, end in parts[role]:
                tags[start:end] = TAGS.index(f"I-{role}")
                tags[start] = TAGS.index(f"B-{role}")
        attributions.append(parts)
    return Tokenized(cut, tags, tuple(attributions))


def _inside(spans: Sequence[Tokens], first: int, last: int) -> list[Tokens]:
    return [(s - first, e - first) for s, e in spans if s >= first and e <= last]


def _links(document: Tokenized, first: int, last: int) -> tuple[LinkCase, ...]:
    """The questions whose spans lie wholly inside the word heads `[first, last)`."""
    parts = [{role: _inside(a[role], first, last) for role in ROLES} for a in document.attributions]
    pool = {role: tuple(sorted({s for p in parts for s in p[role]})) for role in ROLES}
    cases = []

    def ask(relation: str, span: Tokens, role: str, right: Sequence[Tokens]) -> None:
        near = candidates(span, pool[role])
        answer = next((k for k, (other, _, _) in enumerate(near) if pool[role][other] in right), len(near))
        cases.append(LinkCase(relation, span, pool[role], tuple(near), answer))

    for whole, p in zip(document.attributions, parts, strict=True):
        for content in p["content"]:
            ask("content_cue", content, "cue", p["cue"])
        for cue in p["cue"]:
            if len(p["source"]) == len(whole["source"]):
                ask("cue_source", cue, "source", p["source"])
    return tuple(cases)


def examples(document: Tokenized, chance: random.Random) -> list[Example]:
    """Windows that tile the document from a random first cut, so that no two passes see the same windows."""
    count = len(document.pieces)
    if not count:
        return []
    first = chance.randint(ROOM // 4, ROOM)
    cuts = [0, *range(min(first, count), count, ROOM), count]
    found = []
    for start, end in pairwise(cuts):
        low, high = (int(x) for x in np.searchsorted(document.pieces.heads, [start, end]))
        if low >= high:
            continue
        tags = document.tags[low:high].copy()
        # A span cut by the window's edge begins anew there.
        if tags[0] and tags[0] % 2 == 0:
            tags[0] -= 1
        positions = tuple(int(h) - start + 1 for h in document.pieces.heads[low:high])
        found.append(Example(document.pieces, Window(start, end, start, end), positions, tuple(tags.tolist()), _links(document, low, high)))
    return found
