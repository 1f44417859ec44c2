"""Documents a second on one core: the whole reader beside spaCy, alone and with textacy's quotations; same documents, in turns.

    python -m bench.speed --documents DOCUMENTS.jsonl --peers PYTHON [--rounds 3]

PYTHON is an interpreter that has spacy, textacy and en_core_web_sm (`bench/peers.txt`); it runs `bench/peer_spacy.py`.
Both sides are held to one core and one thread, warm up on three documents, and read in turns; the best round of each counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.figures import circumstances, table, write

OWN = "Verbale, whole reader"
PEER = Path(__file__).with_name("peer_spacy.py")


def read_once(path: Path) -> float:
    """Seconds to read all documents of a JSON Lines file, after a warm-up."""
    from training.corpora import as_document

    from verbale.reader import Reader

    documents = [as_document(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    reader = Reader(threads=1)
    reader.read_batch(documents[:3])
    started = time.perf_counter()
    for n in range(0, len(documents), 16):
        reader.read_batch(documents[n : n + 16])
    return time.perf_counter() - started


def run(command: list[str]) -> dict[str, float]:
    """The JSON that a command prints, held to one core."""
    core = min(os.sched_getaffinity(0))
    environment = os.environ | {
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "RAYON_NUM_THREADS": "1",
    }
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment, preexec_fn=lambda: os.sched_setaffinity(0, {core})
    )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])["seconds"]
    return answer


def main() -> None:
    """Measure in turns and write the figures into the docs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=Path, required=True)
    ask.add_argument("--peers", type=Path, help="interpreter with the peers")
    ask.add_argument("--model", default="en_core_web_sm", help="name of the peer's pipeline")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--once", action="store_true", help="read once in this process and print the seconds")
    given = ask.parse_args()
    if given.once:
        print(json.dumps({"seconds": {OWN: read_once(given.documents)}}))
        return
    if given.peers is None:
        ask.error("--peers is needed")
    documents = [json.loads(line) for line in given.documents.read_text("utf-8").splitlines()]
    words = sum(len(d["text"].split()) for d in documents)
    best: dict[str, float] = {}
    for _ in range(given.rounds):
        own = run([sys.executable, "-m", "bench.speed", "--documents", str(given.documents), "--once"])
        for name, seconds in (own | run([str(given.peers), str(PEER), str(given.documents), given.model])).items():
            best[name] = min(seconds, best.get(name, seconds))
    rows = [(name, f"{len(documents) / seconds:.2f}", f"{seconds / best[OWN]:.2f}") for name, seconds in best.items()]
    body = (
        f"{len(documents)} documents, {words / len(documents):.0f} words on average, one core, best of {given.rounds} rounds in turns. "
        f"{circumstances()}.\n\n" + table(["reader", "documents a second", "Verbale is so many times as fast"], rows)
    )
    write("speed", body, {"seconds": best, "documents": len(documents), "words": words})


if __name__ == "__main__":
    main()
