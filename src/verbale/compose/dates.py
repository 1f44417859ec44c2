"""Dates and durations in a text: which days its words mean, at the precision of the words.

Invariant: a mention is never more exact than its words, and what needs the day of publication is unresolved (None) without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from verbale.compose import dates_calendar as cal
from verbale.compose.dates_calendar import Calendar
from verbale.compose.dates_durations import DurationMention, find_durations
from verbale.compose.dates_finder import Finder
from verbale.compose.dates_mention import DateKind, DateMention
from verbale.language.layout import Layout
from verbale.record import Span

__all__ = ["DateKind", "DateMention", "DurationMention", "find_dates", "find_durations"]


def find_dates(layout: Layout, published: str | None) -> tuple[DateMention, ...]:
    """All dates of a text in order, without overlap; relative ones count from `published` (an ISO date) and are None without it.

    Where `published` is not known and the text opens with a dateline that gives a whole date, that day stands in for it.
    """
    finder = Finder(layout, Calendar.of(published))
    found = list(_joined(layout, finder.run()))
    first = found[0] if found else None
    if published is None and first and first.dateline and first.start and len(first.start) == 10:
        return tuple(_joined(layout, Finder(layout, Calendar.of(first.start)).run()))
    return tuple(found)


_LINK = re.compile(r"\s*(?:-|–|—|to|until|till|through|and|по)\s*(?:the\s+)?")


def _joined(layout: Layout, mentions: Iterator[DateMention]) -> Iterator[DateMention]:
    """Two dates with "to" between them, or "and" where they follow on each other, as one range."""
    held: DateMention | None = None
    for mention in mentions:
        if held is not None and (whole := _range(layout, held, mention)):
            held = whole
            continue
        if held is not None:
            yield held
        held = mention
    if held is not None:
        yield held


def _range(layout: Layout, a: DateMention, b: DateMention) -> DateMention | None:
    if a.kind is not b.kind or a.kind not in (DateKind.DAY, DateKind.MONTH, DateKind.YEAR) or b.span.start - a.span.end > 12:
        return None
    between = layout.text[a.span.end : b.span.start]
    if not _LINK.fullmatch(between):
        return None
    b_start, b_end = b.start, b.end or b.start
    opened = between.strip() in ("until", "till", "through", "to") and b_start is None
    first, last = a.start or a.end, b_end if opened or b_start else None
    if first is None or last is None:
        return None
    if between.strip() == "and" and not _follows(layout, a, first, last):
        return None
    if len(first) == len(last) == 10 and first > last:
        # "From Monday to Wednesday" of a coming week: the first day belongs before the last.
        earlier = cal.shift(cal.first_day(first), -7)
        if earlier is None or not 0 < (cal.first_day(last) - earlier).days <= 7:
            return None
        first = earlier.isoformat()
    return replace(a, span=Span(a.span.start, b.span.end), start=first, end=last, kind=DateKind.RANGE) if first <= last else None


def _follows(layout: Layout, a: DateMention, first: str, last: str) -> bool:
    if layout.text[max(0, a.span.start - 8) : a.span.start].lower().endswith("between "):
        return True
    return len(first) == len(last) == 10 and (cal.first_day(last) - cal.first_day(first)).days == 1
