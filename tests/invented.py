"""Invented reports of talks between two invented states, their records built by finding words, and a reader for them.

Country codes are taken from the range that ISO leaves to users (XN, XS), so that nothing here is about anyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verbale.record import Actor, Document, Item, Meeting, Place, ReadDocument, Record, Side, Span, Statement

TALKS = """PORT ELLEN — Norland and Sudmark ended six hours of talks in Port Ellen on Thursday, report {n} says.

The two sides agreed to reopen the border crossing at Graywater, Foreign Minister Ida Holm said. "We have turned a page", she told \
reporters. A return of prisoners could follow once both lists are checked, a senior official said.

According to the Sudmark Courier, Tomas Reyl, who led the Sudmark delegation, called the fishing quota "not a subject for talks"."""


def talks_document(n: int, **known: Any) -> Document:
    given: dict[str, Any] = {"outlet": "Norland Wire", "outlet_kind": "wire", "published": "2031-03-14", "language": "en"}
    return Document.of(TALKS.format(n=n), id=f"talks-{n}", title=f"Talks in Port Ellen, report {n}", **(given | known))


def find(text: str, words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def talks_record(text: str) -> Record:
    def at(words: str, nth: int = 0) -> Span:
        return find(text, words, nth)

    actors = (
        Actor(id="n", kind="state", name="Norland", country="XN", mentions=(at("Norland"),), confidence=0.9),
        Actor(id="s", kind="state", name="Sudmark", country="XS", mentions=(at("Sudmark"), at("the Sudmark delegation")), confidence=0.8),
        Actor(
            id="holm", kind="person", name="Ida Holm", country="XN", role="Foreign Minister", mentions=(at("Ida Holm"),), confidence=0.95
        ),
        Actor(id="reyl", kind="person", name="Tomas Reyl", country="XS", mentions=(at("Tomas Reyl"),)),
        Actor(id="c", kind="outlet", name="Sudmark Courier", mentions=(at("Sudmark Courier"),)),
        Actor(id="off", kind="unnamed", name="a senior official", role="senior official", mentions=(at("a senior official"),)),
    )
    talks = Meeting(
        id="m1",
        form="talks",
        state="held",
        start="2031-03-13",
        end="2031-03-13",
        duration_minutes={"min": 360, "max": 360},
        place=Place(name="Port Ellen", country="XE", span=at("Port Ellen")),
        sides=(Side(party="n", head="holm"), Side(party="s", head="reyl", members=())),
        mentions=(at("six hours of talks"),),
        confidence=0.7,
    )
    items = (
        Item(
            id="i1",
            topic="territory_border",
            label=at("the border crossing at Graywater"),
            status="agreed",
            parties=("n", "s"),
            meeting="m1",
            mentions=(at("The two sides agreed to reopen the border crossing at Graywater"),),
            confidence=0.6,
        ),
        Item(
            id="i2",
            topic="prisoners",
            label=at("A return of prisoners"),
            status="conditional",
            parties=("n", "s"),
            condition=at("both lists are checked"),
            mentions=(at("A return of prisoners could follow once both lists are checked"),),
        ),
        Item(
            id="i3",
            topic="trade",
            label=at("the fishing quota"),
            status="rejected",
            parties=("n", "s"),
            by="s",
            mentions=(at('called the fishing quota "not a subject for talks"'),),
        ),
    )
    statements = (
        Statement(
            id="s1",
            speaker="holm",
            source=at("Foreign Minister Ida Holm"),
            cue=(at("said", 0),),
            content=(at("The two sides agreed to reopen the border crossing at Graywater"),),
            kind="indirect",
            about=("i1",),
        ),
        Statement(
            id="s2",
            speaker="holm",
            source=at("she"),
            cue=(at("told"),),
            content=(at("We have turned a page"),),
            kind="direct",
            confidence=0.9,
        ),
        Statement(
            id="s3",
            speaker="reyl",
            source=at("Tomas Reyl"),
            cue=(at("called"),),
            content=(at("the fishing quota"), at("not a subject for talks")),
            kind="mixed",
            via=("c",),
            date="2031-03",
            about=("i3",),
        ),
    )
    return Record(actors=actors, meetings=(talks,), items=items, statements=statements)


class FakeReader:
    """Finds the record of the invented talks, nothing in anything else; fails on a document that says so."""

    def __init__(self, name_version: str = "fake-1") -> None:
        self.name_version = name_version
        self.read: list[str] = []

    def read_batch(self, documents: Sequence[Document]) -> list[ReadDocument]:
        return [self._read(document) for document in documents]

    def _read(self, document: Document) -> ReadDocument:
        self.read.append(document.id)
        known = "reopen the border crossing" in document.text
        record = talks_record(document.text) if known else Record()
        notes = () if known else ("nothing about diplomacy was found",)
        return ReadDocument(document=document, record=record, reader=self.name_version, notes=notes)


def talks_read(n: int, reader: str = "fake-1", **known: Any) -> ReadDocument:
    return FakeReader(reader).read_batch([talks_document(n, **known)])[0]
