"""`verbale search`: the full text of the documents."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from verbale.cli import options as o
from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples

_AT_MOST = 20
_EPILOG = epilog(
    *examples(
        "verbale search embassy visas", "verbale search '\"road map\" AND prison*'", "verbale search 'fishing NOT quota' --since 2025-04"
    ),
    'All words must stand in a document. "Phrases", prefix*, AND, OR, NOT and brackets are understood; accents and case do not count.',
)


@guarded
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for in titles and texts.")],
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    since: o.Since = None,
    until: o.Until = None,
    outlet: o.OutletName = None,
    language: o.LanguageCode = None,
    as_json: o.AsJson = False,
    as_csv: o.AsCsv = False,
    limit: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="At most this many; 0 for all. Default: 20, and all with --json and --csv."),
    ] = None,
    offset: o.Offset = 0,
) -> None:
    """Search the text of the documents, the best matches first, each with its words in context."""
    from verbale.cli import output
    from verbale.cli.columns import COLUMNS
    from verbale.cli.printer import Printer
    from verbale.register import Filters

    if as_json and as_csv:
        raise typer.BadParameter("give one of --json and --csv", param_hint="--json")
    if limit is None and not (as_json or as_csv):
        limit = _AT_MOST
    filters = Filters(since=since, until=until, outlet=outlet, language=language, limit=limit or None, offset=offset)
    with o.open_register(register) as opened:
        hits = opened.search(" ".join(words), filters)
        if as_json:
            shown = output.write_json(hit.as_json() for hit in hits)
        elif as_csv:
            shown = output.write_csv(COLUMNS["hits"], hits)
        else:
            shown, printer = 0, Printer()
            for hit in hits:
                shown += 1
                d = hit.document
                facts = " · ".join(one for one in (d.outlet, d.published, d.name) if one)
                printer.line((d.id, "bold cyan"), "  ", (d.title or "untitled", "bold"), (f"  {facts}", "dim"))
                printer.marked(hit.snippet, hit.matches, indent=4)
    sys.stdout.flush()
    if not shown:
        output.say(f"no document holds {' '.join(words)!r}")
    elif limit and shown == limit:
        output.say(f"the first {shown}; --offset {offset + shown} goes on, --limit 0 shows all")


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(cls=Command, epilog=_EPILOG)(search)
