"""Whether a place name speaks of the state as a party, of the place, or only qualifies a noun; and phrases that stand for a state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale.compose.actors_named import Known
from verbale.compose.actors_reading import Reading, Sighting, acting_verbs, grammar, word_set
from verbale.record import ActorKind, Span


def _indices(reading: Reading, span: Span) -> tuple[int, int]:
    at = reading.layout.words_in(span)
    return at.start, at.stop - 1


def qualifies(reading: Reading, first: int, last: int) -> bool:
    """Whether the name stands before a noun as an adjective would ("U.S. officials", "UN envoy", "NATO summit")."""
    gap = reading.text[reading.span(first, last).end : reading.words[last + 1].start] if last + 1 < len(reading.words) else "."
    if gap not in (" ", "-", "\u00a0", "\n"):
        return False
    following = reading.lower(last + 1)
    if gap == "-" and not reading.capital(last + 1) and following in grammar("function_words"):
        return False
    if gap == "-" or reading.capital(last + 1):
        return following not in ("and", "or") and not (gap != "-" and reading.begins_sentence(last + 1))
    return following not in acting_verbs() and following not in grammar("function_words") and not following.endswith("ly")


def acts_here(reading: Reading, last: int, depth: int = 0) -> bool:
    """Whether a verb of doing follows, perhaps after an adverb or a clause between commas."""
    gap = reading.gap(last)
    at = last + 1
    if gap == ". " and "." in reading.surface(last):
        gap = " "
    if gap == " " and reading.lower(at) == "and" and depth < 2:
        partner = at + 1 + (reading.lower(at + 1) == "the")
        while reading.capital(partner) and reading.capital(partner + 1) and reading.gap(partner) == " ":
            partner += 1
        return reading.capital(partner) and acts_here(reading, partner, depth + 1)
    if gap == " " and (reading.lower(at) in ("on", "this", "last") and reading.lower(at + 1) in grammar("times")):
        gap, at = reading.gap(at + 1), at + 2
    if gap.strip() == "" and reading.lower(at).endswith("ly"):
        at += 1
    if gap.strip() == "" and reading.lower(at) in acting_verbs() and not reading.capital(at):
        return not (
            reading.lower(at) in ("is", "was", "are", "were") and {reading.lower(at + 1), reading.lower(at + 2)} & {"on", "in", "at", "off"}
        )
    if gap == ", ":
        for after in range(at, min(at + 14, len(reading.words) - 1)):
            mark = reading.gap(after)
            if mark == ", ":
                return reading.lower(after + 1) in acting_verbs()
            if mark.strip() not in ("", "-", "'", "’", "."):
                return False
    return False


def is_party(reading: Reading, first: int, last: int, seat: bool) -> bool:
    """Whether the state's name (or its seat's) speaks of a party here, judged by the words around it."""
    previous = reading.lower(first - 1) if first and reading.gap(first - 1).strip() in ("", "“", '"', "‘", "'") else ""
    at = first - 1
    if previous == "the":
        at -= 1
        previous = reading.lower(at) if reading.gap(at).strip() == "" else ""
    if first and reading.gap(first - 1) == "-":
        return False
    before = reading.lower(at - 1) if reading.gap(at - 1).strip() == "" else ""
    if previous in word_set("acting", "place_prepositions"):
        return False
    if reading.possessive(last):
        return _owns_as_party(reading, reading.after_possessive(last))
    if previous == "for" and reading.capital(at - 1) and reading.joined(at - 1):
        return False
    if qualifies(reading, first, last) and (seat or _is_adjectival(reading, first, last)):
        return False
    if acts_here(reading, last):
        return True
    if previous == "to":
        return not seat and not any(reading.lower(at - n) in word_set("acting", "motion") for n in (1, 2, 3))
    if previous == "of":
        return not seat and before not in word_set("acting", "place_nouns")
    if seat:
        return _seat_is_party(reading, at, previous)
    return True


def _owns_as_party(reading: Reading, after: int) -> bool:
    """Whether what a state owns makes it a party: "Moscow's demand", "Turkey's defence minister"."""
    nouns, offices, words = word_set("acting", "party_nouns"), word_set("offices", "heads"), word_set("offices", "before")
    for n in range(after, after + 5):
        word = reading.lower(n)
        if (n <= after + 1 and word in nouns) or word in offices:
            return True
        if word not in words or not reading.joined(n):
            return False
    return False


def _seat_is_party(reading: Reading, at: int, previous: str) -> bool:
    """Whether the word before a seat of power makes it the state: "guarantees from Kyiv", not "flew from Kyiv"."""
    if previous == "and":
        return _partner_is_party(reading, at)
    moving = {reading.lower(at - n) for n in (1, 2, 3)} & word_set("acting", "motion")
    return previous in grammar("before_seats") and not (previous in ("from", "for") and moving)


def _is_adjectival(reading: Reading, first: int, last: int) -> bool:
    """Whether the name can be an adjective as it stands ("US", "UN"), or a capital or a noun of talks follows ("Iran deal")."""
    surface = reading.surface(first)
    if first == last and surface.replace(".", "").isupper() and len(surface) <= 5:
        return True
    following = reading.lower(last + 1)
    return reading.capital(last + 1) or reading.gap(last) == "-" or following in word_set("acting", "compound_nouns")


def _partner_is_party(reading: Reading, conjunction: int) -> bool:
    """Whether what stands before "and" is a bare place name after "between", "with" or at the head of a sentence."""
    start = conjunction - 1
    while start > 0 and reading.capital(start - 1) and reading.joined(start - 1):
        start -= 1
    lead = reading.lower(start - 1)
    return lead in ("between", "with", "by", "both", "and") or reading.begins_sentence(start)


def state_sightings(reading: Reading, span: Span, known: Known) -> Iterator[Sighting]:
    """What a form of a state's name or of its seat says at `span`: a mention, a passing one, or a phrase around it ("the Iranian side")."""
    first, last = _indices(reading, span)
    span = reading.span(first, last)
    given = {"kind": ActorKind.STATE, "key": known.key, "name": known.name, "country": known.country}
    if phrase := _standing_phrase(reading, first, last, known):
        yield Sighting(phrase, first, reading.layout.words_in(phrase).stop - 1, strong=True, acts=True, **given)  # type: ignore[arg-type]
        return
    if known.use == "people" or (known.use == "adjective" and _people(reading, first, last)):
        article = reading.lower(first - 1) == "the" and reading.joined(first - 1)
        strong = (
            article and reading.lower(last + 1) not in ("of", "in", "from") and not (reading.joined(last) and reading.capital(last + 1))
        )
        whole = Span(reading.words[first - 1].start, span.end) if article else span
        yield Sighting(whole, first, last, strong=strong, acts=strong and acts_here(reading, last), **given)  # type: ignore[arg-type]
        return
    if known.use == "adjective":
        yield Sighting(span, first, last, strong=False, **given)  # type: ignore[arg-type]
        return
    party = is_party(reading, first, last, known.use == "seat")
    if known.use == "seat" and not party:
        return
    yield Sighting(span, first, last, strong=party, acts=party and acts_here(reading, last), **given)  # type: ignore[arg-type]


