"""Commands whose output goes nowhere, is full, cannot show the letters, or is closed: an exit code and a register that is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from verbale.register import Register

_CODE = "import sys; from verbale.cli.app import app; app(prog_name='verbale')"


def _run(command: str, register: Register, **env: str) -> subprocess.CompletedProcess[str]:
    """A shell command line in which $V is the program and $R the register."""
    whole = os.environ | {"R": str(register.path), "P": sys.executable, "CODE": _CODE} | env
    return subprocess.run(["bash", "-c", command.replace("$V", '"$P" -c "$CODE"')], env=whole, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("$V documents -r $R >&-", 0),
        ("$V documents -r $R 2>&- | cat", 0),
        ("$V check -r $R >&- 2>&- <&-", 0),
        ("$V read nothing-there 2>&-", 1),
        ("$V read - <&-", 1),
        ("$V documents -r $R --json >/dev/full", 2),
        ("$V documents -r $R 2>&1 | true; exit ${PIPESTATUS[0]}", 141),
    ],
)
def test_streams_that_take_nothing(filled: Register, command: str, code: int) -> None:
    done = _run(command, filled)
    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode == code
    assert filled.check().problems == ()


@pytest.mark.skipif(not Path("/usr/bin/script").exists(), reason="needs script(1) for a terminal")
@pytest.mark.parametrize("command", ["search talks", "documents", "show d1"])
def test_a_terminal_without_the_letters(filled: Register, command: str) -> None:
    done = _run(f'script -qec \'"$P" -c "$CODE" {command} -r "$R"\' /dev/null', filled, PYTHONIOENCODING="ascii", TERM="dumb")
    assert done.returncode == 0
    assert "Talks in Port" in done.stdout
