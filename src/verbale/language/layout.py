"""Where the paragraphs, sentences, words and quotations of a text are.

Everything is an offset into the text as it came: nothing is normalised, so that CRLF, zero-width marks and odd spaces keep their places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from verbale.language.quotes import Quotation, find_quotations
from verbale.record import Span

# A blank line (spaces and zero-width marks allowed on it) parts paragraphs. Possessive, so that megabytes of white space stay linear.
_BREAK = re.compile(r"(?:\r\n|[\n\r\u2028\u2029\x0b\x0c])[ \t\u00a0\u200b\ufeff]*+(?:\r\n|[\n\r\u2028\u2029])\s*+|\u2029\s*+")
# "U.S", "AT&T" and "O'Brien" are one word; "Moscow's" is "Moscow" and "s"; hyphens part words.
_WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+|['’](?!s\b)[^\W_]+)*+")
# Only the first of a run of marks begins a stop, so that a megabyte of dots stays linear.
_STOP = re.compile(r"(?<![.!?…。！？])[.!?…。！？]++[\"”’'»“)\]]*+(?=\s)|[。！？](?=\S)")
_SPACE = re.compile(r"\s+")
_CAPITALISED = re.compile(r"[A-Z][a-z]*")
_BEGINNERS = frozenset({"The", "He", "She", "It", "They", "A", "An", "In", "But", "And", "On", "This", "That"})
# Longer sentences are cut at white space: what is done sentence by sentence must not see a book that has no full stop as one.
_LONGEST = 5000
_OPENERS = "\"“„«‘'([—–-•*"


@cache
def _abbreviations() -> frozenset[str]:
    lines = files("verbale.language").joinpath("data/abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True)
class Layout:
    """A text with the spans of its paragraphs, sentences, words and quotations, each list in text order without overlap."""

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    words: tuple[Span, ...]
    quotations: tuple[Quotation, ...]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [w.start for w in self.words]

    @cached_property
    def lower_words(self) -> tuple[str, ...]:
        """The words in lower case, parallel to `words`; curly apostrophes made straight."""
        return tuple(self.text[w.start : w.end].lower().replace("’", "'") for w in self.words)

    def sentence_at(self, offset: int) -> int:
        """Index of the last sentence that starts at or before `offset` (0 where none does)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Index of the last paragraph that starts at or before `offset` (0 where none does)."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def words_in(self, span: tuple[int, int]) -> range:
        """Indices of the words that start inside `span`."""
        first = bisect_right(self._word_starts, span[0] - 1)
        return range(first, bisect_right(self._word_starts, span[1] - 1))

    def quoted(self, offset: int) -> bool:
        """Whether the character at `offset` stands inside a quotation (its marks included)."""
        at = bisect_right(self._quotation_starts, offset) - 1
        return at >= 0 and offset < self.quotations[at].outer.end

    def quotations_in(self, span: tuple[int, int]) -> tuple[Quotation, ...]:
        """The quotations that share a character with `span`, marks included."""
        first = max(0, bisect_right(self._quotation_starts, span[0]) - 1)
        last = bisect_right(self._quotation_starts, span[1] - 1)
        return tuple(q for q in self.quotations[first:last] if q.outer.end > span[0])

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.outer.start for q in self.quotations]


def trim(text: str, span: tuple[int, int]) -> Span | None:
    """The span without white space at its ends, or None where nothing else is there."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff"):
        end -= 1
    return Span(start, end) if end > start else None


def _between(text: str, cuts: Sequence[tuple[int, int]], whole: tuple[int, int]) -> Iterator[Span]:
    """The trimmed stretches of `whole` between `cuts`."""
    at = whole[0]
    for start, end in [*cuts, (whole[1], whole[1])]:
        if span := trim(text, (at, start)):
            yield span
        at = end


def _ends_sentence(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether the stop ends a sentence: not after an abbreviation or initial, and something like a beginning follows."""
    after = stop.end()
    while after < end and text[after].isspace():
        after += 1
    if after >= end:
        return False
    following = text[after]
    if stop.group().rstrip("\"”’'»“)]") == ".":
        before = stop.start()
        start = before
        while start > 0 and before - start < 12 and not text[start - 1].isspace() and text[start - 1] not in _OPENERS:
            start -= 1
        word = text[start:before]
        if word.lower() in _abbreviations() and not (word.lower() in ("a.m", "p.m", "u.s", "u.n", "u.k") and _begins(text, after, end)):
            return False
        if len(word) == 1 and word.isupper():
            return False
    elif stop.group()[-1] in "\"”’'»“)]" and following.islower():
        return False
    return not following.islower()


def _begins(text: str, at: int, end: int) -> bool:
    """Whether a word that mostly begins sentences stands at `at`: settles "… of the U.S. The …"."""
    word = _CAPITALISED.match(text, at, end)
    return word is not None and word.group() in _BEGINNERS


def _cuts(text: str, sentence: Span) -> list[tuple[int, int]]:
    """Where a very long sentence is cut; anywhere where it has no white space for as long again."""
    cuts: list[tuple[int, int]] = []
    at = sentence.start
    while sentence.end - at > _LONGEST:
        space = _SPACE.search(text, at + _LONGEST, min(at + 2 * _LONGEST, sentence.end))
        at = space.end() if space else min(at + 2 * _LONGEST, sentence.end)
        cuts.append((at, at))
    return cuts


def layout(text: str) -> Layout:
    """Lay out `text`. Linear in its length; a text without words gives empty lists."""
    cuts = [m.span() for m in _BREAK.finditer(text)]
    paragraphs = tuple(_between(text, cuts, (0, len(text))))
    sentences: list[Span] = []
    for paragraph in paragraphs:
        stops = [m.end() for m in _STOP.finditer(text, *paragraph) if _ends_sentence(text, m, paragraph.end)]
        for sentence in _between(text, [(s, s) for s in stops], paragraph):
            sentences.extend(_between(text, _cuts(text, sentence), sentence))
    words = tuple(Span(*m.span()) for m in _WORD.finditer(text))
    return Layout(text, paragraphs, tuple(sentences), words, find_quotations(text, paragraphs))
