"""Small operations on lists of spanned things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from verbale.language.layers import Layers
from verbale.record import Span


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


_One = TypeVar("_One", bound=_Spanned)


def apart(found: Iterable[_One]) -> list[_One]:
    """In the order of the text, without those that meet the one before."""
    kept: list[_One] = []
    for one in sorted(found, key=lambda o: o.span):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def likeliest(layers: Layers, relation: str, spans: Sequence[Span], others: Sequence[Span]) -> list[tuple[int | None, float]]:
    """For each span the number of the other that the encoder links it to, or None, and how likely that is."""
    if layers.linker is None:
        return [(None, 1.0) for _ in spans]
    best = []
    for chances in layers.linker.chances(relation, spans, others):
        one = max(chances, key=lambda k: chances[k])
        best.append((one, chances[one]))
    return best
