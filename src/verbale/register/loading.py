"""Rows back to things: whole views of the things with given row ids, in the order of the ids, in a few queries however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, FromClause, Row, Table, select

from verbale.register import tables as t
from verbale.register.views import ItemView, MeetingView, PlaceView, Quote, SideView, Source, StatementView, Who

T = TypeVar("T")
LETTERS = {"documents": "d", "actors": "a", "meetings": "m", "items": "i", "statements": "s"}


def public(table: str, id: int) -> str:
    """The public id of a row: "m12" for the meeting in row 12."""
    return f"{LETTERS[table]}{id}"


def _children(connection: Connection, table: FromClause, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The rows of a child table by the row that they belong to, in their order."""
    owner = next(iter(table.c))
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(owner.in_(ids)).order_by(*table.primary_key)):
        grouped[row[0]].append(row)
    return grouped


def quotes(connection: Connection, table: Table, ids: Sequence[int]) -> dict[int, tuple[Quote, ...]]:
    """The spans in a table of spans by the row that they belong to."""
    found = _children(connection, table, ids)
    return defaultdict(tuple, {id: tuple(Quote(row.start, row.end, row.words) for row in rows) for id, rows in found.items()})


def _quote(row: Row[Any], prefix: str) -> Quote | None:
    start, end, words = (getattr(row, prefix + name) for name in ("start", "end", "words"))
    return None if start is None else Quote(start, end, words)


def _who(connection: Connection, ids: Iterable[int | None]) -> dict[int | None, Who]:
    a = t.actors
    wanted = {id for id in ids if id is not None}
    query = select(a.c.id, a.c.kind, a.c.name, a.c.country).where(a.c.id.in_(wanted))
    return {row.id: Who(public("actors", row.id), row.kind, row.name, row.country) for row in connection.execute(query)}


def sources(connection: Connection, reading_ids: Iterable[int]) -> dict[int, Source]:
    """The documents of readings, by reading."""
    d, r = t.documents, t.readings
    columns = (r.c.id.label("reading"), d.c.id, d.c.name, d.c.title, d.c.outlet, d.c.published, d.c.language, d.c.origin)
    found = {}
    for reading, id, *rest in connection.execute(select(*columns).select_from(t.DOCUMENTS_READ).where(r.c.id.in_(set(reading_ids)))):
        found[reading] = Source(public("documents", id), *rest)
    return found


def _rows(connection: Connection, table: Table, ids: Sequence[int]) -> list[Row[Any]]:
    by_id = {row.id: row for row in connection.execute(select(table).where(table.c.id.in_(ids)))}
    return [by_id[id] for id in ids if id in by_id]


def load_meetings(connection: Connection, ids: Sequence[int]) -> list[MeetingView]:
    """The meetings in these rows."""
    rows = _rows(connection, t.meetings, ids)
    sides, members = _children(connection, t.meeting_sides, ids), _children(connection, t.meeting_members, ids)
    mediators, mentions = _children(connection, t.meeting_mediators, ids), quotes(connection, t.meeting_mentions, ids)
    source = sources(connection, (row.reading_id for row in rows))
    named = [id for group in sides.values() for side in group for id in (side.party_id, side.head_id)]
    named += [row.actor_id for table in (members, mediators) for group in table.values() for row in group]
    who = _who(connection, named)

    def side(meeting: int, row: Row[Any]) -> SideView:
        own = tuple(who[member.actor_id] for member in members[meeting] if member.side == row.n)
        return SideView(who[row.party_id], who.get(row.head_id), own)

    return [
        MeetingView(
            id=public("meetings", row.id),
            document=source[row.reading_id],
            confidence=row.confidence,
            form=row.form,
            state=row.state,
            start=row.start_date,
            end=row.end_date,
            duration_minutes=(row.minutes_min, row.minutes_max) if row.has_duration else None,
            place=PlaceView(row.place, row.place_country, row.venue, spot) if (spot := _quote(row, "place_")) else None,
            sides=tuple(side(row.id, one) for one in sides[row.id]),
            mediators=tuple(who[one.actor_id] for one in mediators[row.id]),
            mentions=mentions[row.id],
        )
        for row in rows
    ]


def load_items(connection: Connection, ids: Sequence[int]) -> list[ItemView]:
    """The items in these rows."""
    rows = _rows(connection, t.items, ids)
    parties, mentions = _children(connection, t.item_parties, ids), quotes(connection, t.item_mentions, ids)
    source = sources(connection, (row.reading_id for row in rows))
    who = _who(connection, [row.by_id for row in rows] + [row.actor_id for group in parties.values() for row in group])
    return [
        ItemView(
            id=public("items", row.id),
            document=source[row.reading_id],
            confidence=row.confidence,
            topic=row.topic,
            status=row.status,
            label=Quote(row.label_start, row.label_end, row.label_words),
            parties=tuple(who[one.actor_id] for one in parties[row.id]),
            by=who.get(row.by_id),
            meeting=public("meetings", row.meeting_id) if row.meeting_id else None,
            condition=_quote(row, "condition_"),
            mentions=mentions[row.id],
        )
        for row in rows
    ]


def load_statements(connection: Connection, ids: Sequence[int]) -> list[StatementView]:
    """The statements in these rows."""
    rows = _rows(connection, t.statements, ids)
    cues, contents = quotes(connection, t.statement_cues, ids), quotes(connection, t.statement_contents, ids)
    via, about = _children(connection, t.statement_via, ids), _children(connection, t.statement_about, ids)
    source = sources(connection, (row.reading_id for row in rows))
    who = _who(connection, [row.speaker_id for row in rows] + [row.actor_id for group in via.values() for row in group])
    return [
        StatementView(
            id=public("statements", row.id),
            document=source[row.reading_id],
            confidence=row.confidence,
            speaker=who[row.speaker_id],
            kind=row.kind,
            date=row.date,
            source=_quote(row, "source_"),
            cue=cues[row.id],
            content=contents[row.id],
            via=tuple(who[one.actor_id] for one in via[row.id]),
            about=tuple(public("items", one.item_id) for one in about[row.id]),
        )
        for row in rows
    ]


LOAD: dict[str, Callable[[Connection, Sequence[int]], Sequence[Any]]] = {
    "meetings": load_meetings,
    "items": load_items,
    "statements": load_statements,
}
