"""What is wrong with a record, sorted into kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Thing = dict[str, Any]


def errors_of(tool: Any, gold: Thing, read: Thing) -> Iterator[str]:
    """The kind of each error of one document; `tool` is the module of the scorer, whose measures of likeness are used."""
    g, p = gold["record"], read["record"]
    ga, pa = tool.Actors(g), tool.Actors(p)
    yield from _mentions(g, p)
    yield from _meetings(tool, g, p, ga, pa)
    yield from _items(tool, g, p, ga, pa)
    yield from _statements(tool, g, p, ga, pa)


def _mentions(g: Thing, p: Thing) -> Iterator[str]:
    known = {tuple(m): a["kind"] for a in g["actors"] for m in a["mentions"]}
    said = {tuple(m): a["kind"] for a in p["actors"] for m in a["mentions"]}
    for span, kind in known.items():
        if span in said:
            if said[span] != kind:
                yield "actor mention: another kind"
        elif any(s < span[1] and span[0] < e for s, e in said):
            yield "actor mention: other ends"
        else:
            yield "actor mention missed"
    for span in said:
        if not any(s < span[1] and span[0] < e for s, e in known):
            yield "actor mention where none is"


def _nearest(tool: Any, thing: Thing, others: list[Thing], key: str) -> Thing | None:
    """The other that shares most characters."""
    own = tool.chars(thing[key])
    best = max(others, key=lambda o: len(own & tool.chars(o[key])), default=None)
    return best if best is not None and own & tool.chars(best[key]) else None


def _meetings(tool: Any, g: Thing, p: Thing, ga: Any, pa: Any) -> Iterator[str]:
    for x in g["meetings"]:
        y = _nearest(tool, x, p["meetings"], "mentions")
        if y is None:
            yield "meeting missed"
            continue
        if {ga.party(s["party"]) for s in x["sides"]} != {pa.party(s["party"]) for s in y["sides"]}:
            yield "meeting: other parties"
        if x["start"] != y["start"]:
            yield (
                "meeting: another date"
                if x["start"] and y["start"]
                else "meeting: date missed"
                if x["start"]
                else "meeting: date where none is"
            )
        if x["state"] != y["state"]:
            yield "meeting: another state"
        if (x["place"] or {}).get("name") != (y["place"] or {}).get("name"):
            yield "meeting: another place"
    for y in p["meetings"]:
        if _nearest(tool, y, g["meetings"], "mentions") is None:
            yield "meeting where none is"


def _items(tool: Any, g: Thing, p: Thing, ga: Any, pa: Any) -> Iterator[str]:
    for x in g["items"]:
        y = _nearest(tool, x, p["items"], "mentions")
        if y is None:
            yield "item missed"
            continue
        if x["topic"] != y["topic"]:
            yield "item: another topic"
        if x["status"] != y["status"]:
            yield "item: another status"
        if (x["by"] and ga.party(x["by"])) != (y["by"] and pa.party(y["by"])):
            yield "item: another side"
    for y in p["items"]:
        if _nearest(tool, y, g["items"], "mentions") is None:
            yield "item where none is"


def _statements(tool: Any, g: Thing, p: Thing, ga: Any, pa: Any) -> Iterator[str]:
    for x in g["statements"]:
        y = _nearest(tool, x, p["statements"], "content")
        if y is None:
            yield "statement missed"
            continue
        if tool.overlap(x["content"], y["content"]) < 0.8:
            yield "statement: other ends"
        if not ga.same(x["speaker"], pa, y["speaker"]):
            yield "statement: another speaker"
        if len(x["via"]) != len(y["via"]):
            yield "statement: another channel"
    for y in p["statements"]:
        if _nearest(tool, y, g["statements"], "content") is None:
            yield "statement where none is"
