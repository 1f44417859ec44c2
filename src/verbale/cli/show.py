"""`verbale show`: one thing with all of its words in context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli import options as o
from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples

if TYPE_CHECKING:
    from verbale.cli.printer import Printer
    from verbale.cli.record_view import RecordView
    from verbale.register import DocumentView, InContext, Shown, Source

_EPILOG = epilog(
    *examples("verbale show m12", "verbale show s7 --json", "verbale show d4 --text", "verbale show agency-2025-04-11-07"),
    "Ids: m for meetings, i items, s statements, a actors, d documents; they stand in the first column of every list.",
    "Offsets count code points of the document's text from 0, the end not included.",
)


@guarded
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A public id such as m12, or the own id of a document.")],
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    text: Annotated[bool, typer.Option("--text", help="Of a document: its text too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with everything.")] = False,
) -> None:
    """Show one meeting, item, statement, actor or document with its words in their sentences, their offsets and their source."""
    from verbale.cli import output

    with o.open_register(register) as opened:
        shown = opened.show(id)
        if as_json:
            output.use_utf8()
            output.write(output.json_line(shown.as_json()))
        else:
            print_shown(shown, text)


def print_shown(shown: Shown, text: bool = False) -> None:
    """Print one thing for people."""
    from verbale.cli import record_view as r
    from verbale.cli.printer import Printer
    from verbale.register import ActorView, DocumentView, ItemView, MeetingView

    printer, thing = Printer(), shown.thing
    if isinstance(thing, DocumentView):
        _document(printer, thing)
    elif isinstance(thing, ActorView):
        r.print_actor(printer, thing)
    elif isinstance(thing, MeetingView):
        r.print_meeting(printer, thing)
    elif isinstance(thing, ItemView):
        r.print_item(printer, thing)
    else:
        r.print_statement(printer, thing)
    for note in shown.notes:
        printer.line((f"note: {note}", "italic"))
    if shown.words:
        _words(printer, shown.words)
    r.print_parts(printer, _parts(shown))
    if text and shown.text is not None:
        printer.head("Text")
        for line in shown.text.splitlines():
            printer.line(line)


def _document(printer: Printer, d: DocumentView) -> None:
    printer.line((d.id, "bold cyan"), "  ", (d.title or "untitled", "bold"))
    kind = f" ({d.outlet_kind})" if d.outlet_kind else ""
    published = d.published or "date unknown"
    printer.line(f"{d.outlet or 'outlet unknown'}{kind} · {published} · {d.language or 'language unknown'} · {d.characters:,} characters")
    printer.line((f"{d.name} · {d.origin or 'origin unknown'} · read by {d.reader} {d.read_at}", "dim"))
    for note in d.notes:
        printer.line((f"note: {note}", "italic"))


def _words(printer: Printer, words: tuple[InContext, ...]) -> None:
    """Every span in its sentence, under the document that it stands in."""
    source = None
    for word in words:
        if word.document != source:
            source = word.document
            _source(printer, source)
        printer.line((f"{word.role} [{word.quote.start}–{word.quote.end}]", "dim"), indent=2)
        printer.context(word.before, word.quote.words, word.after, indent=4)


def _source(printer: Printer, source: Source) -> None:
    printer.head(f"{source.outlet or 'outlet unknown'}, {source.published or 'date unknown'}")
    printer.line((" · ".join(one for one in (source.title, source.id, source.name, source.origin) if one), "dim"))


def _parts(shown: Shown) -> RecordView:
    from verbale.cli.record_view import RecordView
    from verbale.register import ActorView, ItemView, MeetingView, StatementView

    related = shown.related
    return RecordView(
        actors=[one for one in related if isinstance(one, ActorView)],
        meetings=[one for one in related if isinstance(one, MeetingView)],
        items=[one for one in related if isinstance(one, ItemView)],
        statements=[one for one in related if isinstance(one, StatementView)],
    )


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(cls=Command, epilog=_EPILOG)(show)