def _people(reading: Reading, first: int, last: int) -> bool:
    """Whether an adjective stands for its people: "the French had proposed"."""
    return (
        reading.lower(first - 1) == "the"
        and reading.surface(last).endswith(("ch", "sh", "ese", "ss"))
        and (not reading.joined(last) or reading.lower(last + 1) in acting_verbs() or reading.lower(last + 1) in grammar("function_words"))
    )


def _standing_phrase(reading: Reading, first: int, last: int, known: Known) -> Span | None:
    """The phrase that stands for the state: "the Iranian side", "Colombia's government", "the Government of Türkiye"."""
    heads = word_set("bodies", "state_heads")
    after = last + 1
    if reading.possessive(last):
        after = reading.after_possessive(last)
    elif not reading.joined(last) or (known.use == "name" and reading.lower(first - 1) != "the"):
        after = -1
    if after > 0 and known.use != "seat" and reading.lower(after) in heads and not reading.capital(after):
        if reading.joined(after) and (
            reading.lower(after + 1) in word_set("unnamed", "heads") or reading.lower(after + 1) in ("and", "forces", "source", "buildings")
        ):
            return None
        if reading.lower(first - 1) in ("on", "at") or reading.lower(first - 1) in ("a", "an", "each", "every"):
            return None
        start = first - 1 if reading.lower(first - 1) in ("the", "our") else first
        return Span(reading.words[start].start, reading.words[after].end)
    at = first - 1 if reading.lower(first - 1) != "the" else first - 2
    if (
        known.use == "name"
        and reading.lower(at) == "of"
        and reading.lower(at - 1) in ("government", "authorities")
        and reading.lower(at - 2) == "the"
    ):
        return Span(reading.words[at - 2].start, reading.words[last].end)
    return None


def datelines(reading: Reading) -> Sequence[Span]:
    """The dateline of each of the first paragraphs ("ISTANBUL, Feb 27 (Reuters) - "): nothing in it takes part."""
    found = []
    for paragraph in reading.layout.paragraphs[:3]:
        head = reading.text[paragraph.start : min(paragraph.end, paragraph.start + 90)]
        for dash in (" — ", " – ", " - ", " -- ", "— "):
            at = head.find(dash)
            if at > 0 and (head[:at].isupper() or ("(" in head[:at] and head[:3].isupper()) or head.split(",")[0].split(" ")[0].isupper()):
                found.append(Span(paragraph.start, paragraph.start + at))
                break
    return found
