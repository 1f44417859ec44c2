"""Opening: made, migrated, refused; and what a person reads when it cannot be."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from invented import talks_read
from verbale.errors import RegisterError
from verbale.register import Filed, Register
from verbale.register.engine import connect, reading, writing
from verbale.register.tables import METADATA
from verbale.register.upgrade import HEAD, configuration, keep_in_comparison


def test_missing_register_says_how_to_make_one(register_path: Path) -> None:
    with pytest.raises(RegisterError, match="verbale add"):
        Register.open(register_path)
    assert not register_path.exists()


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="make it first"):
        Register.open(tmp_path / "no" / "x.register", create=True)


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="folder"):
        Register.open(tmp_path, create=True)


def test_file_that_is_no_database(register_path: Path) -> None:
    register_path.write_text("Dear diary, " * 200)
    with pytest.raises(RegisterError, match="no register"):
        Register.open(register_path, create=True)
    assert register_path.read_text().startswith("Dear diary")


def test_database_of_another_program(register_path: Path) -> None:
    with sqlite3.connect(register_path) as other:
        other.execute("CREATE TABLE songs (title)")
    other.close()
    with pytest.raises(RegisterError, match="another program"):
        Register.open(register_path, create=True)


def test_empty_file_is_filled_only_when_asked(register_path: Path) -> None:
    register_path.touch()
    with pytest.raises(RegisterError, match="empty"):
        Register.open(register_path)
    assert Register.open(register_path, create=True).count("documents") == 0


def test_newer_register_is_refused_and_untouched(register: Register, register_path: Path) -> None:
    raw = sqlite3.connect(register_path)
    with raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(RegisterError, match="newer Verbale"):
        Register.open(register_path)


def test_it_is_in_wal_mode_with_foreign_keys_and_marked(register: Register, register_path: Path) -> None:
    with register.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    register.close()  # what waits in the log is written to the file then
    assert register_path.read_bytes()[68:72] == b"VERB"
    assert [path.name for path in register_path.parent.iterdir()] == [register_path.name]


def test_migrations_and_tables_are_the_same(register: Register) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with register.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": keep_in_comparison})
        assert compare_metadata(context, METADATA) == []
        assert ScriptDirectory.from_config(configuration(connection)).get_current_head() == HEAD


def test_autogenerate_would_drop_the_full_text_without_the_filter(register: Register) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with register.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) != []


def test_opening_what_is_current_does_not_load_alembic(register: Register, register_path: Path) -> None:
    code = "import sys; from verbale.register import Register; Register.open(sys.argv[1]); assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, str(register_path)], check=True)


def test_two_processes_make_the_same_register_at_once(register_path: Path) -> None:
    code = "import sys; from verbale.register import Register; Register.open(sys.argv[1], create=True).count('documents')"
    both = [subprocess.Popen([sys.executable, "-c", code, str(register_path)]) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert Register.open(register_path).check().problems == ()


def test_odd_file_names(tmp_path: Path) -> None:
    path = tmp_path / "Регистр 100% ?#.register"
    register = Register.open(path, create=True)
    register.file(talks_read(0))
    assert path.exists()
    assert Register.open(path).count("documents") == 1


def test_locked_register_is_a_clear_error_and_nothing_is_lost(filled: Register, register_path: Path) -> None:
    holder = connect(register_path)
    waits_little = Register.open(register_path, wait_seconds=0.1)
    with writing(holder):
        with pytest.raises(RegisterError, match="another program is writing"):
            waits_little.file(talks_read(5))
        assert waits_little.count("documents") == 3
    assert waits_little.file(talks_read(5)) is Filed.NEW


def test_full_disk_is_a_clear_error_and_nothing_is_lost(filled: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import event

    filled.close()

    @event.listens_for(filled._engine, "connect")
    def no_room(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    with pytest.raises(RegisterError, match="disk is full; make room"):
        filled.file_all([talks_read(n) for n in range(10, 200)])
    event.remove(filled._engine, "connect", no_room)
    filled.close()
    assert filled.count("documents") == 3
    assert filled.check().problems == ()
    assert filled.file(talks_read(10)) is Filed.NEW


def test_read_only_register_can_be_read(filled: Register, register_path: Path) -> None:
    with reading(connect(register_path)) as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        assert connection.exec_driver_sql("SELECT count(*) FROM documents").scalar() == 3


def test_reader_sees_one_state_while_another_files(filled: Register) -> None:
    meetings = filled.meetings()
    first = next(meetings)
    filled.file(talks_read(3, outlet="Third"))
    assert first.id == "m1"
    assert len(list(meetings)) == 1
    assert filled.count("meetings") == 3


def test_pipe_in_place_of_a_file_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.register")
    for create in (False, True):
        with pytest.raises(RegisterError, match="pipe"):
            Register.open(tmp_path / "x.register", create=create)


def test_names_that_no_file_can_have() -> None:
    for name in ("a" * 5000, "a\0b"):
        with pytest.raises(RegisterError, match="there can be no register"):
            Register.open(name, create=True)


def test_a_register_called_memory_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Register.open(":memory:", create=True) as register:
        register.file(talks_read(0))
    with Register.open(":memory:") as register:
        assert register.count("documents") == 1


def test_damage_is_told_even_where_its_message_is_no_text(register_path: Path) -> None:
    Register.open(register_path, create=True).close()
    data = register_path.read_bytes()
    at = data.rindex(b"CREATE TABLE statement_about")
    register_path.write_bytes(data[:at] + b"\xff\xfe" + data[at + 2 :])
    with pytest.raises(RegisterError, match="damaged"):
        list(Register.open(register_path).meetings())
