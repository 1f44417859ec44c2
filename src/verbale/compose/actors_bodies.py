"""Bodies of a state named by what they are: "the Russian Foreign Ministry", "China's embassy in Manila"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from verbale.compose.actors_named import demonyms
from verbale.compose.actors_reading import Reading, Sighting, word_set
from verbale.compose.lexicon import PhraseBook, load_toml
from verbale.record import ActorKind


@cache
def _heads() -> PhraseBook[str]:
    return PhraseBook((head, head) for head in load_toml("bodies")["heads"])


_SAME = {"defense": "defence", "labor": "labour", "external": "foreign", "affairs": "", "of": "", "the": "", "and": "", "own": ""}
_MINISTERIAL = ("ministry", "ministries", "department", "foreign office")


def function_of(words: list[str]) -> str:
    """What a body is for, the same for "Foreign Ministry" and "Ministry of Foreign Affairs"."""
    kept = {_SAME.get(w, w) for w in words} - {""}
    if kept & {"ministries"}:
        kept = (kept - {"ministries"}) | {"ministry"}
    if "foreign" in kept and kept & {"office", "department"}:
        kept = (kept - {"office", "department"}) | {"ministry"}
    return " ".join(sorted(kept))


def body_sightings(reading: Reading) -> Iterator[Sighting]:
    """Bodies in the text; one named without its state has the country None."""
    for span, head in _heads().find(reading.layout):
        indices = reading.layout.words_in(span)
        if not any(reading.taken[i] for i in indices):
            yield from _body(reading, indices.start, indices.stop - 1, head)


def _body(reading: Reading, first: int, last: int, head: str) -> Iterator[Sighting]:
    if (
        reading.joined(last)
        and head
        in ("army", "military", "police", "treasury", "parliament", "senate", "cabinet", "navy", "department", "embassy", "ministry")
        and _noun_follows(reading, last)
    ):
        return
    core = [reading.lower(i) for i in range(first, last + 1)]
    named = reading.capital(first)
    start, end, country = first, last, None
    if named and reading.lower(last + 1) in ("of", "for") and head.split()[0] in word_set("bodies", "of"):
        end, words, country = _of_phrase(reading, last)
        core += words
    while (
        start > 0
        and reading.joined(start - 1)
        and (reading.lower(start - 1) in word_set("bodies", "before"))
        and not reading.taken[start - 1]
    ):
        start -= 1
        core.append(reading.lower(start))
    if head == "department" and not (named and (start < first or end > last)) and reading.lower(start - 1) != "the":
        return
    country_words = country
    start, country = _owner(reading, start, country)
    country_words = country or country_words
    if not named and start == first and reading.lower(first - 1) == "of":
        return
    article = reading.lower(start - 1) in ("the", "both") and reading.joined(start - 1)
    if not country and not article and not named and core[0] != "police":
        return
    if country is None and not named and article:
        start -= 1
    if (
        end == last
        and reading.lower(last + 1) in ("in", "to")
        and head in ("embassy", "consulate", "permanent mission")
        and reading.capital(last + 2)
    ):
        end = last + 2
    span = reading.span(start, end)
    country = country_words
    key = f"body:{country}:{function_of(core)}"
    before = reading.lower(start - 2) if reading.lower(start - 1) == "the" else reading.lower(start - 1)
    strong = before not in ("at", "in", "outside", "near", "from", "of", "for", "to") and not _title_follows(reading, end)
    yield Sighting(span, start, end, ActorKind.BODY, key, span.words(reading.text), country, strong=strong, words=tuple(core))


def _noun_follows(reading: Reading, last: int) -> bool:
    from verbale.compose.actors_states import qualifies

    return qualifies(reading, last, last)


def _title_follows(reading: Reading, end: int) -> bool:
    """Whether an office follows: "Foreign Ministry spokeswoman", "the Foreign Ministry's North Atlantic Department"."""
    after = reading.after_possessive(end) if reading.possessive(end) else end + 1
    if after == end + 1 and not reading.joined(end):
        return False
    return any(reading.lower(n) in word_set("offices", "heads") for n in (after, after + 1)) or (
        reading.possessive(end) and reading.capital(after)
    )


def _of_phrase(reading: Reading, last: int) -> tuple[int, list[str], str | None]:
    """The end, the words and the state of what follows "Ministry": "of Foreign Affairs of the Republic of Azerbaijan"."""
    at, country, end = last + 1, None, last
    words: list[str] = []
    while at < len(reading.words) and at - last < 12 and (at == last + 1 or reading.joined(at - 1) or reading.gap(at - 1) == ", "):
        word = reading.lower(at)
        if not reading.joined(at - 1) and reading.gap(at - 1) == ", ":
            break
        if word in ("of", "the", "and", "for"):
            at += 1
            continue
        if not reading.capital(at):
            break
        code = _state_at(reading, at)
        if code:
            country, stop = code
            end = stop
            break
        if word in word_set("bodies", "before") or word.endswith("s") or len(words) < 2:
            words.append(word)
            end = at
            at += 1
            continue
        break
    return end, words, country


def _state_at(reading: Reading, at: int) -> tuple[str, int] | None:
    """The state named from the word `at` on: its code and last word."""
    stop = min(at + 6, len(reading.words))
    for span, entries in reading.names_in(reading.words[at].start, reading.words[stop - 1].end):
        if span.start != reading.words[at].start:
            return None
        for known in entries:
            if known.use == "name" and known.kind is ActorKind.STATE and known.country:
                return known.country, reading.layout.words_in(span).stop - 1
        return None
    return None


def _owner(reading: Reading, start: int, country: str | None) -> tuple[int, str | None]:
    """Where the body's name begins with its state before it ("Russian", "Russia's", "U.S."), and that state."""
    at = start - 1
    if at >= 1 and reading.lower(at) == "s" and reading.gap(at - 1) in ("'", "’") and reading.gap(at) == " ":
        at -= 1
    elif at < 0 or not (reading.joined(at) or reading.gap(at) == ". "):
        return start, country
    for width in (3, 2, 1):
        low = at - width + 1
        if low < 0:
            continue
        for span, entries in reading.names_in(reading.words[low].start, reading.words[at].end):
            if span.start == reading.words[low].start and span.end == reading.words[at].end:
                for known in entries:
                    if known.kind is ActorKind.STATE and known.use != "people" and reading.capital(low):
                        return low, known.country
    code = demonyms().get(reading.lower(at))
    return (at, code) if code and reading.capital(at) else (start, country)
