"""Documents with their records written into the text: the form in which the project's own gold documents are kept.

    python -m training.markup training/corpus            check every document, say what is wrong and where
    python -m training.markup training/corpus --out FILE also write them in the form of the gold documents (JSON Lines)
    python -m training.markup FILE --show                print each span of the documents under its record, for a second reading

A document is a head in TOML between two lines of `+++`, then its text with marked spans. `{ru|Moscow}` marks a mention of the actor
`ru`; marks nest, and one mark may serve several purposes: `{s1.src,ru|Moscow}`. Spans that cross are opened and closed by `{m1<}` and
`{m1>}`. After the id of an actor, a meeting or an item comes nothing for a mention, after that of a statement nothing for its content;
`m1.place`, `i1.label`, `i1.if` (the condition), `s1.src` and `s1.cue` are the other spans. `training/corpus/README.md` tells the rest.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from verbale.compose.statements_spans import kind_of
from verbale.errors import VerbaleError
from verbale.language import layout
from verbale.record import Document, ReadDocument, Record, Span

_MARK = re.compile(r"\{(?P<open>[a-z][\w.,-]*)\||\{(?P<begin>[a-z][\w.,-]*)<\}|\{(?P<end>[a-z][\w.,-]*)>\}|(?P<close>\})")
_HEAD = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_PURPOSES = {"actors": {""}, "meetings": {"", "place"}, "items": {"", "label", "if"}, "statements": {"", "src", "cue"}}
_FINAL = re.compile(r"[,;:!?]$|(?<!\b[A-Z])(?<!\b[ap]\.m)\.$")  # not that of "the U.S." or "10 a.m."


class MarkupError(VerbaleError):
    """A document of the corpus is written wrongly."""


@dataclass(frozen=True)
class GoldDocument:
    """A document with the record that people wrote for it, and the label shared by all documents of one event."""

    document: Document
    record: Record
    event: str
    reprint_of: str | None

    def as_json(self) -> dict[str, Any]:
        """The form of the gold documents."""
        form = ReadDocument(document=self.document, record=self.record, reader="people").as_json()
        return form | {"event": self.event, "reprint_of": self.reprint_of}


def strip_marks(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The plain text and, by mark ("ru", "m1.place"), its spans in order.

    Raises `MarkupError` for a mark that is not closed, or closed twice.
    """
    plain: list[str] = []
    length = at = 0
    spans: dict[str, list[Span]] = defaultdict(list)
    stack: list[tuple[str, int]] = []
    begun: dict[str, int] = {}
    for found in _MARK.finditer(marked):
        piece = marked[at : found.start()]
        plain.append(piece)
        length, at = length + len(piece), found.end()
        line = marked.count("\n", 0, found.start()) + 1
        if found["open"]:
            stack.append((found["open"], length))
        elif found["begin"]:
            begun[found["begin"]] = length
        elif found["end"]:
            if found["end"] not in begun:
                raise MarkupError(f"text line {line}: {found[0]} closes what was not begun")
            _keep(spans, found["end"], begun.pop(found["end"]), length)
        elif not stack:
            raise MarkupError(f"text line {line}: a }} too many")
        else:
            name, start = stack.pop()
            _keep(spans, name, start, length)
    if stack or begun:
        raise MarkupError(f"not closed: {', '.join([name for name, _ in stack] + list(begun))}")
    plain.append(marked[at:])
    text = "".join(plain)
    if "{" in text or "|" in text:
        at = min(text.find(c) for c in "{|" if c in text)
        raise MarkupError(f"a mark is written wrongly near {text[max(0, at - 30) : at + 30]!r}")
    return text, {name: sorted(found) for name, found in spans.items()}


def _keep(spans: dict[str, list[Span]], names: str, start: int, end: int) -> None:
    for name in names.split(","):
        spans[name].append(Span(start, end))


