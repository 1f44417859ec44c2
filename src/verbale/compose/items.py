"""The items of a document: matters between parties and where they stand, out of the clauses that the encoder saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from verbale.compose.cast import Cast
from verbale.compose.items_sides import Sides
from verbale.compose.lexicon import load_toml
from verbale.compose.topics import Topics
from verbale.language.layers import Matter
from verbale.language.layout import Layout
from verbale.record import Item, ItemStatus, Meeting, Span, Topic


@dataclass(slots=True)
class _Draft:
    topic: Topic
    status: ItemStatus
    label: Span
    words: frozenset[str]
    parties: tuple[str, ...]
    by: str | None
    meeting: str | None
    condition: Span | None
    confidence: float
    mentions: list[Span] = field(default_factory=list)


def find_items(
    layout: Layout, cast: Cast, meetings: Sequence[Meeting], matters: Sequence[Matter], owners: Sequence[str]
) -> tuple[Item, ...]:
    """The items of a text in its order, ids i1, i2 …; `owners`: the actors of the mentions that matters name by number.

    Matters of one topic, status and side whose labels share a word are one item.
    """
    sides, topics = Sides(layout, cast, meetings), Topics(layout)
    drafts: list[_Draft] = []
    for matter in matters:
        label, mention = _bare(layout, matter.label), _bare(layout, matter.clause)
        topic, sure = topics.of(label, mention, matter.topics)
        status = ItemStatus(max(matter.statuses, key=lambda s: matter.statuses[s]))
        by = sides.party(owners[matter.by]) if matter.by is not None else None
        words = _content(label.words(layout.text))
        same = next((d for d in drafts if (d.topic, d.status, d.by) == (topic, status, by) and d.words & words), None)
        if same is not None:
            same.mentions.append(mention)
            continue
        meeting = sides.meeting(layout.sentences[layout.sentence_at(mention.start)], status)
        parties = sides.parties(mention, by, meeting)
        condition = matter.condition if status is ItemStatus.CONDITIONAL else None
        sure = round(min(sure, matter.statuses[status], matter.confidence), 3)
        drafts.append(_Draft(topic, status, label, words, parties, by, meeting.id if meeting else None, condition, sure, [mention]))
    return tuple(
        Item(
            id=f"i{n}",
            topic=d.topic,
            label=d.label,
            status=d.status,
            parties=d.parties,
            by=d.by,
            meeting=d.meeting,
            condition=d.condition,
            mentions=tuple(sorted(set(d.mentions))),
            confidence=d.confidence,
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
    small = load_toml("items")["small"]
    return frozenset(w[:5] for w in phrase.lower().replace("-", " ").split() if w not in small)
