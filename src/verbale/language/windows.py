"""Cutting the pieces of a text into windows for the encoder, and putting its answers together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def windows(count: int) -> list[Window]:
    """As few windows as cover `count` pieces, of even length. Kept parts follow each other; overlaps are split in the middle."""
    if count <= 0:
        return []
    many = max(1, -(-(count - OVERLAP) // (ROOM - OVERLAP)))
    length = -(-(count + (many - 1) * OVERLAP) // many)
    starts = [round(n * (count - length) / (many - 1)) if many > 1 else 0 for n in range(many)]
    cuts = [0, *((s + length + t) // 2 for s, t in pairwise(starts)), count]
    return [Window(s, min(s + length, count), cuts[n], cuts[n + 1]) for n, s in enumerate(starts)]


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
