"""Phrases from data files, and finding them in a text word by word."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any, Generic, TypeVar

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
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            words = lay_out(phrase).lower_words
            if words:
                self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, layout: Layout, within: tuple[int, int] | None = None) -> Iterator[tuple[Span, T]]:
        """Phrases in `layout` (inside `within`) from left to right without overlap."""
        words = layout.lower_words
        indices = layout.words_in(within) if within else range(len(words))
        at, stop = indices.start, indices.stop
        while at < stop:
            for phrase, value in self._by_first.get(words[at], ()):
                after = at + len(phrase)
                if after <= stop and words[at:after] == phrase:
                    yield Span(layout.words[at].start, layout.words[after - 1].end), value
                    at = after
                    break
            else:
                at += 1
