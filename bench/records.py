"""Accuracy of whole records on the gold documents, by the shipped reader.

    python -m bench.records --gold dev.jsonl --scorer score_record.py [--predictions OUT.jsonl]

The grammars were written with part a of the documents at hand; parts b and c were neither read nor scored while they were written.
The figures of the parts are given apart for that reason.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training.scoring import load_scorer

from bench.figures import circumstances, table, write
from verbale.reader import Reader
from verbale.record import Document

SHOWN: tuple[str, ...] = (
    "facts",
    "facts.meetings",
    "facts.items",
    "facts.statements",
    "meetings",
    "meetings.whole",
    "items",
    "items.status",
    "items.whole",
)
SHOWN += ("statements", "statements.speaker", "statements.whole", "mentions")


def as_document(gold: dict[str, Any]) -> Document:
    """A gold document without its record."""
    keys = ("id", "text", "title", "outlet", "outlet_kind", "published", "language")
    return Document.model_validate({key: gold.get(key) for key in keys})


def main() -> None:
    """Read, score, and write the figures into the docs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, required=True, help="gold documents, JSON Lines")
    ask.add_argument("--scorer", type=Path, required=True, help="score_record.py")
    ask.add_argument("--predictions", type=Path, help="write the records here, JSON Lines")
    given = ask.parse_args()
    if not given.gold.exists():
        raise SystemExit(f"{given.gold}: not there; give the gold documents with --gold")
    tool = load_scorer(given.scorer)
    gold: dict[str, Any] = tool.load(given.gold)
    read = Reader().read_batch([as_document(d) for d in gold.values()])
    predicted = {r.document.id: r.as_json() for r in read}
    if given.predictions:
        given.predictions.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predicted.values()), "utf-8")
    parts: dict[str, Callable[[str], bool]] = {
        "all": lambda _: True,
        "at hand (a)": lambda i: i.startswith("a-"),
        "unseen (b, c)": lambda i: not i.startswith("a-"),
    }
    scores = {name: tool.score({i: d for i, d in gold.items() if want(i)}, predicted) for name, want in parts.items()}
    rows = [(what, *(_cell(scores[name]["scores"].get(what)) for name in parts)) for what in SHOWN]
    many = ", ".join(f"{name}: {s['documents']}" for name, s in scores.items())
    body = f"F1 (precision / recall); documents {many}. {circumstances()}.\n\n" + table(["figure", *parts], rows)
    write("records", body, scores)


def _cell(score: dict[str, float] | None) -> str:
    return f"{score['f1']:.1f} ({score['p']:.0f} / {score['r']:.0f})" if score else "–"


if __name__ == "__main__":
    main()
