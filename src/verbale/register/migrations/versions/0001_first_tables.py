"""The first tables: documents, readings, actors, meetings, items, statements, and the full text.

A migration is history: it spells its tables out and never follows `tables.py` of a later day.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Reads title and text from `documents` itself instead of keeping them twice. Documents are never changed, so two triggers are enough.
_FULL_TEXT = (
    """CREATE VIRTUAL TABLE documents_fts USING fts5(
        title, text, content='documents', content_rowid='id', tokenize="unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER documents_filed AFTER INSERT ON documents BEGIN
        INSERT INTO documents_fts (rowid, title, text) VALUES (new.id, new.title, new.text); END""",
    """CREATE TRIGGER documents_removed AFTER DELETE ON documents BEGIN
        INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END""",
)


def upgrade() -> None:
    """Make every table of an empty register."""
    _documents()
    _actors()
    _meetings()
    _items()
    _statements()
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FULL_TEXT:
            op.execute(statement)


def downgrade() -> None:
    """Not offered: restore the copy that was kept before."""
    raise NotImplementedError


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="the id that the document came with or was given"),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_kind", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("filed_at", sa.Text(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("content_hash", name="uq_documents_content_hash"),
        sa.UniqueConstraint("name", name="uq_documents_name"),
    )
    op.create_index("ix_documents_first_day", "documents", ["first_day"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False, comment="name and version of the reader"),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("superseded_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_readings_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint("document_id", "reader", name="uq_readings_document_id_reader"),
    )
    op.create_index(
        "ix_readings_current",
        "readings",
        ["document_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )


def _actors() -> None:
    op.create_table(
        "actors",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False, comment="the name for comparing: case aside"),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_actors_reading_id"),
        sa.PrimaryKeyConstraint("id", name="pk_actors"),
    )
    op.create_index("ix_actors_country", "actors", ["country"], unique=False)
    op.create_index("ix_actors_folded", "actors", ["folded"], unique=False)
    op.create_index("ix_actors_reading_id", "actors", ["reading_id"], unique=False)
    op.create_table(
        "actor_mentions",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_actor_mentions_actor_id"),
        sa.PrimaryKeyConstraint("actor_id", "n", name="pk_actor_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actor_mentions_folded", "actor_mentions", ["folded"], unique=False)


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("start_date", sa.String(length=10), nullable=True),
        sa.Column("end_date", sa.String(length=10), nullable=True),
        sa.Column("minutes_min", sa.Integer(), nullable=True),
        sa.Column("minutes_max", sa.Integer(), nullable=True),
        sa.Column("has_duration", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(length=2), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("place_start", sa.Integer(), nullable=True),
        sa.Column("place_end", sa.Integer(), nullable=True),
        sa.Column("place_words", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_meetings_reading_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_first_day", "meetings", ["first_day"], unique=False)
    op.create_index("ix_meetings_reading_id", "meetings", ["reading_id"], unique=False)
    op.create_table(
        "meeting_mediators",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_meeting_mediators_actor_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_meeting_mediators_meeting_id"),
        sa.PrimaryKeyConstraint("meeting_id", "n", name="pk_meeting_mediators"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meeting_members",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_meeting_members_actor_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_meeting_members_meeting_id"),
        sa.PrimaryKeyConstraint("meeting_id", "side", "n", name="pk_meeting_members"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meeting_mentions",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_meeting_mentions_meeting_id"),
        sa.PrimaryKeyConstraint("meeting_id", "n", name="pk_meeting_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meeting_sides",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["head_id"], ["actors.id"], name="fk_meeting_sides_head_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_meeting_sides_meeting_id"),
        sa.ForeignKeyConstraint(["party_id"], ["actors.id"], name="fk_meeting_sides_party_id"),
        sa.PrimaryKeyConstraint("meeting_id", "n", name="pk_meeting_sides"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meeting_sides_party_id", "meeting_sides", ["party_id"], unique=False)


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("label_start", sa.Integer(), nullable=False),
        sa.Column("label_end", sa.Integer(), nullable=False),
        sa.Column("label_words", sa.Text(), nullable=False),
        sa.Column("condition_start", sa.Integer(), nullable=True),
        sa.Column("condition_end", sa.Integer(), nullable=True),
        sa.Column("condition_words", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["actors.id"], name="fk_items_by_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_items_meeting_id"),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_items_reading_id"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
    )
    op.create_index("ix_items_first_day", "items", ["first_day"], unique=False)
    op.create_index("ix_items_meeting_id", "items", ["meeting_id"], unique=False)
    op.create_index("ix_items_reading_id", "items", ["reading_id"], unique=False)
    op.create_index("ix_items_status", "items", ["status"], unique=False)
    op.create_index("ix_items_topic", "items", ["topic"], unique=False)
    op.create_table(
        "item_mentions",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_item_mentions_item_id"),
        sa.PrimaryKeyConstraint("item_id", "n", name="pk_item_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "item_parties",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_item_parties_actor_id"),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_item_parties_item_id"),
        sa.PrimaryKeyConstraint("item_id", "n", name="pk_item_parties"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_item_parties_actor_id", "item_parties", ["actor_id"], unique=False)


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("source_words", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_statements_reading_id"),
        sa.ForeignKeyConstraint(["speaker_id"], ["actors.id"], name="fk_statements_speaker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
    )
    op.create_index("ix_statements_first_day", "statements", ["first_day"], unique=False)
    op.create_index("ix_statements_reading_id", "statements", ["reading_id"], unique=False)
    op.create_index("ix_statements_speaker_id", "statements", ["speaker_id"], unique=False)
    op.create_table(
        "statement_about",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_statement_about_item_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name="fk_statement_about_statement_id"),
        sa.PrimaryKeyConstraint("statement_id", "n", name="pk_statement_about"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_about_item_id", "statement_about", ["item_id"], unique=False)
    op.create_table(
        "statement_contents",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name="fk_statement_contents_statement_id"),
        sa.PrimaryKeyConstraint("statement_id", "n", name="pk_statement_contents"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_cues",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name="fk_statement_cues_statement_id"),
        sa.PrimaryKeyConstraint("statement_id", "n", name="pk_statement_cues"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_via",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_statement_via_actor_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name="fk_statement_via_statement_id"),
        sa.PrimaryKeyConstraint("statement_id", "n", name="pk_statement_via"),
        sqlite_with_rowid=False,
    )
