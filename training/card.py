"""Write the model card from the recipe and from the facts that training left beside the weights.

python -m training.card --weights src/verbale/language/weights --records training/corpus --out docs/model-card.md
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bench.figures import table

from training.corpora import read_records
from training.recipe import runs
from verbale.language.links import RELATIONS

TEMPLATE = Path(__file__).with_name("card.md")


def main() -> None:
    """Fill the template."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--weights", type=Path, required=True)
    ask.add_argument("--records", type=Path, required=True, help="the project's own corpus")
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    facts = json.loads((given.weights / "weights.json").read_text("utf-8"))
    card = TEMPLATE.read_text("utf-8").format(
        encoder=facts["encoder"],
        layers=facts["layers"],
        relations=", ".join(relation.replace("_", " to ") for relation in RELATIONS),
        corpus=_corpus(given.records),
        runs=table(["run", "what", "options of `training.train`"], [(r["name"], r["why"], f"`{r['options']}`") for r in runs()]),
        last=_last(facts),
        hashes="\n".join(f"- `{name}`: `{value}`" for name, value in sorted(facts["sha256"].items())),
    )
    given.out.write_text(card, "utf-8")


def _corpus(where: Path) -> str:
    documents = read_records(where)
    words = sum(len(d.document.text.split()) for d in documents)
    many = {part: sum(len(getattr(d.record, part)) for d in documents) for part in ("actors", "meetings", "items", "statements")}
    things = ", ".join(f"{number:,} {part}" for part, number in many.items())
    return f"{len(documents)} documents of {words:,} words on {len({d.event for d in documents})} events: {things}"


def _last(facts: dict[str, Any]) -> str:
    minutes = sum(p["seconds"] for p in facts["passes"]) / 60
    return f"{len(facts['passes'])} passes, {minutes:.0f} minutes."


if __name__ == "__main__":
    main()
