"""Any HTML to paragraphs of plain text, without judging what is main text: linear in its length, however broken or deep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from verbale.sources.formats import load_data

# A tag ends before the next "<" at the latest, so that text full of "<" stays linear.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})[^<>]*>")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@cache
def _elements(kind: str) -> frozenset[str]:
    return frozenset(load_data("markup")[kind])


class Paragraphs:
    """Gathers text piece by piece: white space as browsers show it, a line break kept, a second one in a row parting paragraphs."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._pieces: list[str] = []

    def add(self, text: str) -> None:
        """More of the running paragraph."""
        if text:
            self._pieces.append(_SPACE.sub(" ", text))

    def line_break(self) -> None:
        """A new line in the running paragraph."""
        self._pieces.append("\n")

    def end(self) -> None:
        """The running paragraph is over."""
        if self._pieces:
            joined = re.sub(r" *+\n *+", "\n", re.sub(r"  +", " ", "".join(self._pieces))).strip(" \n")
            self._done.extend(part for part in re.split(r"\n\n+", joined) if part.strip())
            self._pieces = []

    def finished(self) -> list[str]:
        """All paragraphs."""
        self.end()
        return self._done


def html_paragraphs(html: str) -> list[str]:
    """The text of `html` by its blocks; scripts, styles and the page's head left out."""
    blocks = _elements("blocks")
    paragraphs = Paragraphs()
    for text, closing, tag in _parts(html):
        paragraphs.add(unescape(text))
        if tag == "br":
            paragraphs.line_break()
        elif tag in blocks:
            paragraphs.end()
        elif tag in ("td", "th") and not closing:
            paragraphs.add(" ")
    return paragraphs.finished()


def html_text(html: str) -> str:
    """The paragraphs of `html`, a blank line between them."""
    return "\n\n".join(html_paragraphs(html))


def _parts(html: str) -> Iterator[tuple[str, bool, str]]:
    """Stretches of text, each with the tag that follows it ("" for none)."""
    html = without(html, "<!--", "-->")
    at = 0
    skipped, skipped_to = _elements("skipped"), _Finder(html)
    for tag in _TAG.finditer(html):
        if tag.start() < at:
            continue
        name = tag[2].lower()
        yield html[at : tag.start()], bool(tag[1]), name
        at = tag.end()
        if name in skipped and not tag[1] and not tag[0].endswith("/>"):
            at = skipped_to.after(name, at)
    yield html[at:], False, ""


class _Finder:
    """Finds closing tags; remembers which there are no more of, so that a thousand open scripts cost one search."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._lower = html.lower() if html.isascii() else re.sub(r"[A-Z]+", lambda m: m[0].lower(), html)
        self._none: set[str] = set()

    def after(self, name: str, at: int) -> int:
        """Where `name`, open at `at`, is over; `at` itself where it is never closed (its text then counts as text)."""
        found = -1 if name in self._none else self._lower.find(f"</{name}", at)
        if found < 0:
            self._none.add(name)
            return at
        close = self._html.find(">", found, found + 200)
        return close + 1 if close >= 0 else found + len(name) + 2


def without(text: str, opening: str, closing: str) -> str:
    """`text` without its comments, which `opening` and `closing` mark; one that is never closed stays."""
    kept, at = [], 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        kept.append(text[at:start])
        at = end + len(closing)
    return "".join([*kept, text[at:]])
