"""Runs migrations on the connection that `register.upgrade` hands over (or, for developers, on a new file for autogenerate)."""

from __future__ import annotations

from alembic import context

from verbale.register.upgrade import keep_in_comparison

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    include_object=keep_in_comparison,
    # SQLite cannot alter most things in place: batch mode copies the table instead.
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
