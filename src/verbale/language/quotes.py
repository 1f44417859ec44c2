"""Quotations by their marks: curly, straight, guillemets, low-high, doubled backticks; over several paragraphs.

Newspaper practice: a quotation that runs over paragraphs opens again at the head of each paragraph and closes only in the last
(Chicago Manual of Style, 13.32). A mark that never closes ends with its paragraph.
Single marks count only where they cannot be an apostrophe.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.record import Span

_MARK = re.compile(r"``|''|[\"“”„‟«»＂〝〞「」『』]|(?<![^\s(\[—–-])[‘'](?=\S)|(?<=[^\s])[’'](?![^\W_])")
# A single mark that ends a word or its punctuation, as a closing mark would: 'never', he said.
_SINGLE_CLOSE = re.compile(r"(?<=[\w,.!?])[’'](?![^\W_])")
_PAIRS = {"“": "”", "„": "“”‟", "‟": "”", "«": "»", "»": "«", "``": "''", "「": "」", "『": "』", "〝": "〞", '"': '"', "＂": "＂"}
_OPENS = frozenset(_PAIRS)
_SINGLES = frozenset("‘'’")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks: `outer` with the marks, `inner` without. `continues`: it takes up one left open a paragraph before."""

    outer: Span
    inner: Span
    continues: bool = False
    closed: bool = True


def _closes(mark: str, opener: str) -> bool:
    if opener in ("‘", "'"):
        return mark in ("’", "'")
    if mark in _PAIRS[opener]:
        return True
    # Mixed sets are common in scraped text: a straight mark closes a curly one and the other way round.
    return (opener in '“„‟"' and mark in '”"') or (opener == "``" and mark == '"') or (opener in '"“' and mark == "''")


def _paragraph_quotations(text: str, paragraph: Span, open_before: bool) -> list[Quotation]:
    found: list[Quotation] = []
    singles = [m.start() for m in _SINGLE_CLOSE.finditer(text, *paragraph)]
    opener: re.Match[str] | None = None
    for mark in _MARK.finditer(text, *paragraph):
        sign = mark.group()
        if opener is None:
            at_head = mark.start() == paragraph.start
            if sign in _SINGLES:
                if sign != "’" and _comes_soon(singles, mark.end()):
                    opener = mark
            elif sign in _OPENS and (sign not in '»"' or at_head or _looks_open(text, mark)):
                opener = mark
        elif _closes(sign, opener.group()):
            if sign == '"' and _looks_open(text, mark) and not _looks_closed(text, mark):
                continue
            inner = Span(opener.end(), mark.start())
            if inner.start < inner.end:
                found.append(Quotation(Span(opener.start(), mark.end()), inner, open_before and opener.start() == paragraph.start))
            opener = None
    if opener is not None and opener.group() not in _SINGLES and opener.end() < paragraph.end:
        outer = Span(opener.start(), paragraph.end)
        found.append(Quotation(outer, Span(opener.end(), paragraph.end), open_before and opener.start() == paragraph.start, closed=False))
    return found


def _looks_open(text: str, mark: re.Match[str]) -> bool:
    """Whether the mark can open: something follows it directly."""
    return mark.end() < len(text) and not text[mark.end()].isspace()


def _looks_closed(text: str, mark: re.Match[str]) -> bool:
    """Whether the mark can close: it follows directly on something."""
    return mark.start() > 0 and not text[mark.start() - 1].isspace()


def _comes_soon(closings: Sequence[int], after: int) -> bool:
    """Whether one of the places comes within 400 characters: further away a single mark is an apostrophe."""
    at = bisect_left(closings, after)
    return at < len(closings) and closings[at] - after < 400


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """All outermost quotations of `text` in order."""
    found: list[Quotation] = []
    open_before = False
    for paragraph in paragraphs:
        here = _paragraph_quotations(text, paragraph, open_before)
        open_before = bool(here) and not here[-1].closed
        found.extend(here)
    return tuple(found)
