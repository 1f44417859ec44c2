"""Clauses of a sentence as runs of words, each with the condition it stands under and the attribution that covers it.

A clause may have holes: a relative clause or "he said" in the middle of a sentence is parted from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from verbale.compose.items_lexicon import Form, condition_book, cue_book, words
from verbale.compose.lexicon import load_toml
from verbale.language.layers import Attribution
from verbale.language.layout import Layout
from verbale.record import Span

_HARD = re.compile(r"[;:—–()\[\]…?!|]|(?:\s-+\s)")
_SHORT = 4
_CLAUSE = 14
# Text without punctuation is cut here, so that the work on a clause stays bounded.
_LONGEST = 150


@dataclass(slots=True)
class Clause:
    """Indices of its words in the layout, in text order.

    `voice` is the index of the attribution whose content it belongs to; `opener`: it is itself a condition that begins with
    this word or words; `leads`: it stands before what it is put to.
    """

    sentence: int
    words: list[int] = field(default_factory=list)
    voice: int | None = None
    opener: str = ""
    leads: bool = False
    condition: Clause | None = None

    @property
    def posed(self) -> bool:
        """Whether it is itself a condition."""
        return bool(self.opener)

    @property
    def firm(self) -> bool:
        """Whether its own words make it a condition whatever the other clause says ("conditional on")."""
        return self.opener in _sets()["after"]

    def span(self, layout: Layout, first: int = 0, last: int = -1) -> Span:
        """From its word `first` to its word `last`, counted within the clause."""
        return Span(layout.words[self.words[first]].start, layout.words[self.words[last]].end)


class Voices:
    """Which attribution's content or reporting words a word of the text belongs to."""

    def __init__(self, layout: Layout, attributions: Sequence[Attribution]) -> None:
        self.content: dict[int, int] = {}
        self.reporting: dict[int, int] = {}
        by_size = sorted(range(len(attributions)), key=lambda n: -sum(e - s for s, e in attributions[n].content))
        for n in by_size:
            for span in attributions[n].content:
                self.content.update(dict.fromkeys(layout.words_in(span), n))
        for n in by_size:
            for span in (*attributions[n].source, *attributions[n].cue):
                self.reporting.update((w, n) for w in layout.words_in(span) if n != self.content.get(w))

    def key(self, word: int) -> tuple[str, int]:
        """What the word belongs to: words of one key make up clauses of their own."""
        reporting = self.reporting.get(word)
        content = self.content.get(word)
        if reporting is not None and reporting != content:
            return "reporting", reporting
        return ("content", content) if content is not None else ("plain", -1)


def clauses(layout: Layout, attributions: Sequence[Attribution]) -> Iterator[list[Clause]]:
    """The clauses of each sentence, in text order."""
    voices = Voices(layout, attributions)
    telling = _telling(layout, attributions)
    for n, sentence in enumerate(layout.sentences):
        yield _Splitter(layout, voices, telling, n).split(layout.words_in(sentence))


def _telling(layout: Layout, attributions: Sequence[Attribution]) -> set[int]:
    """Attributions whose cue says itself where a matter stands ("insisted that"): cue and content are one clause then."""
    book = cue_book()
    found = set()
    for n, attribution in enumerate(attributions):
        for span in attribution.cue:
            at = layout.words_in(span)
            if any(book.at(layout.lower_words, w, min(len(layout.words), at.stop + 4), set()) for w in at):
                found.add(n)
    return found


