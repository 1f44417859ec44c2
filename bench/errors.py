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


def _pairs(tool: Any, g: Thing, p: Thing, part: str, key: str) -> tuple[list[tuple[Thing, Thing]], list[str]]:
    """Each gold thing with the read one that shares most characters of `key`, and the kinds of what has none on either side."""
    pairs, alone, name = [], [], part.removesuffix("s")
    for x in g[part]:
        y = _nearest(tool, x, p[part], key)
        if y is None:
            alone.append(f"{name} missed")
        else:
            pairs.append((x, y))
    alone += [f"{name} where none is" for y in p[part] if _nearest(tool, y, g[part], key) is None]
    return pairs, alone


def _nearest(tool: Any, thing: Thing, others: list[Thing], key: str) -> Thing | None:
    """The other that shares most characters."""
    own = tool.chars(thing[key])
    best = max(others, key=lambda o: len(own & tool.chars(o[key])), default=None)
    return best if best is not None and own & tool.chars(best[key]) else None


def _meetings(tool: Any, g: Thing, p: Thing, ga: Any, pa: Any) -> Iterator[str]:
    pairs, alone = _pairs(tool, g, p, "meetings", "mentions")
    yield from alone
    for x, y in pairs:
        if {ga.party(s["party"]) for s in x["sides"]} != {pa.party(s["party"]) for s in y["sides"]}:
            yield "meeting: other parties"
        if x["start"] != y["start"]:
            yield "meeting: " + ("another date" if x["start"] and y["start"] else "date missed" if x["start"] else "date where none is")
        if x["state"] != y["state"]:
            yield "meeting: another state"
        if (x["place"] or {}).get("name") != (y["place"] or {}).get("name"):
            yield "meeting: another place"


def _items(tool: Any, g: Thing, p: Thing, ga: Any, pa: Any) -> Iterator[str]:
    pairs, alone = _pairs(tool, g, p, "items", "mentions")
    yield from alone
    for x, y in pairs:
        if x["topic"] != y["topic"]:
            yield "item: another topic"
        if x["status"] != y["status"]:
            yield "item: another status"
        if (x["by"] and ga.party(x["by"])) != (y["by"] and pa.party(y["by"])):
            yield "item: another side"


def _statements(tool: Any, g: Thing, p: Thing, ga: Any, pa: Any) -> Iterator[str]:
    pairs, alone = _pairs(tool, g, p, "statements", "content")
    yield from alone
    for x, y in pairs:
        if tool.overlap(x["content"], y["content"]) < 0.8:
            yield "statement: other ends"
        if not ga.same(x["speaker"], pa, y["speaker"]):
            yield "statement: another speaker"
        if len(x["via"]) != len(y["via"]):
            yield "statement: another channel"
