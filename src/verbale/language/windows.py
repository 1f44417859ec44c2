"""Cutting the pieces of a text into windows for the encoder, and putting its answers together again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verbale.language.pieces import Ints, Pieces

CLS, SEP, PAD = 101, 102, 0
# Pieces in a window with [CLS] and [SEP]. The weights were trained on windows of this length; reading with longer ones loses accuracy
# (measured: 256 after training on 128 lost 8 points), so change it only with the weights.
WINDOW = 128
ROOM = WINDOW - 2
# Pieces that neighbouring windows share. A quarter of the window, a tenth and a sixteenth read equally well (within half a point on
# PolNeAR dev); a tenth saves a seventh of the time against a quarter.
OVERLAP = ROOM // 10


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `[start, end)` of a text are read together; the answers for `[keep_from, keep_to)` are used."""

    start: int
    end: int
    keep_from: int
    keep_to: int


def windows(count: int, begins: Sequence[int] = ()) -> list[Window]:
    """Windows over `count` pieces that end where paragraphs do; `begins` are the pieces that begin paragraphs, in order.

    As many whole paragraphs as fit are read together. A paragraph that leaves a window less than a third full is cut instead, and its
    parts overlap; kept parts follow each other, overlaps are split in the middle.
    """
    found: list[Window] = []
    start = keep_from = 0
    while start < count:
        if count - start <= ROOM:
            found.append(Window(start, count, keep_from, count))
            break
        at = bisect_right(begins, start + ROOM) - 1
        if at >= 0 and begins[at] >= start + ROOM // 3:
            end = begins[at]
            found.append(Window(start, end, keep_from, end))
            start = keep_from = end
        else:
            end = start + ROOM
            keep_to = end - OVERLAP // 2
            found.append(Window(start, end, keep_from, keep_to))
            start, keep_from = end - OVERLAP, keep_to
    return found


@dataclass(frozen=True)
class Batch:
    """Arrays for the encoder, int64, shape (windows, length of the longest)."""

    ids: Ints
    settings: Ints
    mask: Ints


def batch(parts: Sequence[tuple[Pieces, Window]]) -> Batch:
    """Windows (perhaps of several texts) as one padded batch."""
    longest = max(w.end - w.start for _, w in parts) + 2
    ids = np.full((len(parts), longest), PAD, np.int64)
    settings, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, (pieces, window) in enumerate(parts):
        n = window.end - window.start
        ids[row, 0], ids[row, n + 1] = CLS, SEP
        ids[row, 1 : n + 1] = pieces.ids[window.start : window.end]
        settings[row, 1 : n + 1] = pieces.settings[window.start : window.end]
        mask[row, : n + 2] = 1
    return Batch(ids, settings, mask)


def keep(answers: NDArray[np.float32], window: Window) -> NDArray[np.float32]:
    """The kept part of a window's answers; `answers` has one row a position, [CLS] first."""
    return answers[1 + window.keep_from - window.start : 1 + window.keep_to - window.start]
