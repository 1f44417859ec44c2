"""The shapes of dates as patterns, made of the words of the data file. Each is tried only where a word that can open it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from verbale.compose.dates_words import date_words, either, number_pattern

_SEASONS = "spring|summer|autumn|fall|winter"


@dataclass(frozen=True)
class Patterns:
    """Compiled shapes, and which words open which of them."""

    openers: dict[str, str]
    before_year: frozenset[str]
    iso: re.Pattern[str]
    slashed: re.Pattern[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    month_year: re.Pattern[str]
    lone_month: re.Pattern[str]
    weekday: re.Pattern[str]
    comma: re.Pattern[str]
    fixed: re.Pattern[str]
    counted: re.Pattern[str]
    ahead: re.Pattern[str]
    pointed: re.Pattern[str]
    season: re.Pattern[str]
    ordinal_day: re.Pattern[str]
    year: re.Pattern[str]


def _openers() -> dict[str, str]:
    words = date_words()
    # Later entries win: "one" opens a count, "the" and "last" point, months and weekdays are themselves.
    table = {phrase.lower().split()[0].split("'")[0]: "fixed" for phrase in (*words.days, *words.holidays)}
    table |= dict.fromkeys((w.split("-")[0].split()[0] for w in words.numbers), "number")
    table |= dict.fromkeys(("several",), "number")
    table |= dict.fromkeys(("the", "this", "that", "last", "next"), "pointer")
    table |= dict.fromkeys(
        ("in", "within", "inside", "over", "before", "as", "at", "some", "one", "sooner", "days", "weeks", "months"), "preposition"
    )
    table["one"] = "number"
    table |= dict.fromkeys(words.weekdays, "weekday") | dict.fromkeys(words.weekdays_short, "weekday")
    return table | dict.fromkeys(words.months, "month")


@cache
def patterns() -> Patterns:
    """The patterns; compiled once."""
    words = date_words()
    number, units = number_pattern(), either(words.units)
    months = rf"(?P<mon>{either(words.months)})\b(?:\.(?=,?\s{{1,3}}[0-9]))?"
    year = r"(?P<y>[12][0-9]{3})(?![0-9]|[.,][0-9])"
    other_year = r"(?P<ry>(?:of\s)?(?:this|last|next|that|the\ssame)\syear)\b"
    dash = r"(?:\s?[-–—/]\s?|\s(?:to|and|until|through|or)\s(?:the\s)?)"
    day, day2 = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?", r"(?P<d2>[0-9]{1,2})(?:st|nd|rd|th)?"
    with_year = rf"(?:,?\s{{1,3}}(?:of\s)?(?:{year}|{other_year}))?"

    def shape(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    fixed = either((*words.days, *words.narrated, *words.holidays, *words.vague))
    return Patterns(
        openers=_openers(),
        before_year=words.shows_a_date | {"year", "spring", "summer", "autumn", "fall", "winter", "beginning", "end"},
        iso=shape(r"(?P<y>[0-9]{4})(?P<sign>[-/.])(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})(?:T[0-9:.]{4,15}Z?)?(?![\w-])"),
        slashed=shape(r"(?P<a>[0-9]{1,2})(?P<sign>[/.-])(?P<b>[0-9]{1,2})(?P=sign)(?P<y>[0-9]{4})(?![\w-])"),
        day_month=shape(rf"(?:the\s)?{day}(?:{dash}{day2})?\s{{1,3}}(?:of\s)?{months}{with_year}(?!\w)"),
        month_day=shape(rf"{months}\s{{1,3}}(?:the\s)?{day}(?:{dash}{day2})?(?![0-9]|[.,:][0-9]){with_year}(?!\w)"),
        month_year=shape(rf"{months},?\s{{1,3}}(?:of\s)?(?:{year}|{other_year})(?!\w)"),
        lone_month=shape(rf"{months}(?!\w)"),
        weekday=shape(rf"(?P<wd>{either((*words.weekdays, *words.weekdays_short))})\b(?:\s(?:morning|afternoon|evening|night)\b)?"),
        comma=re.compile(r"\.?,?\s{1,3}"),
        fixed=shape(rf"(?:{fixed})\b"),
        counted=shape(rf"(?P<n>{number})\s(?P<unit>{units})\s(?P<way>ago|earlier|later|before|hence|from\snow)\b"),
        ahead=shape(
            rf"(?P<how>in|within|inside)\s(?:(?:the\snext|another|a\sfurther|about|some|around)\s)?(?P<n>{number})\s(?P<unit>{units})(?P<time>['’]?s?['’]?\stime)?(?!\w)"
        ),
        pointed=shape(
            r"(?P<which>(?:the\s)?(?:last|past|previous|coming|next)|this\scoming|this\spast|this|the\scurrent|the(?=\sweekend))\s(?P<unit>week|weekend|month|year)\b"
        ),
        season=shape(rf"(?P<which>the|last|this|next)\s(?P<season>{_SEASONS})\b(?:\s(?:of\s)?(?P<y>[12][0-9]{{3}})(?!\w))?"),
        ordinal_day=shape(
            r"the\s(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\b(?!\s(?:century|round|meeting|session|summit|time|anniversary|day|year|edition|congress|parliament))"
        ),
        year=re.compile(r"(?:1[89]|20)[0-9]{2}(?!\w|[-–/.,:][0-9])"),
    )
