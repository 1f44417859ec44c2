"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli import add, check, demo, fetch, lists, manual, read, schema, search, show
from verbale.cli.help import Group, epilog

app = typer.Typer(
    name="verbale",
    cls=Group,
    help="Reads reports about diplomacy and keeps the record: who met whom, what was agreed, who said so. Every field points at its words.",
    epilog=epilog(
        "Begin with `verbale demo`, or with `verbale add REPORTS…` and `verbale meetings`.",
        "Nothing leaves this computer; only `verbale fetch` uses the network.",
        "Words complete with the tab key after `verbale --install-completion`.",
        codes=False,
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from verbale import __version__

        typer.echo(f"verbale {__version__}")
        raise typer.Exit


@app.callback()
def verbale(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)] = False,
) -> None:
    """Reads reports about diplomacy and keeps the record: who met whom, what was agreed, who said so. Every field points at its words."""


for _part in (read, add, fetch, lists, show, search, check, schema, demo, manual):
    _part.register_on(app)
