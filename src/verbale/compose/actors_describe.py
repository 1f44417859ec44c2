"""Descriptions: what kind of actor a phrase that is no name speaks of, whom it acts for, and which actor named before it means."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.compose.actors_named import demonyms
from verbale.compose.actors_reading import Reading, grammar, word_set
from verbale.compose.cast import Cast, Draft
from verbale.compose.lexicon import load_toml
from verbale.record import ActorKind, Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its word indices, the head noun, and whether "the" or its like opens it."""

    first: int
    last: int
    head: int
    definite: bool


def phrase_of(reading: Reading, span: Span) -> Phrase | None:
    """How the phrase at `span` is built; None where no word is in it."""
    words = reading.layout.words_in(span)
    if not words:
        return None
    first, last = words.start, words.stop - 1
    head = first
    for at in range(first, last + 1):
        head = at
        if at == last:
            break
        gap = reading.gap(at)
        if "," in gap or "(" in gap or "—" in gap:
            break
        if (
            reading.lower(at + 1) in grammar("phrase_ends")
            and not (reading.lower(at) in grammar("counts") and reading.lower(at + 1) == "of")
            and reading.lower(at) != "of"
        ):
            break
    while head > first and reading.lower(head) == "s":
        head -= 1
    return Phrase(first, last, head, reading.lower(first) in grammar("definite"))


def kind_of(reading: Reading, phrase: Phrase) -> ActorKind:
    """What a phrase that is a source speaks of by its head noun; an unnamed source where nothing else fits."""
    head = reading.lower(phrase.head)
    unnamed = load_toml("unnamed")["heads"]
    if head in unnamed or head.removesuffix("s") in unnamed:
        office = head in word_set("offices", "heads") and head not in word_set("unnamed", "no_role")
        return (
            ActorKind.PERSON
            if phrase.definite and office and head not in ("official", "diplomat", "source", "officer", "expert", "analyst")
            else ActorKind.UNNAMED
        )
    heads = load_toml("descriptions")["heads"]
    for kind in (ActorKind.OUTLET, ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.GROUP):
        if head in heads[kind.value]:
            return kind
    lows = {reading.lower(i) for i in range(phrase.first, phrase.head + 1)}
    if any(reading.capital(i) for i in range(phrase.first, phrase.head + 1)) and lows & {
        "newspaper",
        "daily",
        "magazine",
        "agency",
        "broadcaster",
        "website",
        "channel",
    }:
        return ActorKind.OUTLET
    if head in word_set("offices", "heads") and phrase.definite:
        return ActorKind.PERSON
    return ActorKind.UNNAMED


def country_of(reading: Reading, phrase: Phrase) -> str | None:
    """The state that the people described act for: "Iranian official", "member of the Armenian delegation"."""
    head = reading.lower(phrase.head)
    if head in ("ambassador", "ambassadors") and reading.lower(phrase.first) == "former":
        return None
    stop = phrase.head
    for at in range(phrase.head + 1, phrase.last + 1):
        if reading.lower(at) in ("who", "familiar", "briefed", "close", "speaking", "which") or ("," in reading.gap(at - 1)):
            break
        stop = at
    found: str | None = None
    span = (reading.words[phrase.first].start, reading.words[stop].end)
    for place, entries in reading.names_in(*span):
        at = reading.layout.words_in(place).start
        lead = reading.lower(at - 1) if reading.lower(at - 1) != "the" else reading.lower(at - 2)
        for known in entries:
            if not known.country or not reading.capital(at):
                continue
            if known.use == "seat" and not (lead == "in" and head.startswith("official")):
                continue
            if lead in ("for", "on", "about", "with") and known.use == "name" and known.kind is ActorKind.STATE:
                continue
            found = found or known.country
    return found


