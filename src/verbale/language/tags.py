"""Tags of tokens and their decoding: BIO over source, cue and content with a linear chain over it (Lafferty et al. 2001)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROLES = ("source", "cue", "content")
# O, then B and I of each role.
TAGS = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in "BI"))
_FORBIDDEN = -1e4


def allowed() -> Floats:
    """Scores to add to transitions, shape (tags, tags): 0 where `to` may follow `from`, else very low. I- only follows its own role."""
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for to, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            table[:, to] = _FORBIDDEN
            table[to, to] = table[to - 1, to] = 0
    return table


def best_path(scores: Floats, transitions: Floats) -> NDArray[np.int64]:
    """The best sequence of tags (Viterbi). `scores`: (tokens, tags); `transitions`: (from, to), forbidden ones included."""
    count, tags = scores.shape
    if count == 0:
        return np.zeros(0, np.int64)
    back = np.zeros((count, tags), np.int64)
    total = scores[0].copy()
    total[2::2] += _FORBIDDEN
    columns = np.arange(tags)
    for n in range(1, count):
        table = total[:, None] + transitions
        back[n] = table.argmax(0)
        total = table[back[n], columns] + scores[n]
    path = np.zeros(count, np.int64)
    path[-1] = total.argmax()
    for n in range(count - 1, 0, -1):
        path[n - 1] = back[n, path[n]]
    return path


def spans_of(path: NDArray[np.int64]) -> list[tuple[str, int, int]]:
    """(role, first token, token after the last) of each tagged span, in order."""
    found: list[tuple[str, int, int]] = []
    for n, tag in enumerate(path.tolist()):
        if tag == 0:
            continue
        role = ROLES[(tag - 1) // 2]
        if tag % 2 == 0 and found and found[-1][0] == role and found[-1][2] == n:
            found[-1] = (role, found[-1][1], n + 1)
        else:
            found.append((role, n, n + 1))
    return found
