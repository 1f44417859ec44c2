"""Options that several commands share, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.errors import RegisterError, VerbaleError

if TYPE_CHECKING:
    from verbale.register import Register

DEFAULT_REGISTER = Path("verbale.register")

_LOOK, _WHEN, _SHAPE, _KNOWN = "What to list", "When and where", "Output", "What the sources do not say"


def _values(name: str) -> list[str]:
    from verbale.record import vocabulary

    return [one.value for one in getattr(vocabulary, name)]


def choice(option: str, value: str | None, vocabulary: str) -> str | None:
    """`value` as one of the words of a closed set, hyphens as good as underscores; names the words where it is none."""
    if value is None:
        return None
    wanted = value.strip().lower().replace("-", "_").replace(" ", "_")
    words = _values(vocabulary)
    if wanted not in words:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(words)}", param_hint=option)
    return wanted


def completing(vocabulary: str) -> object:
    """A completion of the words of a closed set for the shell."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in _values(vocabulary) if word.startswith(incomplete)]

    return complete


RegisterPath = Annotated[
    Path, typer.Option("--register", "-r", envvar="VERBALE_REGISTER", metavar="FILE", help="The register; made by `verbale add`.")
]
Between = Annotated[
    list[str] | None,
    typer.Option(metavar="PARTY,PARTY", help="All of these are parties: country codes or names, by commas.", rich_help_panel=_LOOK),
]
Actor = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Takes part in any way: a name or role, words of one, or a country code.", rich_help_panel=_LOOK),
]
Speaker = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who said it: a name or role, words of one, or a country code.", rich_help_panel=_LOOK)
]
Country = Annotated[str | None, typer.Option(metavar="CODE", help="Acts for the state with this ISO 3166 code.", rich_help_panel=_LOOK)]
Topic = Annotated[
    str | None,
    typer.Option(
        metavar="TOPIC",
        help="The topic, such as prisoners or mission_operations.",
        autocompletion=completing("Topic"),
        rich_help_panel=_LOOK,
    ),
]
Status = Annotated[
    str | None,
    typer.Option(
        metavar="STATUS", help="The status, such as agreed or stalled.", autocompletion=completing("ItemStatus"), rich_help_panel=_LOOK
    ),
]
Form = Annotated[
    str | None,
    typer.Option(metavar="FORM", help="The form, such as talks or call.", autocompletion=completing("MeetingForm"), rich_help_panel=_LOOK),
]
State = Annotated[
    str | None,
    typer.Option(
        metavar="STATE", help="The state, such as held or planned.", autocompletion=completing("MeetingState"), rich_help_panel=_LOOK
    ),
]
StatementKindName = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="KIND", help="direct, indirect or mixed.", autocompletion=completing("StatementKind"), rich_help_panel=_LOOK
    ),
]
ActorName = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help="Is called so: a name, part of one, or a mention.", rich_help_panel=_LOOK)
]
ActorKindName = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="person, body, state, organization, group, outlet or unnamed.",
        autocompletion=completing("ActorKind"),
        rich_help_panel=_LOOK,
    ),
]
OutletKindName = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="Published by this kind of outlet.", autocompletion=completing("OutletKind"), rich_help_panel=_LOOK),
]
FullText = Annotated[
    str | None,
    typer.Option("--text", metavar="WORDS", help="Holds these words, as `verbale search` takes them.", rich_help_panel=_LOOK),
]
Text = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="Holds these words in this order, case aside.", rich_help_panel=_LOOK)
]
Confidence = Annotated[
    float | None,
    typer.Option(
        "--confidence", min=0, max=1, metavar="0..1", help="The reader is at least this sure; unscored things pass.", rich_help_panel=_LOOK
    ),
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="On or after: 2025, 2025-04 or 2025-04-10.", show_default=False, rich_help_panel=_WHEN)
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="On or before, the whole of that year, month or day.", rich_help_panel=_WHEN)
]
PlaceName = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Held there: a name or country code.", rich_help_panel=_WHEN)
]
OutletName = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Published by (part of the name).", rich_help_panel=_WHEN)]
LanguageCode = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Written in this language (en, ru, …).", rich_help_panel=_WHEN)
]
DocumentId = Annotated[
    str | None, typer.Option("--document", metavar="ID", help="Stands in this document (d4, or its own id).", rich_help_panel=_WHEN)
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines: one object a line, nothing left out.", rich_help_panel=_SHAPE)]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV with a header, safe to open in a spreadsheet (see docs).", rich_help_panel=_SHAPE)]
Limit = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="At most this many; 0 for all. Default: 50 on a terminal, else all.", rich_help_panel=_SHAPE),
]
Offset = Annotated[int, typer.Option(min=0, metavar="N", help="Leave out the first so many.", rich_help_panel=_SHAPE)]

Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Publication date of documents that give none.", rich_help_panel=_KNOWN)
]
GivenOutlet = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Outlet of documents that give none.", rich_help_panel=_KNOWN)
]
OutletKind = Annotated[
    str | None,
    typer.Option(
        metavar="KIND",
        help="Kind of the outlet: wire, newspaper, broadcaster, state_media, government, organization or blog.",
        autocompletion=completing("OutletKind"),
        rich_help_panel=_KNOWN,
    ),
]
GivenLanguage = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Language of documents that give none.", rich_help_panel=_KNOWN)
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Column or key that holds a field (text=body); may be given again. Fields: id, text, title, outlet, published, language.",
        rich_help_panel=_KNOWN,
    ),
]


def columns_of(given: list[str] | None) -> dict[str, str]:
    """ "FIELD=NAME" pairs as a mapping."""
    columns = {}
    for pair in given or ():
        field, sign, name = pair.partition("=")
        if not sign or not field.strip() or not name.strip():
            raise typer.BadParameter(f"{pair!r} is not of the form FIELD=NAME, such as text=body", param_hint="--column")
        columns[field.strip()] = name.strip()
    return columns


@contextmanager
def open_register(path: Path) -> Iterator[Register]:
    """The register at `path`, for questions; where one fails on what the register holds, `RegisterError` says so."""
    from verbale.register import Register

    with Register.open(path) as register:
        try:
            yield register
        except (VerbaleError, OSError, typer.Exit):
            raise
        except Exception as error:
            # A fault of ours stays one; rows that someone changed by hand are none.
            if not (problems := register.check().problems):
                raise
            message = f"{path}: it is damaged ({problems[0]}); `verbale check --register {path}` names all, or restore it from a copy"
            raise RegisterError(message) from error
