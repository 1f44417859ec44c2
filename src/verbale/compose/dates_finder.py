"""One pass over a text for its dates, with the rules for words that point ("yesterday", "on Thursday", "three days ago")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from verbale.compose import dates_calendar as cal
from verbale.compose.dates_calendar import Calendar, Tense
from verbale.compose.dates_mention import DateKind, DateMention
from verbale.compose.dates_rules import Found, Rules
from verbale.record import Span

_POINTERS = {"last": -1, "past": -1, "previous": -1, "this": 0, "the": 0, "current": 0, "next": 1, "coming": 1}


class Finder(Rules):
    """Finds the dates of one text."""

    def run(self) -> Iterator[DateMention]:
        """All mentions from left to right."""
        after = 0
        for at, word in enumerate(self.layout.lower_words):
            start = self.layout.words[at].start
            if start < after:
                continue
            for rule in self.rules_for(word):
                self.narrated = False
                if found := rule(at, start):
                    mention = self.finish(at, start, found)
                    yield mention
                    after = found[0]
                    if mention.kind is DateKind.DAY and mention.start:
                        self.previous = mention
                    if mention.start:
                        self.told_year = int(mention.start[:4])
                    break

    def rules_for(self, word: str) -> tuple[Callable[[int, int], Found | None], ...]:
        """The rules that can begin with this word; for most words none."""
        if word[0].isdigit():
            return (self.iso, self.slashed, self.day_month, self.counted, self.bare_year)
        match self.book.openers.get(word):
            case "month":
                return (self.month_day, self.month_year, self.lone_month)
            case "weekday":
                return (self.weekday,)
            case "number":
                return (self.fixed, self.counted)
            case "pointer":
                return (self.fixed, self.day_month, self.pointed, self.season, self.ordinal_day)
            case "preposition":
                return (self.fixed, self.ahead)
            case "fixed":
                return (self.fixed,)
        return ()

    def finish(self, at: int, start: int, found: Found) -> DateMention:
        """The mention, opened to one side where "since", "until" or "by" stands before it."""
        end, first, last, kind = found
        if (
            at
            and self.before(at) in ("early", "late", "mid", "earlier", "later")
            and self.text[self.layout.words[at - 1].end : start] in (" ", "-")
        ):
            start, at = self.layout.words[at - 1].start, at - 1
        attributive = self.text[end : end + 2] in ("'s", "’s")
        word = self.before(at)
        if word == "since" and first:
            last = None
        elif word in ("until", "till", "by", "before") and last and not attributive and kind is not DateKind.VAGUE:
            first = None
        in_dateline = self.dateline is not None and start < self.dateline.span.end
        return DateMention(Span(start, end), first, last, kind, in_dateline, self.narrated)

    def weekday(self, at: int, start: int) -> Found | None:
        """A weekday, alone or before the rest of a date."""
        m = self.book.weekday.match(self.text, start)
        if not m or (m["wd"].isascii() and not m["wd"][0].isupper()):
            return None
        name = m["wd"].lower()
        number = self.words.weekdays.get(name, self.words.weekdays_short.get(name))
        assert number is not None
        if joined := self.book.comma.match(self.text, m.end("wd")):
            for pattern in (self.book.day_month, self.book.month_day):
                rest = pattern.match(self.text, joined.end())
                if rest and (found := self.dated(rest, start, number)):
                    return found
        if name not in self.words.weekdays:
            return None
        before = self.before(at)
        if before in ("last", "next"):
            found_day = self.calendar.other_week(number, 1 if before == "next" else -1)
        elif before in ("following", "previous"):
            found_day = self.narrated_weekday(number, 1 if before == "following" else -1)
        else:
            tense = Tense.FUTURE if before == "coming" else self.tense(start, m.end())
            found_day = self.calendar.weekday(number, tense)
        return m.end(), found_day, found_day, DateKind.DAY

    def narrated_weekday(self, number: int, way: int) -> str | None:
        """As in "The following Monday", counted from the day told last."""
        anchor = self.anchor(self.layout.words[0].start if not self.previous else self.previous.span.end)
        return Calendar(anchor, anchor.year).other_week(number, way) if anchor else None

    def fixed(self, at: int, start: int) -> Found | None:
        """Phrases with one meaning: "yesterday", "the day before", "New Year's Eve", "in the coming days"."""
        m = self.book.fixed.match(self.text, start)
        if not m:
            return None
        words = re.sub(r"\s+", " ", m.group().lower().replace("’", "'"))
        if words in self.words.days:
            found = self.calendar.days_off(self.words.days[words])
            return m.end(), found, found, DateKind.DAY
        if words in self.words.narrated:
            return self.from_anchor(start, m.end(), self.words.narrated[words])
        if words in self.words.holidays:
            month, number = map(int, self.words.holidays[words].split("-"))
            found = self.calendar.day_in_month(number, month, self.tense(start, m.end()))
            return m.end(), found, found, DateKind.DAY
        return m.end(), None, None, DateKind.VAGUE

    def from_anchor(self, start: int, end: int, days: int) -> Found:
        """So many days from the day told last."""
        self.narrated = True
        anchor = self.anchor(start, anywhere=days == 0)
        moved = cal.shift(anchor, days) if anchor else None
        found = moved.isoformat() if moved else None
        return end, found, found, DateKind.DAY

    def counted(self, at: int, start: int) -> Found | None:
        """ "Three days ago", "a week later"."""
        m = self.book.counted.match(self.text, start)
        count = self.words.number(m["n"]) if m else None
        if not m or count is None or count != int(count):
            return None
        unit, way = self.words.units[m["unit"].lower()], m["way"].lower()
        if way in ("ago", "hence", "from now"):
            return self.off(m.end(), int(count) * (-1 if way == "ago" else 1), unit)
        days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
        if days is None:
            return m.end(), None, None, DateKind.VAGUE
        return self.from_anchor(start, m.end(), int(count) * days * (-1 if way in ("earlier", "before") else 1))

    def ahead(self, at: int, start: int) -> Found | None:
        """ "In two weeks", "within ten days": only where the clause looks forward, for "in three years" also looks back."""
        m = self.book.ahead.match(self.text, start)
        count = self.words.number(m["n"]) if m else None
        if not m or count is None or count != int(count):
            return None
        within = m["how"].lower() in ("within", "inside")
        if not within and not m["time"] and self.tense(start, m.end()) is not Tense.FUTURE:
            return None
        end, first, last, kind = self.off(m.end(), int(count), self.words.units[m["unit"].lower()])
        if within:
            days = {"day": 1, "week": 7, "fortnight": 14}.get(self.words.units[m["unit"].lower()])
            last = self.calendar.days_off(int(count) * days) if days else last
            return end, None, last, DateKind.RANGE
        return end, first, last, kind

    def pointed(self, at: int, start: int) -> Found | None:
        """ "Last week", "this month", "next year", "the weekend"."""
        m = self.book.pointed.match(self.text, start)
        if not m:
            return None
        which = _POINTERS[re.split(r"\s+", m["which"].lower())[-1]]
        unit = m["unit"].lower()
        if unit in ("month", "year"):
            return self.off(m.end(), which, unit)
        if unit == "weekend":
            return self.weekend(m.end(), which, self.tense(start, m.end()))
        return self.off(m.end(), which, "week")

    def weekend(self, end: int, which: int, tense: Tense) -> Found:
        """Saturday and Sunday: the coming ones, the last ones, or by the tense."""
        today = self.calendar.today
        ahead = which > 0 or (which == 0 and tense is Tense.FUTURE)
        saturday = self.calendar.weekday(5, Tense.FUTURE if ahead else Tense.PAST)
        if which < 0 and today and today.weekday() > 4:
            saturday = self.calendar.days_off(-7 - today.weekday() + 5)
        if saturday is None:
            return end, None, None, DateKind.RANGE
        sunday = cal.shift(cal.first_day(saturday), 1)
        return end, saturday, sunday.isoformat() if sunday else None, DateKind.RANGE

    def season(self, at: int, start: int) -> Found | None:
        """ "The spring of 2015", "last autumn": no more than the year."""
        m = self.book.season.match(self.text, start)
        if not m:
            return None
        if m["y"]:
            return m.end(), m["y"], m["y"], DateKind.YEAR
        if m["season"].lower() == "winter" or m["which"].lower() == "the":
            return None if m["which"].lower() == "the" else (m.end(), None, None, DateKind.VAGUE)
        middle = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10}[m["season"].lower()]
        today = self.calendar.today
        if today is None:
            return m.end(), None, None, DateKind.VAGUE
        which = m["which"].lower()
        years = (
            0
            if which == "this"
            else (-1 if which == "last" and today.month < middle + 2 else 1 if which == "next" and today.month >= middle else 0)
        )
        found = self.calendar.other_year(years)
        return m.end(), found, found, DateKind.YEAR
