"""Later descriptions of actors named before, outside of sources: "the rebels", "the alliance", "the Omani minister"."""

from __future__ import annotations

from functools import cache

from verbale.compose.actors_describe import Phrase, refers_to
from verbale.compose.actors_named import demonyms
from verbale.compose.actors_reading import Reading, grammar
from verbale.compose.actors_states import acts_here, qualifies
from verbale.compose.cast import Cast
from verbale.compose.lexicon import load_toml
from verbale.record import ActorKind


@cache
def _nouns() -> frozenset[str]:
    nouns = load_toml("descriptions")
    return frozenset(noun for kind in ("group", "organization", "person", "body", "again") for noun in nouns[kind])


def note_descriptions(cast: Cast, reading: Reading) -> None:
    """Add to the cast the definite descriptions that point back to one of its actors and do something in their sentence."""
    for at, word in enumerate(reading.low[:-1]):
        if word != "the" or not reading.joined(at):
            continue
        head = at + 1
        while (
            head < at + 3
            and (reading.lower(head) in demonyms() or reading.lower(head) in ("rebel", "agency", "armed"))
            and reading.joined(head)
        ):
            head += 1
        if reading.lower(head) in _nouns() and not any(reading.taken[i] for i in range(head, head + 1)) and not reading.capital(head):
            _note(cast, reading, at, head)


def _note(cast: Cast, reading: Reading, at: int, head: int) -> None:
    if qualifies(reading, head, head) or reading.lower(head + 1) in ("of", "for") or reading.possessive(head):
        return
    described = head - at > 1
    if not (acts_here(reading, head) or (reading.lower(head) in grammar("armed") | {"alliance", "bloc"}) or described):
        return
    span = reading.span(at, head)
    if (
        at
        and reading.gap(at - 1) == ", "
        and any(m.end == reading.words[at - 1].end for m, _ in cast.mentions_in((span.start - 60, span.start)))
    ):
        return  # an apposition to a name
    if any(m.holds(span) or span.holds(m) for m, a in cast.mentions_in((span.start - 60, span.end + 200), passing=False) if m.meets(span)):
        return
    found = refers_to(cast, reading, Phrase(at, head, head, True), span.start)
    if found and cast[found].kind is not ActorKind.STATE:
        cast.mention(found, span)
