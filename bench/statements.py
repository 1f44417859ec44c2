"""Accuracy of attributions on the dev split of PolNeAR, by the shipped weights.

python -m bench.statements --corpora ATTRIBUTION_FOLDER --scorer score_attribution.py [--predictions OUT.jsonl]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.corpora import read_attributions
from training.scoring import as_scored, headline, load_scorer

from bench.figures import circumstances, table, write
from verbale.language import layout
from verbale.language.encoder import Encoder

BARS = {"content": 64, "source": "–", "cue": "–", "content+source": 55, "content by overlap": 84}


def main() -> None:
    """Read, score, and write the figures into the docs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpora", type=Path, required=True, help="folder of the attribution corpora")
    ask.add_argument("--scorer", type=Path, required=True, help="score_attribution.py")
    ask.add_argument("--predictions", type=Path, help="write what was read here, JSON Lines")
    given = ask.parse_args()
    corpus = given.corpora / "polnear.dev.jsonl.gz"
    if not corpus.exists():
        raise SystemExit(f"{corpus}: not there; give the folder of the attribution corpora with --corpora")
    encoder, tool = Encoder(), load_scorer(given.scorer)
    documents = list(read_attributions(corpus))
    predicted = [
        as_scored(d, found.attributions)
        for d, found in zip(documents, encoder.read([layout(d.text) for d in documents], attributions=True), strict=True)
    ]
    if given.predictions:
        given.predictions.write_text("".join(json.dumps(p) + "\n" for p in predicted), "utf-8")
    result = tool.score(tool.read(str(corpus)), predicted, False)
    figures = headline(result)
    kinds = [
        (kind, *(result["exact"][kind][n]["f1"] for n in ("content", "source", "cue", "content+source")))
        for kind in ("direct", "indirect", "mixed")
    ]
    body = "\n".join(
        [
            f"PolNeAR dev, {len(documents)} documents, {sum(len(d.attributions) for d in documents)} attributions; F1. {circumstances()}.",
            "",
            table(["figure", "bar", "Verbale"], [(n, BARS[n], f"{v:.1f}") for n, v in figures.items()]),
            "",
            table(["kind (exact)", "content", "source", "cue", "content+source"], kinds),
        ]
    )
    write("statements", body, {"headline": figures, "exact": result["exact"], "overlap": result["overlap"]["all"]})


if __name__ == "__main__":
    main()
