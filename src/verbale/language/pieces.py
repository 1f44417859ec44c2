"""Text to word pieces: ids for the encoder, each with its place in the text and how it is set.

The encoder's vocabulary is lower case and its windows are short, so each piece also carries what it cannot see there: capitals,
whether it stands inside quotation marks (opened perhaps pages before), whether it heads a paragraph. This *setting* takes the place
of BERT's segment ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from verbale.language.layout import Layout
from verbale.record import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]

# Longest stretch handed to the tokenizer at once: bounds its memory on texts without paragraphs.
STRETCH = 20_000
# setting = case * 6 + quotation * 2 + heads a paragraph
SETTINGS = 18
_CAPITALISED, _CAPITALS = 6, 12
_INSIDE, _MARK = 2, 4


@dataclass(frozen=True)
class Pieces:
    """The word pieces of a text, without [CLS] and [SEP]; all arrays are parallel, int64, of length `len(ids)`.

    `starts` and `ends` are code points into the text. `heads` are the indices of the pieces that begin a word or are punctuation:
    tags stand on these.
    """

    ids: Ints
    settings: Ints
    starts: Ints
    ends: Ints
    heads: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def words_of(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The words, by their number, that a span of characters covers; None where it covers none."""
        starts = self.starts[self.heads]
        first = int(np.searchsorted(starts, span[0], side="left"))
        if first > 0 and self.ends[self.heads[first] - 1 if first < len(starts) else -1] > span[0]:
            first -= 1
        last = int(np.searchsorted(starts, span[1], side="left"))
        return (first, last) if first < last else None

    @property
    def begins(self) -> list[int]:
        """The pieces that begin paragraphs."""
        found: list[int] = np.flatnonzero(self.settings % 2).tolist()
        return found


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer that came with the encoder's weights, without truncation or padding."""
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_str(files("verbale.language").joinpath("weights/tokenizer.json").read_text("utf-8"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph or, where that is very long, a part of one."""

    start: int
    end: int
    opens: bool


def stretches(layout: Layout) -> Iterator[Stretch]:
    """The paragraphs cut to at most STRETCH characters, at white space where there is some."""
    for paragraph in layout.paragraphs:
        at = paragraph.start
        while at < paragraph.end:
            end = min(at + STRETCH, paragraph.end)
            if end < paragraph.end:
                space = layout.text.rfind(" ", at + 1, end)
                end = space if space > 0 else end
            yield Stretch(at, end, at == paragraph.start)
            at = end


def _case(words: str) -> int:
    if not words[:1].isupper():
        return 0
    return _CAPITALS if len(words) > 1 and words.isupper() else _CAPITALISED


def _quotation_map(layout: Layout, within: Span) -> NDArray[np.int8]:
    """For each character of `within`: outside of quotations (0), inside one, or one of its marks."""
    inside = np.zeros(within.end - within.start, np.int8)
    for quotation in layout.quotations_in(within):
        for value, (start, end) in ((_MARK, quotation.outer), (_INSIDE, quotation.inner)):
            inside[max(0, start - within.start) : max(0, end - within.start)] = value
    return inside


def pieces(layout: Layout, parts: Sequence[Stretch] | None = None) -> Pieces:
    """Cut stretches of a text that follow each other (all by default) into word pieces. A lone surrogate is read as a question mark."""
    text = layout.text
    parts = list(stretches(layout)) if parts is None else parts
    readable = [text[p.start : p.end].encode("utf-8", "replace").decode("utf-8") for p in parts]
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    heads: list[int] = []
    opening: list[int] = []
    for part, encoded in zip(parts, tokenizer().encode_batch(readable, add_special_tokens=False), strict=True):
        words = encoded.word_ids
        heads += [len(ids) + k for k, word in enumerate(words) if k == 0 or word != words[k - 1]]
        if part.opens and words:
            opening.append(len(ids))
        ids += encoded.ids
        spans += [(part.start + s, part.start + e) for s, e in encoded.offsets]
    if not ids:
        none = np.zeros(0, np.int64)
        return Pieces(none, none, none, none, none)
    places = np.array(spans, np.int64)
    settings = np.array([_case(text[s:e]) for s, e in spans], np.int64)
    settings += _quotation_map(layout, Span(parts[0].start, parts[-1].end))[places[:, 0] - parts[0].start]
    settings[opening] += 1
    return Pieces(np.array(ids, np.int64), settings, places[:, 0], places[:, 1], np.array(heads, np.int64))
