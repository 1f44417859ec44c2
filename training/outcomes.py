"""Which things of a record are right, by confidence; no more than the scorer is needed for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

PARTS = ("actors", "meetings", "items", "statements")


def outcomes(tool: Any, gold: dict[str, Any], read: dict[str, Any]) -> Iterator[tuple[str, float, bool]]:
    """(part, confidence, whether it is right) for everything read. `tool` is the scorer's module."""
    for key, doc in gold.items():
        g, p = doc["record"], read[key]["record"]
        ga, pa = tool.Actors(g), tool.Actors(p)
        right: dict[str, set[str]] = {part: set() for part in PARTS}
        named = {(*m, a["kind"]) for a in g["actors"] for m in a["mentions"]}
        right["actors"] = {a["id"] for a in p["actors"] if any((*m, a["kind"]) in named for m in a["mentions"])}
        right["meetings"] = {y["id"] for _, y in tool.pair(g["meetings"], p["meetings"], _meeting_like(tool, ga, pa))}
        right["items"] = {y["id"] for x, y in tool.pair(g["items"], p["items"], _item_like(tool)) if x["status"] == y["status"]}
        pairs = tool.pair(g["statements"], p["statements"], _content_like(tool))
        right["statements"] = {y["id"] for x, y in pairs if ga.same(x["speaker"], pa, y["speaker"])}
        for part in PARTS:
            for thing in p[part]:
                if thing["confidence"] is not None:
                    yield part, float(thing["confidence"]), thing["id"] in right[part]


def _meeting_like(tool: Any, ga: Any, pa: Any) -> Any:
    def like(x: dict[str, Any], y: dict[str, Any]) -> float:
        a, b = {ga.party(s["party"]) for s in x["sides"]}, {pa.party(s["party"]) for s in y["sides"]}
        share = len(a & b) / len(a | b) if a | b else 1.0
        near = bool(tool.chars(x["mentions"]) & tool.chars(y["mentions"]))
        same_day = bool(x.get("start")) and x.get("start") == y.get("start")
        fits = share >= 0.5 and tool.dates_agree(x.get("start"), y.get("start")) and (near or same_day)
        return share + near + same_day + (x["state"] == y["state"]) if fits else 0.0

    return like


def _item_like(tool: Any) -> Any:
    def like(x: dict[str, Any], y: dict[str, Any]) -> float:
        if x["topic"] != y["topic"] or not tool.chars(x["mentions"]) & tool.chars(y["mentions"]):
            return 0.0
        own, other = x["mentions"] + [x["label"]], y["mentions"] + [y["label"]]
        return float(tool.overlap(own, other) + (x["status"] == y["status"]) * 1e-3)

    return like


def _content_like(tool: Any) -> Any:
    def like(x: dict[str, Any], y: dict[str, Any]) -> float:
        shared = float(tool.overlap(x["content"], y["content"]))
        return shared if shared >= 0.5 else 0.0

    return like


def expected_error(seen: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015)."""
    total = 0.0
    for n in range(bins):
        part = [(c, r) for c, r in seen if n / bins <= c < (n + 1) / bins or (c == 1.0 and n == bins - 1)]
        if part:
            total += abs(sum(c for c, _ in part) - sum(r for _, r in part))
    return total / len(seen) if seen else 0.0
