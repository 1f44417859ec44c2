"""The actors of one document while its record is put together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from verbale.compose.actors_reading import Reading, grammar
from verbale.language.layout import Layout
from verbale.record import Actor, ActorKind, Span

_PARTIES = (ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP)


@dataclass
class Draft:
    """An actor that still gains mentions; becomes an `Actor` when the record is closed.

    `passing` are places where the actor is only touched on ("Iranian officials", "in Iran"): they help to see who an event is
    about and are written to the record only where an actor that is used has no other mention.
    """

    id: str
    kind: ActorKind
    name: str
    country: str | None = None
    role: str | None = None
    mentions: list[Span] = field(default_factory=list)
    confidence: float = 0.5
    passing: list[Span] = field(default_factory=list)
    acts: bool = False
    seen: bool = False
    female: bool | None = None

    @property
    def plural(self) -> bool:
        """Whether "they" would speak of it: several unnamed people."""
        return self.kind is ActorKind.UNNAMED and _plural(self.name)


def _plural(description: str) -> bool:
    first, *rest = description.lower().split()
    if first in ("a", "an", "one", "another", "the"):
        return False
    if first in grammar("counts"):
        return True
    return any(w.endswith("s") and not w.endswith(("ss", "'s", "’s", "us")) for w in (first, *rest[:4])) or "people" in rest


class Cast:
    """All actors of a document by id, and which of them is named where."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self._mentions: list[tuple[Span, str]] = []
        self._noted: dict[tuple[Span, str], bool] = {}
        """Every mention, and whether it is a passing one."""
        self._states: dict[str, str] = {}
        self._reading: Reading | None = None
        self._settled = False
        self.spoken: list[tuple[int, str]] = []
        """Who has spoken where so far, in the order in which sources were resolved."""
        self.home: str | None = None
        """The state whose government publishes the document."""

    def reading_of(self, layout: Layout) -> Reading:
        """The reading of the document's words; made once."""
        if self._reading is None or self._reading.layout is not layout:
            self._reading = Reading(layout)
        return self._reading

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts.values())

    def __len__(self) -> int:
        return len(self._drafts)

    def __contains__(self, actor_id: str) -> bool:
        return actor_id in self._drafts

    def __getitem__(self, actor_id: str) -> Draft:
        return self._drafts[actor_id]

    def add(self, kind: ActorKind, name: str, *, country: str | None = None, role: str | None = None, confidence: float = 0.5) -> Draft:
        """A new actor without mentions."""
        draft = Draft(f"a{len(self._drafts) + 1}", kind, name, country, role, confidence=confidence)
        self._drafts[draft.id] = draft
        if kind is ActorKind.STATE and country:
            self._states.setdefault(country, draft.id)
        return draft

    def mention(self, actor_id: str, span: tuple[int, int], *, passing: bool = False) -> None:
        """Note that the actor is named at `span`; the same mention twice counts once. A `passing` one is seen by `mentions_in` alone."""
        entry = (Span(*span), actor_id)
        draft = self._drafts[actor_id]
        passing = passing or (self._settled and bool(draft.mentions))
        if entry not in self._noted:
            self._noted[entry] = passing
            if self._mentions and entry < self._mentions[-1]:
                insort(self._mentions, entry)
            else:
                self._mentions.append(entry)
            (draft.passing if passing else draft.mentions).append(entry[0])
        elif not passing and self._noted[entry]:
            self._noted[entry] = False
            draft.passing.remove(entry[0])
            draft.mentions.append(entry[0])

    def settle(self, mentions: Sequence[tuple[Span, str]]) -> None:
        """From now on these are the mentions that stand in the record; all others are passing ones, later ones too.

        An actor that is needed and has none of these keeps its first passing one.
        """
        for entry in self._noted:
            self._noted[entry] = True
        for draft in self:
            draft.passing = sorted({*draft.passing, *draft.mentions})
            draft.mentions = []
        for span, actor_id in mentions:
            self.mention(actor_id, span)
        self._settled = True

    def mentions_meeting(self, span: Span) -> list[tuple[Span, str]]:
        """Mentions (span, actor id) that share a character with `span`, passing ones too; those that begin up to 200 characters before."""
        first = bisect_left(self._mentions, (Span(max(0, span.start - 200), 0), ""))
        last = bisect_left(self._mentions, (Span(span.end, 0), ""))
        return [(found, actor_id) for found, actor_id in self._mentions[first:last] if found.end > span.start]

    def demote(self, actor_id: str, span: Span) -> None:
        """Make a mention a passing one: it turned out to stand inside the description of somebody else."""
        draft = self._drafts[actor_id]
        if self._noted.get((span, actor_id)) is False:
            self._noted[span, actor_id] = True
            draft.mentions.remove(span)
            draft.passing.append(span)

    def mentions_in(self, span: tuple[int, int], *, passing: bool = True) -> list[tuple[Span, str]]:
        """Mentions (span, actor id) that lie wholly inside `span`, in text order; nested ones too, passing ones unless told otherwise."""
        found = []
        for at in range(bisect_left(self._mentions, (Span(span[0], 0), "")), len(self._mentions)):
            mention, actor_id = self._mentions[at]
            if mention.start >= span[1]:
                break
            if mention.end <= span[1] and (passing or not self._noted[mention, actor_id]):
                found.append((mention, actor_id))
        return found

    def mention_around(self, span: tuple[int, int]) -> str | None:
        """The actor of a mention that `span` is only a part of ("Lavrov" in "Sergei Lavrov"), or None."""
        for at in range(bisect_right(self._mentions, (Span(span[0] + 1, 0), "")) - 1, -1, -1):
            mention, actor_id = self._mentions[at]
            if span[0] - mention.start > 200:
                return None
            if mention.holds(span) and not self._noted[mention, actor_id]:
                return actor_id
        return None

    def before(self, offset: int) -> Iterator[tuple[Span, str]]:
        """Mentions that start before `offset`, the nearest first; passing ones too."""
        for at in range(bisect_right(self._mentions, (Span(offset, 0), "")) - 1, -1, -1):
            yield self._mentions[at]

    def state(self, country: str | None) -> str | None:
        """Id of the state with this country code, where the document has it."""
        return self._states.get(country) if country else None

    def is_passing(self, mention: Span, actor_id: str) -> bool:
        """Whether the actor is only touched on at `mention`, or not named there at all."""
        return self._noted.get((mention, actor_id), True)

    def states(self) -> Iterator[Draft]:
        """The states of the document."""
        return (self._drafts[actor_id] for actor_id in self._states.values())

    def party_of(self, actor_id: str) -> str | None:
        """Id of the state, organization or group that the actor is or acts for; None where the text does not say."""
        draft = self[actor_id]
        if draft.kind in _PARTIES:
            return actor_id
        return self.state(draft.country)

    def close(self, used: Collection[str]) -> tuple[Actor, ...]:
        """The actors that have mentions and those named in `used`, as they stand in the record."""
        wanted = {d.id for d in self if d.mentions} | set(used)
        return tuple(
            Actor(
                id=d.id,
                kind=d.kind,
                name=d.name,
                country=d.country,
                role=d.role,
                mentions=tuple(sorted(d.mentions) or sorted(d.passing)[:1]),
                confidence=d.confidence,
            )
            for d in self
            if d.id in wanted and (d.mentions or d.passing)
        )
