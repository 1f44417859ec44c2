"""Speech to statements: when it was said, and on which items."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.compose.dates import DateMention
from verbale.compose.items import about
from verbale.compose.speech import Speech
from verbale.compose.statements_spans import kind_of
from verbale.language import Layout
from verbale.record import Item, Meeting, Statement

# Characters from the cue within which a date is the day of the utterance.
_NEAR = 60


def find_statements(
    layout: Layout, dates: Sequence[DateMention], meetings: Sequence[Meeting], items: Sequence[Item], speech: Sequence[Speech]
) -> tuple[Statement, ...]:
    """The statements of a document in text order, ids s1, s2 …: one for each speaker."""
    spoken = [(one, speaker) for one in speech for speaker in one.speakers]
    return tuple(
        Statement(
            id=f"s{n}",
            speaker=speaker,
            source=one.source,
            cue=one.cue,
            content=one.content,
            kind=kind_of(layout, one.content),
            via=one.via,
            date=_date(layout, dates, meetings, one) if one.cue else None,
            about=about(one.content, items),
            confidence=one.attribution.confidence,
        )
        for n, (one, speaker) in enumerate(spoken, 1)
    )


def _date(layout: Layout, dates: Sequence[DateMention], meetings: Sequence[Meeting], one: Speech) -> str | None:
    """The day in the clause of attribution: in its sentence, outside of the content and of what names a meeting, nearest to the cue."""
    sentence = layout.sentences[layout.sentence_at(one.place)]
    taken = [*one.content, *(mention for m in meetings for mention in m.mentions)]
    near = [
        (abs(d.span.start - one.place), d.start)
        for d in dates
        if d.start is not None and d.start == d.end and sentence.holds(d.span) and not any(t.meets(d.span) for t in taken)
    ]
    return min(near)[1] if near and min(near)[0] < _NEAR else None
