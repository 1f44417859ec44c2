"""Accuracy of whole records on the gold documents, by the shipped reader: figures, calibration, and what goes wrong.

    python -m bench.records --gold dev.jsonl --scorer score_record.py [--predictions OUT.jsonl]

No gold document was trained on. The grammars of actors, dates and speech were written with part a of the documents at hand; parts b and c
were not looked at for them: their figures are given apart. Intervals are 95 % bootstrap intervals over documents (2,000 draws).
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training.corpora import as_document
from training.outcomes import PARTS, expected_error, outcomes
from training.scoring import load_scorer

from bench.errors import errors_of
from bench.figures import circumstances, table, write
from verbale.reader import Reader

BARS = {
    "facts": 70, "meetings": 80, "meetings.whole": 55, "items": 60, "items.status": 50,
    "statements": 85, "statements.speaker": 78, "mentions": 82,
}  # fmt: skip
SHOWN = (
    "facts", "facts.meetings", "facts.items", "facts.statements", "meetings", "meetings.whole", "items", "items.status", "items.whole",
    "statements", "statements.speaker", "statements.whole", "mentions",
)  # fmt: skip
Score = dict[str, dict[str, float]]


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
    predicted = {r.document.id: r.as_json(confidence=True) for r in read}
    if given.predictions:
        given.predictions.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predicted.values()), "utf-8")
    _figures(tool, gold, predicted)
    _groups(tool, gold, predicted)
    _calibration(tool, gold, predicted)
    _errors(tool, gold, predicted)


def _figures(tool: Any, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    parts: dict[str, Callable[[str], bool]] = {
        "all": lambda _: True,
        "at hand (a)": lambda i: i.startswith("a-"),
        "unseen (b, c)": lambda i: not i.startswith("a-"),
    }
    scores: dict[str, Score] = {name: _score(tool, gold, predicted, want) for name, want in parts.items()}
    spread = _intervals(tool, gold, predicted)
    rows = []
    for what in SHOWN:
        low, high = spread[what]
        cells = (f"{s[what]['f1']:.1f} ({s[what]['p']:.0f} / {s[what]['r']:.0f})" for s in scores.values())
        rows.append((what, BARS.get(what, "–"), *cells, f"{low:.1f} to {high:.1f}"))
    many = ", ".join(f"{name}: {sum(map(want, gold))}" for name, want in parts.items())
    body = f"F1 (precision / recall); documents {many}. {circumstances()}.\n\n"
    write("records", body + table(["figure", "bar", *parts, "interval (all)"], rows), scores | {"intervals": spread})


def _score(tool: Any, gold: dict[str, Any], predicted: dict[str, Any], want: Callable[[str], bool]) -> Score:
    result: Score = tool.score({i: d for i, d in gold.items() if want(i)}, predicted)["scores"]
    return result


def _intervals(tool: Any, gold: dict[str, Any], predicted: dict[str, Any], draws: int = 2000) -> dict[str, tuple[float, float]]:
    """95 % intervals of F1 by drawing documents with replacement."""
    counts = [_counts(tool.score({i: d}, predicted)["scores"]) for i, d in gold.items()]
    chance, found = random.Random(7), defaultdict(list)
    for _ in range(draws):
        drawn = chance.choices(counts, k=len(counts))
        for what in SHOWN:
            hit, known, said = (sum(c[what][k] for c in drawn if what in c) for k in range(3))
            found[what].append(200 * hit / (known + said) if known + said else 0.0)
    return {what: (sorted(v)[int(0.025 * draws)], sorted(v)[int(0.975 * draws)]) for what, v in found.items()}


def _counts(score: Score) -> dict[str, tuple[float, float, float]]:
    """Hits, gold and predicted of each figure of one document; the scorer rounds its percentages to a tenth, which hits survive."""
    return {what: (round(s["p"] * s["predicted"] / 100), s["gold"], s["predicted"]) for what, s in score.items()}


def _groups(tool: Any, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    regions = tomllib.loads(Path(__file__).with_name("regions.toml").read_text("utf-8"))
    region = {event: name for name, events in regions.items() for event in events}
    groups: dict[str, list[str]] = defaultdict(list)
    for i, d in gold.items():
        groups[f"outlet: {d['outlet_kind']}"].append(i)
        groups[f"region: {region.get(d['event'], 'other')}"].append(i)
    shown = ("facts", "meetings", "items", "statements.speaker", "mentions")
    rows = []
    for name in sorted(groups):
        score = _score(tool, gold, predicted, groups[name].__contains__)
        rows.append((name, len(groups[name]), *(f"{score[what]['f1']:.1f}" if what in score else "–" for what in shown)))
    write("groups", "F1.\n\n" + table(["documents of", "number", *shown], rows), rows)


def _calibration(tool: Any, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    seen = list(outcomes(tool, gold, predicted))
    rows, kept = [], {}
    for part in PARTS:
        own = [(c, r) for p, c, r in seen if p == part]
        error = expected_error(own)
        levels = []
        for low in (0.0, 0.25, 0.5, 0.75):
            inside = [r for c, r in own if low <= c < low + 0.25 or (low == 0.75 and c == 1.0)]
            levels.append(f"{100 * sum(inside) / len(inside):.0f} % of {len(inside)}" if inside else "–")
        rows.append((part, f"{error:.3f}", *levels))
        kept[part] = error
    body = "Share that is right, by confidence.\n\n"
    heads = ["part", "expected calibration error", "under 0.25", "0.25 to 0.5", "0.5 to 0.75", "0.75 and over"]
    write("calibration", body + table(heads, rows), kept)


def _errors(tool: Any, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    kinds: Counter[str] = Counter()
    for i, d in gold.items():
        kinds.update(errors_of(tool, d, predicted[i]))
    rows = [(kind, many) for kind, many in kinds.most_common(14)]
    write("errors", table(["kind of error", "times"], rows), dict(kinds))


if __name__ == "__main__":
    main()
