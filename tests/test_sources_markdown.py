"""Markdown to plain paragraphs: the marks go, the words stay."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources_helpers import only
from verbale.sources.markdown import _inline, _plain

NOTE = """---
title: "Talks: the second round"
date: 2025-04-11
outlet: The Harbour Post  # the morning edition
outlet_kind: newspaper
language: en
tags: [a, b]
---

# Talks: the second round

Delegations *met* in **Port Vale** on [Thursday](https://post.example/a_(b) "title").
They used snake_case_names, 2*3*4 and `a_b*c*`.

- visas
- [x] flights \\*not\\* agreed

> “We __go on__,” she said &amp; left[^1].

| side | head |
|------|:----:|
| Norland | Lindqvist |

The end
-------
![a picture](x.png) ~~No~~ <b>yes</b> <https://post.example/b>

[^1]: in a note
[ref]: https://post.example
<!-- a
comment -->
"""


def test_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(NOTE)
    document = only(path)
    assert (document.title, document.published) == ("Talks: the second round", "2025-04-11")
    assert (document.outlet, document.outlet_kind, document.language) == ("The Harbour Post", "newspaper", "en")
    assert document.text.split("\n\n") == [
        "Delegations met in Port Vale on Thursday. They used snake_case_names, 2*3*4 and a_b*c*.",
        "visas",
        "flights *not* agreed",
        "“We go on,” she said & left.",
        "side head",
        "Norland Lindqvist",
        "The end",
        "a picture No yes https://post.example/b",
    ]


def test_the_first_heading_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Talks end\n=========\r\n\r\nThey met.\r\n\r\n## Visas\r\n\r\nNone.\r\n")
    document = only(path)
    assert (document.title, document.text) == ("Talks end", "They met.\n\nVisas\n\nNone.")
    path.write_text("They met.\n\n## Visas\n\nNone.")
    document = only(path)
    assert (document.title, document.text) == ("Visas", "They met.\n\nVisas\n\nNone.")


@given(st.lists(st.from_regex(r"[A-Za-zé“”’]{1,8}", fullmatch=True), min_size=1, max_size=30))
def test_words_stay(words: list[str]) -> None:
    text = " ".join(words)
    assert _plain(text)[2] == [text]
    assert _inline(" ".join(f"**{word}**" for word in words)) == text


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "[a](",
        "*",
        "**a",
        "_a",
        "`",
        "```\n",
        "<a",
        "> ",
        "\\",
        "- ",
        "#",
        "|",
        "~~",
        "[^",
        "<!--",
        "---\n",
        "a:\n",
        "&",
        "(",
        "  ",
    ],
)
def test_marks_without_end_are_read_soon(piece: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\n" + "words " + piece * 100_000)
    start = time.perf_counter()
    assert only(path).text.startswith("words")
    assert time.perf_counter() - start < 10
