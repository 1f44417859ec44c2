"""`verbale fetch`: the only command that uses the network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli import options as o
from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples

if TYPE_CHECKING:
    from verbale.record import Document
    from verbale.sources import Unreadable

_EPILOG = epilog(
    *examples(
        "verbale fetch https://news.example/talks.html",
        "verbale fetch https://news.example/feed.xml --entries 10 -r talks.register",
        "verbale fetch https://news.example/talks.html --json > talks.jsonl",
    ),
    "Addresses inside your own network are refused unless --allow-private is given. Nothing that is fetched is executed.",
    one="some addresses gave no document, and are named",
)
_LIMITS = "Limits"


@guarded
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Pages, or feeds whose entries are fetched.")],
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the documents as JSON Lines, unread, and file nothing; `verbale add` reads that form.")
    ] = False,
    seconds: Annotated[float, typer.Option(min=0.1, metavar="S", help="Longest time for one page.", rich_help_panel=_LIMITS)] = 30,
    megabytes: Annotated[float, typer.Option(min=0.01, metavar="MB", help="Largest page.", rich_help_panel=_LIMITS)] = 10,
    redirects: Annotated[int, typer.Option(min=0, metavar="N", help="Most redirects of one page.", rich_help_panel=_LIMITS)] = 5,
    entries: Annotated[int, typer.Option(min=1, metavar="N", help="Most entries of a feed.", rich_help_panel=_LIMITS)] = 30,
    delay: Annotated[float, typer.Option(min=0, metavar="S", help="Seconds between requests to one host.", rich_help_panel=_LIMITS)] = 1,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow addresses in private and local networks.", rich_help_panel=_LIMITS)
    ] = False,
    published: o.Published = None,
    outlet: o.GivenOutlet = None,
    outlet_kind: o.OutletKind = None,
    language: o.GivenLanguage = None,
) -> None:
    """Fetch pages or feeds from the network, read them and file them in the register."""
    from verbale.cli.add import source_options
    from verbale.cli.filing import file_into
    from verbale.sources.fetch import FetchOptions
    from verbale.sources.fetch import fetch as fetch_documents
    from verbale.sources.network import Limits

    limits = Limits(seconds=seconds, size=int(megabytes * 1_000_000), redirects=redirects, allow_private=allow_private)
    sources = source_options(published, outlet, outlet_kind, language, None)
    found = fetch_documents(urls, FetchOptions(limits=limits, delay=delay, entries=entries, sources=sources))
    raise typer.Exit(print_documents(found) if as_json else file_into(register, found))


def print_documents(found: Iterable[Document | Unreadable]) -> int:
    """Print documents as JSON Lines as they come; the exit code."""
    from verbale.cli.output import json_line, say, use_utf8, write
    from verbale.sources import Unreadable

    use_utf8()
    code = 0
    for one in found:
        if isinstance(one, Unreadable):
            say(f"unreadable: {one}")
            code = 1
        else:
            write(json_line(one.model_dump(mode="json") | {"origin": one.origin}))
    return code


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(cls=Command, epilog=_EPILOG)(fetch)
