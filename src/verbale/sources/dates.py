"""Dates of publication as sources write them, brought to ISO dates of the precision that they have."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

from verbale.sources.formats import load_data

_YEARS = range(1500, 2200)
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T\s].*)?$", re.S)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{2,6}.*)?$", re.S)
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[,\s].*)?$", re.S)
_DAY_FIRST = re.compile(
    r"(?:\w{2,12}[.,]*\s+)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+|of\s+)?([^\W\d]{3,12})\.?,?[\s-]+(?:de\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(
    r"(?:\w{2,12}[.,]*\s+)?([^\W\d]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:[\d:]{4,8}\s+(?:[A-Z]{3,4}\s+)?)?(\d{4})\b"
)
_MONTH_ONLY = re.compile(r"([^\W\d]{3,12})\.?,?\s+(\d{4})$")


@cache
def _months() -> tuple[tuple[str, int], ...]:
    names = ((name, number) for number, names in enumerate(load_data("dates")["months"], 1) for name in names)
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def _month(word: str) -> int | None:
    return next((number for name, number in _months() if word.lower().startswith(name)), None)


def _partial(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO form, or None for a day that no calendar has."""
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole[: 10 if day else 7 if month else 4] if year in _YEARS else None


def partial_date(value: object) -> str | None:
    """`value` (text, date, seconds or milliseconds since 1970) as YYYY, YYYY-MM or YYYY-MM-DD; None where it is no date or may be two.

    The day is the one that the source writes, in its own time zone. "04/05/2025" may be April or May and is None; "13/05/2025" is not.
    """
    if isinstance(value, date):
        return _partial(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = value[:200].strip()[:100]
    for reading in (_from_iso, _from_numbers, _from_words):
        if found := reading(text):
            return found
    return None


def _from_number(value: float) -> str | None:
    if not abs(value) < 1e15:
        return None
    if value in _YEARS:
        return _partial(int(value))
    if 19_000_101 <= value <= 21_000_101:
        return _from_iso(str(int(value)))
    seconds = value / 1000 if abs(value) > 1e11 else value
    if not 1e8 < seconds < 7e9:
        return None
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _from_iso(text: str) -> str | None:
    if found := _COMPACT.match(text):
        return _partial(int(found[1]), int(found[2]), int(found[3]))
    if found := _ISO.match(text):
        return _partial(int(found[1]), *(int(part) for part in (found[3], found[4]) if part))
    return None


def _from_numbers(text: str) -> str | None:
    if not (found := _NUMERIC.match(text)):
        return None
    one, two, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or one > 12 or one == two:
        return _partial(year, two, one)
    return _partial(year, one, two) if two > 12 else None


def _from_words(text: str) -> str | None:
    if (found := _DAY_FIRST.match(text)) and (month := _month(found[2])):
        return _partial(int(found[3]), month, int(found[1]))
    if (found := _MONTH_FIRST.match(text)) and (month := _month(found[1])):
        return _partial(int(found[3]), month, int(found[2]))
    if (found := _MONTH_ONLY.match(text)) and (month := _month(found[1])):
        return _partial(int(found[2]), month)
    return None
