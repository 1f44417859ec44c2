"""What is known of a date in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verbale.record import Span


class DateKind(StrEnum):
    """How exact the words of a date are."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as the text words it.

    `start` and `end` are partial ISO dates, equal for one day, month or year; None where open or unresolved. `dateline`: it stands in
    the line that opens the report. `narrated`: it counts from the day told before it ("a day earlier").
    """

    span: Span
    start: str | None
    end: str | None
    kind: DateKind
    dateline: bool = False
    narrated: bool = False
