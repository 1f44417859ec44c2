"""Lists: what the current readings say, filtered, in a stable order, without holding more than a page of it in memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from verbale.register import tables as t
from verbale.register.filters import OF, Condition, Filters, of_document
from verbale.register.loading import LOAD, public
from verbale.register.views import ActorView, DocumentView

_PAGE = 400
_TABLES = {"meetings": t.meetings, "items": t.items, "statements": t.statements}


def _page(query: Select[Any], f: Filters) -> Select[Any]:
    # SQLite takes an offset only after a limit; -1 is none.
    if f.limit is None and not f.offset:
        return query
    cut: Select[Any] = query.limit(f.limit if f.limit is not None else -1).offset(f.offset)
    return cut


def _current(query: Any, conditions: list[Condition]) -> Any:
    return query.where(t.readings.c.superseded_at.is_(None), *conditions)


def _things(kind: str, f: Filters) -> Select[Any]:
    table = _TABLES[kind]
    query = select(table.c.id).select_from(t.with_document(table))
    current: Select[Any] = _current(query, OF[kind](f) + of_document(f))
    return current.order_by(table.c.first_day.is_(None), table.c.first_day, table.c.id)


def things(connection: Connection, kind: str, filters: Filters) -> Iterator[Any]:
    """Meetings, items or statements in order of their day."""
    f = filters.checked()
    ids = iter(connection.execute(_page(_things(kind, f), f)).scalars().all())
    while page := list(islice(ids, _PAGE)):
        yield from LOAD[kind](connection, page)


def _actors(f: Filters) -> Select[Any]:
    a = t.actors
    mentions = select(func.count()).where(t.actor_mentions.c.actor_id == a.c.id).scalar_subquery()
    # Unnamed sources of different documents are different people, whatever they are called.
    apart = case((a.c.kind == "unnamed", a.c.id), else_=0)
    counted = (func.min(a.c.id).label("id"), func.count(a.c.reading_id.distinct()).label("documents"), func.sum(mentions).label("mentions"))
    query = select(*counted, func.max(a.c.confidence).label("confidence")).select_from(t.with_document(a))
    current: Select[Any] = _current(query, OF["actors"](f) + of_document(f))
    return current.group_by(a.c.kind, a.c.folded, a.c.country, apart)


def list_actors(connection: Connection, filters: Filters) -> Iterator[ActorView]:
    """Actors merged over documents, the most often named first; roles in order of how often they are given."""
    f = filters.checked()
    groups = _actors(f).subquery()
    query = select(groups).order_by(groups.c.documents.desc(), groups.c.mentions.desc(), groups.c.id)
    rows = iter(connection.execute(_page(query, f)).all())
    while page := list(islice(rows, _PAGE)):
        first = {row.id: row for row in connection.execute(select(t.actors).where(t.actors.c.id.in_([row.id for row in page])))}
        for row in page:
            a = first[row.id]
            roles = roles_of(connection, a)
            yield ActorView(public("actors", a.id), a.kind, a.name, a.country, roles, row.documents, row.mentions, row.confidence)


def same_actor(actor: Any) -> Condition:
    """The condition that a row of `actors` is the same actor as `actor`: same kind, name and country, or the very row if unnamed."""
    a = t.actors
    if actor.kind == "unnamed":
        same: Condition = a.c.id == actor.id
    else:
        same = (a.c.kind == actor.kind) & (a.c.folded == actor.folded) & a.c.country.is_not_distinct_from(actor.country)
    return same


def roles_of(connection: Connection, actor: Any) -> tuple[str, ...]:
    """The roles that current readings give the actor, the most frequent first."""
    if actor.kind != "person":
        return (actor.role,) if actor.role else ()
    a = t.actors
    query = _current(select(a.c.role).select_from(t.with_document(a)), [same_actor(actor), a.c.role.is_not(None)])
    return tuple(connection.execute(query.group_by(a.c.role).order_by(func.count().desc(), func.min(a.c.id))).scalars())


def _documents(f: Filters) -> Select[Any]:
    # Not the text, which is most of a register.
    columns = [column for column in t.documents.c if column is not t.documents.c.text]
    query = select(*columns, t.readings.c.reader, t.readings.c.read_at, t.readings.c.notes.label("reader_notes")).select_from(
        t.DOCUMENTS_READ
    )
    counts = [
        select(func.count()).where(table.c.reading_id == t.readings.c.id).scalar_subquery().label(table.name + "_count")
        for table in (t.actors, t.meetings, t.items, t.statements)
    ]
    query = query.add_columns(*counts)
    current: Select[Any] = _current(query, OF["documents"](f) + of_document(f))
    return current


def list_documents(connection: Connection, filters: Filters) -> Iterator[DocumentView]:
    """Documents in order of publication."""
    f = filters.checked()
    d = t.documents
    query = _page(_documents(f).order_by(d.c.first_day.is_(None), d.c.first_day, d.c.id), f)
    for row in connection.execute(query.execution_options(yield_per=_PAGE)):
        yield DocumentView(
            *(public("documents", row.id), row.name, row.title, row.outlet, row.outlet_kind, row.published, row.language, row.origin),
            characters=row.characters,
            actors=row.actors_count,
            meetings=row.meetings_count,
            items=row.items_count,
            statements=row.statements_count,
            notes=(*row.notes, *row.reader_notes),
            reader=row.reader,
            read_at=row.read_at,
            filed_at=row.filed_at,
        )


def count(connection: Connection, kind: str, filters: Filters) -> int:
    """How many there are in all, limit and offset aside."""
    f = filters.checked()
    if kind == "actors":
        query: Select[Any] = _actors(f)
    elif kind == "documents":
        query = _current(select(t.documents.c.id).select_from(t.DOCUMENTS_READ), OF[kind](f) + of_document(f))
    else:
        query = _things(kind, f).order_by(None)
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())
