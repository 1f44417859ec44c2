"""Train the shipped weights anew, run after run, as `recipe.toml` has them.

    python -m training.recipe --corpora ATTRIBUTION_FOLDER --records training/corpus --out runs [--scorer score_attribution.py]

Started again it goes on where it was: a run that is done is not done again, one that was cut off goes on after its last pass.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

RECIPE = Path(__file__).with_name("recipe.toml")


def runs() -> list[dict[str, Any]]:
    """The runs in order, each with `name`, `why` and `options`."""
    found: list[dict[str, Any]] = tomllib.loads(RECIPE.read_text("utf-8"))["run"]
    return found


def command(run: dict[str, Any], corpora: Path, records: Path, out: Path) -> list[str]:
    """The options of `training.train` for a run."""
    filled = {"CORPORA": str(corpora), "RECORDS": str(records), "RUNS": str(out)}
    words = shlex.split(run["options"])
    for name, value in filled.items():
        words = [word.replace(name, value) for word in words]
    return [*words, "--out", str(out / run["name"])]


def main() -> None:
    """Go through the runs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpora", type=Path, required=True, help="folder of the attribution corpora")
    ask.add_argument("--records", type=Path, required=True, help="the project's own corpus")
    ask.add_argument("--out", type=Path, required=True, help="folder for all runs")
    ask.add_argument("--scorer", type=Path, help="score_attribution.py; without it the dev split is not scored")
    given = ask.parse_args()
    for run in runs():
        if (given.out / run["name"] / "weights.json").exists():
            print(f"{run['name']}: done before")
            continue
        print(f"{run['name']}: {run['why']}", flush=True)
        scoring = ["--scorer", str(given.scorer)] if given.scorer else []
        subprocess.run(
            [sys.executable, "-m", "training.train", *command(run, given.corpora, given.records, given.out), *scoring], check=True
        )


if __name__ == "__main__":
    main()
