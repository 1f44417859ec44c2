"""Text to word pieces: ids for the encoder, each with its place in the text and how it is set.

The encoder's vocabulary is lower case and its windows are short, so each piece also carries what it cannot see there: capitals,
whether it stands inside quotation marks (opened perhaps pages before), whether it heads a paragraph. This *setting* takes the place of BERT's segment ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from verbale.language.layout import Layout

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

    `starts` and `ends` are code points into the text. `heads` are the indices of the pieces that begin a word or are punctuation: tags stand on these.
    """

    ids: Ints
    settings: Ints
    starts: Ints
    ends: Ints
    heads: Ints

    def __len__(self) -> int:
        return len(self.ids)


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer that came with the encoder's weights, without truncation or padding."""
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_str(files("verbale.language").joinpath("weights/tokenizer.json").read_text("utf-8"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def _stretches(layout: Layout) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs cut to at most STRETCH characters, at white space where there is some; and whether one begins a paragraph."""
    for paragraph in layout.paragraphs:
        at = paragraph.start
        while at < paragraph.end:
            end = min(at + STRETCH, paragraph.end)
            if end < paragraph.end:
                space = layout.text.rfind(" ", at + 1, end)
                end = space if space > 0 else end
            yield at, end, at == paragraph.start
            at = end


def _case(words: str) -> int:
    if not words[:1].isupper():
        return 0
    return _CAPITALS if len(words) > 1 and words.isupper() else _CAPITALISED


def _quotation_map(layout: Layout) -> NDArray[np.int8]:
    inside = np.zeros(len(layout.text) + 1, np.int8)
    for quotation in layout.quotations:
        inside[quotation.outer.start : quotation.outer.end] = _MARK
        inside[quotation.inner.start : quotation.inner.end] = _INSIDE
    return inside


def pieces(layout: Layout) -> Pieces:
    """Cut the text into word pieces. A lone surrogate, which UTF-8 cannot hold, is read as a question mark."""
    text = layout.text
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    words: list[tuple[int, int | None]] = []
    opening: list[bool] = []
    stretches = list(_stretches(layout))
    for first in range(0, len(stretches), 64):
        batch = stretches[first : first + 64]
        readable = [text[s:e].encode("utf-8", "replace").decode("utf-8") for s, e, _ in batch]
        for n, ((start, _, heads), encoded) in enumerate(zip(batch, tokenizer().encode_batch(readable, add_special_tokens=False), strict=True)):
            ids += encoded.ids
            spans += [(start + s, start + e) for s, e in encoded.offsets]
            words += [(first + n, w) for w in encoded.word_ids]
            opening += [heads and k == 0 for k in range(len(encoded.ids))]
    if not ids:
        none = np.zeros(0, np.int64)
        return Pieces(none, none, none, none, none)
    places = np.array(spans, np.int64)
    settings = np.array([_case(text[s:e]) for s, e in spans], np.int64)
    settings += _quotation_map(layout)[places[:, 0]] + np.array(opening, np.int64)
    heads_at = np.array([k for k in range(len(ids)) if k == 0 or words[k] != words[k - 1]], np.int64)
    return Pieces(np.array(ids, np.int64), settings, places[:, 0], places[:, 1], heads_at)
