"""A document and the record of what it says: actors, meetings, items, statements.

The field names, their order and their JSON are the contract with everyone outside: `verbale read --json` prints a `ReadDocument`
a line. Spans are half-open `[start, end)` counts of Unicode code points into `Document.text`. Nothing here knows how a
record was made or where it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as _date
from hashlib import sha256
from typing import Annotated, Any, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from verbale.errors import RecordError
from verbale.record.vocabulary import (
    ActorKind,
    ItemStatus,
    MeetingForm,
    MeetingState,
    OutletKind,
    StatementKind,
    Topic,
)


class Span(NamedTuple):
    """`[start, end)` in code points of a document's text."""

    start: int
    end: int

    def words(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: tuple[int, int]) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other[0] and other[1] <= self.end

    def meets(self, other: tuple[int, int]) -> bool:
        """Whether the two spans share a character."""
        return self.start < other[1] and other[0] < self.end


def _proper(span: Span) -> Span:
    if not 0 <= span.start < span.end:
        raise ValueError(f"span [{span.start}, {span.end}) is empty or negative")
    return span


def _partial_date(value: str) -> str:
    if len(value) not in (4, 7, 10):
        raise ValueError(f"{value!r} is no ISO date of a year, a month or a day")
    _date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    return value


ProperSpan = Annotated[Span, AfterValidator(_proper)]
PartialDate = Annotated[str, AfterValidator(_partial_date), Field(description="ISO date: 2025, 2025-04 or 2025-04-10")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2")]
Confidence = Annotated[float, Field(ge=0, le=1)]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Read(_Form):
    """Something the reader found; how sure it is stays out of the JSON form unless asked for."""

    confidence: Confidence | None = Field(default=None, exclude=True)


class Actor(_Read):
    """Who takes part or speaks."""

    id: str
    kind: ActorKind
    name: str
    country: CountryCode | None = None
    role: str | None = None
    mentions: tuple[ProperSpan, ...] = Field(min_length=1)


class Duration(_Form):
    """How long a meeting lasted, in minutes; a bound that the text does not give is null."""

    min: int | None = None
    max: int | None = None


class Place(_Form):
    """Where a meeting is held."""

    name: str
    country: CountryCode | None = None
    venue: str | None = None
    span: ProperSpan


class Side(_Form):
    """A party to a meeting with the head and members of its delegation, all by actor id."""

    party: str
    head: str | None = None
    members: tuple[str, ...] = ()


class Meeting(_Read):
    """An engagement between sides."""

    id: str
    form: MeetingForm
    state: MeetingState
    start: PartialDate | None = None
    end: PartialDate | None = None
    duration_minutes: Duration | None = None
    place: Place | None = None
    sides: tuple[Side, ...] = ()
    mediators: tuple[str, ...] = ()
    mentions: tuple[ProperSpan, ...] = Field(min_length=1)


class Item(_Read):
    """A matter between parties and where it stands."""

    id: str
    topic: Topic
    label: ProperSpan
    status: ItemStatus
    parties: tuple[str, ...] = ()
    by: str | None = None
    meeting: str | None = None
    condition: ProperSpan | None = None
    mentions: tuple[ProperSpan, ...] = Field(min_length=1)


class Statement(_Read):
    """Words, beliefs or intentions attributed to a speaker."""

    id: str
    speaker: str
    source: ProperSpan | None = None
    cue: tuple[ProperSpan, ...] = ()
    content: tuple[ProperSpan, ...] = Field(min_length=1)
    kind: StatementKind
    via: tuple[str, ...] = ()
    date: PartialDate | None = None
    about: tuple[str, ...] = ()


class Record(_Form):
    """All that one document says."""

    actors: tuple[Actor, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    items: tuple[Item, ...] = ()
    statements: tuple[Statement, ...] = ()

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every span of the record with the place it stands at ("actors/a1/mentions/0")."""
        for part, things in (("actors", self.actors), ("meetings", self.meetings), ("items", self.items)):
            for thing in things:
                for n, span in enumerate(thing.mentions):
                    yield f"{part}/{thing.id}/mentions/{n}", span
        for meeting in self.meetings:
            if meeting.place:
                yield f"meetings/{meeting.id}/place", meeting.place.span
        for item in self.items:
            yield f"items/{item.id}/label", item.label
            if item.condition:
                yield f"items/{item.id}/condition", item.condition
        for statement in self.statements:
            if statement.source:
                yield f"statements/{statement.id}/source", statement.source
            for role, spans in (("cue", statement.cue), ("content", statement.content)):
                for n, span in enumerate(spans):
                    yield f"statements/{statement.id}/{role}/{n}", span

    @model_validator(mode="after")
    def _ids_are_there(self) -> Self:
        known: dict[str, set[str]] = {}
        for part in ("actors", "meetings", "items", "statements"):
            ids = [thing.id for thing in getattr(self, part)]
            known[part] = set(ids)
            if len(ids) != len(known[part]):
                raise ValueError(f"{part}: an id is used twice")

        def check(part: str, ids: Iterator[str | None], where: str) -> None:
            for one in ids:
                if one is not None and one not in known[part]:
                    raise ValueError(f"{where} names {one!r}, which is not among the {part}")

        for m in self.meetings:
            people = (x for side in m.sides for x in (side.party, side.head, *side.members))
            check("actors", iter([*people, *m.mediators]), f"meeting {m.id}")
        for i in self.items:
            check("actors", iter([*i.parties, i.by]), f"item {i.id}")
            check("meetings", iter([i.meeting]), f"item {i.id}")
        for s in self.statements:
            check("actors", iter([s.speaker, *s.via]), f"statement {s.id}")
            check("items", iter(s.about), f"statement {s.id}")
        return self


class Document(_Form):
    """One report, statement or transcript as clean text with its outlet and dates; what is not known is None."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    outlet_kind: OutletKind | None = None
    published: PartialDate | None = None
    language: str | None = None
    origin: str | None = Field(default=None, exclude=True, description="file, line or URL that it was read from")
    notes: tuple[str, ...] = Field(default=(), exclude=True, description="what its source could not tell")

    @property
    def content_hash(self) -> str:
        """Hex SHA-256 of text and outlet: one text from one outlet is one document, wherever it was found."""
        return sha256(f"{(self.outlet or '').casefold()}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()

    @classmethod
    def of(cls, text: str, *, id: str | None = None, **known: Any) -> Document:
        """A document from its text and whatever else is known; without an id it is named by the hash of its content."""
        nameless = cls(id=id or "?", text=text, **known)
        return nameless if id else nameless.model_copy(update={"id": "d-" + nameless.content_hash[:16]})


class ReadDocument(_Form):
    """A document with its record and what the reader has to say of its own reading ("in Spanish, which is not read")."""

    document: Document
    record: Record
    reader: str = Field(description="name and version of the reader")
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _spans_fit(self) -> Self:
        check_spans(self.record, self.document.text)
        return self

    def as_json(self, confidence: bool = False) -> dict[str, Any]:
        """The published form: the keys of a gold document, with `notes` only where there are any."""
        d = self.document
        form: dict[str, Any] = {"id": d.id, "event": None, "reprint_of": None}
        form |= {"outlet": d.outlet, "outlet_kind": d.outlet_kind, "title": d.title}
        form |= {"published": d.published, "language": d.language, "text": d.text}
        form["record"] = self.record.model_dump(mode="json")
        if confidence:
            for part in ("actors", "meetings", "items", "statements"):
                for dumped, thing in zip(form["record"][part], getattr(self.record, part), strict=True):
                    dumped["confidence"] = thing.confidence
        notes = [*d.notes, *self.notes]
        return form | ({"notes": notes} if notes else {})


def check_spans(record: Record, text: str) -> None:
    """Raise `RecordError` for the first span of `record` that does not lie inside `text`."""
    for where, span in record.spans():
        if span.end > len(text):
            raise RecordError(f"{where}: span [{span.start}, {span.end}) ends outside the text of {len(text)} characters")
