"""Partial dates as intervals of days, so that "2025-04" can be compared with "2025-04-10"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from verbale.errors import RegisterError


def first_day(partial: str) -> str:
    """The first day of a year, month or day: "2025-04" gives "2025-04-01"."""
    return partial + "-01-01"[len(partial) - 4 :] if len(partial) < 10 else partial


def last_day(partial: str) -> str:
    """The last day of a year, month or day: "2025-02" gives "2025-02-28"."""
    if len(partial) == 4:
        return partial + "-12-31"
    if len(partial) == 7:
        return f"{partial}-{monthrange(int(partial[:4]), int(partial[5:]))[1]:02}"
    return partial


def interval(start: str | None, end: str | None, otherwise: str | None = None) -> tuple[str | None, str | None]:
    """The days from the start of `start` to the end of `end`.

    Where only the start is known the interval is the start's own. Where only the end is, it begins with `otherwise` (the day of
    publication) if that comes before. Where neither is, it is that of `otherwise`.
    """
    if start is None and end is None:
        return (first_day(otherwise), last_day(otherwise)) if otherwise else (None, None)
    if start is None and end is not None:
        first = min(first_day(otherwise), first_day(end)) if otherwise else first_day(end)
        return first, last_day(end)
    start = start or ""
    return first_day(start), max(last_day(start), last_day(end or start))


def partial_date(value: str) -> str:
    """`value` if it is an ISO date of a year, a month or a day; raises `RegisterError` with the remedy where not."""
    try:
        if len(value) not in (4, 7, 10):
            raise ValueError(value)
        date.fromisoformat(first_day(value))
    except ValueError:
        raise RegisterError(f"{value!r} is no date; write 2025, 2025-04 or 2025-04-10") from None
    return value
