"""Offices beside a name: before it, in apposition after it, or before it with a comma; and the state that each names."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.compose.actors_named import demonyms
from verbale.compose.actors_reading import Reading, acting_verbs, word_set
from verbale.record import Span


@dataclass(frozen=True, slots=True)
class Title:
    """An office beside a name: its words, and the state that it names."""

    span: Span
    role: str | None
    country: str | None


def _country_in(reading: Reading, first: int, last: int) -> str | None:
    """The state that words speak of: an adjective ("Russian"), a name before 's or after "of", or a body's."""
    if last < first or first < 0:
        return None
    found: str | None = None
    for span, entries in reading.names_in(reading.words[first].start, reading.words[last].end):
        at = reading.layout.words_in(span).start
        lead = reading.lower(at - 1) if reading.lower(at - 1) != "the" else reading.lower(at - 2)
        for known in entries:
            if not known.country or not reading.capital(at):
                continue
            if lead in ("to", "for", "with", "in", "on", "and") and at > first and known.use != "adjective":
                continue
            if known.use == "seat" and lead == "in":
                continue
            found = found or known.country
    return found


def _role(reading: Reading, first: int, last: int) -> str | None:
    """The office in words first to last, without article and nationality."""
    skip = True
    while first <= last and skip:
        word = reading.lower(first)
        skip = word in word_set("offices", "no_role") or word in demonyms() or (reading.possessive(first) and first < last)
        if skip:
            first += 1
    return reading.span(first, last).words(reading.text) if first <= last else None


def title_before(reading: Reading, first: int) -> Title | None:
    """The office that stands before a name without a comma: "Russian Foreign Minister", "director of the legal department"."""
    at = first - 1
    while at >= 0 and reading.gap(at) == ". " and reading.lower(at) in word_set("offices", "honorifics") | word_set("offices", "ranks"):
        at -= 1
    if at < 0 or not (reading.joined(at) or (reading.gap(at) == ". " and reading.lower(at) in word_set("offices", "abbreviations"))):
        return None
    end, seen_head = at, False
    heads, before = word_set("offices", "heads"), word_set("offices", "before")
    steps = 0
    while at >= 0 and steps < 16 and (at == end or reading.joined(at) or reading.gap(at) in ("'", "’", "' ", "’ ")):
        word = reading.lower(at)
        if word in heads or (word.endswith("s") and word[:-1] in heads):
            seen_head = True
        elif _ends_title(reading, at, seen_head, steps == 0):
            break
        at -= 1
        steps += 1
    start = at + 1
    if not seen_head:
        return None
    start = _clean_start(reading, start, end)
    if start > end or not (reading.lower(end) in heads or reading.lower(end) in before or reading.capital(end)):
        return None
    return Title(reading.span(start, end), _role(reading, start, end), _country_in(reading, start, end))


def _ends_title(reading: Reading, at: int, seen_head: bool, nearest: bool) -> bool:
    """Whether the word before a name, read from right to left, is no part of its title any more."""
    word = reading.lower(at)
    if word == "and" and seen_head:
        return _opens_title(reading, at + 1)
    if nearest and word in ("in", "to", "at", "on", "and"):
        return True
    known = word in word_set("offices", "before") or word in ("of", "for", "the", "and", "s", "in", "to", "at", "on")
    return not (known or reading.capital(at))


def _opens_title(reading: Reading, at: int) -> bool:
    """Whether a second title begins at the word after "and": an adjective of a state, or an office after somebody's name."""
    if reading.lower(at) in demonyms() or reading.possessive(at):
        return True
    before = reading.lower(at - 2)
    return (
        reading.capital(at - 2)
        and before not in word_set("offices", "heads")
        and before not in word_set("offices", "before")
        and reading.capital(at - 3)
    )


