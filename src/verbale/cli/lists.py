"""`verbale meetings`, `items`, `statements`, `actors`, `documents`: what stands in the register, filtered."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from verbale.cli import options as o
from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples

if TYPE_CHECKING:
    from verbale.register import Filters

_ON_TERMINAL = 50


def _parties(between: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for one in between or () for name in one.split(",") if name.strip())


def _list(kind: str, path: Path, as_json: bool, as_csv: bool, limit: int | None, offset: int, /, **wanted: Any) -> None:
    """Print a list in the form asked for; says on standard error where it is empty or cut."""
    from verbale.cli import output
    from verbale.cli.columns import COLUMNS
    from verbale.register import Filters

    if as_json and as_csv:
        raise typer.BadParameter("give one of --json and --csv", param_hint="--json")
    if limit is None and sys.stdout.isatty() and not (as_json or as_csv):
        limit = _ON_TERMINAL
    filters = Filters(limit=limit or None, offset=offset, **wanted)
    with o.open_register(path) as register:
        things = getattr(register, kind)(filters)
        if as_json:
            shown = output.write_json(thing.as_json() for thing in things)
        else:
            shown = (output.write_csv if as_csv else output.write_table)(COLUMNS[kind], things)
        sys.stdout.flush()
        if not shown:
            output.say(_nothing(kind, register.count("documents"), filters))
        elif limit and shown == limit and (total := register.count(kind, filters)) > offset + shown:
            output.say(f"{kind} {offset + 1:,} to {offset + shown:,} of {total:,}; --offset {offset + shown} goes on, --limit 0 shows all")


def _nothing(kind: str, documents: int, filters: Filters) -> str:
    if not documents:
        return f"no {kind}: the register holds no documents; `verbale add PATH…` files some"
    return f"no {kind} like that among {documents:,} document{'s' * (documents != 1)}" + (" after that offset" * (filters.offset > 0))


@guarded
def meetings(
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    between: o.Between = None,
    actor: o.Actor = None,
    form: o.Form = None,
    state: o.State = None,
    text: o.Text = None,
    since: o.Since = None,
    until: o.Until = None,
    place: o.PlaceName = None,
    outlet: o.OutletName = None,
    language: o.LanguageCode = None,
    document: o.DocumentId = None,
    confidence: o.Confidence = None,
    as_json: o.AsJson = False,
    as_csv: o.AsCsv = False,
    limit: o.Limit = None,
    offset: o.Offset = 0,
) -> None:
    """List meetings: talks, calls, visits, summits, in order of their day.

    Each is a meeting as one document tells it. One whose text gives no date counts as of the day of publication.
    """
    known = {"form": o.choice("--form", form, "MeetingForm"), "state": o.choice("--state", state, "MeetingState")}
    where = {"place": place, "outlet": outlet, "language": language, "document": document, "since": since, "until": until}
    looked = {"between": _parties(between), "actor": actor, "text": text, "confidence": confidence}
    _list("meetings", register, as_json, as_csv, limit, offset, **known, **where, **looked)


@guarded
def items(
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    between: o.Between = None,
    actor: o.Actor = None,
    topic: o.Topic = None,
    status: o.Status = None,
    text: o.Text = None,
    since: o.Since = None,
    until: o.Until = None,
    place: o.PlaceName = None,
    outlet: o.OutletName = None,
    language: o.LanguageCode = None,
    document: o.DocumentId = None,
    confidence: o.Confidence = None,
    as_json: o.AsJson = False,
    as_csv: o.AsCsv = False,
    limit: o.Limit = None,
    offset: o.Offset = 0,
) -> None:
    """List items: matters between parties and where they stand.

    An item has the day of its meeting, or else of publication. --place is that of its meeting.
    """
    known = {"topic": o.choice("--topic", topic, "Topic"), "status": o.choice("--status", status, "ItemStatus")}
    where = {"place": place, "outlet": outlet, "language": language, "document": document, "since": since, "until": until}
    looked = {"between": _parties(between), "actor": actor, "text": text, "confidence": confidence}
    _list("items", register, as_json, as_csv, limit, offset, **known, **where, **looked)


@guarded
def statements(
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    speaker: o.Speaker = None,
    between: o.Between = None,
    actor: o.Actor = None,
    topic: o.Topic = None,
    status: o.Status = None,
    kind: o.StatementKindName = None,
    text: o.Text = None,
    since: o.Since = None,
    until: o.Until = None,
    outlet: o.OutletName = None,
    language: o.LanguageCode = None,
    document: o.DocumentId = None,
    confidence: o.Confidence = None,
    as_json: o.AsJson = False,
    as_csv: o.AsCsv = False,
    limit: o.Limit = None,
    offset: o.Offset = 0,
) -> None:
    """List statements: who said what, and through whom.

    Parties, topic and status are those of the items that a statement is about. --actor finds speakers and those it came through.
    """
    known = {"topic": o.choice("--topic", topic, "Topic"), "status": o.choice("--status", status, "ItemStatus")}
    known["kind"] = o.choice("--kind", kind, "StatementKind")
    where = {"outlet": outlet, "language": language, "document": document, "since": since, "until": until}
    looked = {"speaker": speaker, "between": _parties(between), "actor": actor, "text": text, "confidence": confidence}
    _list("statements", register, as_json, as_csv, limit, offset, **known, **where, **looked)


@guarded
def actors(
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    name: o.ActorName = None,
    kind: o.ActorKindName = None,
    country: o.Country = None,
    text: o.Text = None,
    since: o.Since = None,
    until: o.Until = None,
    outlet: o.OutletName = None,
    language: o.LanguageCode = None,
    document: o.DocumentId = None,
    confidence: o.Confidence = None,
    as_json: o.AsJson = False,
    as_csv: o.AsCsv = False,
    limit: o.Limit = None,
    offset: o.Offset = 0,
) -> None:
    """List actors: persons, bodies, states, organizations, groups, outlets, unnamed sources; the most often named first.

    Same kind, name and country is one actor over all documents; unnamed sources are kept apart. Time is that of publication.
    """
    known = {"kind": o.choice("--kind", kind, "ActorKind"), "country": country, "actor": name}
    where = {"outlet": outlet, "language": language, "document": document, "since": since, "until": until}
    _list("actors", register, as_json, as_csv, limit, offset, **known, **where, text=text, confidence=confidence)


@guarded
def documents(
    register: o.RegisterPath = o.DEFAULT_REGISTER,
    between: o.Between = None,
    actor: o.Actor = None,
    outlet_kind: o.OutletKindName = None,
    text: o.FullText = None,
    since: o.Since = None,
    until: o.Until = None,
    outlet: o.OutletName = None,
    language: o.LanguageCode = None,
    document: o.DocumentId = None,
    as_json: o.AsJson = False,
    as_csv: o.AsCsv = False,
    limit: o.Limit = None,
    offset: o.Offset = 0,
) -> None:
    """List documents with how much was found in each, in order of publication.

    --between finds those with a meeting or an item between the parties.
    """
    known = {"kind": o.choice("--outlet-kind", outlet_kind, "OutletKind"), "between": _parties(between), "actor": actor}
    where = {"outlet": outlet, "language": language, "document": document, "since": since, "until": until}
    _list("documents", register, as_json, as_csv, limit, offset, **known, **where, text=text)


_EXAMPLES: dict[Callable[..., None], tuple[str, ...]] = {
    meetings: ("verbale meetings --between US,RU --since 2025", "verbale meetings --place Istanbul --state held --csv > talks.csv"),
    items: ("verbale items --status stalled --topic prisoners", "verbale items --between Norland,Sudmark --json"),
    statements: ("verbale statements --speaker Rubio --since 2025-04", "verbale statements --topic sanctions --text 'red line'"),
    actors: ("verbale actors --kind person --country TR", "verbale actors --name holm"),
    documents: ("verbale documents --outlet reuters --since 2025-04", "verbale documents --text '\"road map\" AND visa*'"),
}


def register_on(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command, lines in _EXAMPLES.items():
        notes = "A list that is empty or cut short says so on standard error; --json and --csv stay valid."
        app.command(cls=Command, epilog=epilog(*examples(*lines), notes))(command)
