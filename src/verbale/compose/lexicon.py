"""Phrases from data files, and finding them in a text word by word."""

from __future__ import annotations

import csv
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any, Generic, TypeVar
from weakref import ref

from verbale.language.layout import Layout
from verbale.language.layout import layout as lay_out
from verbale.record import Span

T = TypeVar("T")


@cache
def load_toml(name: str) -> dict[str, Any]:
    """The table in `compose/data/NAME.toml`; do not change it."""
    return tomllib.loads(files("verbale.compose").joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `compose/data/NAME.csv` by the names in its header; lines that begin with # are comments."""
    text = files("verbale.compose").joinpath(f"data/{name}.csv").read_text("utf-8")
    lines = (line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return tuple(csv.DictReader(StringIO("".join(lines))))


class PhraseBook(Generic[T]):
    """Phrases with what each stands for, found in a text as whole words, case aside, the longest first.

    Lookup costs one dictionary access a word, however many phrases there are.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], T]]]] = {}
        """Phrases of several words by their first and second word, the longest first."""
        self._single: dict[str, T] = {}
        self._last: tuple[ref[Layout], list[int], list[tuple[Span, T]]] | None = None
        """What was found in the layout asked about last."""
        for phrase, value in phrases:
            words = lay_out(phrase).lower_words
            if len(words) == 1:
                self._single.setdefault(words[0], value)
            elif words:
                self._longer.setdefault(words[0], {}).setdefault(words[1], []).append((words, value))
        for by_second in self._longer.values():
            for entries in by_second.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, layout: Layout, within: tuple[int, int] | None = None) -> Iterator[tuple[Span, T]]:
        """Phrases in `layout` (inside `within`) from left to right without overlap; the whole text is gone through once."""
        last = self._last
        if last is None or last[0]() is not layout:
            found = list(self._pass(layout))
            self._last = last = (ref(layout), [span.start for span, _ in found], found)
        _, starts, found = last
        if within is None:
            yield from found
            return
        for at in range(bisect_left(starts, within[0]), bisect_left(starts, within[1])):
            if found[at][0].end <= within[1]:
                yield found[at]

    def _pass(self, layout: Layout) -> Iterator[tuple[Span, T]]:
        words, longer, single = layout.lower_words, self._longer, self._single
        at, stop = 0, len(words)
        while at < stop:
            word = words[at]
            by_second = longer.get(word)
            for phrase, value in by_second.get(words[at + 1], ()) if by_second and at + 1 < stop else ():
                after = at + len(phrase)
                if after <= stop and words[at:after] == phrase:
                    yield Span(layout.words[at].start, layout.words[after - 1].end), value
                    at = after
                    break
            else:
                if word in single:
                    yield layout.words[at], single[word]
                at += 1
