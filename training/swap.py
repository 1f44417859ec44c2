"""Other names in a training document: people renamed, states exchanged for others, so that the reader learns structure and not names."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from training.corpora import Recorded
from verbale.compose.lexicon import load_csv
from verbale.record import ActorKind, Record, Span

# Name, adjective, people, seat of government.
Forms = tuple[str, str, str, str]


def _first(cell: str | None) -> str:
    return (cell or "").split("|")[0]


@cache
def _countries() -> dict[str, tuple[Forms, dict[str, int]]]:
    """By code: the forms that a state is given when it stands in for another, and all forms it may be found by with their sort."""
    found = {}
    for row in load_csv("countries"):
        adjective, seat = _first(row["adjectives"]), _first(row["seats"])
        if not adjective or not seat or row["care"]:
            continue
        people = _first(row["people"]) or (adjective if adjective.endswith(("ese", "ish", "ss")) else adjective + "s")
        forms = {form: 0 for form in (row["name"], *row["variants"].split("|")) if form}
        forms |= {form: 1 for form in row["adjectives"].split("|") if form}
        forms |= {people: 2} | {form: 3 for form in row["seats"].split("|") if form}
        found[row["code"]] = ((row["name"], adjective, people, seat), forms)
    return found


def names_of(documents: Iterable[Recorded]) -> list[tuple[str, str]]:
    """First and last names of all people in the documents, to be dealt out anew."""
    whole = {a.name for d in documents for a in d.record.actors if a.kind is ActorKind.PERSON}
    split = (name.split() for name in sorted(whole))
    return [(words[0], words[-1]) for words in split if len(words) > 1 and all(w.istitle() and len(w) > 2 for w in (words[0], words[-1]))]


def swapped(given: Recorded, names: Sequence[tuple[str, str]], chance: random.Random) -> Recorded:
    """The document with other people (6 of 10) and some other states (half of those it names, in 6 of 10); spans moved along.

    A document in which a span would be cut stays as it is.
    """
    words: dict[str, str] = {}
    codes: dict[str, str] = {}
    if names and chance.random() < 0.6:
        for actor in given.record.actors:
            own = actor.name.split()
            if actor.kind is ActorKind.PERSON and len(own) > 1 and all(len(w) > 2 and w[0].isupper() for w in (own[0], own[-1])):
                first, last = chance.choice(names)
                words |= {own[0]: first, own[-1]: last}
    if chance.random() < 0.6:
        text, pool = given.document.text, list(_countries().items())
        there = [code for code, (_, forms) in pool if any(form in text for form in forms)]
        for code in there:
            if chance.random() < 0.5:
                other, (forms, _) = chance.choice(pool)
                if other not in there and other not in codes.values():
                    codes[code] = other
                    words |= {form: forms[sort] for form, sort in _countries()[code][1].items()}
    return _replaced(given, words, codes) if words else given


def _replaced(given: Recorded, words: dict[str, str], codes: dict[str, str]) -> Recorded:
    text = given.document.text
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: -len(w))) + r")(?![\w-])")
    found = list(pattern.finditer(text))
    if not found:
        return given
    parts, starts, shifts, at, shift = [], [0], [0], 0, 0
    for one in found:
        new = words[one[0]]
        parts += [text[at : one.start()], new]
        at = one.end()
        shift += len(new) - len(one[0])
        starts.append(one.end())
        shifts.append(shift)
    parts.append(text[at:])
    inside = {p for one in found for p in range(one.start() + 1, one.end())}

    def moved(span: Span) -> Span:
        return Span(*(p + shifts[bisect_right(starts, p) - 1] for p in span))

    dumped: dict[str, Any] = given.record.model_dump()
    if any(p in inside for _, span in given.record.spans() for p in span) or any(a[1] > b[0] for a, b in pairwise(m.span() for m in found)):
        return given
    _move(dumped, moved, codes)
    document = given.document.model_copy(update={"text": "".join(parts)})
    return replace(given, document=document, record=Record.model_validate(dumped))


def _move(value: Any, moved: Any, codes: dict[str, str]) -> None:
    """Move every span of a dumped record, and exchange every state, in place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("mentions", "cue", "content"):
                value[key] = tuple(moved(Span(*s)) for s in inner)
            elif key in ("label", "condition", "source", "span") and inner is not None:
                value[key] = moved(Span(*inner))
            elif key == "country":
                value[key] = codes.get(inner, inner)
            else:
                _move(inner, moved, codes)
    elif isinstance(value, list | tuple):
        for inner in value:
            _move(inner, moved, codes)
