"""`verbale check`: whether a register still says what was filed."""

from __future__ import annotations

import typer

from verbale.cli import options as o
from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples


@guarded
def check(register: o.RegisterPath = o.DEFAULT_REGISTER) -> None:
    """Check every text against its hash, every span against its text, and the database against its own rules."""
    from verbale.cli.output import clean, say, write

    with o.open_register(register) as opened:
        checked = opened.check()
    for problem in checked.problems:
        write(clean(str(problem)))
    found = f"{len(checked.problems):,} problem{'s' * (len(checked.problems) != 1)}" if checked.problems else "all is well"
    say(f"{register}: {checked.documents:,} documents and {checked.spans:,} spans checked: {found}")
    raise typer.Exit(1 if checked.problems else 0)


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    lines = examples("verbale check", "verbale check -r dam.register")
    app.command(cls=Command, epilog=epilog(*lines, one="something is wrong, and is named on standard output"))(check)
