"""When a meeting is held: the date that the encoder links to its mentions, on the side of publication that its state asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as _date

from verbale.compose.dates_calendar import first_day, shift
from verbale.compose.dates_durations import find_durations
from verbale.compose.dates_mention import DateMention
from verbale.compose.lexicon import load_toml
from verbale.compose.spans import apart, likeliest
from verbale.language.layers import Layers
from verbale.record import Document, MeetingState

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_TO_COME = frozenset({MeetingState.PLANNED, MeetingState.PROPOSED})

Days = tuple[str | None, str | None]


class When:
    """The dates of the meetings of one document."""

    def __init__(self, document: Document, layers: Layers, dates: Sequence[DateMention]) -> None:
        self.published = document.published if document.published and len(document.published) == 10 else None
        self.layers, self.layout = layers, layers.layout
        self.dates = apart([d for d in dates if (d.start or d.end) and not d.dateline])
        self._linked = likeliest(layers, "meeting_date", [m.span for m in layers.meetings], [d.span for d in self.dates])

    def of(self, mentions: Sequence[int], state: MeetingState, number: int) -> tuple[str | None, str | None, MeetingState]:
        """First and last day of the meeting with these mentions, and its state: what is yet to come is not held."""
        known = [(chance, -n, self.dates[at]) for n in mentions for at, chance in [self._linked[n]] if at is not None]
        if not known:
            return None, None, state
        date = max(known, key=lambda k: k[:2])[2]
        start, end = self._turned(date, self._whole(date), state)
        if self.published and start and state is MeetingState.HELD and start[:10] > self.published[: len(start)]:
            state = MeetingState.PLANNED
        return start, end, state

    def _whole(self, date: DateMention) -> Days:
        """The day that closes several ("four days of talks ended on Thursday") with the day they began."""
        layout = self.layout
        sentence = layout.sentences[layout.sentence_at(date.span.start)]
        ends = set(load_toml("meetings")["ends"])
        if date.end is None or len(date.end) < 10 or ends.isdisjoint(layout.lower_words[w] for w in layout.words_in(sentence)):
            return date.start, date.end
        days = next((d for d in find_durations(layout) if d.unit == "day" and d.min == d.max and d.min and sentence.holds(d.span)), None)
        if days is None or days.min is None:
            return date.start, date.end
        began = shift(first_day(date.end), 1 - days.min // 1440)
        return (began.isoformat() if began else date.start), date.end

    def _turned(self, date: DateMention, when: Days, state: MeetingState) -> Days:
        """ "In May" of a plan is the May to come; only days worded without a year can be meant so."""
        start, end = when
        words = date.span.words(self.layout.text)
        if not self.published or not (start and end) or _YEAR.search(words):
            return when
        past, ahead = end < self.published[: len(end)], start > self.published[: len(start)]
        step = 1 if state in _TO_COME and past else -1 if state is MeetingState.HELD and ahead else 0
        if step and _MONTH.search(words):
            return _years(start, step), _years(end, step)
        if step and len(start) == 10 and abs((first_day(start) - first_day(self.published)).days) < 8:
            moved = [shift(first_day(day), 7 * step) for day in (start, end)]
            return tuple(day.isoformat() if day else None for day in moved)  # type: ignore[return-value]
        return when


def _years(day: str, step: int) -> str:
    moved = f"{int(day[:4]) + step:04d}{day[4:]}"
    try:
        _date.fromisoformat((moved + "-01-01")[:10] if len(moved) < 10 else moved)
    except ValueError:  # 29 February
        return day
    return moved
