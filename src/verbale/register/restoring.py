"""A read document as it was filed, put together again from its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from verbale.errors import RegisterError
from verbale.record import Actor, Document, Duration, Item, Meeting, Place, ReadDocument, Record, Side, Span, Statement
from verbale.register import tables as t


def read_document(connection: Connection, name: str) -> ReadDocument:
    """The document with its own id `name` and its current record; raises `RegisterError` where there is none."""
    d, r = t.documents, t.readings
    query = select(d, r.c.id.label("reading"), r.c.reader, r.c.notes.label("reader_notes")).select_from(t.DOCUMENTS_READ)
    row = connection.execute(query.where(d.c.name == name, r.c.superseded_at.is_(None))).first()
    if row is None:
        raise RegisterError(f"there is no document with the id {name!r}; `verbale documents` lists them")
    known = {field: getattr(row, field) for field in ("text", "title", "outlet", "outlet_kind", "published", "language", "origin")}
    document = Document(id=row.name, notes=tuple(row.notes), **known)
    record = _Restoring(connection, row.reading).record()
    return ReadDocument(document=document, record=record, reader=row.reader, notes=tuple(row.reader_notes))


class _Restoring:
    """One reading's rows, back to a record with the ids it had."""

    def __init__(self, connection: Connection, reading: int) -> None:
        self._connection = connection
        self._reading = reading
        self._local: dict[tuple[Table, int | None], str] = {}

    def record(self) -> Record:
        actors, meetings, items, statements = (self._own(table) for table in (t.actors, t.meetings, t.items, t.statements))
        return Record(
            actors=tuple(self._actor(row) for row in actors),
            meetings=tuple(self._meeting(row) for row in meetings),
            items=tuple(self._item(row) for row in items),
            statements=tuple(self._statement(row) for row in statements),
        )

    def _own(self, table: Table) -> list[Row[Any]]:
        rows = self._connection.execute(select(table).where(table.c.reading_id == self._reading).order_by(table.c.id)).all()
        self._local |= {(table, row.id): row.local_id for row in rows}
        return list(rows)

    def _name(self, table: Table, id: int | None) -> str | None:
        return None if id is None else self._local[table, id]

    def _children(self, table: Table, id: int) -> Iterator[Row[Any]]:
        owner = next(iter(table.c))
        return iter(self._connection.execute(select(table).where(owner == id).order_by(*table.primary_key)))

    def _spans(self, table: Table, id: int) -> tuple[Span, ...]:
        return tuple(Span(row.start, row.end) for row in self._children(table, id))

    def _names(self, table: Table, id: int, of: Table = t.actors) -> tuple[str, ...]:
        return tuple(self._local[of, row[-1]] for row in self._children(table, id))

    def _actor(self, row: Row[Any]) -> Actor:
        known = {field: getattr(row, field) for field in ("kind", "name", "country", "role", "confidence")}
        return Actor(id=row.local_id, mentions=self._spans(t.actor_mentions, row.id), **known)

    def _meeting(self, row: Row[Any]) -> Meeting:
        place = None
        if row.place_start is not None:
            span = Span(row.place_start, row.place_end)
            place = Place(name=row.place, country=row.place_country, venue=row.venue, span=span)
        members = list(self._children(t.meeting_members, row.id))
        sides = tuple(
            Side(
                party=self._local[t.actors, side.party_id],
                head=self._name(t.actors, side.head_id),
                members=tuple(self._local[t.actors, member.actor_id] for member in members if member.side == side.n),
            )
            for side in self._children(t.meeting_sides, row.id)
        )
        return Meeting(
            id=row.local_id,
            confidence=row.confidence,
            form=row.form,
            state=row.state,
            start=row.start_date,
            end=row.end_date,
            duration_minutes=Duration(min=row.minutes_min, max=row.minutes_max) if row.has_duration else None,
            place=place,
            sides=sides,
            mediators=self._names(t.meeting_mediators, row.id),
            mentions=self._spans(t.meeting_mentions, row.id),
        )

    def _item(self, row: Row[Any]) -> Item:
        return Item(
            id=row.local_id,
            confidence=row.confidence,
            topic=row.topic,
            label=Span(row.label_start, row.label_end),
            status=row.status,
            parties=self._names(t.item_parties, row.id),
            by=self._name(t.actors, row.by_id),
            meeting=self._name(t.meetings, row.meeting_id),
            condition=None if row.condition_start is None else Span(row.condition_start, row.condition_end),
            mentions=self._spans(t.item_mentions, row.id),
        )

    def _statement(self, row: Row[Any]) -> Statement:
        return Statement(
            id=row.local_id,
            confidence=row.confidence,
            speaker=self._local[t.actors, row.speaker_id],
            source=None if row.source_start is None else Span(row.source_start, row.source_end),
            cue=self._spans(t.statement_cues, row.id),
            content=self._spans(t.statement_contents, row.id),
            kind=row.kind,
            via=self._names(t.statement_via, row.id),
            date=row.date,
            about=self._names(t.statement_about, row.id, of=t.items),
        )
