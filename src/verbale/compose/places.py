"""Where things happen: cities, countries and venues in a text, and the place of a meeting out of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Literal

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


_OF_WHOM = re.compile(r"\sof\sthe\s[^\W_][\w.]*(?:\s[^\W_][\w.]*){0,6}?(?=\s(?:in|and|where|on|for|to|was|lasted)\b|[,;]|\.?$)")


class Places:
    """The places of one text."""

    def __init__(self, layout: Layout, mentions: tuple[PlaceMention, ...]) -> None:
        self.layout, self.mentions = layout, mentions
        self._starts = [m.span.start for m in mentions]

    def inside(self, span: tuple[int, int]) -> tuple[PlaceMention, ...]:
        """Mentions that start inside `span`."""
        return self.mentions[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def as_place(self, mention: PlaceMention, venue: Span | None = None) -> Place:
        """The mention as the record writes it."""
        if mention.kind == "venue":
            known = Place(name=mention.city or mention.name, country=mention.country, span=mention.span)
            return known.model_copy(update={"venue": mention.name}) if mention.city and mention.city != mention.name else known
        return Place(name=mention.name, country=mention.country, venue=venue.words(self.layout.text) if venue else None, span=mention.span)

    def venue_near(self, sentence: Span, place: Span) -> Span | None:
        """A venue without a name of its own in the sentence of a place ("at the ministry in Oslo"), where the place is a city."""
        city = next((m for m in self.inside(place) if m.span == place and m.kind == "city"), None)
        return self._venue(sentence, city) if city else None

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


def find_places(layout: Layout) -> Places:
    """All names of places in a text."""
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
    return Places(layout, tuple(found))


def _says(layout: Layout, span: Span) -> bool:
    """Whether a verb of speech follows: "a diplomat in Ankara said" is no place to come back to."""
    at = layout.words_in(span).stop
    return at < len(layout.words) and layout.lower_words[at] in ("said", "told", "says", "announced", "wrote")
