"""Checking a register: every text against its hash, every stored span against the text, every row against those it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Column, Connection, Float, FromClause, Integer, Table, case, func, select, text

from verbale.register import tables as t
from verbale.register.loading import public
from verbale.register.rows import text_hash
from verbale.register.tables import FULL_TEXT

# Documents whose texts are held at once.
_PAGE = 20
_TEXTS = select(t.documents.c.id, t.documents.c.name, t.documents.c.text, t.documents.c.text_hash)


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
    """Check everything in the register, old readings too; `progress` hears how many documents are done."""
    problems = [*_database(connection), *_kinds(connection), *_readings(connection)]
    documents = spans = 0
    ids = iter(connection.execute(select(t.documents.c.id).order_by(t.documents.c.id)).scalars().all())
    while page := list(islice(ids, _PAGE)):
        texts: dict[int, str] = {}
        names: dict[int, str] = {}
        for id, name, content, hash in connection.execute(_TEXTS.where(t.documents.c.id.in_(page))):
            names[id] = f"document {public('documents', id)} ({name})"
            texts[id] = content if isinstance(content, str) else ""
            if texts[id] != content or text_hash(content) != hash:
                problems.append(Problem(names[id], "its text is not the one that was filed (its hash does not fit)"))
        for id, wrong in _spans(connection, texts):
            spans += 1
            if wrong:
                problems.append(Problem(names[id], wrong))
        documents += len(page)
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


def _kinds(connection: Connection) -> Iterator[Problem]:
    """Values that nothing here writes, which SQLite takes all the same: words in place of a number, bytes in place of a text."""
    for table in t.METADATA.sorted_tables:
        counted = connection.execute(select(*(func.sum(_strange(column)).label(column.name) for column in table.c))).one()
        for name, count in counted._mapping.items():
            if count:
                yield Problem(f"table {table.name}", f"{count:,} values of {name} are of a kind that is never filed there")


def _strange(column: Column[Any]) -> Any:
    kinds = ["integer"] if isinstance(column.type, Integer) else ["real", "integer"] if isinstance(column.type, Float) else ["text"]
    strange = func.typeof(column).not_in([*kinds, "null"])
    if isinstance(column.type, JSON):
        return case((strange, 1), (func.json_valid(column) == 0, 1), else_=func.json_type(column) != "array")
    return case((strange, 1), else_=0)


def _some(ids: set[int]) -> str:
    return ", ".join(public("documents", id) for id in sorted(ids)[:10]) + (", …" if len(ids) > 10 else "")


def _readings(connection: Connection) -> Iterator[Problem]:
    current = select(t.readings.c.document_id).where(t.readings.c.superseded_at.is_(None))
    for id, name in connection.execute(select(t.documents.c.id, t.documents.c.name).where(t.documents.c.id.not_in(current))):
        yield Problem(f"document {public('documents', id)} ({name})", "has no current reading")


def _spans(connection: Connection, texts: dict[int, str]) -> Iterator[tuple[int, str | None]]:
    """For each span of the readings of these documents: its document, and what is wrong with it or None."""
    document = t.readings.c.document_id
    for table, prefix in t.SPANS:
        owner, owner_id = _owner(table)
        start, end, words = (table.c[prefix + name] for name in ("start", "end", "words"))
        source: FromClause = table if owner is table else table.join(owner, owner.c.id == owner_id)
        source = source.join(t.readings, t.readings.c.id == owner.c.reading_id)
        query = select(document, owner_id, start, end, words).select_from(source).where(document.in_(texts), start.is_not(None))
        for id, thing, first, last, said in connection.execute(query):
            whole = isinstance(first, int) and isinstance(last, int)
            if whole and 0 <= first < last <= len(texts[id]) and texts[id][first:last] == said:
                yield id, None
            else:
                what = prefix.strip("_") or table.name
                yield id, f"{public(owner.name, thing)}: {what} [{first}, {last}) does not read {said!r} in the text"


def _owner(table: Table) -> tuple[Table, Column[Any]]:
    """The table of the things that the spans of `table` belong to, and the column that holds the thing's id."""
    if "reading_id" in table.c:
        return table, table.c.id
    key = next(iter(table.c))
    return next(iter(key.foreign_keys)).column.table, key
