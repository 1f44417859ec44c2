"""The command line. Everything heavy is imported by the command that needs it, so that `verbale --help` answers at once."""

from __future__ import annotations


def main() -> None:
    """Run `verbale` with the arguments that the process was given."""
    from verbale.cli.app import app

    app()
