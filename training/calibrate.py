"""Fit what raw certainties are worth, on documents that were kept out of training, and write `compose/data/confidence.toml`.

    python -m training.calibrate --state runs/last/state.pt --records training/corpus --only EVENT … --scorer score_record.py

Isotonic regression (pool adjacent violators; Zadrozny and Elkan 2002) over bins of equal size. What counts as right: a statement
with its speaker, a meeting that pairs with a gold one, an item with topic and status, an actor with a mention exactly as annotated.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.corpora import read_records
from training.distil import load_network
from training.outcomes import PARTS, outcomes
from training.records import gold_of, records_of
from training.scoring import load_scorer

DATA = Path(__file__).parents[1] / "src" / "verbale" / "compose" / "data" / "confidence.toml"
# Things of a bin before neighbours are pooled.
_BIN = 20


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
