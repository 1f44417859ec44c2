"""Starting costs little: help and import load nothing heavy."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("sqlalchemy", "alembic", "onnxruntime", "numpy", "trafilatura", "httpx", "pydantic", "tokenizers", "pyarrow", "rich.markdown")


def _loaded(code: str) -> list[str]:
    """The heavy modules that `code` leaves loaded."""
    ending = f"\nimport sys; print('\\n' + ' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code + ending], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split() if done.stdout.strip() else []


def test_help_loads_nothing_heavy() -> None:
    for command in ([], ["meetings"]):
        code = f"from verbale.cli.app import app\ntry:\n    app({[*command, '--help']}, prog_name='verbale')\nexcept SystemExit: pass"
        # Newer versions of Typer use pydantic themselves to understand options.
        assert set(_loaded(code)) <= {"pydantic"}


def test_import_loads_nothing_heavy() -> None:
    assert _loaded("import verbale") == []
