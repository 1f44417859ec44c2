"""Layers of tags over the words of a text, and their decoding: BIO in each layer with a linear chain over it (Lafferty et al. 2001).

Layers are independent of each other, so that spans of different layers may nest and cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_FORBIDDEN = -1e4
# Words of a paragraph that are decoded as one chain; a longer paragraph goes on in a chain of its own.
_CHAIN = 256
SPEECH_ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class TagLayer:
    """One layer: spans of its roles do not overlap each other. `first` is its first column among all scores."""

    name: str
    roles: tuple[str, ...]
    first: int

    @property
    def tags(self) -> int:
        """O, then B and I of each role."""
        return 1 + 2 * len(self.roles)


def _layers(*given: tuple[str, tuple[str, ...]]) -> tuple[TagLayer, ...]:
    first, found = 0, []
    for name, roles in given:
        found.append(TagLayer(name, roles, first))
        first += found[-1].tags
    return tuple(found)


# `attribution` is annotated as in PolNeAR, `speech` and, inside of its content, `inner` as in the guidelines of the record.
LAYERS = _layers(
    ("attribution", SPEECH_ROLES),
    ("speech", SPEECH_ROLES),
    ("inner", SPEECH_ROLES),
    ("actor", ("actor",)),
    ("meeting", ("meeting",)),
    ("place", ("place",)),
    ("status", ("status",)),
    ("label", ("label",)),
    ("condition", ("condition",)),
)
LAYER = {layer.name: n for n, layer in enumerate(LAYERS)}
COLUMNS = LAYERS[-1].first + LAYERS[-1].tags
WIDEST = max(layer.tags for layer in LAYERS)


def columns() -> Ints:
    """For each layer and tag its column among the scores, shape (layers, WIDEST); COLUMNS where a layer has no such tag."""
    table = np.full((len(LAYERS), WIDEST), COLUMNS, np.int64)
    for n, layer in enumerate(LAYERS):
        table[n, : layer.tags] = np.arange(layer.first, layer.first + layer.tags)
    return table


def allowed() -> Floats:
    """Scores to add to transitions, shape (WIDEST, WIDEST): 0 where `to` may follow `from`, else very low. I- only follows its own role."""
    table = np.zeros((WIDEST, WIDEST), np.float32)
    for to in range(2, WIDEST, 2):
        table[:, to] = _FORBIDDEN
        table[to, to] = table[to - 1, to] = 0
    return table


def spread(scores: Floats) -> Floats:
    """Scores (words, COLUMNS) by layer and tag, shape (words, layers, WIDEST), very low where a layer has no such tag."""
    wide = np.concatenate([scores, np.full((len(scores), 1), _FORBIDDEN, np.float32)], axis=1)
    return np.asarray(wide[:, columns()], np.float32)


def chains(begins: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Word ranges decoded as one chain each: paragraphs, which begin at `begins` (the first is 0), long ones in parts."""
    found = []
    for start, end in zip(begins, [*begins[1:], count], strict=True):
        found += [(at, min(at + _CHAIN, end)) for at in range(start, end, _CHAIN)]
    return found


def best_paths(spread_scores: Floats, transitions: Floats, parts: Sequence[tuple[int, int]]) -> NDArray[np.int8]:
    """The best tags of all layers (Viterbi), shape (words, layers).

    `spread_scores` as of `spread`; `transitions` (layers, from, to), forbidden ones included; `parts` as of `chains`.
    """
    count, layers, _ = spread_scores.shape
    paths = np.zeros((count, layers), np.int8)
    parts = sorted((p for p in parts if p[0] < p[1]), key=lambda p: p[0] - p[1])
    if not parts:
        return paths
    starts, lengths = np.array([s for s, _ in parts]), np.array([e - s for s, e in parts])
    total = spread_scores[starts].copy()
    total[:, :, 2::2] += _FORBIDDEN
    onwards = np.ascontiguousarray(transitions.transpose(0, 2, 1))
    back: list[NDArray[np.intp]] = []
    for n in range(1, int(lengths[0])):
        live = int(np.searchsorted(-lengths, -n, side="left"))
        table = total[:live, :, None, :] + onwards
        back.append(table.argmax(3))
        total[:live] = table.max(3) + spread_scores[starts[:live] + n]
    tag = total.argmax(2)
    columns = np.arange(layers)
    for n in range(int(lengths[0]) - 1, 0, -1):
        live = int(np.searchsorted(-lengths, -n, side="left"))
        paths[starts[:live] + n] = tag[:live]
        tag[:live] = back[n - 1][np.arange(live)[:, None], columns, tag[:live]]
    paths[starts] = tag
    return paths


def spans_of(path: NDArray[np.int8], roles: Sequence[str]) -> list[tuple[str, int, int]]:
    """(role, first word, word after the last) of each tagged span of one layer, in order."""
    found: list[tuple[str, int, int]] = []
    for n in np.flatnonzero(path).tolist():
        tag = int(path[n])
        role = roles[(tag - 1) // 2]
        if tag % 2 == 0 and found and found[-1][0] == role and found[-1][2] == n:
            found[-1] = (role, found[-1][1], n + 1)
        else:
            found.append((role, n, n + 1))
    return found
