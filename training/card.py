"""Write the model card from the facts that training left beside the weights.

python -m training.card --weights src/verbale/language/weights --out docs/model-card.md
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bench.figures import table

NAMES = ("content", "source", "cue", "content+source", "content by overlap")
TEMPLATE = Path(__file__).with_name("card.md")


def main() -> None:
    """Fill the template."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--weights", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    facts = json.loads((given.weights / "weights.json").read_text("utf-8"))
    steps = [facts["teacher"], facts] if facts.get("teacher") else [facts]
    card = TEMPLATE.read_text("utf-8").format(
        encoder=facts["encoder"],
        layers=facts["layers"],
        runs="\n\n".join(_run(step) for step in steps),
        hashes="\n".join(f"- `{name}`: `{value}`" for name, value in sorted(facts["sha256"].items())),
        again="\n".join(_command(n, step, len(steps)) for n, step in enumerate(steps, 1)),
    )
    given.out.write_text(card, "utf-8")


def _options(facts: dict[str, Any]) -> str:
    """The settings of a run as options of its command."""
    kept = {k: v for k, v in facts["settings"].items() if v is not None and (k != "keep" or facts.get("teacher"))}
    return " ".join(f"--{k.replace('_', '-')} {' '.join(map(str, v)) if isinstance(v, list) else v}" for k, v in sorted(kept.items()))


def _command(n: int, facts: dict[str, Any], many: int) -> str:
    teacher = f" --teacher runs/{n - 1}/state.pt" if facts.get("teacher") else ""
    options = f"--corpora ATTRIBUTION --scorer score_attribution.py --out runs/{n}{teacher} {_options(facts)}"
    return f"python -m training.train {options}" + ("" if n < many else "    # these are the weights that are shipped")


def _run(facts: dict[str, Any]) -> str:
    """The log of a run as a table."""
    what = f"{facts['layers']} layers" + (", taught by the run above" if facts.get("teacher") else "")
    rows = [(p["pass"], f"{p['seconds'] / 60:.0f}", *(f"{p['dev'][n]:.1f}" for n in NAMES)) for p in facts["passes"] if p.get("dev")]
    return f"{what} (`{_options(facts)}`):\n\n" + table(["pass", "minutes", *NAMES], rows)


if __name__ == "__main__":
    main()
