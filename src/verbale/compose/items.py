"""The items of a document: matters between parties and where they stand, out of the clauses that the encoder saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from verbale.compose.cast import Cast
from verbale.compose.items_sides import Sides
from verbale.compose.lexicon import load_toml
from verbale.compose.speech import Speech
from verbale.language.layers import Matter
from verbale.language.layout import Layout
from verbale.record import Item, ItemStatus, Meeting, Span, Topic


@dataclass(slots=True)
class _Draft:
    matter: Matter
    label: Span
    words: frozenset[str]
    parties: tuple[str, ...]
    by: str | None
    meeting: str | None
    mentions: list[Span] = field(default_factory=list)


def find_items(
    layout: Layout, cast: Cast, meetings: Sequence[Meeting], speech: Sequence[Speech], matters: Sequence[Matter], owners: Sequence[str]
) -> tuple[Item, ...]:
    """The items of a text in its order, ids i1, i2 …; `owners`: the actors of the mentions that matters name by number.

    Matters of one topic, status and side whose labels share a word are one item.
    """
    sides = Sides(layout, cast, meetings, speech)
    drafts: list[_Draft] = []
    for matter in matters:
        label, mention = _bare(layout, matter.label), _bare(layout, matter.clause)
        status = ItemStatus(matter.status)
        by = sides.party(owners[matter.by]) if matter.by is not None else None
        meeting = sides.meeting(layout.sentences[layout.sentence_at(mention.start)], status)
        words = _content(label.words(layout.text))
        same = next((d for d in drafts if (d.matter.topic, d.matter.status, d.by) == (matter.topic, matter.status, by) and d.words & words), None)
        if same is not None:
            same.mentions.append(mention)
            continue
        parties = sides.parties(mention, by, meeting)
        drafts.append(_Draft(matter, label, words, parties, by, meeting.id if meeting else None, [mention]))
    return tuple(
        Item(
            id=f"i{n}",
            topic=Topic(d.matter.topic),
            label=d.label,
            status=ItemStatus(d.matter.status),
            parties=d.parties,
            by=d.by,
            meeting=d.meeting,
            condition=d.matter.condition if d.matter.status == ItemStatus.CONDITIONAL else None,
            mentions=tuple(sorted(set(d.mentions))),
            confidence=round(d.matter.confidence, 3),
        )
        for n, d in enumerate(drafts, 1)
    )


def about(statement_content: Sequence[Span], items: Sequence[Item]) -> tuple[str, ...]:
    """Ids of the items whose mention or label lies for the most part in what a statement says."""
    found = []
    for item in items:
        for span in (*item.mentions, item.label):
            inside = sum(max(0, min(span.end, c[1]) - max(span.start, c[0])) for c in statement_content)
            if inside * 2 > span.end - span.start:
                found.append(item.id)
                break
    return tuple(found)


def _bare(layout: Layout, span: Span) -> Span:
    """Without punctuation and white space at the ends; the mark that closes a quotation begun inside stays."""
    start, end = span
    while end > start + 1 and layout.text[end - 1] in " .,;:–—-":
        end -= 1
    while start < end - 1 and layout.text[start] in " .,;:–—-":
        start += 1
    return Span(start, end)


def _content(phrase: str) -> frozenset[str]:
    """The words of a label that tell it from another."""
    small = frozenset(load_toml("items")["determiners"]) | {"of", "on", "for", "to", "in", "and"}
    return frozenset(w[:5] for w in phrase.lower().replace("-", " ").split() if w not in small)
