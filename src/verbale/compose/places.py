"""Where things happen: cities, countries and venues in a text, and the place of a meeting out of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Literal

from verbale.compose.dates_dateline import find_dateline
from verbale.compose.lexicon import PhraseBook, load_csv, load_toml
from verbale.language.layout import Layout
from verbale.record import Place, Span

__all__ = ["PlaceMention", "Places", "find_places"]

Kind = Literal["city", "venue", "country"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at `span`; for a venue, `city` is where it stands, or "" where the gazetteer does not say. `again`: "the same city"."""

    span: Span
    kind: Kind
    name: str
    country: str | None
    city: str = ""
    again: bool = False


@cache
def _cities() -> dict[str, tuple[str, str]]:
    """Names and variants in lower case to (name, country); the first line wins for a name that two countries have."""
    found: dict[str, tuple[str, str]] = {}
    for row in sorted(load_csv("cities"), key=lambda r: not r["capital"]):
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            found.setdefault(name.lower(), (row["name"], row["country"]))
    return found


@cache
def _capitals() -> dict[str, str]:
    return {row["country"]: row["name"] for row in load_csv("cities") if row["capital"]}


@cache
def _book() -> PhraseBook[tuple[Kind, str, str | None, str]]:
    """All names of places; an adjective with "capital" is the capital of its country."""
    phrases: list[tuple[str, tuple[Kind, str, str | None, str]]] = []
    for name, (city, country) in _cities().items():
        phrases.append((name, ("city", city, country, city)))
    for row in load_csv("venues"):
        phrases.append((row["venue"], ("venue", row["venue"], row["country"] or None, row["city"])))
    for row in load_csv("countries"):
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            phrases.append((name, ("country", row["name"], row["code"], "")))
        if capital := _capitals().get(row["code"]):
            for adjective in filter(None, row["adjectives"].split("|")):
                for article in ("the ", ""):
                    phrases.append((f"{article}{adjective} capital", ("city", capital, row["code"], capital)))
    phrases += [(words, ("city", "", None, "")) for words in load_toml("places")["venues"]["again"]]
    taken: dict[str, tuple[Kind, str, str | None, str]] = {}
    for name, value in phrases:
        taken.setdefault(name.lower(), value)
    return PhraseBook(taken.items())


@cache
def _venue_shape() -> re.Pattern[str]:
    heads = "|".join(re.escape(h).replace(r"\ ", r"\s") for h in sorted(load_toml("places")["venues"]["heads"], key=lambda h: -len(h)))
    word = r"[^\W_][\w.'’&-]{0,30}"
    return re.compile(rf"(?:the|a|an|its|his|her|their|[A-Z][\w.]{{0,20}}['’]s)\s(?:{word}\s){{0,6}}?(?:{heads})\b", re.IGNORECASE)


@cache
def _no_places() -> frozenset[str]:
    adjectives = {a.lower() for row in load_csv("countries") for a in row["adjectives"].split("|") if a}
    return frozenset(load_toml("places")["no_places"]["words"]) | adjectives


_OF_WHOM = re.compile(r"\sof\sthe\s[^\W_][\w.]*(?:\s[^\W_][\w.]*){0,6}?(?=\s(?:in|and|where|on|for|to|was|lasted)\b|[,;]|\.?$)")


