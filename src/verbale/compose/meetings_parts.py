"""Who takes part in a meeting and as what, from what the encoder says of each mention of an actor beside each mention of the meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from verbale.compose.cast import Cast
from verbale.compose.meetings_parties import Parties
from verbale.compose.meetings_sides import Sides
from verbale.language.layers import Linker
from verbale.language.links import PARTS, Floats
from verbale.record import ActorKind, Span

_NONE, _SIDE, _HEAD, _MEMBER, _MEDIATOR = range(len(PARTS))
# Least probability at which an actor takes part.
_SURE = 0.5
_PARTIES = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP})


@dataclass(frozen=True)
class TakingPart:
    """The parts of all actors of a document; `owners` are the actors of `mentions`, parallel."""

    cast: Cast
    parties: Parties
    linker: Linker
    mentions: Sequence[Span]
    owners: Sequence[str]

    def at(self, meeting: Sequence[Span]) -> tuple[Sides, list[str]]:
        """The sides of the meeting with their people, and who goes between."""
        chances = self._chances(meeting)
        sides, between, people = Sides(told=True), [], []
        for actor, chance in chances.items():
            part = int(chance[1:].argmax()) + 1
            if chance[_HEAD] + chance[_MEMBER] > _SURE and part in (_HEAD, _MEMBER):
                people.append((actor, part))
            elif chance[part] > _SURE:
                between += [actor] if part == _MEDIATOR else []
                if part == _SIDE:
                    sides.add(self.parties.party_of(actor) or actor)
        for actor, part in people:
            party = self._delegation.get(actor) or self.parties.party_of(actor)
            if party and party != actor:
                sides.add(party, actor)
                if part == _HEAD:
                    sides.heads.setdefault(party, actor)
        return sides, between

    @cached_property
    def _delegation(self) -> dict[str, str]:
        """The party that each person stands for in a delegation, where the text links them."""
        votes: dict[str, Counter[str]] = {}
        for owner, near in zip(self.owners, self.linker.chances("stands_for", self.mentions, self.mentions), strict=True):
            for k, chance in near.items():
                if k is not None and self.owners[k] != owner and self.cast[self.owners[k]].kind in _PARTIES:
                    votes.setdefault(owner, Counter())[self.owners[k]] += chance  # type: ignore[assignment]
        best = {owner: max(vote, key=lambda party: (vote[party], party)) for owner, vote in votes.items()}
        return {owner: party for owner, party in best.items() if votes[owner][party] > _SURE}

    def _chances(self, meeting: Sequence[Span]) -> dict[str, Floats]:
        """For each actor the greatest probability of each part over all pairs of mentions, in the order of the text."""
        table = self.linker.parts(meeting, self.mentions).max(axis=0, initial=0.0)
        found: dict[str, Floats] = {}
        for row, actor in zip(table, self.owners, strict=True):
            found[actor] = np.maximum(found[actor], row) if actor in found else row
        return found
