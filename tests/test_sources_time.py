"""Reading takes time in step with length, whatever is written: no file makes the reader hang."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from verbale.sources import read_sources

N = 100_000
ITEM = "<rss><channel><item><title>t</title><description>Words were said.</description></item></channel></rss>"
HOSTILE: dict[str, tuple[str, str | bytes]] = {
    "spaces before a word": ("md", " " * N + "x\n"),
    "spaces after a table's rule": ("md", "--" + " " * N + "x\n"),
    "spaces in a heading": ("md", "# a" + " " * N + "b\n"),
    "spaces in front matter": ("md", "---\ntitle: a" + " " * N + "b\n---\nWords were said."),
    "comments that are never closed": ("md", "-->" + "<!--" * N),
    "blank lines before a feed": ("rss", '<?xml version="1.0"?>' + "\n" * N + ITEM),
    "columns": ("csv", "text," + ",".join(map(str, range(N))) + "\nWords were said.\n"),
    "linked data that is never closed": ("html", "<script ld+json>" * 15_000 + "</"),
    "a character set that is none": ("html", b"<meta charset=punycode><p>\xff-" + b"abcd" * N),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_does_not_grow_with_the_square(name: str, tmp_path: Path) -> None:
    ending, content = HOSTILE[name]
    path = tmp_path / f"a.{ending}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    start = time.process_time()
    assert list(read_sources([path]))
    assert time.process_time() - start < 5
