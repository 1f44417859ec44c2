"""Persons: runs of capitalised words with a title, an apposition or a reporting verb beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from verbale.compose.actors_named import demonyms
from verbale.compose.actors_reading import Reading, acting_verbs, grammar, word_set
from verbale.compose.actors_titles import Title, title_after, title_before, title_before_comma
from verbale.compose.lexicon import load_toml
from verbale.record import Span


@cache
def given_names() -> frozenset[str]:
    """First names of many languages in lower case, without marks above letters kept apart."""
    lines = files("verbale.compose").joinpath("data/given_names.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.lower().split())


@dataclass(slots=True)
class Person:
    """A name that may be a person's, with what speaks for it."""

    first: int
    last: int
    title: Title | None
    score: float
    honorific: str = ""


def name_runs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Maximal runs of capitalised words that no gazetteer name, title word or sentence head is part of."""
    at, count = 0, len(reading.words)
    while at < count:
        if not reading.capitals[at] or not _name_word(reading, at):
            at += 1
            continue
        end = at
        while end + 1 < count and _linked(reading, end):
            step = end + 1
            while (
                step < count
                and reading.lower(step) in grammar("particles")
                and not reading.capital(step)
                and step - end <= 3
                and reading.joined(step)
            ):
                step += 1
            if step < count and _name_word(reading, step) and (step == end + 1 or step - end <= 4):
                end = step
            else:
                break
        if end > at and _second_syllable(reading, end):
            end += 1
        yield at, end
        at = end + 1


def _second_syllable(reading: Reading, at: int) -> bool:
    """Whether a given name goes on in lower case after a hyphen ("Yoon Jae-hee"), which is no "Putin-led"."""
    after = reading.lower(at + 1)
    return reading.gap(at) == "-" and 1 < len(after) <= 6 and not reading.capital(at + 1) and after not in word_set("names", "after_hyphen")


def _linked(reading: Reading, at: int) -> bool:
    gap = reading.gap(at)
    if gap in (" ", "-", "\u00a0", "‑"):
        return True
    return gap == ". " and (len(reading.surface(at)) <= 2 or "." in reading.surface(at))


def _name_word(reading: Reading, at: int) -> bool:
    if not reading.capital(at) or reading.surface(at) == "s":
        return False
    word = reading.lower(at)
    if (
        at
        and word in word_set("names", "surnames")
        and reading.lower(at - 1) in given_names()
        and reading.capital(at - 1)
        and reading.gap(at - 1) == " "
    ):
        return not reading.taken[at] and reading.lower(at + 1) not in word_set("names", "no_person")
    if reading.taken[at]:
        return False
    return word not in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    """Words that are never part of a person's name."""
    offices = load_toml("offices")
    return frozenset(
        (
            *load_toml("names")["no_name"],
            *offices["heads"],
            *offices["before"],
            *offices["honorifics"],
            *offices["abbreviations"],
            *demonyms(),
        )
    )


def persons(reading: Reading, sources: list[Span]) -> Iterator[Person]:
    """Runs that look like persons' names, the sure ones and those that only a source span or a known name would settle."""
    edges = {s.start for s in sources} | {-s.end for s in sources}
    for first, last in name_runs(reading):
        person = _judge(reading, first, last, edges)
        if person:
            yield person


def _judge(reading: Reading, first: int, last: int, edges: set[int]) -> Person | None:
    """A person for a run of capitals, without the words of other things at its head; None where nothing is left."""
    trimmed = _trim_run(reading, first, last)
    if trimmed is None:
        return None
    first = trimmed
    honorific = reading.lower(first - 1) if reading.capital(first - 1) and reading.gap(first - 1) in (" ", ". ", "\u00a0") else ""
    if honorific not in word_set("offices", "honorifics") and honorific not in word_set("offices", "ranks"):
        honorific = ""
    title = title_before(reading, first) or title_after(reading, last) or title_before_comma(reading, first)
    span = reading.span(first, last)
    score = _score(reading, first, last, bool(title))
    ranked = last > first and honorific in word_set("offices", "abbreviations")
    score += 3.0 * (ranked or honorific in word_set("offices", "honorifics")) + 3.0 * (span.start in edges or -span.end in edges)
    return Person(first, last, title, score, honorific)


def _trim_run(reading: Reading, first: int, last: int) -> int | None:
    """The first word of a run that can begin a name: after "New Year's Eve", after a sentence's own first word."""
    others, surnames = word_set("names", "no_person"), word_set("names", "surnames")
    at = next((i for i in range(last, first - 1, -1) if reading.lower(i) in others), -1)
    if at >= 0 and not (at == last > first and reading.lower(first) in given_names() and reading.lower(last) in surnames):
        first = at + 1
        if first >= last or reading.lower(first) not in given_names():
            return None
    if reading.begins_sentence(first):
        word = reading.lower(first)
        if word in word_set("names", "openers") or (last > first and word in acting_verbs()):
            return first + 1 if last > first else None
    return first


def _score(reading: Reading, first: int, last: int, titled: bool) -> float:
    """How much the words themselves and those beside them speak for a person; 3 is enough for one."""
    score = 3.0 if titled else 0.0
    if reading.lower(first) in given_names():
        score += 2 if last > first else 0.5
    if last > first and all(len(reading.lower(i)) > 1 for i in range(first, last + 1)):
        score += 1
    if acts_after(reading, last):
        score += 1
    if reading.lower(first - 1) in ("the", "in", "at", "near", "outside") and not titled:
        score -= 3
    if last - first > 4:
        score -= 3
    if first == last and len(reading.surface(first)) > 1 and reading.surface(first).isupper():
        score -= 2
    return score


def acts_after(reading: Reading, last: int) -> bool:
    """Whether a verb of doing follows the name at once."""
    return reading.gap(last) == " " and reading.lower(last + 1) in acting_verbs() and not reading.capital(last + 1)


def kind_is_person(person: Person) -> bool:
    """Whether what speaks for the name is enough for a person of its own."""
    return person.score >= 3
