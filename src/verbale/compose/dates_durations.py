"""How long something lasted, in minutes: "more than five hours", "a 90-minute call", "two-day talks"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from verbale.compose.dates_words import date_words, either, number_pattern
from verbale.compose.lexicon import load_toml
from verbale.language.layout import Layout
from verbale.record import Duration, Span

__all__ = ["DurationMention", "find_durations"]

Unit = Literal["minute", "hour", "day", "week"]
_MINUTES: dict[str, int] = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


@dataclass(frozen=True, slots=True)
class DurationMention:
    """A length of time with its bounds in minutes, None where open. What is told in days or weeks gives no hours of talking: see `unit`."""

    span: Span
    min: int | None
    max: int | None
    unit: Unit

    def as_duration(self) -> Duration | None:
        """The duration of a meeting, where it is told in hours or minutes."""
        return Duration(min=self.min, max=self.max) if self.unit in ("minute", "hour") else None


@dataclass(frozen=True)
class _Shapes:
    openers: frozenset[str]
    length: re.Pattern[str]
    at_least: frozenset[str]
    at_most: frozenset[str]
    about: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]


@cache
def _shapes() -> _Shapes:
    bounds, number = load_toml("dates")["bounds"], number_pattern()
    fraction = r"(?P<frac>half|quarter|three[\s-]quarters)"
    unit = r"(?P<unit>hours?|hrs?|minutes?|mins?|days?|weeks?)\b"
    length = (
        rf"(?P<half>(?:half\san?|a\shalf)[\s-]hour|(?:a\s)?quarter\sof\san\shour|three[\s-]quarters\sof\san\shour)(?!\w)"
        rf"|(?P<n>{number})(?:[\s-]and[\s-](?:a[\s-])?{fraction})?(?:\s?(?P<link>-|–|to|or|and)\s?(?P<n2>{number}))?[\s-]{{1,2}}{unit}"
        rf"(?:\sand\s(?:a\s(?P<after>half|quarter)|(?P<m>{number})[\s-]minutes?))?"
    )
    openers = {w.split("-")[0].split()[0] for w in date_words().numbers} | {"half", "quarter"}
    sets = {name: frozenset(bounds[name]) for name in ("at_least", "at_most", "about", "not_before", "not_after")}
    return _Shapes(openers=frozenset(openers), length=re.compile(length, re.IGNORECASE), **sets)


@cache
def _bound_before() -> re.Pattern[str]:
    bounds = load_toml("dates")["bounds"]
    groups = "|".join(rf"(?P<{name}>{either(bounds[name])})" for name in ("at_least", "at_most", "about"))
    return re.compile(rf"(?:^|(?<=\W))(?:{groups})\s{{1,3}}(?:an?\s)?$", re.IGNORECASE)


# The longest bound is under this many characters, so no more is looked at.
_BACK = 26


def _amount(m: re.Match[str]) -> tuple[float, float, Unit] | None:
    """Least and most minutes that the words say, and their unit."""
    if half := m["half"]:
        words = half.lower()
        return (
            (45.0, 45.0, "minute")
            if words.startswith("three")
            else (15.0, 15.0, "minute")
            if "quarter" in words
            else (30.0, 30.0, "minute")
        )
    number = date_words().number
    least = number(m["n"])
    most = number(m["n2"]) if m["n2"] else least
    if least is None or most is None or most < least:
        return None
    named = m["unit"].lower()
    unit: Unit = "hour" if named[0] == "h" else "minute" if named[0] == "m" else "day" if named[0] == "d" else "week"
    extra = {"half": 0.5, "quarter": 0.25}.get((m["frac"] or m["after"] or "").lower(), 0.75 if m["frac"] else 0.0)
    minutes = (number(m["m"]) or 0) if m["m"] else 0
    return (least + extra) * _MINUTES[unit] + minutes, (most + extra) * _MINUTES[unit] + minutes, unit


def _read(layout: Layout, at: int) -> DurationMention | None:
    shapes, start = _shapes(), layout.words[at].start
    m = shapes.length.match(layout.text, start)
    amount = _amount(m) if m else None
    if m is None or amount is None or amount[1] <= 0:
        return None
    if m["link"] == "and" and (at == 0 or layout.lower_words[at - 1] != "between"):
        return None
    inside = layout.words_in((start, m.end()))
    after = layout.lower_words[inside.stop] if inside.stop < len(layout.words) else ""
    before = layout.lower_words[at - 1] if at else ""
    if after in shapes.not_after or before in shapes.not_before or (start and layout.text[start - 1] in "$€£.,"):
        return None
    bound = _bound_before().search(layout.text[max(0, start - _BACK) : start])
    begin = start - len(bound.group()) if bound else start
    least, most = round(amount[0]), round(amount[1])
    if bound and bound["at_least"]:
        return DurationMention(Span(begin, m.end()), least, None, amount[2])
    if bound and bound["at_most"]:
        return DurationMention(Span(begin, m.end()), None, most, amount[2])
    return DurationMention(Span(start, m.end()), least, most, amount[2])


def find_durations(layout: Layout) -> tuple[DurationMention, ...]:
    """All lengths of time in a text, in order; "two hours later", "within 24 hours" are none."""
    found: list[DurationMention] = []
    openers, after = _shapes().openers, 0
    for at, word in enumerate(layout.lower_words):
        if layout.words[at].start < after or not (word in openers or word[0].isdigit()):
            continue
        if mention := _read(layout, at):
            found.append(mention)
            after = mention.span.end
    return tuple(found)
