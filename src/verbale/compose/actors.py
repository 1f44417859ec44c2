"""Finding the actors of a document: every name and description of somebody who takes part or speaks, joined into one `Cast`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from verbale.compose.actors_again import note_descriptions
from verbale.compose.actors_bodies import body_sightings
from verbale.compose.actors_institutions import institution_sightings
from verbale.compose.actors_join import Joiner
from verbale.compose.actors_named import Known, known_names
from verbale.compose.actors_persons import persons
from verbale.compose.actors_reading import Reading, Sighting, grammar
from verbale.compose.actors_states import acts_here, datelines, is_party, qualifies, state_sightings
from verbale.compose.cast import Cast
from verbale.compose.source_spans import tidy_source
from verbale.language.layout import Layout
from verbale.record import ActorKind, Document, Span


def find_cast(document: Document, layout: Layout, source_spans: Sequence[Span]) -> Cast:
    """The actors of `document`.

    `source_spans` are where the language part saw a speaker named ("the spokeswoman", "Mr. Lavrov", "he"): strong signs of an actor.
    """
    reading = Reading(layout)
    sources = sorted({tidy_source(reading, Span(*s)) for s in source_spans})
    sightings = list(_named(reading))
    joiner = Joiner(document, reading, sources)
    joiner.note_states(sightings)
    bodies = list(body_sightings(reading))
    covered = bytearray(len(layout.words))
    for body in bodies:
        for i in range(body.first, body.last + 1):
            reading.taken[i] = covered[i] = 1
    sightings = [s for s in sightings if not (covered[s.first] and covered[s.last])]
    sightings += bodies
    sightings += institution_sightings(reading)
    joiner.add(sightings)
    joiner.add_persons(list(persons(reading, sources)))
    note_descriptions(joiner.cast, reading)
    joiner.add_sources()
    return joiner.cast


def _named(reading: Reading) -> list[Sighting]:
    found: list[Sighting] = []
    explained: dict[str, Known] = {}
    seen: set[str] = set()
    last: tuple[int, Known] | None = None
    heads = datelines(reading)
    reading.learn_names(list(known_names(reading)))
    for span, entries in reading.names:
        if any(h.start <= span.start < h.end for h in heads):
            for i in reading.layout.words_in(span):
                reading.taken[i] = 1
            continue
        words = reading.layout.words_in(span)
        surface = span.words(reading.text)
        if surface.isupper() and last and last[0] == words.start - 1 and reading.gap(last[0]) == " (":
            explained[surface] = last[1]
        known = explained.get(surface) or _choose(reading, words.start, words.stop - 1, entries, seen)
        if known is None:
            continue
        seen.add(known.key)
        last = words.stop - 1, known
        for i in words:
            reading.taken[i] = 1
        if known.kind is ActorKind.STATE:
            found.extend(state_sightings(reading, span, known))
        elif known.use != "seat" or is_party(reading, words.start, words.stop - 1, True):
            found.append(_other(reading, words.start, words.stop - 1, known))
    return found


def _choose(reading: Reading, first: int, last: int, entries: tuple[Known, ...], seen: Collection[str]) -> Known | None:
    """What the name means here: an adjective before a noun, else the name itself."""
    entries = tuple(k for k in entries if k.use != "article" or (reading.lower(first - 1) == "the" and not qualifies(reading, first, last)))
    if not entries:
        return None
    if len(entries) == 1:
        return entries[0]
    adjective = next((k for k in entries if k.use == "adjective"), None)
    others = [k for k in entries if k is not adjective]
    if adjective and qualifies(reading, first, last) and not reading.possessive(last):
        return adjective
    return next((k for k in others if k.key in seen), others[0] if others else adjective)


def _other(reading: Reading, first: int, last: int, known: Known) -> Sighting:
    """An outlet, body, organization or group of the gazetteers: a mention unless it stands before a noun or is a mere venue."""
    strong = is_party(reading, first, last, True) if known.use == "seat" else not qualifies(reading, first, last)
    span = reading.span(first, last)
    article = reading.lower(first - 1) == "the" and reading.joined(first - 1)
    if known.kind is ActorKind.OUTLET and article:
        span = Span(reading.words[first - 1].start, span.end)
    before = reading.lower(first - 2) if article else reading.lower(first - 1)
    if known.kind is ActorKind.BODY and before in grammar("at_bodies"):
        strong = False
    acts = strong and acts_here(reading, last)
    return Sighting(span, first, last, known.kind, known.key, known.name, known.country, strong=strong, acts=acts)
