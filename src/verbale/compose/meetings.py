"""The meetings of a document, out of the mentions that the encoder saw and links to each other, to actors, dates and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from verbale.compose.cast import Cast
from verbale.compose.dates_durations import DurationMention, find_durations
from verbale.compose.dates_mention import DateMention
from verbale.compose.meetings_when import When
from verbale.compose.meetings_where import Where
from verbale.compose.meetings_who import Delegations, Who
from verbale.language.layers import Layers, MeetingMention
from verbale.record import Document, Duration, Meeting, MeetingForm, MeetingState, Side


@dataclass
class _Draft:
    """The numbers of the mentions of one meeting, and all that they say together."""

    mentions: list[int] = field(default_factory=list)
    form: MeetingForm = MeetingForm.MEETING
    state: MeetingState = MeetingState.HELD
    who: Delegations = field(default_factory=Delegations)


def find_meetings(
    document: Document, layers: Layers, cast: Cast, owners: Sequence[str], dates: Sequence[DateMention]
) -> tuple[Meeting, ...]:
    """The meetings of `document` as m1, m2 … in the order of the text; `owners` are the actors of the seen mentions."""
    if not layers.meetings:
        return ()
    who, when, where = Who(layers, cast, owners), When(document, layers, dates), Where(layers)
    lengths = _durations(layers)
    drafts = _drafts(layers.meetings)
    for draft in drafts:
        seen = [layers.meetings[n] for n in draft.mentions]
        draft.form = MeetingForm(_likeliest([m.forms for m in seen]))
        draft.state = MeetingState(_likeliest([m.states for m in seen]))
        draft.who = who.at([m.span for m in seen])
    main = main_draft(drafts)
    found = []
    for number, draft in enumerate(drafts, 1):
        start, end, state = when.of(draft.mentions, draft.state, number)
        sides = draft.who if draft.who.sides or main is None else Delegations(sides={party: [] for party in main.who.sides})
        found.append(
            Meeting(
                id=f"m{number}",
                form=draft.form,
                state=state,
                start=start,
                end=end,
                duration_minutes=next((lengths[n] for n in draft.mentions if n in lengths), None),
                place=where.of(draft.mentions),
                sides=sides.closed(),
                mediators=tuple(draft.who.mediators),
                mentions=tuple(layers.meetings[n].span for n in draft.mentions),
                confidence=round(max(layers.meetings[n].confidence for n in draft.mentions), 3),
            )
        )
    return tuple(found)


def _drafts(seen: Sequence[MeetingMention]) -> list[_Draft]:
    drafts: list[_Draft] = []
    of: dict[int, _Draft] = {}
    for n, mention in enumerate(seen):
        if mention.same in of:
            of[n] = of[mention.same]
        else:
            of[n] = _Draft()
            drafts.append(of[n])
        of[n].mentions.append(n)
    return drafts


def _likeliest(chances: Sequence[Mapping[str, float]]) -> str:
    """The class of the greatest sum over all mentions."""
    votes: Counter[str] = Counter()
    for one in chances:
        votes.update(one)
    return max(votes, key=lambda name: (votes[name], name))


def main_draft(drafts: Sequence[_Draft]) -> _Draft | None:
    """The meeting that the document speaks of most among those of two sides or more."""
    return max((d for d in drafts if len(d.who.sides) > 1), key=lambda d: len(d.mentions), default=None)


def _durations(layers: Layers) -> dict[int, Duration]:
    """How long, by the number of the mention: each duration belongs to the nearest mention in its sentence."""
    layout = layers.layout
    found: dict[int, tuple[int, Duration]] = {}
    for length in find_durations(layout):
        duration = length.as_duration()
        sentence = layout.sentences[layout.sentence_at(length.span.start)]
        near = [(_gap(length, m), n) for n, m in enumerate(layers.meetings) if sentence.holds(m.span)]
        if duration and near:
            gap, n = min(near)
            if n not in found or gap < found[n][0]:
                found[n] = gap, duration
    return {n: duration for n, (_, duration) in found.items()}


def _gap(length: DurationMention, mention: MeetingMention) -> int:
    return max(0, length.span.start - mention.span.end, mention.span.start - length.span.end)


def main_meeting(meetings: Sequence[Meeting]) -> Meeting | None:
    """The meeting most spoken of: one that took place rather than another, two sides rather than one."""
    rank = {MeetingState.HELD: 2, MeetingState.UNDER_WAY: 2}
    return max(meetings, key=lambda m: (rank.get(m.state, 1), len(m.sides) > 1, len(m.mentions), -m.mentions[0].start), default=None)


__all__ = ["Side", "find_meetings", "main_meeting"]
