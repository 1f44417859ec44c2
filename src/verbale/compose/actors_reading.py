"""The words of a text as the finders of actors look at them, and what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from verbale.compose.lexicon import load_toml
from verbale.language.layout import Layout
from verbale.record import ActorKind, Span

if TYPE_CHECKING:
    from verbale.compose.actors_named import Known


_JOINTS = frozenset((" ", "-", "\u00a0", "‑", "–", "\n", "\r\n"))


@dataclass(slots=True)
class Sighting:
    """One place where an actor is named. `key` is one for what is certainly one actor; `strong` ones are mentions, others passing."""

    span: Span
    first: int
    last: int
    kind: ActorKind
    key: str
    name: str
    country: str | None = None
    role: str | None = None
    strong: bool = True
    acts: bool = False
    words: tuple[str, ...] = field(default=())


class Reading:
    """A layout with quick looks at words by index; an index outside the text gives an empty word."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.text = layout.text
        self.words = layout.words
        self.low = layout.lower_words
        self.taken = bytearray(len(layout.words))
        self.capitals = bytes(self.text[w[0]].isupper() for w in layout.words)
        self.names: list[tuple[Span, tuple[Known, ...]]] = []
        """Gazetteer names of the text in order; filled by the finder of actors."""
        self._name_starts: list[int] = []

    def learn_names(self, names: list[tuple[Span, tuple[Known, ...]]]) -> None:
        """Keep the gazetteer names of the text."""
        self.names = names
        self._name_starts = [span.start for span, _ in names]

    def names_in(self, start: int, end: int) -> Iterator[tuple[Span, tuple[Known, ...]]]:
        """Gazetteer names that lie between two offsets."""
        for at in range(bisect_left(self._name_starts, start), len(self.names)):
            span, entries = self.names[at]
            if span.start >= end:
                return
            if span.end <= end:
                yield span, entries

    def lower(self, at: int) -> str:
        """The word in lower case."""
        return self.low[at] if 0 <= at < len(self.capitals) else ""

    def surface(self, at: int) -> str:
        """The word as it stands."""
        return self.text[self.words[at].start : self.words[at].end] if 0 <= at < len(self.words) else ""

    def gap(self, at: int) -> str:
        """What stands between the word and the next one; a line break at either end of the text."""
        if 0 <= at < len(self.words) - 1:
            return self.text[self.words[at].end : self.words[at + 1].start]
        return "\n\n"

    def capital(self, at: int) -> bool:
        """Whether the word begins with a capital letter."""
        return 0 <= at < len(self.capitals) and bool(self.capitals[at])

    def joined(self, at: int) -> bool:
        """Whether only a space or hyphen parts the word from the next one."""
        gap = self.gap(at)
        return gap in _JOINTS or (gap == ". " and "." in self.surface(at))

    def possessive(self, at: int) -> bool:
        """Whether 's or a bare apostrophe follows the word."""
        gap = self.gap(at)
        return (gap in ("'", "’") and self.lower(at + 1) == "s") or (
            gap[:1] in ("'", "’") and self.lower(at)[-1:] == "s" and gap[1:2] == " "
        )

    def after_possessive(self, at: int) -> int:
        """Index of the word after the possessive mark of the word `at`."""
        return at + 2 if self.gap(at) in ("'", "’") and self.lower(at + 1) == "s" else at + 1

    def span(self, first: int, last: int) -> Span:
        """From the first word to the last, with the closing stop of an abbreviation ("U.S.")."""
        end = self.words[last].end
        word = self.surface(last)
        if "." in word and word[-2:-1] == "." and self.text[end : end + 1] == ".":
            end += 1
        return Span(self.words[first].start, end)

    def begins_sentence(self, at: int) -> bool:
        """Whether the word is the first of its sentence (marks before it aside)."""
        if at == 0:
            return True
        sentence = self.layout.sentences[self.layout.sentence_at(self.words[at].start)]
        return self.words[at - 1].start < sentence.start


@cache
def word_set(table: str, key: str) -> frozenset[str]:
    """A list of words of a data file, as a set."""
    return frozenset(load_toml(table)[key])


@cache
def grammar(key: str) -> frozenset[str]:
    """A closed class of words of `data/grammar.toml`; "pronouns.relative" looks into a table."""
    found: Any = load_toml("grammar")
    for part in key.split("."):
        found = found.get(part, "")
    return frozenset(found.split())


@cache
def acting_verbs() -> frozenset[str]:
    """Every form of the verbs that show that somebody acts."""
    forms = set(load_toml("acting")["forms"])
    for verb in load_toml("acting")["verbs"]:
        stem = verb[:-1] if verb.endswith("e") else verb
        third = (
            verb[:-1] + "ies"
            if verb.endswith("y") and verb[-2] not in "aeou"
            else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
        )
        past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeou" else stem + "ed"
        doubled = verb + verb[-1] + "ed" if verb[-1] in "nptgbr" and verb[-2] in "aeiou" else past
        forms |= {verb, third, past, doubled}
    return frozenset(forms)
