"""Fit what raw certainties are worth, on documents that were kept out of training, and write `compose/data/confidence.toml`.

    python -m training.calibrate --state runs/last/state.pt --records training/corpus --only EVENT … --scorer score_record.py

Isotonic regression (pool adjacent violators; Zadrozny and Elkan 2002) over bins of equal size. What counts as right: a statement
with its speaker, a meeting that pairs with a gold one, an item with topic and status, an actor with a mention exactly as annotated.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.corpora import read_records
from training.distil import load_network
from training.records import gold_of, records_of
from training.scoring import load_scorer

PARTS = ("actors", "meetings", "items", "statements")
DATA = Path(__file__).parents[1] / "src" / "verbale" / "compose" / "data" / "confidence.toml"
# Things of a bin before neighbours are pooled.
_BIN = 20


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


def isotonic(seen: Sequence[tuple[float, bool]]) -> tuple[list[float], list[float]]:
    """Knots (mean certainty, share that is right) that rise with certainty."""
    ranked = sorted(seen)
    bins = [ranked[n : n + _BIN] for n in range(0, len(ranked), _BIN)]
    if len(bins) > 1 and len(bins[-1]) < _BIN:
        bins[-2:] = [bins[-2] + bins[-1]]
    pools: list[tuple[float, float, int]] = []
    for part in bins:
        pools.append((sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)))
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            (c1, r1, n1), (c2, r2, n2) = pools[-2:]
            pools[-2:] = [((c1 * n1 + c2 * n2) / (n1 + n2), (r1 * n1 + r2 * n2) / (n1 + n2), n1 + n2)]
    return [round(c, 4) for c, _, _ in pools], [round(r, 3) for _, r, _ in pools]


def expected_error(seen: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015)."""
    total = 0.0
    for n in range(bins):
        part = [(c, r) for c, r in seen if n / bins <= c < (n + 1) / bins or (c == 1.0 and n == bins - 1)]
        if part:
            total += abs(sum(c for c, _ in part) - sum(r for _, r in part))
    return total / len(seen) if seen else 0.0


def main() -> None:
    """Read the kept-out documents, fit, write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--state", type=Path, required=True, help="state.pt of the run")
    ask.add_argument("--records", type=Path, required=True)
    ask.add_argument("--only", nargs="+", required=True, metavar="EVENT", help="the events kept out of training")
    ask.add_argument("--scorer", type=Path, required=True, help="score_record.py")
    given = ask.parse_args()
    documents = [r for r in read_records(given.records) if r.event in given.only]
    read = records_of(load_network(given.state), documents, confidence=True, raw=True)
    seen = list(outcomes(load_scorer(given.scorer), gold_of(documents), read))
    lines = ["# What raw certainties are worth; written by training/calibrate.py from documents kept out of training. Not to be edited.\n"]
    for part in PARTS:
        raw, chance = isotonic([(c, r) for p, c, r in seen if p == part])
        lines.append(f"[{part}]\nraw = {raw}\nchance = {chance}\n")
    DATA.write_text("\n".join(lines), encoding="utf-8")
    print(f"{len(documents)} documents, {len(seen)} things: {DATA.name} written")


if __name__ == "__main__":
    main()
