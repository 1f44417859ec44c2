"""Opening the database of a register, and its errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import OperationalError as Operational

from verbale.errors import RegisterError

# Marks the file as a register in SQLite's header ("VERB"), so that `file` can tell and no stranger's database is written to.
APPLICATION_ID = 0x56455242
WRITES = "verbale_writes"


def connect(path: Path, wait_seconds: float = 30.0) -> Engine:
    """An engine on the SQLite file at `path`; nothing is read or written yet."""
    # A file may be called ":memory:"; to the driver that name alone means no file at all, and all would be lost.
    database = f"./{path}" if str(path) == ":memory:" else str(path)
    engine = create_engine(URL.create("sqlite+pysqlite", database=database), connect_args={"timeout": wait_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own transactions begin late and commit before DDL; SQLAlchemy's "begin" below says so explicitly instead.
    connection.isolation_level = None
    connection.create_function("casefold", 1, lambda s: s.casefold() if isinstance(s, str) else s, deterministic=True)
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "temp_store=MEMORY", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that reads first and then writes could fail half way where another wrote in between.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the register throughout, whatever others write meanwhile."""
    with plain_errors(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction: all of it is kept or none."""
    with plain_errors(engine), engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def plain_errors(engine: Engine) -> Iterator[None]:
    """Turn errors of the database into `RegisterError`s that name the file and the next step."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise RegisterError(explain(error, str(engine.url.database))) from error


# What SQLite says of damage may quote it, in bytes that are no text.
_DAMAGED = ("malformed", "could not decode", "codec can't decode", "no such table", "no such column")
_CAUSES = (
    ("locked", "another program is writing to it; try again when that is done"),
    ("disk is full", "the disk is full; make room and run the same command again: nothing that was filed is lost"),
    ("disk i/o", "the disk could not be read or written; check it for space and faults. Nothing that was filed before is changed"),
    ("readonly", "it may not be written to; change its permissions, or copy it to a folder of yours"),
    ("unable to open", "it cannot be opened; check that the folder is there and may be written to"),
    ("not a database", "it is no register; give another file with --register"),
    *((sign, "it is damaged; restore it from a copy, or add the documents to a new register") for sign in _DAMAGED),
)


def explain(error: Exception, path: str) -> str:
    """What went wrong with the register at `path`, and what to do about it."""
    original = getattr(error, "orig", None) or error
    words = str(original)
    for sign, remedy in _CAUSES:
        if sign in words.lower():
            return f"{path}: {remedy} ({words})"
    kind = "" if isinstance(error, Operational) else f"{type(original).__name__}: "
    return f"{path}: {kind}{words}"
