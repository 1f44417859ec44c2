"""Checking a register: every text against its hash, every stored span against the text, every row against those it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, select, text

from verbale.register import tables as t
from verbale.register.loading import public
from verbale.register.rows import text_hash
from verbale.register.tables import FULL_TEXT


@dataclass(frozen=True)
class Problem:
    """Something in a register that is not as it was filed: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Checked:
    """What was checked, and what was found wrong."""

    documents: int
    spans: int
    problems: tuple[Problem, ...]


def check(connection: Connection, progress: Callable[[int], None] | None = None) -> Checked:
    """Check everything in the register, old readings too; `progress` hears of each document done."""
    problems = [*_database(connection), *_readings(connection)]
    documents = spans = 0
    d = t.documents
    ids = connection.execute(select(d.c.id).order_by(d.c.id)).scalars().all()
    for id in ids:
        row = connection.execute(select(d.c.name, d.c.text, d.c.text_hash).where(d.c.id == id)).one()
        where = f"document {public('documents', id)} ({row.name})"
        if text_hash(row.text) != row.text_hash:
            problems.append(Problem(where, "its text is not the one that was filed (its hash does not fit)"))
        for wrong in _spans(connection, id, row.text):
            spans += 1
            if wrong:
                problems.append(Problem(where, wrong))
        documents += 1
        if progress:
            progress(documents)
    return Checked(documents, spans, tuple(problems))


def _database(connection: Connection) -> Iterator[Problem]:
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem("database", message)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(f"table {table}", f"row {row} names a row of {parent} that is not there")
    documents = connection.execute(select(t.documents.c.id)).scalars()
    indexed = connection.execute(text(f"SELECT id FROM {FULL_TEXT}_docsize")).scalars()  # noqa: S608
    if missing := set(documents) ^ set(indexed):
        yield Problem("full text", f"the index and the documents differ in {len(missing)}: {_some(missing)}")


def _some(ids: set[int]) -> str:
    return ", ".join(public("documents", id) for id in sorted(ids)[:10]) + (", …" if len(ids) > 10 else "")


def _readings(connection: Connection) -> Iterator[Problem]:
    current = select(t.readings.c.document_id).where(t.readings.c.superseded_at.is_(None))
    for id, name in connection.execute(select(t.documents.c.id, t.documents.c.name).where(t.documents.c.id.not_in(current))):
        yield Problem(f"document {public('documents', id)} ({name})", "has no current reading")


def _spans(connection: Connection, document: int, text: str) -> Iterator[str | None]:
    """For each span of the document's readings: what is wrong with it, or None."""
    for table, prefix in t.SPANS:
        owner, owner_id = _owner(table)
        start, end, words = (table.c[prefix + name] for name in ("start", "end", "words"))
        query = select(owner_id, start, end, words).select_from(table)
        if owner is not table:
            query = query.join(owner, owner.c.id == owner_id)
        query = query.join(t.readings, t.readings.c.id == owner.c.reading_id).where(t.readings.c.document_id == document)
        for id, first, last, said in connection.execute(query.where(start.is_not(None))):
            if 0 <= first < last <= len(text) and text[first:last] == said:
                yield None
            else:
                yield f"{public(owner.name, id)}: {prefix.strip('_') or table.name} [{first}, {last}) does not read {said!r} in the text"


def _owner(table: Table) -> tuple[Table, Column[Any]]:
    """The table of the things that the spans of `table` belong to, and the column that holds the thing's id."""
    if "reading_id" in table.c:
        return table, table.c.id
    key = next(iter(table.c))
    return next(iter(key.foreign_keys)).column.table, key
