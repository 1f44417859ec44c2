"""Write the model card from the facts that training left beside the weights.

    python -m training.card --weights src/verbale/language/weights --out docs/model-card.md
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

TEMPLATE = """# Model card: the encoder for statements

Written by `python -m training.card` from `weights.json`, which training leaves beside the weights.

**What it does.** Tags source, cue and content of statements in English news, and links content to its cue and the cue to its source. One pass of a
six-layer BERT encoder, 384 wide, over windows of 128 word pieces; a linear chain over BIO tags; a small scorer for each kind of link.

**Made from.** {encoder}, fine-tuned on PolNeAR 1.0 (E. Newell, D. Margolin, D. Ruths, LREC 2018), train split: 840 articles of seven US publishers,
November 2015 to November 2016, 19,831 attributions. The corpus states no licence for its data; its articles belong to their publishers. It is used for
training and measuring only, and no text of it is in this project.

**Files.** `encoder.int8.onnx` (dynamic int8, per channel, reduced range), `heads.npz` (chain and link scorers), `tokenizer.json` (unchanged from the
base model), `weights.json`.

**Training.** `python -m training.train` with {settings}. One pass took {seconds} on two CPU cores shared with other work. The exported
weights are a running average over the last steps. Typography is roughened in three documents of ten (marks straightened, curled, guillemets).

| pass | content | source | cue | content with source | content by overlap |
| --- | --- | --- | --- | --- | --- |
{passes}

F1 on PolNeAR dev, level `exact`, in single precision, as logged after each pass. The figures of the shipped int8 weights are in `measurements.md`.

**SHA-256 of what it was made from**

{hashes}

**Limits.** US political news of one year: other regions, readouts, transcripts and opinion are further from what it saw. No attribution inside another.
Each word has one role. Vocabulary is lower case; capitals, quotation marks and paragraph beginnings are given as settings of each piece. English only.

**Again.** `pip install -e . torch==2.13.0 onnx==1.23.2 safetensors==0.8.0`, `pip install --no-deps --require-hashes -r training/requirements.txt`, then
`python -m training.train --corpora ATTRIBUTION --scorer score_attribution.py --out runs/again {again}`, and copy the files over.
"""


def main() -> None:
    """Fill the template."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--weights", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    facts = json.loads((given.weights / "weights.json").read_text("utf-8"))
    names = ("content", "source", "cue", "content+source", "content by overlap")
    passes = [f"| {p['pass']} | " + " | ".join(f"{p['dev'][n]:.1f}" for n in names) + " |" for p in facts["passes"] if p.get("dev")]
    minutes = sorted(p["seconds"] // 60 for p in facts["passes"])
    settings = {k: v for k, v in facts["settings"].items() if v is not None}
    card = TEMPLATE.format(
        encoder=facts["encoder"],
        settings=", ".join(f"{k} {v}" for k, v in sorted(settings.items())),
        seconds=f"{minutes[0]} to {minutes[-1]} minutes",
        passes="\n".join(passes),
        hashes="\n".join(f"- `{name}`: `{value}`" for name, value in sorted(facts["sha256"].items())),
        again=" ".join(f"--{k} {v}" for k, v in sorted(settings.items())),
    )
    given.out.write_text(card, "utf-8")


if __name__ == "__main__":
    main()
