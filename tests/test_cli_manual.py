"""docs/commands.md is what the help says."""

from __future__ import annotations

from pathlib import Path

from verbale.cli.manual import pages


def test_manual_is_current() -> None:
    kept = Path(__file__).parents[1] / "docs" / "commands.md"
    assert kept.read_text("utf-8") == pages(), "run `verbale manual > docs/commands.md`"