def role_of(reading: Reading, phrase: Phrase) -> str | None:
    """The office in a description, without article, number and nationality; None for mere "people" and "sources"."""
    head = reading.lower(phrase.head)
    if head in word_set("unnamed", "no_role"):
        return None
    first = phrase.first
    drop = grammar("definite") | grammar("counts") | word_set("unnamed", "openers") | {"a", "an", "dozen", "s"}
    while first < phrase.head and (
        reading.lower(first) in drop or reading.lower(first) in demonyms() or reading.lower(first) in ("u.s", "us", "uk", "u.k")
    ):
        first += 1
    if first > phrase.head:
        return None
    last = phrase.head
    if reading.lower(last + 1) in ("of", "to", "for", "at") and last + 1 < phrase.last:
        last += 1
        while (
            last < phrase.last and "," not in reading.gap(last) and reading.lower(last + 1) not in ("who", "that", "in", "with", "familiar")
        ):
            last += 1
    return reading.span(first, last).words(reading.text)


def refers_to(cast: Cast, reading: Reading, phrase: Phrase, before: int) -> str | None:
    """The actor named before the offset `before` that a definite description means ("the ministry", "the rebels", "the ambassador")."""
    head = reading.lower(phrase.head)
    nouns = load_toml("descriptions")
    adjectives = {demonyms()[w] for i in range(phrase.first, phrase.head) if (w := reading.lower(i)) in demonyms()}
    if phrase.last > phrase.head and (country := country_of(reading, phrase)):
        adjectives.add(country)
    ranks = {reading.lower(i) for i in range(phrase.first, phrase.head)} & grammar("ranks")
    if head == "government":
        return _government(cast, reading)
    seen: set[str] = set()
    steps = 0
    for span, actor_id in cast.before(before):
        steps += 1
        if steps > 150:
            return None
        if actor_id in seen or span.end > before:
            continue
        seen.add(actor_id)
        draft = cast[actor_id]
        if adjectives and draft.country not in adjectives:
            continue
        if cast.is_passing(span, actor_id) and draft.kind in (ActorKind.STATE, ActorKind.ORGANIZATION) and not draft.mentions:
            continue
        if _described_by(draft, head, nouns) and (draft.kind is not ActorKind.PERSON or ranks == _ranks_of(draft)):
            return actor_id
    return None


def _ranks_of(draft: Draft) -> set[str]:
    """The words of rank in a person's office: a deputy minister is not "the minister"."""
    return set((draft.role or "").lower().replace("-", " ").split()) & grammar("ranks")


def _government(cast: Cast, reading: Reading) -> str | None:
    """The state that "the government" means: the one whose government the text names, else the one named most often."""
    states = [d for d in cast.states() if d.mentions or d.passing]
    named = [d for d in states if any("government" in m.words(reading.text).lower() for m in d.mentions[:20])]
    ranked = sorted(named or states, key=lambda d: (-len(d.mentions) - 0.5 * len(d.passing), d.id))
    return ranked[0].id if ranked else None


def _described_by(draft: Draft, head: str, nouns: dict[str, object]) -> bool:
    kind_nouns = nouns.get(draft.kind.value)
    if draft.kind in (ActorKind.PERSON, ActorKind.UNNAMED):
        role = (draft.role or (draft.name if draft.kind is ActorKind.UNNAMED else "")).lower().replace("-", " ").split()
        if head == "diplomat":
            return bool(({"diplomat"} | grammar("diplomats")) & set(role))
        if head == "general" and "secretary" in role:
            return True
        # The head is a word of the document: looked up in the table itself, which keeps no cache of what was asked.
        also = load_toml("grammar")["also"].get(head, "").split()
        return head in role or not set(also).isdisjoint(role)
    if not isinstance(kind_nouns, list) or head not in kind_nouns:
        return False
    if draft.kind is ActorKind.BODY:
        name = draft.name.lower()
        return head in name or (head == "department" and "ministry" not in name) or (head == "office" and "office" in name)
    if draft.kind is ActorKind.ORGANIZATION:
        return _organization_fits(draft.name.lower(), head)
    return True


_GENERAL = frozenset({"organization", "organisation", "body", "bloc", "institution"})


def _organization_fits(name: str, head: str) -> bool:
    if head in name:
        return True
    if head == "alliance":
        return name in ("nato", "csto", "collective security treaty organization")
    if head == "bloc":
        return any(w in name for w in ("union", "asean", "ecowas", "community", "mercosur", "brics", "council", "league", "sadc"))
    if head in ("organization", "organisation"):
        return not any(w in name for w in ("bank", "court", "church"))
    return head in _GENERAL
