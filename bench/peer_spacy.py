"""The peer of `bench.speed`: spaCy's en_core_web_sm and textacy's direct quotations over a JSON Lines file; prints the seconds as JSON."""

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

    def read(text: str) -> int:
        try:
            return len(list(direct_quotations(pipeline(text))))
        except ValueError:  # textacy refuses texts with an odd number of quotation marks; spaCy's work is done by then
            return 0

    for text in texts[:3]:
        read(text)
    started = time.perf_counter()
    found = sum(read(text) for text in texts)
    name = f"spaCy {spacy.__version__} {pipeline.meta['name']} {pipeline.meta['version']} + textacy {textacy.__version__} quotations"
    print(json.dumps({"seconds": time.perf_counter() - started, "name": name, "quotations": found}))


if __name__ == "__main__":
    main()
