"""A record for people: what was found, each with the words that say so and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbale.cli import columns as c
from verbale.cli.printer import Printer
from verbale.register.views import ActorView, ItemView, MeetingView, PlaceView, Quote, SideView, Source, StatementView, Who

if TYPE_CHECKING:
    from verbale.record import Item, Meeting, ReadDocument, Span, Statement

DIM = "dim"


@dataclass(frozen=True)
class RecordView:
    """What one document says, as a register would show it."""

    actors: Sequence[ActorView]
    meetings: Sequence[MeetingView]
    items: Sequence[ItemView]
    statements: Sequence[StatementView]


def print_record(read: ReadDocument) -> None:
    """Print a document and its record, by the ids that things have in the record."""
    d = read.document
    printer = Printer()
    printer.line((d.title or d.id, "bold"))
    kind = f" ({d.outlet_kind})" if d.outlet_kind else ""
    printer.line(f"{d.outlet or 'outlet unknown'}{kind} · {d.published or 'date unknown'} · {d.language or 'language unknown'} · {d.id}")
    if d.origin:
        printer.line((d.origin, DIM))
    for note in (*d.notes, *read.notes):
        printer.line((f"note: {note}", "italic"))
    print_parts(printer, _view(read))
    printer.line()


def print_parts(printer: Printer, record: RecordView) -> None:
    """Print meetings, items, statements and actors under their headings; what there is none of is left out."""
    if record.meetings:
        printer.head("Meetings")
    for meeting in record.meetings:
        print_meeting(printer, meeting)
    if record.items:
        printer.head("Items")
    for item in record.items:
        print_item(printer, item)
    if record.statements:
        printer.head("Statements")
    for statement in record.statements:
        print_statement(printer, statement)
    if record.actors:
        printer.head("Actors")
    for actor in record.actors:
        print_actor(printer, actor)


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"  {confidence:.0%} sure"


def _quotes(printer: Printer, quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        printer.line(f"“{quote.words}” ", (f"[{quote.start}–{quote.end}]", DIM), indent=4)


def print_meeting(printer: Printer, m: MeetingView) -> None:
    """Print a meeting with the words that name it."""
    facts = [m.form.replace("_", " "), m.state.replace("_", " "), c.days(m.start, m.end), c.place(m.place), c.duration(m.duration_minutes)]
    printer.line((m.id, "bold cyan"), "  ", ", ".join(fact for fact in facts if fact), (_sure(m.confidence), DIM))
    if m.sides or m.mediators:
        printer.line(c.sides(m), indent=4)
    _quotes(printer, m.mentions)


def print_item(printer: Printer, i: ItemView) -> None:
    """Print an item with the clauses that give its status."""
    printer.line((i.id, "bold cyan"), "  ", (i.status.replace("_", " "), "bold"), f"  {i.label.words}", (_sure(i.confidence), DIM))
    facts = [i.topic.replace("_", " "), " – ".join(p.name for p in i.parties)]
    facts += [f"by {i.by.name}"] if i.by else []
    facts += [f"meeting {i.meeting}"] if i.meeting else []
    facts += [f"if “{i.condition.words}”"] if i.condition else []
    printer.line("; ".join(fact for fact in facts if fact), indent=4)
    _quotes(printer, i.mentions)


def print_statement(printer: Printer, s: StatementView) -> None:
    """Print a statement with its source and cue."""
    facts = [s.kind, *([f"via {c.names(s.via)}"] if s.via else []), *([s.date] if s.date else [])]
    facts += [f"about {' '.join(s.about)}"] if s.about else []
    printer.line((s.id, "bold cyan"), "  ", (s.speaker.name, "bold"), f"  {', '.join(facts)}", (_sure(s.confidence), DIM))
    _quotes(printer, s.content)
    said = [("source", [s.source] if s.source else []), ("cue", s.cue)]
    words = [f"{role} “{c.words(quotes)}” [{c.offsets(quotes)}]" for role, quotes in said if quotes]
    if words:
        printer.line(("; ".join(words), DIM), indent=4)


def print_actor(printer: Printer, a: ActorView) -> None:
    """Print an actor on one line."""
    facts = [a.kind, *([a.country] if a.country else []), *a.roles, f"{a.mentions} mention{'s' * (a.mentions != 1)}"]
    printer.line((a.id, "bold cyan"), f"  {a.name}  ", (", ".join(facts), DIM))


def _view(read: ReadDocument) -> RecordView:
    return _Views(read).all()


class _Views:
    """The views of a record that is in no register."""

    def __init__(self, read: ReadDocument) -> None:
        d = read.document
        self._read = read
        self._source = Source(d.id, d.id, d.title, d.outlet, d.published, d.language, d.origin)
        self._who = {a.id: Who(a.id, a.kind.value, a.name, a.country) for a in read.record.actors}

    def all(self) -> RecordView:
        record = self._read.record
        actors = [
            ActorView(a.id, a.kind.value, a.name, a.country, (a.role,) if a.role else (), 1, len(a.mentions), a.confidence)
            for a in record.actors
        ]
        return RecordView(
            actors,
            [self._meeting(m) for m in record.meetings],
            [self._item(i) for i in record.items],
            [self._statement(s) for s in record.statements],
        )

    def _quote(self, span: Span) -> Quote:
        return Quote(span.start, span.end, span.words(self._read.document.text))

    def _quotes(self, spans: Sequence[Span]) -> tuple[Quote, ...]:
        return tuple(self._quote(span) for span in spans)

    def _people(self, ids: Sequence[str]) -> tuple[Who, ...]:
        return tuple(self._who[id] for id in ids)

    def _meeting(self, m: Meeting) -> MeetingView:
        sides = tuple(SideView(self._who[s.party], self._who[s.head] if s.head else None, self._people(s.members)) for s in m.sides)
        p, span = m.place, m.duration_minutes
        return MeetingView(
            *(m.id, self._source, m.confidence, m.form.value, m.state.value, m.start, m.end),
            duration_minutes=(span.min, span.max) if span else None,
            place=PlaceView(p.name, p.country, p.venue, self._quote(p.span)) if p else None,
            sides=sides,
            mediators=self._people(m.mediators),
            mentions=self._quotes(m.mentions),
        )

    def _item(self, i: Item) -> ItemView:
        return ItemView(
            *(i.id, self._source, i.confidence, i.topic.value, i.status.value, self._quote(i.label), self._people(i.parties)),
            by=self._who[i.by] if i.by else None,
            meeting=i.meeting,
            condition=self._quote(i.condition) if i.condition else None,
            mentions=self._quotes(i.mentions),
        )

    def _statement(self, s: Statement) -> StatementView:
        return StatementView(
            *(s.id, self._source, s.confidence, self._who[s.speaker], s.kind.value, s.date),
            source=self._quote(s.source) if s.source else None,
            cue=self._quotes(s.cue),
            content=self._quotes(s.content),
            via=self._people(s.via),
            about=s.about,
        )
