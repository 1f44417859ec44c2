"""A register is never left half filed: killed at any moment it holds whole documents, and the same command completes it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

from filing_script import main as file_without_interruption
from invented import talks_document, talks_record
from verbale.register import Register

SCRIPT = Path(__file__).with_name("filing_script.py")
COUNT = 160
# Seconds after a commit; spread so that some fall into reading, some into writing, some into committing.
MOMENTS = (0.0, 0.008, 0.014, 0.022, 0.045)


def _start(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, str(SCRIPT), str(path), str(COUNT)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while process.stdout.readline() == "known\n":
        pass
    return process


def _assert_whole(path: Path) -> int:
    """Everything that is there is there in full; how many documents that is."""
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.execute("INSERT INTO documents_fts (documents_fts) VALUES ('integrity-check')")
    raw.close()
    register = Register.open(path)
    assert register.check().problems == ()
    names = [document.name for document in register.documents()]
    assert [register.count(kind) for kind in ("actors", "meetings", "items", "statements")] == _full(len(names))
    for name in names[-20:]:  # the last batch and some before
        read = register.read_document(name)
        assert read.record == talks_record(read.document.text)
    return len(names)


def _full(documents: int) -> list[int]:
    """What the lists of so many documents of invented talks hold: five actors in all, and an unnamed one each."""
    return [5 + documents if documents else 0, documents, 3 * documents, 3 * documents]


def _dump(path: Path) -> list[tuple[object, ...]]:
    """Every row of every table but the times."""
    raw = sqlite3.connect(path)
    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'documents_fts%'")]
    rows: list[tuple[object, ...]] = []
    for table in sorted(tables):
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if not row[1].endswith("_at")]
        quoted = ", ".join(f'"{column}"' for column in columns)
        rows += [(table, *row) for row in raw.execute(f"SELECT {quoted} FROM {table} ORDER BY {quoted}")]
    raw.close()
    return rows


def test_killed_at_any_moment_it_holds_whole_documents_and_can_be_completed(tmp_path: Path) -> None:
    path = tmp_path / "killed.register"
    seen = []
    for moment in MOMENTS:
        process = _start(path)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        seen.append(_assert_whole(path))
    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1] < COUNT, f"the kills were to fall amid filing, but found {seen}"

    process = _start(path)
    output, _ = process.communicate()
    assert process.returncode == 0
    assert f"{COUNT - seen[-1]} new, {seen[-1]} already there" in output
    assert _assert_whole(path) == COUNT

    file_without_interruption(str(tmp_path / "whole.register"), COUNT)
    assert _dump(path) == _dump(tmp_path / "whole.register")


def test_others_list_while_one_files(tmp_path: Path) -> None:
    path = tmp_path / "shared.register"
    Register.open(path, create=True).close()
    counts: list[int] = []
    failures: list[Exception] = []
    stop = threading.Event()

    def look() -> None:
        register = Register.open(path, wait_seconds=1)
        while not stop.is_set():
            try:
                with register.reading() as connection:
                    documents, meetings = (
                        connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in ("documents", "meetings")
                    )
                assert documents == meetings, "a document was seen without its record"
                counts.append(documents)
            except Exception as error:
                failures.append(error)
                return

    watcher = threading.Thread(target=look)
    watcher.start()
    process = _start(path)
    process.communicate()
    stop.set()
    watcher.join()
    assert not failures
    assert counts == sorted(counts)
    assert len(set(counts)) > 2, "the watcher was to see the register grow"


def test_two_processes_file_the_same_documents_at_once(tmp_path: Path) -> None:
    path = tmp_path / "both.register"
    Register.open(path, create=True).close()
    both = [_start(path) for _ in range(2)]
    assert [process.communicate()[0] is not None and process.returncode for process in both] == [0, 0]
    assert _assert_whole(path) == COUNT
    assert Register.open(path).read_document("talks-7").document.text == talks_document(7).text
