"""Memory of one process that reads many documents: resident set every thousand documents.

    python -m bench.memory [--documents 20000]

The documents are made from the paragraphs of the bundled samples, each in another order, so that no two are the same.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import circumstances, table, write
from verbale.reader import Reader
from verbale.record import Document
from verbale.samples import sample_paths
from verbale.sources import SourceOptions, read_sources


def resident() -> float:
    """The process's resident memory in MB (Linux)."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no VmRSS in /proc/self/status: this measurement needs Linux")


def shuffled(count: int) -> Iterator[Document]:
    """`count` documents of two to nine paragraphs drawn from the samples; every fiftieth is twenty times as long."""
    chance = random.Random(1)
    texts = [d.text for d in read_sources(sample_paths(), SourceOptions()) if isinstance(d, Document)]
    paragraphs = [p for text in texts for p in text.split("\n\n")]
    for n in range(count):
        many = chance.randint(1, 3) * (20 if n % 50 == 49 else 1)
        yield Document.of("\n\n".join([*chance.choices(paragraphs, k=many), f"Report {n}."]), published="2025-04-11", language="en")


def main() -> None:
    """Read, watch, and write the figures into the docs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=int, default=20_000)
    given = ask.parse_args()
    reader, seen, words = Reader(), [], 0
    started, batch = time.time(), []
    for n, document in enumerate(shuffled(given.documents), 1):
        batch.append(document)
        words += len(document.text.split())
        if len(batch) == 16 or n == given.documents:
            reader.read_batch(batch)
            batch = []
        if n % 1000 == 0:
            seen.append((n, round(resident())))
            print(n, f"{seen[-1][1]} MB", f"{time.time() - started:.0f} s", flush=True)
    rows = [(f"{n:,}", mb) for n, mb in seen if n in (1000, 5000, 10_000, 15_000, 20_000)]
    body = f"{given.documents:,} documents, {words:,} words, one process. {circumstances()}.\n\n"
    write("memory", body + table(["documents read", "resident MB"], rows), {"resident_mb": seen, "words": words})


if __name__ == "__main__":
    main()
