"""From sightings to actors: which of them are one, what they are called, whom they act for."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.compose.actors_country import Homes
from verbale.compose.actors_gender import is_woman
from verbale.compose.actors_named import gazetteer
from verbale.compose.actors_persons import Person, kind_is_person
from verbale.compose.actors_reading import Reading, Sighting
from verbale.compose.cast import Cast, Draft
from verbale.record import ActorKind, Document, OutletKind, Span


class Joiner:
    """Builds the cast of one document out of sightings."""

    def __init__(self, document: Document, reading: Reading, sources: Sequence[Span]) -> None:
        self.document = document
        self.reading = reading
        self.sources = sources
        self.cast = Cast()
        self.by_key: dict[str, str] = {}
        self.surnames: dict[str, str] = {}
        self._bodies: dict[str, tuple[str, str | None]] = {}
        self.home = self.cast.home = home_country(document)
        self.homes = Homes(reading, self.cast, self.home)
        self._guessed: set[str] = set()

    def note_states(self, sightings: Sequence[Sighting]) -> None:
        """Remember where which state is named, for bodies and people that are named without one."""
        self.homes.note_states([(s.first, s.country) for s in sightings if s.kind is ActorKind.STATE and s.country])

    def draft(self, sighting: Sighting) -> Draft:
        """The actor of a sighting, new where nothing before is the same."""
        if sighting.kind is ActorKind.BODY:
            self._settle_body(sighting)
        if actor_id := self.by_key.get(sighting.key):
            return self.cast[actor_id]
        draft = self.cast.add(sighting.kind, sighting.name, country=sighting.country, role=sighting.role)
        self.by_key[sighting.key] = draft.id
        return draft

    def _settle_body(self, sighting: Sighting) -> None:
        """Give a body named without its state that of the last body it can mean ("the army"), else the last state named."""
        function = sighting.key.rsplit(":", 1)[-1] if sighting.words else ""
        noun = sighting.words[0] if sighting.words else sighting.name.lower().split()[0]
        known = self._bodies.get(function) or (self._bodies.get(noun) if len(sighting.words) == 1 else None)
        if sighting.country is None and known and self.home is None:
            sighting.key, sighting.country = known
        elif sighting.country is None:
            sighting.country = self.homes.at(sighting.first)
            sighting.key = f"body:{sighting.country}:{function}" if function else sighting.key
        for name in {function, noun, sighting.name.lower().split()[-1]} - {""}:
            self._bodies[name] = (sighting.key, sighting.country)

    def add(self, sightings: Sequence[Sighting]) -> None:
        """Take in what the gazetteers and grammars saw, in text order."""
        for sighting in sorted(sightings, key=lambda s: s.span):
            draft = self.draft(sighting)
            self.cast.mention(draft.id, sighting.span, passing=not sighting.strong)
            draft.acts = draft.acts or sighting.acts

    def add_persons(self, found: Sequence[Person]) -> None:
        """Take in persons: full names first, then surnames that belong to one of them."""
        reading = self.reading
        for person in found:
            if person.last > person.first and kind_is_person(person):
                self._person(person)
        for person in found:
            if person.last == person.first:
                word = reading.lower(person.first)
                if actor_id := self.surnames.get(word):
                    self.cast.mention(actor_id, reading.span(person.first, person.last))
                elif kind_is_person(person):
                    self._person(person)

    def _person(self, person: Person) -> None:
        reading = self.reading
        span = reading.span(person.first, person.last)
        last = reading.lower(person.last)
        name = span.words(reading.text)
        key = "person:" + " ".join(reading.lower(i) for i in range(person.first, person.last + 1))
        actor_id = self.by_key.get(key) or self.surnames.get(last)
        if actor_id is None:
            draft = self.cast.add(ActorKind.PERSON, name)
            for i in range(person.first, person.last + 1):
                self.surnames.setdefault(reading.lower(i), draft.id)
            self.surnames[last] = draft.id
            self.by_key[key] = draft.id
        else:
            draft = self.cast[actor_id]
        if person.title:
            draft.role = draft.role or person.title.role
        if len(name) > len(draft.name):
            draft.name = name
        self._settle_country(draft, person)
        if draft.female is None:
            draft.female = is_woman(draft.name, draft.role, person.honorific)
        self.cast.mention(draft.id, span)

    def _settle_country(self, draft: Draft, person: Person) -> None:
        """The state that the person acts for: by the title, by the words around, else a guess that either may still set right."""
        country = person.title.country if person.title else None
        told, around = (True, country) if country else self.homes.told(person)
        if told and (draft.country is None or draft.id in self._guessed):
            draft.country = around
            self._guessed.discard(draft.id)
        elif draft.country is None and (guess := self.homes.guess(person)):
            draft.country = guess
            self._guessed.add(draft.id)
        if draft.country:
            self.homes.remember(person, draft.country, told=bool(country))

    def add_sources(self) -> None:
        """An actor for each source span that has none and is a description."""
        from verbale.compose.sources_of_speech import source_actor

        for span in self.sources:
            source_actor(self.cast, self.reading, span)


def home_country(document: Document) -> str | None:
    """The state whose government publishes the document; None for other publishers."""
    from verbale.language.layout import layout

    if not document.outlet or document.outlet_kind not in (OutletKind.GOVERNMENT, OutletKind.STATE_MEDIA):
        return None
    for _, entries in gazetteer().find(layout(document.outlet)):
        for known in entries:
            if known.country:
                return known.country
    return None
