"""Setting right the edges of a source span that the language part cut a word too short or too long."""

from __future__ import annotations

import re

from verbale.compose.actors_named import demonyms
from verbale.compose.actors_reading import Reading, acting_verbs, grammar, word_set
from verbale.compose.lexicon import load_toml
from verbale.record import Span

_ARTICLES = frozenset({"a", "an", "the", "one", "two", "three"})
_REACH = 6


def tidy_source(reading: Reading, span: Span) -> Span:
    """The span as a whole noun phrase: without the verb and the stop after it, with its article and head noun."""
    words = reading.layout.words_in(span)
    if not words:
        return span
    first, last = words.start, words.stop - 1
    sentence_end = next((i for i in range(first, last) if "\n" in reading.gap(i) or ";" in reading.gap(i)), last)
    last = _without_verb(reading, first, sentence_end)
    last = _with_head(reading, first, last)
    if reading.lower(last) == "s" and last > first and reading.possessive(last - 1):
        last -= 1
    first = _with_article(reading, first, last)
    return reading.span(first, last)


def _without_verb(reading: Reading, first: int, last: int) -> int:
    """The last word that is no reporting verb: "he added", "Moscow has"; a clause "who asked not to be named" keeps its verbs."""
    nouns = word_set("unnamed", "heads") | frozenset(load_toml("descriptions")["texts"]["nouns"])
    if any(reading.lower(i) in grammar("pronouns.relative") for i in range(first + 1, last)):
        return last
    while last > first and reading.lower(last) in acting_verbs() and not reading.capital(last) and reading.lower(last) not in nouns:
        if reading.lower(last) in ("state", "lead", "press", "host", "set", "put", "own", "each", "both", "now", "alone"):
            break
        last -= 1
    return last


def _with_head(reading: Reading, first: int, last: int) -> int:
    """On to the noun where the span ends in an adjective of nationality ("A Ukrainian") or a preposition ("members of")."""
    word = reading.lower(last)
    heads = word_set("unnamed", "heads")
    adjective = word in demonyms() or word in ("u.s", "us", "uk", "eu", "un", "u.n", "senior", "top")
    if first < last and adjective and reading.lower(first) in _ARTICLES:
        for at in range(last + 1, last + 4):
            if not reading.joined(at - 1):
                break
            if reading.lower(at) in heads:
                return at
    if first < last and word in ("of", "for", "at", "with", "from", "in", "to", "the"):
        at = last
        while at - last < _REACH and reading.joined(at) and (reading.capital(at + 1) or reading.lower(at + 1) in ("the", "of")):
            at += 1
        return at if reading.capital(at) else last
    return last


def _with_article(reading: Reading, first: int, last: int) -> int:
    """Back to the article of a common noun ("ministry" in "the ministry"); a name goes without it."""
    if not first or reading.lower(first - 1) not in _ARTICLES or not reading.joined(first - 1):
        return first
    ends = grammar("phrase_ends")
    head = next((i - 1 for i in range(first + 1, last + 1) if reading.lower(i) in ends or reading.gap(i - 1) == ", "), last)
    common = not reading.capital(head) and reading.lower(head) not in _ARTICLES and not reading.lower(head).isdigit()
    return first - 1 if common else first


_NAME = re.compile(r"(?:[Tt]he\s+)?[^\W\d_a-zß-ÿ][^,;:()]{1,60}$")
_AND = re.compile(r",?\s+(?:and|&)\s+")


def without_aside(text: str, source: Span) -> Span:
    """The source up to a comma that only adds to it: "Ana Quispe, who leads the team," is Ana Quispe; "his aide, Ana Quispe" is whole."""
    comma = text.find(", ", source.start, source.end)
    if comma < 0 or not text[comma + 2 : comma + 3].islower():
        return Span(source.start, source.end - 1) if text[source.end - 1] == "," else source
    return Span(source.start, comma)


def issuers(text: str, source: Span) -> tuple[Span, ...]:
    """The parts of "X and Y" where each is a name of its own with or without a title; else the source as it is.

    "Peru and the United States" has two, "the Ministry of Trade and Industry" and "two ministers and an aide" one.
    """
    joints = list(_AND.finditer(text, *source))
    if len(joints) != 1:
        return (source,)
    left, right = Span(source.start, joints[0].start()), Span(joints[0].end(), source.end)
    one_name = len(right.words(text).split()) == 1 and re.search(r"\b(?:of|for)\b", left.words(text))
    if one_name or not all(_NAME.match(part.words(text)) for part in (left, right)):
        return (source,)
    return left, right
