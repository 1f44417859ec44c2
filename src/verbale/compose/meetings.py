"""The meetings of a document, and which of them a place in the text belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from verbale.compose.cast import Cast
from verbale.compose.dates_durations import find_durations
from verbale.compose.dates_mention import DateMention
from verbale.compose.meetings_reader import MeetingReader
from verbale.language.layout import Layout
from verbale.record import Document, Meeting, MeetingState

__all__ = ["MeetingSpots", "find_meetings", "main_meeting", "meeting_near"]


def find_meetings(document: Document, layout: Layout, cast: Cast, dates: Sequence[DateMention]) -> tuple[Meeting, ...]:
    """The meetings of `document` as m1, m2 … in the order of the text. May take states that are only touched on into its sides."""
    if not layout.sentences:
        return ()
    return MeetingReader(document, layout, cast, dates, find_durations(layout)).run()


class MeetingSpots:
    """Where the meetings of a document are named; for many questions about one document."""

    def __init__(self, meetings: Iterable[Meeting], layout: Layout) -> None:
        self._meetings, self._layout = tuple(meetings), layout
        self._spots = sorted((span.start, n) for n, meeting in enumerate(self._meetings) for span in meeting.mentions)

    def near(self, offset: int) -> Meeting | None:
        """The meeting that the sentence at `offset` belongs to.

        One named in that sentence, the nearest; else the one named last before it; else the first of the document; None without meetings.
        """
        if not self._spots:
            return None
        sentence = self._layout.sentences[self._layout.sentence_at(offset)]
        here = self._spots[bisect_left(self._spots, (sentence.start,)) : bisect_left(self._spots, (sentence.end,))]
        if here:
            return self._meetings[min(here, key=lambda s: abs(s[0] - offset))[1]]
        before = bisect_right(self._spots, (offset, len(self._meetings)))
        return self._meetings[self._spots[before - 1][1] if before else 0]


def meeting_near(meetings: Iterable[Meeting], layout: Layout, offset: int) -> Meeting | None:
    """The meeting that the sentence at `offset` belongs to; see `MeetingSpots.near`, which is cheaper for many offsets."""
    return MeetingSpots(meetings, layout).near(offset)


def main_meeting(meetings: Sequence[Meeting]) -> Meeting | None:
    """The meeting most spoken of: one that took place rather than another, two sides rather than one."""
    rank = {MeetingState.HELD: 2, MeetingState.UNDER_WAY: 2}
    return max(meetings, key=lambda m: (rank.get(m.state, 1), len(m.sides) > 1, len(m.mentions), -m.mentions[0].start), default=None)