class Places:
    """The places of one text."""

    def __init__(self, layout: Layout, mentions: tuple[PlaceMention, ...], dateline: PlaceMention | None) -> None:
        self.layout, self.mentions, self.dateline = layout, mentions, dateline
        self._starts = [m.span.start for m in mentions]

    def inside(self, span: tuple[int, int]) -> tuple[PlaceMention, ...]:
        """Mentions that start inside `span`."""
        return self.mentions[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def at(self, mention: PlaceMention) -> str:
        """The word before the mention, articles aside, in lower case."""
        at = self.layout.words_in((mention.span.start, mention.span.end)).start - 1
        words = self.layout.lower_words
        while at > 0 and words[at] in (
            "the",
            "a",
            "an",
            "nearby",
            "neighbouring",
            "neighboring",
            "central",
            "downtown",
            "capital",
            "city",
            "town",
            "port",
            "resort",
        ):
            at -= 1
        return words[at] if at >= 0 else ""

    def place_in(self, span: tuple[int, int], near: int) -> Place | None:
        """The place that "in" or "at" gives inside `span`, the one nearest to `near`; a city before a country, its venue beside it."""
        table = load_toml("places")["venues"]
        there = [m for m in self.inside(span) if self.at(m) in table["prepositions"] or self._in_venue(m)]
        cities = [m for m in there if m.kind == "city"] or [m for m in there if m.kind != "city"]
        best = min(cities, key=lambda m: abs(m.span.start - near), default=None)
        venue = self._venue(span, best)
        if best is None:
            return self._of_venue(venue) if venue else None
        return self.as_place(best, venue)

    def guess(self, span: tuple[int, int]) -> Place | None:
        """A capitalised name after "in" that no gazetteer has ("in Arica on Monday"): a place of unknown country."""
        table, words, text = load_toml("places")["no_places"], self.layout.words, self.layout.text
        for at in self.layout.words_in(span):
            if self.layout.lower_words[at] != "in":
                continue
            last = at
            while (
                last + 1 < len(words)
                and last < at + 3
                and text[words[last].end : words[last + 1].start] in (" ", "-")
                and self._is_name(last + 1)
            ):
                last += 1
            if last == at or words[last].end > span[1] or self.inside((words[at + 1].start, words[last].end)):
                continue
            gap = text[words[last].end : words[last].end + 1]
            if gap in (",", ".", ";", "") or (gap == " " and last + 1 < len(words) and self.layout.lower_words[last + 1] in table["after"]):
                named = Span(words[at + 1].start, words[last].end)
                return Place(name=named.words(text), country=None, span=named)
        return None

    def _is_name(self, at: int) -> bool:
        word = self.layout.lower_words[at]
        start = self.layout.text[self.layout.words[at].start]
        return start.isupper() and len(word) > 2 and word not in _no_places()

    def as_place(self, mention: PlaceMention, venue: Span | None = None) -> Place:
        """The mention as the record writes it."""
        if mention.kind == "venue":
            known = Place(name=mention.city or mention.name, country=mention.country, span=mention.span)
            return known.model_copy(update={"venue": mention.name}) if mention.city and mention.city != mention.name else known
        return Place(name=mention.name, country=mention.country, venue=venue.words(self.layout.text) if venue else None, span=mention.span)

    def _in_venue(self, mention: PlaceMention) -> bool:
        """ "The residence in Istanbul", "on the edge of the Omani capital", "Istanbul hosted talks"."""
        following = self.layout.text[mention.span.end : mention.span.end + 9].lower()
        return following.startswith((" hosted", " hosts")) or (self.at(mention) == "of" and mention.kind == "city")

    def _venue(self, span: tuple[int, int], city: PlaceMention | None) -> Span | None:
        """A venue without a name of its own that "at", "in" or "inside" gives inside `span`."""
        for at in self.layout.words_in(span):
            if self.layout.lower_words[at] in ("at", "inside", "in", "of") and at + 1 < len(self.layout.words):
                start = self.layout.words[at + 1].start
                found = _venue_shape().match(self.layout.text, start, min(span[1], start + 120))
                if found and not (city and Span(*found.span()).holds(city.span) and city.kind == "venue"):
                    return self._whole_venue(Span(*found.span()), span[1])
        return None

    def _whole_venue(self, venue: Span, stop: int) -> Span:
        """With "of the U.S. consul general" after it."""
        more = _OF_WHOM.match(self.layout.text, venue.end, min(stop, venue.end + 90))
        end = more.end() if more else venue.end
        return Span(venue.start, end - 1 if self.layout.text[end - 1] == "." and end == stop else end)

    def _of_venue(self, venue: Span) -> Place | None:
        """A venue in no city that the sentence names: the dateline may tell it, else the venue stands for the place."""
        words = venue.words(self.layout.text)
        if self.dateline:
            return Place(name=self.dateline.name, country=self.dateline.country, venue=words, span=venue)
        return None


def find_places(layout: Layout) -> Places:
    """All names of places in a text with the dateline's city."""
    found: list[PlaceMention] = []
    last: tuple[str, str | None] | None = None
    for span, (kind, name, country, city) in _book().find(layout):
        if not name:
            if last:
                found.append(PlaceMention(span, "city", last[0], last[1], last[0], again=True))
            continue
        if not layout.text[span.start].isupper() and layout.text[span.start : span.start + 3] != "the":
            continue
        found.append(PlaceMention(span, kind, name, country, city))
        if (kind == "city" or city) and not _says(layout, span):
            last = (city or name, country)
    return Places(layout, tuple(found), _dateline_city(layout, found))


def _says(layout: Layout, span: Span) -> bool:
    """Whether a verb of speech follows: "a diplomat in Ankara said" is no place to come back to."""
    at = layout.words_in(span).stop
    return at < len(layout.words) and layout.lower_words[at] in ("said", "told", "says", "announced", "wrote")


def _dateline_city(layout: Layout, found: list[PlaceMention]) -> PlaceMention | None:
    line = find_dateline(layout)
    return next((m for m in found if m.kind == "city" and line.place.holds(m.span)), None) if line else None
