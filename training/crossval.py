"""Cross-validation by event over the gold documents: what a document's own event taught is never used on it.

    python -m training.crossval --gold dev.jsonl --scorer score_record.py --begin runs/student/state.pt \
        --records training/corpus --out runs/folds

Documents of one event lie in one fold. For each fold a network begins with the state given, which must not have seen the gold documents,
goes on learning from all other folds beside the project's own corpus, and reads the fold. OUT/predictions.jsonl keeps the records with
their confidences; OUT/figures.json the scorer's figures over all folds together. A fold that is there already is not trained again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.corpora import Recorded, read_records
from training.distil import load_network
from training.records import gold_of, records_of, score_records


def folds_of(documents: Sequence[Recorded], many: int) -> list[set[str]]:
    """Events shared out over `many` folds of about as many documents each, the largest first."""
    sizes: dict[str, int] = defaultdict(int)
    for d in documents:
        sizes[d.event] += 1
    folds: list[set[str]] = [set() for _ in range(many)]
    held = [0] * many
    for event in sorted(sizes, key=lambda e: (-sizes[e], e)):
        least = held.index(min(held))
        folds[least].add(event)
        held[least] += sizes[event]
    return folds


def main() -> None:
    """Train and read fold by fold, then score all together."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, required=True, help="the gold documents, JSON Lines")
    ask.add_argument("--scorer", type=Path, required=True, help="score_record.py")
    ask.add_argument("--begin", type=Path, required=True, help="state.pt of a run that has not seen the gold documents")
    ask.add_argument("--records", type=Path, nargs="+", required=True, help="the project's own documents with records")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--folds", type=int, default=5)
    ask.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="what follows goes to training.train, e.g. --passes 4")
    given = ask.parse_args()
    documents = read_records(given.gold)
    read: dict[str, dict[str, Any]] = {}
    for n, events in enumerate(folds_of(documents, given.folds)):
        folder = given.out / f"fold{n}"
        if not (folder / "weights.json").exists():
            command = [sys.executable, "-m", "training.train", "--begin", str(given.begin), "--out", str(folder)]
            command += ["--records", *map(str, given.records), str(given.gold), "--without", *sorted(events), *given.options]
            subprocess.run(command, check=True)
        read |= records_of(load_network(folder / "state.pt"), [d for d in documents if d.event in events], confidence=True)
    figures = score_records(given.scorer, gold_of(documents), read)
    (given.out / "predictions.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in read.values()), "utf-8")
    (given.out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    for what, score in sorted(figures["scores"].items()):
        print(f"{what:22} {score['f1']:5.1f}  ({score['p']:.1f} / {score['r']:.1f})")


if __name__ == "__main__":
    main()
