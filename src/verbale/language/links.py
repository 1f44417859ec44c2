"""Scores for links between spans: which cue a content belongs to, which source a cue belongs to, or none.

A link is anchored at the cue, since every attribution has exactly one. A pair's score is a small perceptron over both spans' ends and
how far apart they are; "none" is one more candidate with a score of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tokens = tuple[int, int]

RELATIONS = ("content_cue", "cue_source")
# Candidates further than this many tokens are not asked; 99.9 of 100 gold links of the training split are nearer.
REACH = 160
_EDGES = np.array([0, 1, 2, 3, 5, 8, 12, 18, 26, 40, 60, 90])
DISTANCES = 2 * (len(_EDGES) + 1)
RANKS = 8


def distance_bucket(a: Tokens, b: Tokens) -> int:
    """Which bucket the gap between two spans falls into, by side and size in tokens."""
    after = b[0] >= a[0]
    gap = max(0, b[0] - a[1] if after else a[0] - b[1])
    return int(np.searchsorted(_EDGES, gap, side="right")) + (len(_EDGES) + 1 if after else 0)


def candidates(span: Tokens, others: Sequence[Tokens]) -> list[tuple[int, int, int]]:
    """(index, distance bucket, rank) of each of `others` within reach; rank counts nearness on its side, 0 to 3, after 4 to 7."""
    near = [k for k, o in enumerate(others) if max(o[0] - span[1], span[0] - o[1]) <= REACH]
    found = []
    for after in (False, True):
        side = sorted((k for k in near if (others[k][0] >= span[0]) is after), key=lambda k: abs(others[k][0] - span[0]))
        found += [(k, distance_bucket(span, others[k]), min(rank, 3) + 4 * after) for rank, k in enumerate(side)]
    return found


@dataclass(frozen=True)
class LinkScorer:
    """The weights of one relation. Shapes: `head`, `tail` (2 * width, hidden); `distance` (DISTANCES, hidden); `rank` (RANKS, hidden);
    `none` (2 * width,); `out` (hidden,); `none_bias` ().
    """

    head: Floats
    tail: Floats
    distance: Floats
    rank: Floats
    none: Floats
    none_bias: Floats
    out: Floats

    def probabilities(self, span: Floats, others: Floats, near: Sequence[tuple[int, int, int]]) -> Floats:
        """Probability of each candidate in `near`, then of none; `span` is (2 * width,), `others` (candidates, 2 * width)."""
        scores = np.empty(len(near) + 1, np.float32)
        scores[-1] = span @ self.none + self.none_bias
        if near:
            which = [k for k, _, _ in near]
            hidden = span @ self.head + others[which] @ self.tail
            hidden += self.distance[[d for _, d, _ in near]] + self.rank[[r for _, _, r in near]]
            scores[:-1] = np.maximum(hidden, 0) @ self.out
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum(), np.float32)
