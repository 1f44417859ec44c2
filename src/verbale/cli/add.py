"""`verbale add`: reports into the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli import options as o
from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples

if TYPE_CHECKING:
    from verbale.sources import SourceOptions

_EPILOG = epilog(
    *examples(
        "verbale add reports/ agency.warc.gz",
        "verbale add wire.csv --column text=body --column published=day --outlet 'Norland Wire'",
        "zcat reports.jsonl.gz | verbale add - -r dam.register",
    ),
    "The same content again changes nothing. An interrupted run leaves whole documents; the same command goes on from there.",
    one="some documents could not be read, and are named",
)


@guarded
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files or folders of any supported format; - is standard input.")],
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    published: o.Published = None,
    outlet: o.GivenOutlet = None,
    outlet_kind: o.OutletKind = None,
    language: o.GivenLanguage = None,
    column: o.Columns = None,
) -> None:
    """Read reports and file them in the register.

    Takes plain text, Markdown, HTML, JSON Lines, CSV, Parquet, WARC, RSS and Atom, plain or gzipped, and folders of all these.
    """
    from verbale.cli.filing import file_into
    from verbale.sources import read_sources

    sources = read_sources(
        [Path(path) if path != "-" else path for path in paths], source_options(published, outlet, outlet_kind, language, column)
    )
    raise typer.Exit(file_into(register, sources))


def source_options(
    published: str | None, outlet: str | None, outlet_kind: str | None, language: str | None, column: list[str] | None
) -> SourceOptions:
    """What the options say of documents that do not say it themselves."""
    from verbale.register.days import partial_date
    from verbale.sources import SourceOptions

    return SourceOptions(
        published=partial_date(published) if published else None,
        outlet=outlet,
        outlet_kind=o.choice("--outlet-kind", outlet_kind, "OutletKind"),
        language=language,
        columns=o.columns_of(column),
    )


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(cls=Command, epilog=_EPILOG)(add)