def parse(written: str, name: str) -> GoldDocument:
    """The document of one file. Raises `MarkupError`, which says what is wrong."""
    found = _HEAD.match(written.replace("\r\n", "\n"))
    if not found:
        raise MarkupError("no head between two lines of +++")
    try:
        head = tomllib.loads(found[1])
    except tomllib.TOMLDecodeError as why:
        raise MarkupError(f"head: {why}") from None
    text, spans = strip_marks(found[2].strip("\n"))
    if re.search(r"(?<!\n)\n(?!\n)|\n{3}|[ \t]\n|\n[ \t]", text):
        raise MarkupError("paragraphs are one line each with one blank line between them")
    parts = {part: head.get(part, {}) for part in _PURPOSES}
    _check_marks(parts, spans, text)
    document = Document.of(
        text, id=name, **{k: head.get(k) for k in ("title", "outlet", "outlet_kind", "published")}, language=head.get("language", "en")
    )
    laid = layout(text)
    record = {
        "actors": [dict(given, id=one, mentions=spans[one]) for one, given in parts["actors"].items()],
        "meetings": [_meeting(one, given, spans) for one, given in parts["meetings"].items()],
        "items": [_item(one, given, spans) for one, given in parts["items"].items()],
        "statements": [_statement(one, given, spans) for one, given in parts["statements"].items()],
    }
    for statement in record["statements"]:
        statement["kind"] = kind_of(laid, statement["content"])
    try:
        return GoldDocument(document, Record.model_validate(record), head["event"], head.get("reprint_of"))
    except ValidationError as why:
        raise MarkupError("; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in why.errors()[:5])) from None
    except KeyError as why:
        raise MarkupError(f"head: no {why.args[0]}") from None


def _check_marks(parts: dict[str, dict[str, Any]], spans: dict[str, list[Span]], text: str) -> None:
    """Every mark belongs to a thing of the head, everything of the head is marked, and spans end at words."""
    purposes = {one: _PURPOSES[part] for part, things in parts.items() for one in things}
    for name, found in spans.items():
        one, _, purpose = name.partition(".")
        if one not in purposes:
            raise MarkupError(f"the mark {name} at {found[0].words(text)!r} names nothing of the head")
        if purpose not in purposes[one]:
            raise MarkupError(f"the mark {name}: {one} has no {purpose!r}")
        for span in found:
            words = span.words(text)
            if words != words.strip() or not words:
                raise MarkupError(f"the mark {name} at {words!r} is empty or has white space at an end")
            if (text[span.start - 1 : span.start].isalnum() and words[0].isalnum()) or (
                text[span.end : span.end + 1].isalnum() and words[-1].isalnum()
            ):
                raise MarkupError(f"the mark {name} at {words!r} cuts a word")
            if _FINAL.search(words) and not purpose and one not in parts["actors"]:
                raise MarkupError(f"the mark {name} at {words[-40:]!r} holds final punctuation")
    for part, things in parts.items():
        for one in things:
            if not spans.get(one):
                raise MarkupError(f"{part} {one}: marked nowhere in the text")


def _ids(given: Any) -> list[str]:
    return given.split() if isinstance(given, str) else list(given or [])


def _one(spans: dict[str, list[Span]], name: str, needed: bool = False) -> Span | None:
    found = spans.get(name, [])
    if len(found) > 1 or (needed and not found):
        raise MarkupError(f"{name}: marked {len(found)} times")
    return found[0] if found else None


def _known(one: str, given: dict[str, Any], keys: str) -> None:
    if unknown := set(given) - set(keys.split()):
        raise MarkupError(f"{one}: what is {', '.join(sorted(unknown))}?")


def _meeting(one: str, given: dict[str, Any], spans: dict[str, list[Span]]) -> dict[str, Any]:
    _known(one, given, "form state start end min max place country venue sides mediators")
    span = _one(spans, f"{one}.place")
    if (span is None) != (given.get("place") is None):
        raise MarkupError(f"{one}: a place needs both its name in the head and its mark {one}.place in the text")
    sides = []
    for side in _ids(given.get("sides")):
        party, _, people = side.partition(":")
        head, *members = people.split("+") if people else [""]
        sides.append({"party": party, "head": head or None, "members": members})
    timed = "min" in given or "max" in given
    return {
        "id": one,
        **{key: given.get(key) for key in ("form", "state", "start", "end")},
        "duration_minutes": {"min": given.get("min"), "max": given.get("max")} if timed else None,
        "place": {"name": given["place"], "country": given.get("country"), "venue": given.get("venue"), "span": span} if span else None,
        "sides": sides,
        "mediators": _ids(given.get("mediators")),
        "mentions": spans[one],
    }


def _item(one: str, given: dict[str, Any], spans: dict[str, list[Span]]) -> dict[str, Any]:
    _known(one, given, "topic status parties by meeting")
    condition = _one(spans, f"{one}.if")
    if given.get("status") == "conditional" and condition is None:
        raise MarkupError(f"{one}: conditional, but its condition {one}.if is marked nowhere")
    whole = {key: given.get(key) for key in ("topic", "status", "by", "meeting")}
    ends = {"label": _one(spans, f"{one}.label", needed=True), "condition": condition, "mentions": spans[one]}
    return {"id": one, **whole, "parties": _ids(given.get("parties")), **ends}


def _statement(one: str, given: dict[str, Any], spans: dict[str, list[Span]]) -> dict[str, Any]:
    _known(one, given, "speaker via date about")
    lists = {key: _ids(given.get(key)) for key in ("via", "about")}
    ends = {"source": _one(spans, f"{one}.src"), "cue": spans.get(f"{one}.cue", []), "content": spans[one]}
    return {"id": one, "speaker": given.get("speaker"), "date": given.get("date"), **lists, **ends}


def read_marked(where: Path) -> Iterator[tuple[Path, GoldDocument | MarkupError]]:
    """Every document of a file or a folder (`*.md`, but README.md), or what is wrong with it."""
    for path in [where] if where.is_file() else sorted(where.rglob("*.md")):
        if path.name == "README.md":
            continue
        try:
            yield path, parse(path.read_text("utf-8"), path.stem)
        except MarkupError as why:
            yield path, why


def show(gold: GoldDocument) -> str:
    """The record with the words of each span, for a second reading."""
    text = gold.document.text

    def words(value: Any) -> Any:
        if isinstance(value, tuple) and value and isinstance(value[0], Span):
            return [span.words(text) for span in value]
        return value.words(text) if isinstance(value, Span) else value

    lines = [f"# {gold.document.id} ({gold.document.outlet}, {gold.document.published})"]
    for part in ("actors", "meetings", "items", "statements"):
        for thing in getattr(gold.record, part):
            fields = {key: words(getattr(thing, key)) for key in type(thing).model_fields if key not in ("id", "confidence")}
            if place := fields.get("place"):
                fields["place"] = f"{place.name} ({place.country}; {place.venue}): {place.span.words(text)!r}"
            if "sides" in fields:
                fields["sides"] = [f"{s.party}: {s.head} + {', '.join(s.members)}" for s in fields["sides"]]
            lines.append(f"{part[:-1]} {thing.id}  " + "  ".join(f"{k}={v!s}" for k, v in fields.items() if v not in (None, (), [])))
    return "\n".join(lines)


def main() -> None:
    """Read the command line; the exit status is 1 where a document is wrong."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("where", type=Path, help="a document or a folder of them")
    ask.add_argument("--out", type=Path, help="write the documents there in the form of the gold documents")
    ask.add_argument("--show", action="store_true", help="print each record with the words of its spans")
    given = ask.parse_args()
    good, wrong = [], 0
    for path, read in read_marked(given.where):
        if isinstance(read, MarkupError):
            wrong += 1
            print(f"{path}: {read}")
        else:
            good.append(read)
            if given.show:
                print(show(read), end="\n\n")
    if given.out:
        given.out.write_text("".join(json.dumps(g.as_json(), ensure_ascii=False) + "\n" for g in good), encoding="utf-8")
    print(f"{len(good)} documents, {wrong} wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