def _clean_start(reading: Reading, start: int, end: int) -> int:
    """The first word of the office itself: what stands before its nearest head's own words is cut."""
    heads = word_set("offices", "heads")
    head = next((i for i in range(end, start - 1, -1) if reading.lower(i) in heads or reading.lower(i).rstrip("s") in heads), start)
    # "of" before: the head is the first one of "director of the department ..."; walk on to an earlier head joined by "of" or "to the".
    for i in range(head - 1, start - 1, -1):
        if reading.lower(i) in heads and (
            reading.lower(i + 1) in ("of", "for", "general", "in") or (reading.lower(i + 1) == "to" and reading.lower(i + 2) == "the")
        ):
            head = i
    first = head
    while first > start:
        word = reading.lower(first - 1)
        if (
            word in word_set("offices", "before")
            or word in demonyms()
            or word in ("s", "u.s", "uk", "us", "un", "u.n", "eu")
            or (reading.capital(first - 1) and not reading.begins_sentence(first - 1))
            or (reading.capital(first - 1) and (word in heads))
        ):
            first -= 1
        else:
            break
    return first


def title_after(reading: Reading, last: int) -> Title | None:
    """The office in apposition after a name: ", the Russian foreign minister," or ", who heads the office of ..."."""
    if not reading.gap(last).startswith(", ") or len(reading.gap(last)) != 2:
        return None
    heads = word_set("offices", "heads")
    start = last + 1
    if reading.lower(start) == "who" and reading.lower(start + 1) in ("heads", "leads", "headed", "led", "chairs"):
        country = _country_in(reading, start + 2, min(start + 8, len(reading.words) - 1))
        return Title(reading.span(start, start + 1), None, country)
    end, seen = start, False
    for at in range(start, min(start + 18, len(reading.words))):
        word = reading.lower(at)
        if word in acting_verbs() and not seen and word not in ("state", "head", "lead", "press", "chair", "host", "report"):
            return None
        seen = seen or word in heads
        end = at
        gap = reading.gap(at)
        if gap.strip() not in ("", "-", "'", "’", ".") or "\n" in gap:
            break
        if (
            seen
            and reading.lower(at + 1) in acting_verbs() | {"who", "that", "which"}
            and reading.lower(at + 1) not in ("state", "press", "head", "chief", "lead")
        ):
            break
        if not seen and at - start > 9:
            return None
    opening = reading.lower(start)
    if not seen or not (
        opening in ("the", "a", "an", "its", "his", "her", "their", "one")
        or opening in heads
        or opening in word_set("offices", "before")
        or reading.capital(start)
    ):
        return None
    if (
        reading.capital(start)
        and opening not in demonyms()
        and not reading.possessive(start)
        and opening not in heads
        and opening not in word_set("offices", "before")
        and not reading.taken[start]
    ):
        return None
    return Title(reading.span(start, end), _role(reading, start, end), _country_in(reading, start, end))


def title_before_comma(reading: Reading, first: int) -> Title | None:
    """The office before a comma and the name: "Turkey's defence minister, Hulusi Akar"."""
    at = first - 1
    while at >= 0 and reading.gap(at) == ". " and reading.lower(at) in word_set("offices", "abbreviations"):
        at -= 1
    if at < 0 or reading.gap(at) != ", ":
        return None
    heads, before = word_set("offices", "heads"), word_set("offices", "before")
    end, seen, start = at, False, at + 1
    while at >= 0 and end - at < 14 and (at == end or reading.joined(at) or reading.gap(at) in ("'", "’", "' ", "’ ")):
        word = reading.lower(at)
        if word in heads:
            seen = True
        if word == "and" and seen and _opens_title(reading, at + 1):
            break
        opens = word in ("the", "its", "his", "her", "a", "an", "their") and seen and reading.lower(at - 1) not in ("of", "to", "for")
        if not (opens or word in heads or word in before or word in ("the", "of", "for", "s", "to", "and", "in") or reading.capital(at)):
            break
        start = at
        if opens:
            break
        at -= 1
    while start <= end and reading.lower(start) in ("and", "of", "to", "in", "for"):
        start += 1
    if not seen or start > end:
        return None
    return Title(reading.span(start, end), _role(reading, start, end), _country_in(reading, start, end))
