"""Whose position an item is, between whom, and at which meeting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from verbale.compose.cast import Cast
from verbale.compose.items_clauses import Clause
from verbale.compose.items_cues import Hit, Rank
from verbale.compose.items_lexicon import Frame, words
from verbale.compose.meetings import main_meeting
from verbale.compose.speech import Speech
from verbale.language.layout import Layout
from verbale.record import ActorKind, ItemStatus, Meeting, Span

_PEOPLE = (ActorKind.PERSON, ActorKind.UNNAMED)
_POSITIONS = frozenset({ItemStatus.PROPOSED, ItemStatus.DEMANDED, ItemStatus.REJECTED, ItemStatus.CONDITIONAL})


class Sides:
    """Parties, positions and meetings of the items of one document."""

    def __init__(self, layout: Layout, cast: Cast, meetings: Sequence[Meeting], speech: Sequence[Speech]) -> None:
        self._layout, self._cast = layout, cast
        self._speakers = [one.speakers[0] if len(one.speakers) == 1 else None for one in speech]
        self._main = main_meeting(meetings)
        self._by_id = {m.id: m for m in meetings}
        self._sides = {s.party for m in meetings for s in m.sides}
        self._states = sum(self._cast[p].kind is not ActorKind.ORGANIZATION for p in self._sides)
        starts = sorted((span.start, m.id) for m in meetings for span in m.mentions)
        self._starts, self._ids = [s for s, _ in starts], [i for _, i in starts]
        self._subject: str | None = None
        self._person: str | None = None

    def party(self, actor: str | None) -> str | None:
        """The state, organization or group that the actor acts for, else the actor."""
        if actor is None or (party := self._cast.party_of(actor)):
            return party if actor else None
        return actor if self._cast[actor].kind is ActorKind.PERSON else None

    def _voice(self, clause: Clause) -> str | None:
        """The actor who says the clause; None in the report's own voice, where nobody knows, and for words of both sides."""
        return None if clause.voice is None else self._speakers[clause.voice]

    def speaker(self, clause: Clause) -> str | None:
        """The party that the clause is ascribed to."""
        actor = self._voice(clause)
        return None if actor is None else self._cast.party_of(actor)

    def by(self, clause: Clause, lower: tuple[str, ...], hit: Hit, status: ItemStatus) -> str | None:
        """Whose position the status is, None where the report or both sides say so."""
        own = status in _POSITIONS or hit.cue.does or hit.cue.own
        # "X must": whoever says so demands it, not X.
        bidden = hit.rank is Rank.LONE or (hit.modal in ("demanded", "proposed") and not hit.cue.own)
        agent = self._doer(clause, lower, hit) if own and not bidden else None
        if own and agent is None and _both(lower, hit):
            return None
        if agent:
            return agent
        actor = self._voice(clause)
        if actor is None:
            return None
        if own:
            return self.party(actor)
        return self._one_sided(actor)

    def _one_sided(self, actor: str) -> str | None:
        """The speaker's party where it is a party to what the document is about: what a third party observes is nobody's side."""
        party = self._cast.party_of(actor)
        if party is None or (self._sides and party not in self._sides):
            return None
        return None if self._cast[party].kind is ActorKind.ORGANIZATION and self._states > 1 else party

    def _doer(self, clause: Clause, lower: tuple[str, ...], hit: Hit) -> str | None:
        """Who does what the cue says: "by" after a passive, the owner of a noun, the subject of a verb."""
        if hit.cue.frame is Frame.OBJECT and (hit.passive or hit.reduced):
            return self._agent(clause, lower, hit)
        if hit.cue.frame is Frame.PREDICATE and hit.passive:
            return None
        if hit.group == 0:
            return None
        before = clause.span(self._layout, 0, hit.group - 1)
        nearest = lower[hit.group - 1]
        if nearest in words("ours"):
            return None
        # Who is named rather than touched on ("in Norland") does it, where there is such.
        named = [
            p for passing in (False, True) for _, a in self._cast.mentions_in(before, passing=passing) if (p := self._cast.party_of(a))
        ]
        if hit.cue.frame is Frame.COMPLEMENT and hit.rank is Rank.NOUN and named:
            return named[-1] if _owner(self._layout, before, self._cast) else named[0]
        if nearest in words("he") and not named:
            return self._subject if nearest == "it" else self._person
        return named[0] if named else None

    def _agent(self, clause: Clause, lower: tuple[str, ...], hit: Hit) -> str | None:
        for n in range(hit.end, min(len(lower) - 1, hit.end + 6)):
            if lower[n] == "by":
                after = clause.span(self._layout, n + 1, min(len(lower) - 1, n + 8))
                return next((p for _, actor in self._cast.mentions_in(after) if (p := self._cast.party_of(actor))), None)
        return None

    def pass_by(self, clause: Clause) -> None:
        """Remember the first party and person of a clause: "it" or "he" in the next may be those."""
        subject: str | None = None
        for _, actor in self._cast.mentions_in(clause.span(self._layout)):
            if party := self._cast.party_of(actor):
                subject = subject or party
                if self._cast[actor].kind in _PEOPLE:
                    self._person = party
                    break
        self._subject = subject or self._subject

    def parties(self, clause: Clause, by: str | None, meeting: Meeting | None) -> tuple[str, ...]:
        """Who the matter is between: the side whose position it is, those named in the clause, else the meeting's sides."""
        found = [by] if by else []
        found += [p for _, actor in self._cast.mentions_in(clause.span(self._layout)) if (p := self._cast.party_of(actor))]
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


def _owner(layout: Layout, before: Span, cast: Cast) -> bool:
    """Whether a possessive stands right before a noun ("Moscow's demand")."""
    mentions = cast.mentions_in(before)
    return (
        bool(mentions)
        and before.end - mentions[-1][0].end <= 12
        and layout.text[mentions[-1][0].end : before.end + 2].startswith(("'s", "’s", "'", "’"))
    )


def _both(lower: tuple[str, ...], hit: Hit) -> bool:
    return bool(words("both").intersection(lower[max(0, hit.group - 4) : hit.group]))
