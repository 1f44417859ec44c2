"""Arithmetic of partial dates: strings "2025", "2025-04", "2025-04-10" as the record keeps them, counted from a day of publication."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

# Years that a report of diplomacy can mean; anything else is a number.
FIRST_YEAR, LAST_YEAR = 1000, 2199


class Tense(Enum):
    """Which way from the day of publication a clause looks; UNKNOWN where nothing tells."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


def day(year: int, month: int, number: int) -> str | None:
    """The ISO date, or None where the calendar has no such day."""
    try:
        return date(year, month, number).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def month(year: int, number: int) -> str | None:
    """The ISO month, or None where there is none."""
    return f"{year:04d}-{number:02d}" if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 else None


def first_day(partial: str) -> date:
    """The first day that a partial date can mean."""
    return date.fromisoformat(partial + "-01-01"[len(partial) - 4 :] if len(partial) < 10 else partial)


def last_day(partial: str) -> date:
    """The last day that a partial date can mean."""
    if len(partial) == 10:
        return date.fromisoformat(partial)
    year, number = int(partial[:4]), int(partial[5:7] or 12)
    return date(year, number, monthrange(year, number)[1])


def shift(start: date, days: int) -> date | None:
    """`days` later, or None beyond the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(start: date, months: int) -> tuple[int, int] | None:
    """Year and month that lie `months` after `start`."""
    index = start.year * 12 + start.month - 1 + months
    return (index // 12, index % 12 + 1) if FIRST_YEAR <= index // 12 <= LAST_YEAR else None


@dataclass(frozen=True)
class Calendar:
    """Dates told from `today`, the day of publication; what needs a day and has none is None."""

    today: date | None
    year: int | None

    @classmethod
    def of(cls, published: str | None) -> Calendar:
        """From an ISO date; a month or a year alone resolves years only."""
        if not published:
            return cls(None, None)
        return cls(first_day(published) if len(published) == 10 else None, int(published[:4]))

    def days_off(self, days: int) -> str | None:
        """So many days after publication."""
        moved = shift(self.today, days) if self.today else None
        return moved.isoformat() if moved else None

    def weekday(self, number: int, tense: Tense) -> str | None:
        """The last such weekday up to publication, or the coming one from it on."""
        if self.today is None:
            return None
        ahead = (number - self.today.weekday()) % 7
        return self.days_off(ahead if tense is Tense.FUTURE else ahead - 7 if ahead else 0)

    def other_week(self, number: int, weeks: int) -> str | None:
        """ "Last Thursday" (-1) is strictly before, "next Monday" (1) strictly after publication."""
        if self.today is None:
            return None
        ahead = (number - self.today.weekday()) % 7
        return self.days_off((ahead or 7) if weeks > 0 else ahead - 7)

    def day_in_month(self, number: int, month_number: int, tense: Tense, weekday: int | None = None) -> str | None:
        """A day and month without a year: the nearest that fits the tense (and the weekday where it is told)."""
        if self.year is None:
            return None
        found = [d for y in (self.year - 1, self.year, self.year + 1) if (d := day(y, month_number, number))]
        if weekday is not None:
            found = [d for d in found if date.fromisoformat(d).weekday() == weekday] or found
        if self.today is None:
            return next((d for d in found if d.startswith(str(self.year))), None)
        today = self.today
        return min(found, key=lambda d: strain((date.fromisoformat(d) - today).days, tense), default=None)

    def lone_month(self, number: int, tense: Tense) -> str | None:
        """A month without a year; the month of publication itself is near in every tense."""
        if self.year is None:
            return None
        if self.today is None:
            return month(self.year, number)
        gaps = [(y, (y - self.today.year) * 12 + number - self.today.month) for y in (self.year - 1, self.year, self.year + 1)]
        return month(min(gaps, key=lambda g: strain(g[1] * 30, tense, 366))[0], number)

    def other_month(self, months: int) -> str | None:
        """The month so many months after that of publication."""
        moved = shift_months(self.today, months) if self.today else None
        return month(*moved) if moved else None

    def other_year(self, years: int) -> str | None:
        """The year so many years after that of publication."""
        return f"{self.year + years:04d}" if self.year is not None and FIRST_YEAR <= self.year + years <= LAST_YEAR else None


def strain(days_ahead: int, tense: Tense, cost: int = 200) -> float:
    """How far-fetched a day is. Without a tense the past is likelier than the future.

    Against the tense counts `cost` days more, for a day less than a year: one just missed is likelier than its anniversary
    ("due by 1 July" on 11 July).
    """
    if tense is Tense.UNKNOWN:
        return days_ahead * 1.7 if days_ahead > 0 else -days_ahead
    against = days_ahead * tense.value < 0
    return abs(days_ahead) + (cost if against else 0)
