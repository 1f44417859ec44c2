"""Marked documents (see training/corpus/README.md) with the layers that a perfect encoder would see in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.markup import GoldDocument, parse

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
    """Links each source to the nearest mention of who speaks, as the gold record has it; nothing else is asked of it."""

    def __init__(self, gold: GoldDocument) -> None:
        self.actors = {m: a.id for a in gold.record.actors for m in a.mentions}
        self.speakers: dict[Span, set[str]] = {}
        for s in gold.record.statements:
            if s.source:
                self.speakers.setdefault(s.source, set()).add(s.speaker)

    def chances(self, relation: str, spans: Sequence[Span], others: Sequence[Span]) -> list[dict[int | None, float]]:
        assert relation == "source_actor"
        found: list[dict[int | None, float]] = []
        for span in spans:
            right = [k for k, other in enumerate(others) if self.actors.get(other) in self.speakers.get(span, ())]
            nearest = min(right, key=lambda k: abs(others[k].start - span.start), default=None)
            found.append({nearest: 1.0, None: 0.0} if nearest is not None else {None: 1.0})
        return found


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
