"""The actors of one document while its record is put together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from verbale.record import Actor, ActorKind, Span


@dataclass
class Draft:
    """An actor that still gains mentions; becomes an `Actor` when the record is closed."""

    id: str
    kind: ActorKind
    name: str
    country: str | None = None
    role: str | None = None
    mentions: list[Span] = field(default_factory=list)
    confidence: float = 0.5


class Cast:
    """All actors of a document by id, and which of them is named where."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self._mentions: list[tuple[Span, str]] = []

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts.values())

    def __getitem__(self, actor_id: str) -> Draft:
        return self._drafts[actor_id]

    def add(self, kind: ActorKind, name: str, *, country: str | None = None, role: str | None = None, confidence: float = 0.5) -> Draft:
        """A new actor without mentions."""
        draft = Draft(f"a{len(self._drafts) + 1}", kind, name, country, role, confidence=confidence)
        self._drafts[draft.id] = draft
        return draft

    def mention(self, actor_id: str, span: tuple[int, int]) -> None:
        """Note that the actor is named at `span`; the same mention twice counts once."""
        entry = (Span(*span), actor_id)
        if entry not in self._mentions[bisect_left(self._mentions, entry) :][:1]:
            insort(self._mentions, entry)
            self._drafts[actor_id].mentions.append(entry[0])

    def mentions_in(self, span: tuple[int, int]) -> list[tuple[Span, str]]:
        """Mentions (span, actor id) that lie wholly inside `span`, in text order; nested ones too."""
        found = []
        for mention, actor_id in self._mentions[bisect_left(self._mentions, (Span(span[0], 0), "")) :]:
            if mention.start >= span[1]:
                break
            if mention.end <= span[1]:
                found.append((mention, actor_id))
        return found

    def party_of(self, actor_id: str) -> str | None:
        """Id of the state, organization or group that the actor is or acts for; None where the text does not say."""
        draft = self[actor_id]
        if draft.kind in (ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP):
            return actor_id
        if draft.country is None:
            return None
        return next((d.id for d in self if d.kind is ActorKind.STATE and d.country == draft.country), None)

    def close(self, used: Collection[str]) -> tuple[Actor, ...]:
        """The actors named in `used`, as they stand in the record."""
        return tuple(
            Actor(
                id=d.id, kind=d.kind, name=d.name, country=d.country, role=d.role,
                mentions=tuple(sorted(d.mentions)), confidence=d.confidence,
            )
            for d in self
            if d.id in used and d.mentions
        )
