"""Marked documents (see training/corpus/README.md) with the layers that a perfect encoder would see in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.markup import GoldDocument, parse

from verbale.compose.actors_named import state_names
from verbale.compose.dates import find_dates
from verbale.compose.places import find_places
from verbale.compose.record import compose
from verbale.language import layout
from verbale.language.layers import ActorMention, Attribution, Layers, Matter
from verbale.record import Actor, Record, Span


def marked(head: str, text: str) -> GoldDocument:
    """A document from the tables of its head and its marked text; outlet and date are supplied where the head has none."""
    supplied = {"event": "e", "outlet": "The Courier", "outlet_kind": "newspaper", "title": "Talks", "published": "2025-04-11"}
    missing = [f'{key} = "{value}"\n' for key, value in supplied.items() if not re.search(rf"^{key} =", head, re.MULTILINE)]
    return parse("+++\n" + "".join(missing) + head.strip() + "\n+++\n" + text.strip() + "\n", "invented")


def composed(gold: GoldDocument) -> Record:
    """The record that the grammars make of what a perfect encoder sees."""
    return compose(gold.document, perfect(gold))


class PerfectLinker:
    """Answers as the gold record has them: the nearest right partner, or none."""

    def __init__(self, gold: GoldDocument) -> None:
        record, laid = gold.record, layout(gold.document.text)
        self.actors = {m: a for a in record.actors for m in a.mentions}
        self.meetings = {m: x for x in record.meetings for m in x.mentions}
        self.states = dict(state_names(laid))
        self.speakers: dict[Span, set[str]] = {}
        for s in record.statements:
            if s.source:
                self.speakers.setdefault(s.source, set()).add(s.speaker)
        self.dates = {d.span: d.start for d in find_dates(laid, gold.document.published)}
        self.places = {p.span: p.name for p in find_places(laid).mentions}

    def chances(
        self, relation: str, spans: Sequence[Span], others: Sequence[Span], *, earlier: bool = False
    ) -> list[dict[int | None, float]]:
        found: list[dict[int | None, float]] = []
        for span in spans:
            right = [k for k, other in enumerate(others) if (not earlier or other < span) and self._right(relation, span, other)]
            nearest = min(right, key=lambda k: abs(others[k].start - span.start), default=None)
            found.append({nearest: 1.0, None: 0.0} if nearest is not None else {None: 1.0})
        return found

    def _right(self, relation: str, span: Span, other: Span) -> bool:
        own, them, meeting = self.actors.get(span), self.actors.get(other), self.meetings.get(span)
        if relation == "actor_same":
            return own is not None and own is them
        if relation == "acts_for":
            return own is not None and own.country is not None and self.states.get(other) == own.country
        if relation == "source_actor":
            return them is not None and them.id in self.speakers.get(span, ())
        if relation == "stands_for":
            return own is not None and them is not None and them.id in self._parties(own)
        if meeting is None:
            return False
        if relation == "meeting_date":
            return meeting.start is not None and self.dates.get(other) == meeting.start
        return meeting.place is not None and (other.meets(meeting.place.span) or self.places.get(other) == meeting.place.name)

    def _parties(self, actor: Actor) -> set[str]:
        sides = (side for meeting in self.meetings.values() for side in meeting.sides)
        return {side.party for side in sides if actor.id in (side.head, *side.members)}


def perfect(gold: GoldDocument) -> Layers:
    """The layers of a document as its record has them."""
    record = gold.record
    mentions = sorted((m, a) for a in record.actors for m in a.mentions)
    by_id = {a.id: a for a in record.actors}
    matters = [
        Matter(i.label, clause, i.condition, {i.topic: 1.0}, {i.status: 1.0}, _nearest(by_id.get(i.by or ""), clause, mentions), 1.0)
        for i in record.items
        for clause in i.mentions
    ]
    spoken = dict.fromkeys(Attribution((s.source,) if s.source else (), s.cue, s.content, 1.0) for s in record.statements)
    return Layers(
        layout(gold.document.text),
        (),
        tuple(sorted(spoken, key=lambda a: (a.content[0], a.cue))),
        tuple(ActorMention(m, a.kind, 1.0) for m, a in mentions),
        tuple(sorted(matters, key=lambda m: m.clause)),
        PerfectLinker(gold),
    )


def _nearest(side: Actor | None, clause: Span, mentions: Sequence[tuple[Span, Actor]]) -> int | None:
    if side is None:
        return None
    near = [
        (abs(m.start - clause.start), n)
        for n, (m, a) in enumerate(mentions)
        if a.id == side.id or (side.country and a.country == side.country)
    ]
    return min(near)[1] if near else None
