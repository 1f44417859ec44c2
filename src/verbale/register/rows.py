"""A read document as rows of the tables, and its ids in the register.

Ids count on from the highest in the register: rows are never removed, so an id is never used twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from verbale.record import Actor, Document, Item, Meeting, ReadDocument, Span, Statement
from verbale.register import tables as t
from verbale.register.days import interval

Row = dict[str, Any]

# Parents before children, as foreign keys want it.
_ORDER = (
    *(t.documents, t.readings, t.actors, t.actor_mentions),
    *(t.meetings, t.meeting_sides, t.meeting_members, t.meeting_mediators, t.meeting_mentions),
    *(t.items, t.item_parties, t.item_mentions),
    *(t.statements, t.statement_cues, t.statement_contents, t.statement_via, t.statement_about),
)


def now() -> str:
    """The time in UTC to the second, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def storable(text: str) -> str:
    """`text` with lone surrogates, which no database takes, replaced one for one, so that every offset stays."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def text_hash(text: str) -> str:
    """Hex SHA-256 of a stored text."""
    return sha256(text.encode()).hexdigest()


class Rows:
    """Rows that wait to be written in one go, with ids given out for this connection's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Table, list[Row]] = defaultdict(list)
        self._next: dict[Table, int] = {}

    def add(self, table: Table, **row: Any) -> None:
        """Keep a row for `write`."""
        self._rows[table].append(row)

    def add_numbered(self, table: Table, owner: str, id: int, values: Iterable[Row]) -> None:
        """Keep the rows that belong to row `id` of another table, numbered from 0."""
        for n, value in enumerate(values):
            self._rows[table].append({owner: id, "n": n} | value)

    def new_id(self, table: Table) -> int:
        """The next free id of `table`."""
        if table not in self._next:
            self._next[table] = (self._connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
        self._next[table] += 1
        return self._next[table] - 1

    def write(self) -> None:
        """Write all rows, parents first."""
        for table in _ORDER:
            if rows := self._rows.pop(table, None):
                self._connection.execute(insert(table), rows)


def add_document(rows: Rows, document: Document, name: str, notes: Iterable[str], filed_at: str) -> int:
    """Keep the row of a document under `name`; returns its id."""
    id = rows.new_id(t.documents)
    text = storable(document.text)
    notes = [*document.notes, *notes]
    if text != document.text:
        notes.append("characters that are no Unicode text (lone surrogates) were replaced by U+FFFD")
    first, last = interval(document.published, None)
    rows.add(
        t.documents,
        id=id,
        name=storable(name),
        content_hash=document.content_hash,
        text=text,
        text_hash=text_hash(text),
        characters=len(text),
        title=storable(document.title) if document.title is not None else None,
        outlet=storable(document.outlet) if document.outlet is not None else None,
        outlet_kind=document.outlet_kind,
        published=document.published,
        language=document.language,
        origin=storable(document.origin) if document.origin is not None else None,
        notes=[storable(note) for note in notes],
        filed_at=filed_at,
        first_day=first,
        last_day=last,
    )
    return id


def add_reading(rows: Rows, read: ReadDocument, document_id: int, read_at: str) -> int:
    """Keep the rows of a reading and of all that its record holds; returns its id."""
    id = rows.new_id(t.readings)
    notes = [storable(note) for note in read.notes]
    rows.add(t.readings, id=id, document_id=document_id, reader=read.reader, notes=notes, read_at=read_at, superseded_at=None)
    _RecordRows(rows, id, storable(read.document.text), read.document.published).add(read)
    return id


class _RecordRows:
    """Rows of one record; actors come first, so that all else can name them by their row ids."""

    def __init__(self, rows: Rows, reading_id: int, text: str, published: str | None) -> None:
        self._rows = rows
        self._reading_id = reading_id
        self._text = text
        self._published = published
        self._ids: dict[tuple[Table, str], int] = {}
        self._days: dict[str, tuple[str | None, str | None]] = {}

    def add(self, read: ReadDocument) -> None:
        record = read.record
        for actor in record.actors:
            self._actor(actor)
        for meeting in record.meetings:
            self._meeting(meeting)
        for item in record.items:
            self._item(item)
        for statement in record.statements:
            self._statement(statement)

    def _own(self, table: Table, thing: Actor | Meeting | Item | Statement) -> Row:
        id = self._rows.new_id(table)
        self._ids[table, thing.id] = id
        return {"id": id, "reading_id": self._reading_id, "local_id": thing.id, "confidence": thing.confidence}

    def _actor_id(self, local: str | None) -> int | None:
        return None if local is None else self._ids[t.actors, local]

    def _actor_ids(self, locals: Iterable[str]) -> Iterator[Row]:
        return ({"actor_id": self._ids[t.actors, local]} for local in locals)

    def _span(self, span: Span | None, prefix: str = "") -> Row:
        if span is None:
            return {prefix + "start": None, prefix + "end": None, prefix + "words": None}
        return {prefix + "start": span.start, prefix + "end": span.end, prefix + "words": span.words(self._text)}

    def _spans(self, table: Table, owner: str, id: int, spans: Iterable[Span]) -> None:
        self._rows.add_numbered(table, owner, id, (self._span(span) for span in spans))

    def _actor(self, actor: Actor) -> None:
        own = self._own(t.actors, actor)
        name = storable(actor.name)
        role = None if actor.role is None else storable(actor.role)
        self._rows.add(t.actors, **own, kind=actor.kind, name=name, folded=fold(name), country=actor.country, role=role)
        mentions = (self._span(span) for span in actor.mentions)
        self._rows.add_numbered(t.actor_mentions, "actor_id", own["id"], (m | {"folded": fold(m["words"])} for m in mentions))

    def _meeting(self, meeting: Meeting) -> None:
        own = self._own(t.meetings, meeting)
        id, place, duration = own["id"], meeting.place, meeting.duration_minutes
        self._days[meeting.id] = first, last = interval(meeting.start, meeting.end, self._published)
        self._rows.add(
            t.meetings,
            **own,
            form=meeting.form,
            state=meeting.state,
            start_date=meeting.start,
            end_date=meeting.end,
            minutes_min=duration.min if duration else None,
            minutes_max=duration.max if duration else None,
            has_duration=int(duration is not None),
            place=storable(place.name) if place else None,
            place_country=place.country if place else None,
            venue=storable(place.venue) if place and place.venue is not None else None,
            **self._span(place.span if place else None, "place_"),
            first_day=first,
            last_day=last,
        )
        sides = ({"party_id": self._actor_id(s.party), "head_id": self._actor_id(s.head)} for s in meeting.sides)
        self._rows.add_numbered(t.meeting_sides, "meeting_id", id, sides)
        for n, side in enumerate(meeting.sides):
            members = ({"side": n} | member for member in self._actor_ids(side.members))
            self._rows.add_numbered(t.meeting_members, "meeting_id", id, members)
        self._rows.add_numbered(t.meeting_mediators, "meeting_id", id, self._actor_ids(meeting.mediators))
        self._spans(t.meeting_mentions, "meeting_id", id, meeting.mentions)

    def _item(self, item: Item) -> None:
        own = self._own(t.items, item)
        first, last = self._days[item.meeting] if item.meeting else interval(self._published, None)
        self._rows.add(
            t.items,
            **own,
            topic=item.topic,
            status=item.status,
            by_id=self._actor_id(item.by),
            meeting_id=self._ids[t.meetings, item.meeting] if item.meeting else None,
            **self._span(item.label, "label_"),
            **self._span(item.condition, "condition_"),
            first_day=first,
            last_day=last,
        )
        self._rows.add_numbered(t.item_parties, "item_id", own["id"], self._actor_ids(item.parties))
        self._spans(t.item_mentions, "item_id", own["id"], item.mentions)

    def _statement(self, statement: Statement) -> None:
        own = self._own(t.statements, statement)
        id = own["id"]
        first, last = interval(statement.date, statement.date, self._published)
        self._rows.add(
            t.statements,
            **own,
            speaker_id=self._actor_id(statement.speaker),
            kind=statement.kind,
            date=statement.date,
            **self._span(statement.source, "source_"),
            first_day=first,
            last_day=last,
        )
        self._spans(t.statement_cues, "statement_id", id, statement.cue)
        self._spans(t.statement_contents, "statement_id", id, statement.content)
        self._rows.add_numbered(t.statement_via, "statement_id", id, self._actor_ids(statement.via))
        about = ({"item_id": self._ids[t.items, item]} for item in statement.about)
        self._rows.add_numbered(t.statement_about, "statement_id", id, about)


def fold(name: str) -> str:
    """A name for comparing: case aside, white space evened, curly apostrophes straight."""
    return " ".join(name.replace("’", "'").casefold().split())
