"""What the language part hands on: spans and the links between them, with how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Where somebody is named, and what sort of actor it is."""

    span: Span
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter and the clause that says where it stands, with the probability of each topic and status that it may have.

    `by` is the actor mention, by its place among those of the text, of the side whose position it is; None where there is none.
    """

    label: Span
    clause: Span
    condition: Span | None
    topics: Mapping[str, float]
    statuses: Mapping[str, float]
    by: int | None
    confidence: float


class Linker(Protocol):
    """Answers questions about spans of the text that it was made from, those that grammars found among them."""

    def chances(self, relation: str, spans: Sequence[Span], others: Sequence[Span]) -> list[dict[int | None, float]]:
        """For each span the probability of each of `others` within reach, by its number, and of none.

        `others` are in text order and do not overlap.
        """
        ...


@dataclass(frozen=True)
class Layers:
    """All that the language part found in one text, each in text order.

    `attributions` follow PolNeAR; `statements` the guidelines of the record, those inside another's content among them. `linker` is None
    for a text without words.
    """

    layout: Layout
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Attribution, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    matters: tuple[Matter, ...] = ()
    linker: Linker | None = None


def joined(layout: Layout, sections: Sequence[Layers]) -> Layers:
    """The layers of the sections of one text as those of the whole."""
    whole = Layers(layout)
    for part in sections:
        actors = len(whole.actors)
        whole = Layers(
            layout,
            whole.attributions + part.attributions,
            whole.statements + part.statements,
            whole.actors + part.actors,
            whole.matters + tuple(replace(m, by=None if m.by is None else m.by + actors) for m in part.matters),
        )
    linkers = [part.linker for part in sections if part.linker]
    return replace(whole, linker=linkers[0] if len(linkers) == 1 else _Linkers(linkers) if linkers else None)


@dataclass(frozen=True)
class _Linkers:
    """The linkers of the sections of a long text; what lies in two sections is not linked."""

    sections: Sequence[Linker]

    def chances(self, relation: str, spans: Sequence[Span], others: Sequence[Span]) -> list[dict[int | None, float]]:
        """See `Linker`; a span is asked about in the section that knows it."""
        found: list[dict[int | None, float]] = [{None: 1.0} for _ in spans]
        for section in self.sections:
            for n, chances in enumerate(section.chances(relation, spans, others)):
                if len(chances) > 1:
                    found[n] = chances
        return found
