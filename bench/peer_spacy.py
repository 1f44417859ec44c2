"""The peers of `bench.speed`: spaCy's en_core_web_sm over a JSON Lines file, alone and with textacy's direct quotations.

Prints the seconds of both as JSON.
"""

import json
import sys
import time
from pathlib import Path

import spacy
import textacy
from textacy.extract.triples import direct_quotations


def main() -> None:
    """Read the file and load the pipeline named on the command line, after a warm-up on three documents."""
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    pipeline = spacy.load(sys.argv[2])
    for text in texts[:3]:
        pipeline(text)
    started = time.perf_counter()
    read = [pipeline(text) for text in texts]
    alone = time.perf_counter() - started
    for doc in read:
        try:
            list(direct_quotations(doc))
        except ValueError:  # textacy refuses texts with an odd number of quotation marks
            continue
    name = f"spaCy {spacy.__version__} {pipeline.meta['name']} {pipeline.meta['version']}"
    together = f"{name} + textacy {textacy.__version__} quotations"
    print(json.dumps({"seconds": {name: alone, together: time.perf_counter() - started}}))


if __name__ == "__main__":
    main()
