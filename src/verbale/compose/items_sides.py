"""Whose position an item is, between whom, and at which meeting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from verbale.compose.cast import Cast
from verbale.compose.meetings import main_meeting
from verbale.language.layout import Layout
from verbale.record import ActorKind, ItemStatus, Meeting, Span


class Sides:
    """Parties, positions and meetings of the items of one document."""

    def __init__(self, layout: Layout, cast: Cast, meetings: Sequence[Meeting]) -> None:
        self._layout, self._cast = layout, cast
        self._main = main_meeting(meetings)
        self._by_id = {m.id: m for m in meetings}
        starts = sorted((span.start, m.id) for m in meetings for span in m.mentions)
        self._starts, self._ids = [s for s, _ in starts], [i for _, i in starts]

    def party(self, actor: str) -> str:
        """The state, organization or group that the actor acts for, else the actor."""
        return self._cast.party_of(actor) or actor

    def parties(self, clause: Span, by: str | None, meeting: Meeting | None) -> tuple[str, ...]:
        """Who the matter is between: the side whose position it is, those named in the clause, else the meeting's sides."""
        found = [by] if by and self._cast[by].kind is not ActorKind.PERSON else []
        found += [p for _, actor in self._cast.mentions_in(clause) if (p := self._cast.party_of(actor))]
        distinct = list(dict.fromkeys(found))
        about = meeting or self._main
        if len(distinct) < 2 and about:
            sides = [s.party for s in about.sides]
            if not distinct or set(distinct) & set(sides):
                distinct += [s for s in sides if s not in distinct]
        return tuple(distinct)

    def meeting(self, sentence: Span, status: ItemStatus) -> Meeting | None:
        """The meeting named in the sentence, else for what came of talks the document's main one."""
        at = bisect_right(self._starts, sentence.end - 1) - 1
        if at >= 0 and self._starts[at] >= sentence.start:
            return self._by_id[self._ids[at]]
        return None if status in (ItemStatus.CONDITIONAL, ItemStatus.IMPLEMENTED, ItemStatus.BREACHED) else self._main