class _Splitter:
    def __init__(self, layout: Layout, voices: Voices, telling: set[int], sentence: int) -> None:
        self.layout, self.voices, self.telling, self.sentence = layout, voices, telling, sentence
        self.done: list[Clause] = []
        self.open: dict[tuple[str, int], list[Clause]] = {}
        self.waiting: dict[tuple[str, int], Clause] = {}

    def split(self, indices: range) -> list[Clause]:
        text, spans, lower = self.layout.text, self.layout.words, self.layout.lower_words
        previous: int | None = None
        conditions, contrasting = _conditions(lower, indices), words("contrasting")
        for word in indices:
            key = self._key(word)
            gap = text[spans[word - 1].end : spans[word].start] if word > indices.start else ""
            stack = self.open.setdefault(key, [])
            if not stack:
                self._begin(key)
            elif gap == " " and lower[word] != "and" and lower[word] not in contrasting and len(stack[-1].words) < _LONGEST:
                pass
            elif previous == word - 1 or "," in gap or _HARD.search(gap):
                self._cut(key, word, gap, indices)
            if word in conditions and (not stack or not stack[-1].posed):
                self._condition(key, conditions[word])
            self.open[key][-1].words.append(word)
            previous = word
        return [clause for clause in self.done if clause.words]

    def _key(self, word: int) -> tuple[str, int]:
        kind, n = self.voices.key(word)
        if kind == "reporting":
            content = self.voices.content.get(word)
            return ("content", n) if n in self.telling else ("reporting", content if content is not None else -1)
        return kind, n

    def _begin(self, key: tuple[str, int], opener: str = "") -> Clause:
        clause = Clause(self.sentence, voice=key[1] if key[1] >= 0 else None, opener=opener)
        self.done.append(clause)
        self.open.setdefault(key, []).append(clause)
        if not clause.posed and (condition := self.waiting.pop(key, None)):
            clause.condition = condition
        return clause

    def _condition(self, key: tuple[str, int], opener: str) -> None:
        """Open a condition: of the clause before it, or of the one that follows where none is before."""
        stack = self.open[key]
        matrix = stack[-1]
        condition = self._begin(key, opener)
        opening = bool(matrix.words) and self.layout.lower_words[matrix.words[0]] in words("opening") and len(matrix.words) <= _SHORT
        if matrix.words and not matrix.posed and not opening:
            matrix.condition = condition
        else:
            stack[:] = [condition]
            condition.leads = True
            self.waiting[key] = condition

    def _cut(self, key: tuple[str, int], word: int, gap: str, indices: range) -> None:
        """Begin a new clause at `word`, go back to an outer one, or stay."""
        stack = self.open[key]
        lower = self.layout.lower_words
        here = lower[word]
        if _HARD.search(gap) or len(stack[-1].words) >= _LONGEST:
            stack.clear()
            self._begin(key)
        elif "," in gap and len(stack) > 1 and stack[-1].words and self._resumes(word, indices):
            stack.pop()
        elif "," in gap and stack[-1].posed and key in self.waiting:
            stack.clear()
            self._begin(key)
        elif "," in gap and (here in words("relatives") or here in words("insertions")):
            self._begin(key)
        elif ("," in gap and (here in words("joining") or (here in ("and", "or") and self._new_subject(word, indices)))) or (
            (
                here in words("contrasting")
                and lower[word - 1] not in ("all", "not", "nothing")
                and (here != "but" or self._new_subject(word, indices))
            )
            or (here == "and" and self._verb_follows(word, indices))
        ):
            stack.clear()
            self._begin(key)

    def _resumes(self, word: int, indices: range) -> bool:
        """Whether the outer clause goes on at `word`, after the comma that ends a relative clause or condition."""
        lower = self.layout.lower_words
        return lower[word] not in words("relatives") and (
            lower[word] in words("resuming") or lower[word] in ("and", "but") or self._is_verb(word, indices)
        )

    def _is_verb(self, word: int, indices: range) -> bool:
        found = cue_book().at(self.layout.lower_words, word, indices.stop, set())
        return any(forms & {Form.PAST, Form.FINITE} for _, _, forms in found)

    def _verb_follows(self, word: int, indices: range) -> bool:
        lower = self.layout.lower_words
        after = word + 1
        if after < indices.stop and lower[after] in words("adverbs"):
            after += 1
        return after < indices.stop and (lower[after] in words("subjects") or self._is_verb(after, indices))

    def _new_subject(self, word: int, indices: range) -> bool:
        """Whether a helping verb or pronoun comes within a few words: then no list goes on."""
        lower = self.layout.lower_words
        after = lower[word + 1 : min(indices.stop, word + 6)]
        return self._verb_follows(word, indices) or any(w in words("helping") for w in after)


@cache
def _sets() -> dict[str, frozenset[str]]:
    table = load_toml("conditions")
    return {key: frozenset(table[key]) for key in ("after", "verbal", "not_after", "not_before", "verbs")}


def _conditions(lower: tuple[str, ...], indices: range) -> dict[int, str]:
    """Words of the sentence that open a condition, each with the whole opener."""
    sets = _sets()
    found = {}
    local = lower[indices.start : indices.stop]
    for at, after, follows in condition_book().find(local):
        opener = " ".join(local[at:after])
        if after < len(local) and (follows or _opens(local, at, after, opener in sets["verbal"], sets)):
            found[indices.start + at] = opener
    return found


def _opens(local: tuple[str, ...], at: int, after: int, verbal: bool, sets: dict[str, frozenset[str]]) -> bool:
    """Whether the word opens a clause here and is no adverb, date or indirect question."""
    if (at and local[at - 1] in sets["not_after"]) or local[after] in sets["not_before"]:
        return False
    return (
        not verbal
        or not sets["verbs"].isdisjoint(local[after : after + _CLAUSE])
        or any(w.endswith("ed") for w in local[after : after + 6])
    )
