"""Scores for links between spans: which cue a content belongs to, which source a cue belongs to, or none.

A link is anchored at the cue, since every attribution has exactly one. A pair's score is a small perceptron over both spans' ends and
how far apart they are; "none" is one more candidate with a score of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tokens = tuple[int, int]

# What may be asked: of a span, which of some others it belongs to.
RELATIONS: tuple[str, ...] = (
    "content_cue",  # content to its cue
    "cue_source",  # a cue to its source
    "content_source",  # content without a cue to its source
    "source_actor",  # a source to a mention of who speaks
    "actor_same",  # a mention of an actor to an earlier one
    "acts_for",  # an actor to a name of the state that it acts for
    "stands_for",  # who leads or belongs to a delegation to a mention of its party
    "meeting_same",  # a mention of a meeting to an earlier one
    "meeting_date",  # a mention of a meeting to the date that tells when
    "meeting_place",  # a mention of a meeting to the name of the place that tells where
    "status_by",  # the clause of an item to a mention of whose position it is
)
# What an actor named somewhere is to a meeting named somewhere.
PARTS = ("none", "side", "head", "member", "mediator")
# Candidates further than this many tokens are not asked; 99.9 of 100 gold links of the training split are nearer.
REACH = 160
_EDGES = (0, 1, 2, 3, 5, 8, 12, 18, 26, 40, 60, 90)
DISTANCES = 2 * (len(_EDGES) + 1)
RANKS = 8


def distance_bucket(a: Tokens, b: Tokens) -> int:
    """Which bucket the gap between two spans falls into, by side and size in tokens."""
    after = b[0] >= a[0]
    gap = max(0, b[0] - a[1] if after else a[0] - b[1])
    return bisect_right(_EDGES, gap) + (len(_EDGES) + 1 if after else 0)


def candidates(span: Tokens, others: Sequence[Tokens]) -> list[tuple[int, int, int]]:
    """(index, distance bucket, rank) of each of `others` within reach; rank counts nearness on its side, 0 to 3, after 4 to 7.

    `others` are in text order and do not overlap each other, so only those near the span are looked at.
    """
    middle = bisect_left(others, (span[0],))
    found = []
    for after, indices in ((False, range(middle - 1, -1, -1)), (True, range(middle, len(others)))):
        for rank, k in enumerate(indices):
            other = others[k]
            if max(other[0] - span[1], span[0] - other[1]) > REACH:
                break
            found.append((k, distance_bucket(span, other), min(rank, 3) + 4 * after))
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

    def between(self, spans: Floats, others: Floats) -> Questions:
        """The questions between spans (n, 2 * width) and their possible partners (m, 2 * width), all of one text."""
        return Questions(self, spans @ self.head, spans @ self.none + self.none_bias, others @ self.tail)


@dataclass(frozen=True)
class Questions:
    """A scorer with what it sees of each span and partner of a text: `heads` (n, hidden), `none` (n,), `tails` (m, hidden)."""

    scorer: LinkScorer
    heads: Floats
    none: Floats
    tails: Floats

    def probabilities(self, span: int, near: Sequence[tuple[int, int, int]]) -> Floats:
        """Probability that the span belongs to each candidate in `near`, then to none."""
        scores = np.empty(len(near) + 1, np.float32)
        scores[-1] = self.none[span]
        if near:
            which, distances, ranks = (list(part) for part in zip(*near, strict=True))
            hidden = self.heads[span] + self.tails[which] + self.scorer.distance[distances] + self.scorer.rank[ranks]
            scores[:-1] = np.maximum(hidden, 0) @ self.scorer.out
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum(), np.float32)
