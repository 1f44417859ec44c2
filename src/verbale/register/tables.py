"""The tables of a register.

A document is never changed. Everything read from it hangs on a reading (one document by one version of the reader); rows of a reading are
written once and only closed (`superseded_at`) when a newer version of the reader reads the document again.
Each span is three columns, `start`, `end` and the exact `words`, so that it can be checked against the text at any time.
The full-text table `documents_fts` belongs to SQLite alone and is made by the migrations.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, Join, MetaData, String, Table, Text, UniqueConstraint, text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
FULL_TEXT = "documents_fts"


def _key(target: str, name: str, **more: Any) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=more.pop("nullable", False), **more)


def _span(prefix: str = "", nullable: bool = False) -> list[Column[Any]]:
    return [
        Column(prefix + "start", Integer, nullable=nullable),
        Column(prefix + "end", Integer, nullable=nullable),
        Column(prefix + "words", Text, nullable=nullable),
    ]


def _days() -> list[Column[str]]:
    """The first and last day that a thing may lie on, worked out when it is filed; what filters by time compare."""
    return [Column("first_day", String(10)), Column("last_day", String(10))]


def _part_of_reading() -> list[Column[Any]]:
    """Row id, reading, the id that the thing has inside its record, and how sure the reader was."""
    return [
        Column("id", Integer, primary_key=True, autoincrement=False),
        _key("readings", "reading_id", index=True),
        Column("local_id", Text, nullable=False),
        Column("confidence", Float),
    ]


def _child(name: str, owner: str, *columns: Column[Any]) -> Table:
    """A table whose rows belong to one row of `owner` and are numbered by the leading columns that are part of the key."""
    key = _key(owner, f"{owner[:-1]}_id", primary_key=True)
    return Table(name, METADATA, key, *columns, sqlite_with_rowid=False)


def _n(name: str = "n") -> Column[int]:
    return Column(name, Integer, primary_key=True)


documents = Table(
    "documents",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True, comment="the id that the document came with or was given"),
    Column("content_hash", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_kind", Text),
    Column("published", String(10)),
    Column("language", Text),
    Column("origin", Text),
    Column("notes", JSON, nullable=False),
    Column("filed_at", Text, nullable=False),
    *_days(),
)

readings = Table(
    "readings",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _key("documents", "document_id"),
    Column("reader", Text, nullable=False, comment="name and version of the reader"),
    Column("notes", JSON, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("superseded_at", Text),
    UniqueConstraint("document_id", "reader"),
)
Index(
    "ix_readings_current",
    readings.c.document_id,
    unique=True,
    sqlite_where=text("superseded_at IS NULL"),
    postgresql_where=text("superseded_at IS NULL"),
)

actors = Table(
    "actors",
    METADATA,
    *_part_of_reading(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True, comment="the name for comparing: case aside"),
    Column("country", String(2), index=True),
    Column("role", Text),
)
actor_mentions = _child("actor_mentions", "actors", _n(), *_span(), Column("folded", Text, nullable=False, index=True))

meetings = Table(
    "meetings",
    METADATA,
    *_part_of_reading(),
    Column("form", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("start_date", String(10)),
    Column("end_date", String(10)),
    Column("minutes_min", Integer),
    Column("minutes_max", Integer),
    Column("has_duration", Integer, nullable=False),
    Column("place", Text),
    Column("place_country", String(2)),
    Column("venue", Text),
    *_span("place_", nullable=True),
    *_days(),
)
meeting_sides = _child("meeting_sides", "meetings", _n(), _key("actors", "party_id"), _key("actors", "head_id", nullable=True))
meeting_members = _child("meeting_members", "meetings", _n("side"), _n(), _key("actors", "actor_id"))
meeting_mediators = _child("meeting_mediators", "meetings", _n(), _key("actors", "actor_id"))
meeting_mentions = _child("meeting_mentions", "meetings", _n(), *_span())

items = Table(
    "items",
    METADATA,
    *_part_of_reading(),
    Column("topic", Text, nullable=False, index=True),
    Column("status", Text, nullable=False, index=True),
    _key("actors", "by_id", nullable=True),
    _key("meetings", "meeting_id", nullable=True, index=True),
    *_span("label_"),
    *_span("condition_", nullable=True),
    *_days(),
)
item_parties = _child("item_parties", "items", _n(), _key("actors", "actor_id"))
item_mentions = _child("item_mentions", "items", _n(), *_span())

statements = Table(
    "statements",
    METADATA,
    *_part_of_reading(),
    _key("actors", "speaker_id", index=True),
    Column("kind", Text, nullable=False),
    Column("date", String(10)),
    *_span("source_", nullable=True),
    *_days(),
)
statement_cues = _child("statement_cues", "statements", _n(), *_span())
statement_contents = _child("statement_contents", "statements", _n(), *_span())
statement_via = _child("statement_via", "statements", _n(), _key("actors", "actor_id"))
statement_about = _child("statement_about", "statements", _n(), _key("items", "item_id"))

for _table, _column in (
    (documents, "first_day"),
    (meetings, "first_day"),
    (items, "first_day"),
    (statements, "first_day"),
    (meeting_sides, "party_id"),
    (item_parties, "actor_id"),
    (statement_about, "item_id"),
):
    Index(None, _table.c[_column])

DOCUMENTS_READ = documents.join(readings, readings.c.document_id == documents.c.id)


def with_document(table: Table) -> Join:
    """`table`, whose rows are parts of a reading, joined with the readings and documents that they stand in."""
    return table.join(readings, readings.c.id == table.c.reading_id).join(documents, documents.c.id == readings.c.document_id)


# Every (table, prefix) that stores spans, for filing and checking alike.
SPANS = (
    (actor_mentions, ""),
    (meeting_mentions, ""),
    (meetings, "place_"),
    (items, "label_"),
    (items, "condition_"),
    (item_mentions, ""),
    (statements, "source_"),
    (statement_cues, ""),
    (statement_contents, ""),
)
