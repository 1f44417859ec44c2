"""`verbale read`: what stands in reports, printed and not kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from verbale.cli import options as o
from verbale.cli.add import source_options
from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples

_EPILOG = epilog(
    *examples(
        "verbale read report.html",
        "verbale read report.txt --published 2025-04-11 --outlet 'Norland Wire'",
        "verbale read reports.jsonl.gz --json > records.jsonl",
    ),
    "The form of --json is described by `verbale schema`: one line a document, spans as [start, end) in code points of its text.",
    one="some documents could not be read, and are named",
)


@guarded
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files or folders of any supported format; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines: one record a line.")] = False,
    confidence: Annotated[bool, typer.Option("--confidence", help="With --json: how sure the reader is of each thing.")] = False,
    attributions: Annotated[
        bool, typer.Option("--attributions", help="JSON Lines of sources, cues and contents as the encoder found them, before any record.")
    ] = False,
    published: o.Published = None,
    outlet: o.GivenOutlet = None,
    outlet_kind: o.OutletKind = None,
    language: o.GivenLanguage = None,
    column: o.Columns = None,
) -> None:
    """Read reports and print their records; nothing is kept.

    Shows actors, meetings, items and statements with the words that say so and where they stand in the text.
    """
    from verbale.cli import output
    from verbale.cli.filing import the_reader
    from verbale.cli.pipeline import batches, read_all
    from verbale.cli.record_view import print_record
    from verbale.sources import Unreadable, read_sources

    unreadable = 0

    def refuse(one: Unreadable) -> None:
        nonlocal unreadable
        unreadable += 1
        output.say(f"unreadable: {one}")

    paths = [Path(path) if path != "-" else path for path in files]
    sources = read_sources(paths, source_options(published, outlet, outlet_kind, language, column))
    reader = the_reader()
    output.use_utf8()
    for batch in batches(sources, refuse):
        if attributions:
            for document, own in zip(batch, reader.attributions(batch), strict=True):
                spans = [{"source": a.source, "cue": a.cue, "content": a.content} for a in own]
                output.write(output.json_line({"id": document.id, "attributions": spans}))
            continue
        for found in read_all(batch, reader, refuse):
            if as_json:
                output.write(output.json_line(found.as_json(confidence)))
            else:
                print_record(found)
    raise typer.Exit(1 if unreadable else 0)


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(cls=Command, epilog=_EPILOG)(read)
