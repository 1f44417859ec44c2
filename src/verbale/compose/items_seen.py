"""Items that the encoder saw and no grammar found: matters told in words that no list has."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.compose.cast import Cast
from verbale.compose.items_sides import Sides
from verbale.compose.topics import Topics
from verbale.language.layers import Matter
from verbale.language.layout import Layout
from verbale.record import ActorKind, Item, ItemStatus, Meeting, Span

# Least certainty of an item of the encoder's own. Below it they are more often wrong than right (measured on documents of the project's
# corpus kept out of training); where a grammar speaks of the same words its topic and status are better.
_SURE = 0.55


def with_seen(
    items: Sequence[Item], layout: Layout, cast: Cast, sides: Sides, matters: Sequence[Matter], owners: Sequence[str]
) -> tuple[Item, ...]:
    """The items with those that the encoder alone saw, in text order, ids i1, i2 …; `owners`: the actors of the seen mentions."""
    topics = Topics(layout)
    taken = bytearray(len(layout.text))
    for start, end in (span for item in items for span in item.mentions):
        taken[start:end] = b"\1" * (end - start)
    found = list(items)
    for matter in matters:
        label, mention = _bare(layout, matter.label), _bare(layout, matter.clause)
        status = max(matter.statuses, key=lambda s: matter.statuses[s])
        topic, sure = topics.of(label, mention, matter.topics)
        sure = min(sure, matter.statuses[status], matter.confidence)
        if sure < _SURE or any(taken[mention.start : mention.end]):
            continue
        by = owners[matter.by] if matter.by is not None else None
        by = (cast.party_of(by) or by) if by else None
        meeting = sides.meeting(layout.sentences[layout.sentence_at(mention.start)], ItemStatus(status))
        found.append(
            Item(
                id="i",
                topic=topic,
                label=label,
                status=ItemStatus(status),
                parties=_parties(cast, mention, by, meeting),
                by=by,
                meeting=meeting.id if meeting else None,
                condition=matter.condition if status == ItemStatus.CONDITIONAL else None,
                mentions=(mention,),
                confidence=round(sure, 3),
            )
        )
    found.sort(key=lambda item: (item.mentions[0], item.label, item.topic, item.status))
    return tuple(item.model_copy(update={"id": f"i{n}"}) for n, item in enumerate(found, 1))


def _parties(cast: Cast, clause: Span, by: str | None, meeting: Meeting | None) -> tuple[str, ...]:
    """Who the matter is between: the side whose position it is, those named in the clause, else the meeting's sides."""
    found = [by] if by and cast[by].kind is not ActorKind.PERSON else []
    found += [party for _, actor in cast.mentions_in(clause) if (party := cast.party_of(actor))]
    if len(set(found)) < 2 and meeting:
        found += [side.party for side in meeting.sides]
    return tuple(dict.fromkeys(found))


def _bare(layout: Layout, span: Span) -> Span:
    """Without punctuation and white space at the ends."""
    start, end = span
    while end > start + 1 and layout.text[end - 1] in " .,;:–—-":
        end -= 1
    while start < end - 1 and layout.text[start] in " .,;:–—-":
        start += 1
    return Span(start, end)
