"""Institutions that no gazetteer has: outlets by their descriptor, others by their last word, acronyms by their first use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from verbale.compose.actors_named import demonyms
from verbale.compose.actors_reading import Reading, Sighting, word_set
from verbale.compose.actors_states import acts_here, qualifies
from verbale.compose.lexicon import load_toml
from verbale.record import ActorKind, Span

_ACRONYM = re.compile(r"^ \([\"“']?$")
_LINKS = frozenset({"of", "for", "and", "on", "the", "de", "del", "&"})


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(load_toml("institutions")[kind])


def institution_sightings(reading: Reading) -> Iterator[Sighting]:
    """Unknown institutions in text order, each with the words that it takes up."""
    yield from _outlets(reading)
    learnt: dict[str, Sighting] = {}
    at, count = 0, len(reading.words)
    while at < count:
        if reading.taken[at] or not reading.capitals[at]:
            at += 1
            continue
        end = _run(reading, at)
        found = _institution(reading, at, end)
        if found:
            if acronym := _acronym(reading, found.last):
                word, place = acronym
                learnt[word] = found
                found.strong = True
                yield found
                yield _again(found, reading.span(place, place), place)
                reading.taken[place] = 1
            else:
                yield found
            for i in range(found.first, found.last + 1):
                reading.taken[i] = 1
        at = end + 1
    yield from _acronyms(reading, learnt)


def _again(known: Sighting, span: Span, at: int) -> Sighting:
    return Sighting(span, at, at, known.kind, known.key, known.name, known.country)


def _acronyms(reading: Reading, learnt: dict[str, Sighting]) -> Iterator[Sighting]:
    """Later uses of the acronyms that were introduced in brackets."""
    if not learnt:
        return
    for at in range(len(reading.words)):
        known = learnt.get(reading.surface(at)) if not reading.taken[at] else None
        if known and not qualifies(reading, at, at):
            reading.taken[at] = 1
            yield _again(known, reading.span(at, at), at)


def _run(reading: Reading, first: int) -> int:
    """The last word of the run of capitals that begins at `first`; "of", "for", "and the" may stand inside."""
    end = first
    while end - first < 10:
        step = end + 1
        while reading.lower(step) in _LINKS and not reading.capital(step) and reading.joined(step - 1) and step - end <= 2:
            step += 1
        if (
            step < len(reading.words)
            and not reading.taken[step]
            and reading.capital(step)
            and all(reading.joined(i) for i in range(end, step))
        ):
            end = step
        else:
            break
    return end


def _institution(reading: Reading, first: int, end: int) -> Sighting | None:
    """The institution in a run of capitals: it ends in "Agency", "Front", "Council", or begins with "Organization of", "Front for"."""
    if reading.begins_sentence(first) and reading.lower(first) in word_set("names", "no_name"):
        first += 1
    if end <= first:
        return None
    for kind in ("group", "body", "organization", "outlet"):
        nouns = _nouns(kind)
        ends = reading.lower(end) in nouns
        begins = reading.lower(first) in nouns and reading.lower(first + 1) in ("of", "for")
        if ends or begins:
            span = reading.span(first, end)
            name = span.words(reading.text)
            before = reading.lower(first - 2) if reading.lower(first - 1) == "the" else reading.lower(first - 1)
            acts = acts_here(reading, end)
            strong = acts or (before in ("with", "by", "between", "and", "from", "told", "against") and not qualifies(reading, first, end))
            return Sighting(span, first, end, ActorKind(kind), f"{kind}:{name.lower()}", name, strong=strong, acts=acts and kind == "group")
    return None


def _acronym(reading: Reading, last: int) -> tuple[str, int] | None:
    """The acronym in brackets after a name, and its word."""
    if not _ACRONYM.match(reading.gap(last)):
        return None
    word = reading.surface(last + 1)
    if 2 <= len(word) <= 8 and sum(c.isupper() for c in word) >= 2 and reading.gap(last + 1).lstrip("\"”'").startswith(")"):
        return word, last + 1
    return None


def _outlets(reading: Reading) -> Iterator[Sighting]:
    """Outlets with their descriptor: "the newspaper Ham-Mihan", "Iranian state television", "the Daily Planet newspaper"."""
    nouns = word_set("institutions", "outlet_words")
    for at, word in enumerate(reading.low):
        if word not in nouns or reading.capitals[at]:
            continue
        first = at
        while (
            first
            and reading.joined(first - 1)
            and reading.lower(first - 1)
            in (
                "state",
                "news",
                "public",
                "national",
                "daily",
                "weekly",
                "tv",
                "television",
                "radio",
                "private",
                "news",
                "pro",
                "government",
                "semi",
                "official",
                "run",
                "local",
                "independent",
            )
        ):
            first -= 1
        last = at
        if reading.joined(at) and reading.capital(at + 1) and not _person_noun(reading, at + 1):
            last = at + 1
            while reading.joined(last) and reading.capital(last + 1) and last - at < 4:
                last += 1
        owner = first
        if first and reading.joined(first - 1) and reading.lower(first - 1) in demonyms() and reading.capital(first - 1):
            owner = first - 1
        if last == at and not (owner < first and first < at):
            continue
        named = last > at
        if owner and reading.lower(owner - 1) == "the" and reading.joined(owner - 1) and named:
            owner -= 1
        if any(reading.taken[i] for i in range(at, last + 1)):
            continue
        span = reading.span(owner, last)
        name = reading.span(at + 1, last).words(reading.text) if named else span.words(reading.text)
        for i in range(at, last + 1):
            reading.taken[i] = 1
        yield Sighting(span, owner, last, ActorKind.OUTLET, f"outlet:{name}", name)


def _person_noun(reading: Reading, at: int) -> bool:
    return reading.lower(at) in word_set("offices", "heads")
