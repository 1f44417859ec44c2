"""The words of dates, from `data/dates.toml`, as tables and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from verbale.compose.lexicon import load_toml


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, with any white space where they have a space and any apostrophe for one."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s{1,4}").replace("'", "['’]") for w in ordered)


def _by_name(table: Mapping[str, list[str]]) -> dict[str, int]:
    return {name.lower(): int(number) for number, names in table.items() for name in names}


@dataclass(frozen=True)
class DateWords:
    """The tables of the data file, turned so that a word finds its meaning."""

    months: dict[str, int]
    weekdays: dict[str, int]
    weekdays_short: dict[str, int]
    days: dict[str, int]
    narrated: dict[str, int]
    holidays: dict[str, str]
    vague: tuple[str, ...]
    numbers: dict[str, int]
    units: dict[str, str]
    shows_a_date: frozenset[str]
    quantities: frozenset[str]

    def number(self, words: str) -> float | None:
        """The number that `words` say in figures or letters ("5.5", "twenty-one", "a couple of"); None where it is none or absurd."""
        plain = re.sub(r"\s+", " ", words.lower())
        if plain in self.numbers:
            return self.numbers[plain]
        if re.fullmatch(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?", plain):
            return float(plain.replace(",", "."))
        tens, _, ones = plain.partition("-")
        if tens in self.numbers and ones in self.numbers and self.numbers[tens] >= 20 and self.numbers[ones] < 10:
            return self.numbers[tens] + self.numbers[ones]
        return None


@cache
def date_words() -> DateWords:
    """The words of dates; read once."""
    data: dict[str, Any] = load_toml("dates")
    return DateWords(
        months=_by_name(data["months"]),
        weekdays=_by_name(data["weekdays"]),
        weekdays_short=_by_name(data["weekdays_short"]),
        days=data["days"],
        narrated=data["narrated"],
        holidays={name.lower(): day for name, day in data["holidays"].items()},
        vague=tuple(data["vague"]["phrases"]),
        numbers=data["numbers"],
        units=data["units"],
        shows_a_date=frozenset(data["shows_a_date"]["words"]),
        quantities=frozenset(data["shows_a_date"]["quantities"]),
    )


@cache
def number_pattern() -> str:
    """A pattern for a small number in figures or letters."""
    words = date_words().numbers
    tens, ones = [w for w, n in words.items() if n >= 20 and "-" not in w], [w for w, n in words.items() if n < 10 and len(w) > 2]
    return rf"(?:(?:{either(tens)})-(?:{either(ones)})|{either(words)}|[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)"
