"""Rules for dates that name a day, a month or a year.

Each takes the index of a word and its offset, and gives the end of the date with its meaning, or None.
"""

from __future__ import annotations

import re
from datetime import date

from verbale.compose import dates_calendar as cal
from verbale.compose.dates_calendar import Calendar, Tense
from verbale.compose.dates_dateline import find_dateline
from verbale.compose.dates_mention import DateKind, DateMention
from verbale.compose.dates_patterns import Patterns, patterns
from verbale.compose.dates_tense import tense_at
from verbale.compose.dates_words import date_words
from verbale.language.layout import Layout

Found = tuple[int, str | None, str | None, DateKind]


class Rules:
    """The text, what the rules share, and the rules; `previous` is the day told last, for "a day earlier"."""

    def __init__(self, layout: Layout, calendar: Calendar) -> None:
        self.layout, self.text, self.calendar = layout, layout.text, calendar
        self.book: Patterns = patterns()
        self.words = date_words()
        self.previous: DateMention | None = None
        self.dateline = find_dateline(layout)
        self.narrated = False
        self.told_year: int | None = None

    def tense(self, start: int, end: int) -> Tense:
        """The tense around the words; a dateline has none."""
        if self.dateline and start < self.dateline.span.end:
            return Tense.UNKNOWN
        return tense_at(self.layout, (start, end))

    def before(self, at: int) -> str:
        """The word before, in lower case."""
        return self.layout.lower_words[at - 1] if at else ""

    def anchor(self, start: int, *, anywhere: bool = False) -> date | None:
        """The day told last, where it stands in the same paragraph (or anywhere before)."""
        if self.previous is None or self.previous.start is None or len(self.previous.start) != 10:
            return None
        same = anywhere or self.layout.paragraph_at(self.previous.span.start) == self.layout.paragraph_at(start)
        return cal.first_day(self.previous.start) if same else None

    def iso(self, at: int, start: int) -> Found | None:
        """2025-04-11."""
        if not (m := self.book.iso.match(self.text, start)):
            return None
        found = cal.day(int(m["y"]), int(m["m"]), int(m["d"]))
        return (m.end(), found, found, DateKind.DAY) if found else None

    def slashed(self, at: int, start: int) -> Found | None:
        """11/04/2025: where both orders make a day, the one nearer to publication; unknown without it."""
        if not (m := self.book.slashed.match(self.text, start)):
            return None
        year, a, b = int(m["y"]), int(m["a"]), int(m["b"])
        readings = [d for d in dict.fromkeys((cal.day(year, b, a), cal.day(year, a, b))) if d]
        if m["sign"] == ".":
            readings = [d for d in (cal.day(year, b, a),) if d]
        if not readings:
            return None
        today = self.calendar.today
        if len(readings) == 2 and today is None:
            return m.end(), str(year), str(year), DateKind.YEAR
        best = min(readings, key=lambda d: abs((cal.first_day(d) - today).days) if today else 0)
        return m.end(), best, best, DateKind.DAY

    def day_month(self, at: int, start: int) -> Found | None:
        """As in "11 April 2025", "the 11th of April", "28-29 July"."""
        m = self.book.day_month.match(self.text, start)
        return self.dated(m, start) if m else None

    def month_day(self, at: int, start: int) -> Found | None:
        """As in "April 11, 2025", "July 28-29"."""
        m = self.book.month_day.match(self.text, start)
        if not m or not m["mon"][0].isupper():
            return None
        return self.dated(m, start)

    def dated(self, m: re.Match[str], start: int, weekday: int | None = None) -> Found | None:
        """A day or days of one month, with a year or without."""
        number = self.words.months[m["mon"].lower()]
        year = self.year_of(m)
        tense = self.tense(start, m.end())

        def resolve(d: str) -> str | None:
            if year is not None:
                return cal.day(year, number, int(d))
            return self.calendar.day_in_month(int(d), number, tense, weekday)

        if not (1 <= int(m["d"]) <= cal.last_day(f"2024-{number:02d}").day):
            return None
        first = resolve(m["d"])
        if m["d2"] and int(m["d"]) < int(m["d2"]) <= 31:
            return m.end(), first, resolve(m["d2"]), DateKind.RANGE
        if first is None and year is not None:
            return None
        return m.end(), first, first, DateKind.DAY

    def year_of(self, m: re.Match[str]) -> int | None:
        """The year that stands with a month: figures, "last year", "of that year"."""
        if m["y"]:
            return int(m["y"])
        if m["ry"]:
            word = m["ry"].lower().split()[-2]
            if word in ("that", "same"):
                return self.told_year
            return self.calendar.year + {"last": -1, "this": 0, "next": 1}[word] if self.calendar.year is not None else None
        return None

    def month_year(self, at: int, start: int) -> Found | None:
        """As in "April 2025", "June last year"."""
        m = self.book.month_year.match(self.text, start)
        if not m or not m["mon"][0].isupper():
            return None
        if re.fullmatch("[0-9]{1,2}", self.before(at)) and self.text[start - 1] == " ":
            # "32 January 2024" is no day, and so no January either.
            return None
        year = self.year_of(m)
        found = cal.month(year, self.words.months[m["mon"].lower()]) if year is not None else None
        return (m.end(), found, found, DateKind.MONTH) if found or m["ry"] else None

    def lone_month(self, at: int, start: int) -> Found | None:
        """As in "In April": the nearest that fits the tense."""
        m = self.book.lone_month.match(self.text, start)
        if not m or not self.shown_as_month(at, m):
            return None
        before, number = self.before(at), self.words.months[m["mon"].lower()]
        found = self.calendar.lone_month(number, self.tense(start, m.end()))
        today = self.calendar.today
        if before in ("last", "next") and today:
            gap = (number - today.month) % 12
            found = self.calendar.other_month((gap or 12) if before == "next" else gap - 12)
        return m.end(), found, found, DateKind.MONTH

    def shown_as_month(self, at: int, m: re.Match[str]) -> bool:
        """Whether the name is a month here, and not a verb, a modal or a person."""
        if not m["mon"][0].isupper() and m["mon"].isascii():
            return False
        if len(m["mon"]) <= 3 and m["mon"].lower() != "may":
            return False
        if self.before(at) in self.words.shows_a_date:
            return True
        possessive = self.text[m.end() : m.end() + 2] in ("'s", "’s")
        return possessive and not (at and self.text[self.layout.words[at - 1].start].isupper())

    def ordinal_day(self, at: int, start: int) -> Found | None:
        """ "On the 11th": in the month of publication or the one beside it that fits the tense."""
        m = self.book.ordinal_day.match(self.text, start)
        if not m or self.before(at) not in ("on", "until", "till", "by", "since") or self.calendar.today is None:
            return None
        tense, number, today = self.tense(start, m.end()), int(m["d"]), self.calendar.today
        near = [cal.shift_months(today, n) for n in (-1, 0, 1)]
        days = [d for ym in near if ym and (d := cal.day(*ym, number))]
        best = min(days, key=lambda d: cal.strain((cal.first_day(d) - today).days, tense), default=None)
        return (m.end(), best, best, DateKind.DAY) if best else None

    def bare_year(self, at: int, start: int) -> Found | None:
        """As in "In 2023", where a word before it shows it to be a year."""
        m = self.book.year.match(self.text, start)
        if not m or (start and self.text[start - 1] in "$€£¥-–.,:/#№"):
            return None
        following = self.layout.lower_words[at + 1] if at + 1 < len(self.layout.words) else ""
        if following in self.words.quantities or self.before(at) not in self.book.before_year:
            return None
        return m.end(), m.group(), m.group(), DateKind.YEAR

    def off(self, end: int, count: int, unit: str) -> Found:
        """So many days, weeks, months or years from publication; a count of weeks tells no more than the month."""
        if unit == "day":
            found = self.calendar.days_off(count)
            return end, found, found, DateKind.DAY
        if unit in ("week", "fortnight"):
            day = self.calendar.days_off(count * (7 if unit == "week" else 14))
            return end, day and day[:7], day and day[:7], DateKind.WEEK
        found = self.calendar.other_month(count) if unit == "month" else self.calendar.other_year(count)
        return end, found, found, DateKind.MONTH if unit == "month" else DateKind.YEAR
