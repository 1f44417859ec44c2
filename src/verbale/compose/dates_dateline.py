"""The dateline that opens a report: "ISTANBUL, April 10 (TASS) -", "PARIS —", "MOSCOW, April 10. /TASS/."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verbale.language.layout import Layout
from verbale.record import Span

# A dateline is short; nothing beyond this many characters of the text is looked at, so that a text in one line costs nothing.
_REACH = 140
_SHAPE = re.compile(
    r"(?P<place>[^\W\d_][\w.'’-]*(?:[ /][^\W\d_][\w.'’-]*){0,4}(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)?(?!\w|\s?[0-9]))?)"
    r"(?P<rest>(?:[,.:]?\s+[^()\n/—–]{3,40}?)??(?:\s*[(/\[][^()\n/\]]{2,40}[)/\]]\.?)?)"
    r"\s*(?P<dash>—|–|--|\s-|:|(?<=/\.)|(?<=[)/]))\s"
)


@dataclass(frozen=True)
class Dateline:
    """Where a dateline stands, and which part of it names the place."""

    span: Span
    place: Span


def find_dateline(layout: Layout) -> Dateline | None:
    """The dateline of a text, or None where it opens otherwise."""
    if not layout.paragraphs:
        return None
    start = layout.paragraphs[0].start
    found = _SHAPE.match(layout.text, start, min(layout.paragraphs[0].end, start + _REACH))
    if found is None or not _is_place_like(found):
        return None
    place = Span(*found.span("place"))
    return Dateline(Span(start, found.end("dash")), place)


def _is_place_like(found: re.Match[str]) -> bool:
    words = re.split(r"[\s/]+", found["place"])
    capitals = all(word[0].isupper() for word in words)
    shouted = len(words[0]) > 2 and words[0].rstrip(".,").isupper()
    return capitals and (shouted or (bool(re.search(r"[(/0-9]", found["rest"])) or found["dash"] in ("—", "–", "--")))
