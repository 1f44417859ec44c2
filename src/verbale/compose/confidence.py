"""Confidences as chances: what the encoder's raw certainty of a thing turned out to be worth on documents kept out of training."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from verbale.compose.lexicon import load_toml


@cache
def _knots(part: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    table = load_toml("confidence")[part]
    return tuple(table["raw"]), tuple(table["chance"])


def calibrated(part: str, raw: float | None) -> float | None:
    """The chance that a thing of this part of the record ("statements") with this raw certainty is right; straight lines between knots."""
    if raw is None:
        return None
    raws, chances = _knots(part)
    at = bisect_right(raws, raw)
    if at == 0:
        return chances[0]
    if at == len(raws):
        return chances[-1]
    share = (raw - raws[at - 1]) / (raws[at] - raws[at - 1])
    return round(chances[at - 1] + share * (chances[at] - chances[at - 1]), 3)
