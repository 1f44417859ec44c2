"""What questions to the register answer with: things with all that is needed to show them, each with the words that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Quote:
    """A span and its exact words."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Source:
    """The document that a thing stands in; `id` is its public id ("d4"), `name` the id that it came with."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    origin: str | None


@dataclass(frozen=True)
class Who:
    """An actor as another thing names it."""

    id: str
    kind: str
    name: str
    country: str | None


@dataclass(frozen=True)
class SideView:
    """A party to a meeting with the head and members of its delegation."""

    party: Who
    head: Who | None
    members: tuple[Who, ...]


@dataclass(frozen=True)
class PlaceView:
    """Where a meeting is held."""

    name: str
    country: str | None
    venue: str | None
    quote: Quote


@dataclass(frozen=True)
class View:
    """Something that a question is answered with."""

    def as_json(self) -> dict[str, Any]:
        """The thing as JSON values, keys in the order of its fields."""
        form: dict[str, Any] = _plain(asdict(self))
        return form


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


@dataclass(frozen=True)
class _Thing(View):
    id: str
    document: Source
    confidence: float | None


@dataclass(frozen=True)
class MeetingView(_Thing):
    """A meeting as one document tells it."""

    form: str
    state: str
    start: str | None
    end: str | None
    duration_minutes: tuple[int | None, int | None] | None
    place: PlaceView | None
    sides: tuple[SideView, ...]
    mediators: tuple[Who, ...]
    mentions: tuple[Quote, ...]


@dataclass(frozen=True)
class ItemView(_Thing):
    """A matter and where it stands, as one document tells it."""

    topic: str
    status: str
    label: Quote
    parties: tuple[Who, ...]
    by: Who | None
    meeting: str | None
    condition: Quote | None
    mentions: tuple[Quote, ...]


@dataclass(frozen=True)
class StatementView(_Thing):
    """Words ascribed to a speaker in one document."""

    speaker: Who
    kind: str
    date: str | None
    source: Quote | None
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    via: tuple[Who, ...]
    about: tuple[str, ...]


@dataclass(frozen=True)
class ActorView(View):
    """An actor over all documents that name it so: same kind, name and country. `id` is that of its first mention in the register."""

    id: str
    kind: str
    name: str
    country: str | None
    roles: tuple[str, ...]
    documents: int
    mentions: int
    confidence: float | None


@dataclass(frozen=True)
class DocumentView(View):
    """A document, how it was read and how much was found in it."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    outlet_kind: str | None
    published: str | None
    language: str | None
    origin: str | None
    characters: int
    actors: int
    meetings: int
    items: int
    statements: int
    notes: tuple[str, ...]
    reader: str
    read_at: str
    filed_at: str


@dataclass(frozen=True)
class Hit(View):
    """A document that holds the words searched for; `snippet` is a stretch of its text (or title) and `matches` lie inside it.

    `start` is where the snippet stands in the text, None where it is the title; matches count from the start of the snippet.
    """

    document: Source
    snippet: str
    start: int | None
    matches: tuple[tuple[int, int], ...]
    rank: float
