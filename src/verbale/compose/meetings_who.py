"""Who takes part in a meeting and as what, from what the encoder says of each mention of an actor beside each mention of the meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from verbale.compose.cast import Cast
from verbale.language.layers import Layers
from verbale.language.links import PARTS, Floats
from verbale.record import ActorKind, Side, Span

_NONE, _SIDE, _HEAD, _MEMBER, _MEDIATOR = range(len(PARTS))
# Least probability at which an actor takes part.
_SURE = 0.5
_PARTIES = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP})


@dataclass
class Delegations:
    """The sides of a meeting in the order they are named, each with its people; who leads them; who goes between."""

    sides: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    mediators: list[str] = field(default_factory=list)

    def closed(self) -> tuple[Side, ...]:
        """As the record has them."""
        found = []
        for party, people in self.sides.items():
            head = self.heads.get(party)
            found.append(Side(party=party, head=head, members=tuple(p for p in people if p != head)))
        return tuple(found)


class Who:
    """The parts of all actors of a document; `owners` are the actors of the seen mentions, parallel."""

    def __init__(self, layers: Layers, cast: Cast, owners: Sequence[str]) -> None:
        self.layers, self.cast, self.owners = layers, cast, owners
        self.mentions = [m.span for m in layers.actors]
        self.delegation = self._delegations()

    def at(self, meeting: Sequence[Span]) -> Delegations:
        """The sides of the meeting named at these spans, with their people, and who goes between."""
        found, people = Delegations(), []
        for actor, chance in self._chances(meeting).items():
            part = int(chance[1:].argmax()) + 1
            if chance[_HEAD] + chance[_MEMBER] > _SURE and part in (_HEAD, _MEMBER):
                people.append((actor, part))
            elif chance[part] > _SURE and part == _MEDIATOR:
                found.mediators.append(actor)
            elif chance[part] > _SURE and part == _SIDE:
                found.sides.setdefault(self.party(actor), [])
        for actor, part in people:
            party = self.delegation.get(actor) or self.party(actor)
            members = found.sides.setdefault(party, [])
            if actor != party:
                members.append(actor)
                if part == _HEAD:
                    found.heads.setdefault(party, actor)
        return found

    def party(self, actor: str) -> str:
        """The state, organization or group that the actor is or acts for; the actor where the text names none."""
        return self.cast.party_of(actor) or actor

    def _delegations(self) -> dict[str, str]:
        """The party that each person stands for in a delegation, where the text links them."""
        if self.layers.linker is None:
            return {}
        votes: dict[str, Counter[str]] = {}
        for owner, near in zip(self.owners, self.layers.linker.chances("stands_for", self.mentions, self.mentions), strict=True):
            for k, chance in near.items():
                if k is not None and self.owners[k] != owner and self.cast[self.owners[k]].kind in _PARTIES:
                    votes.setdefault(owner, Counter())[self.owners[k]] += chance  # type: ignore[assignment]
        best = {owner: max(vote, key=lambda party: (vote[party], party)) for owner, vote in votes.items()}
        return {owner: party for owner, party in best.items() if votes[owner][party] > _SURE}

    def _chances(self, meeting: Sequence[Span]) -> dict[str, Floats]:
        """For each actor the greatest probability of each part over all pairs of mentions, in the order of the text."""
        if self.layers.linker is None or not self.mentions:
            return {}
        table = self.layers.linker.parts(meeting, self.mentions).max(axis=0, initial=0.0)
        found: dict[str, Floats] = {}
        for row, actor in zip(table, self.owners, strict=True):
            found[actor] = np.maximum(found[actor], row) if actor in found else row
        return found
