"""`verbale schema`: the form of a record, for programs."""

from __future__ import annotations

import typer

from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples


@guarded
def schema() -> None:
    """Print the JSON Schema of what `verbale read --json` prints: one document with its record."""
    import json

    from verbale.cli.output import use_utf8, write
    from verbale.record.schema import record_schema

    use_utf8()
    write(json.dumps(record_schema(), ensure_ascii=False, indent=2))


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(cls=Command, epilog=epilog(*examples("verbale schema > record.schema.json")))(schema)
