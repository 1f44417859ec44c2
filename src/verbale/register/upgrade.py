"""Bringing a register to the version of the tables that this program knows.

Alembic is imported only where there is something to do: most runs find the register as it should be and pay one query.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from verbale.errors import RegisterError
from verbale.register.engine import APPLICATION_ID, plain_errors, reading, writing
from verbale.register.tables import FULL_TEXT, METADATA

# The newest migration in migrations/versions; a test holds the two together.
HEAD = "0001"


def prepare(engine: Engine, path: Path, create: bool) -> None:
    """Make the register at `path` ready: created where wanted, migrated where older, refused where strange or newer."""
    if not path.exists() and not create:
        raise RegisterError(f"{path}: there is no register; `verbale add PATH… --register {path}` makes one")
    with reading(engine) as connection:
        version = _version(connection, path)
    if version == HEAD:
        return
    if version is None and not create and path.stat().st_size == 0:
        raise RegisterError(f"{path}: the register is empty; `verbale add PATH… --register {path}` fills it")
    with plain_errors(engine), engine.connect() as connection:
        # Stays with the file. Outside of any transaction, as SQLite wants it.
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA journal_mode=WAL")
    with writing(engine) as connection:
        # Another process may have been faster while this one waited for the lock.
        if _version(connection, path) != HEAD:
            _migrate(connection, path)


def _version(connection: Connection, path: Path) -> str | None:
    """The version that the file is at; None for an empty file. Raises `RegisterError` for someone else's database."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        return None
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if mark != APPLICATION_ID or "alembic_version" not in tables:
        raise RegisterError(f"{path}: this is a database of another program, no register; give another file with --register")
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def _migrate(connection: Connection, path: Path) -> None:
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = configuration(connection)
    version = _version(connection, path)
    try:
        if version is not None:
            ScriptDirectory.from_config(config).get_revision(version)
    except CommandError:
        message = f"{path}: this register is at version {version}, made by a newer Verbale than this one; upgrade Verbale to open it"
        raise RegisterError(message) from None
    from alembic import command

    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def configuration(connection: Connection) -> Any:
    """Alembic's settings for the migrations in this package, run on `connection`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, metadata=METADATA)
    return config


def keep_in_comparison(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Whether Alembic may compare a table: not the full-text table and its shadows, which it would drop."""
    return not (kind == "table" and name is not None and name.startswith(FULL_TEXT))
