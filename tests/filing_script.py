"""Files invented documents until it is done or killed: `filing_script.py REGISTER COUNT`.

Says "filed" after each batch that held something new, "known" after any other.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from invented import FakeReader, talks_document
from verbale.cli.pipeline import Summary, file_documents
from verbale.record import Document, ReadDocument
from verbale.register import Register


class SlowReader(FakeReader):
    """Takes a moment over each batch, so that there is time to kill it."""

    def read_batch(self, documents: Sequence[Document]) -> list[ReadDocument]:
        time.sleep(0.01)
        return super().read_batch(documents)


def main(path: str, count: int) -> None:
    documents = (talks_document(n) for n in range(count))
    summary = Summary()
    register = Register.open(path, create=True)
    file_documents(register, documents, SlowReader(), summary, print, lambda s: print("filed" if s.filed["new"] else "known", flush=True))
    print(f"done: {summary}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
