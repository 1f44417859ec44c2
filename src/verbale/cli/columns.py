"""The columns of each list: all of them in CSV, those that matter most on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from verbale.cli.output import Column

if TYPE_CHECKING:
    from verbale.register import ActorView, Hit, ItemView, MeetingView, PlaceView, Quote, SideView, StatementView, Who


def names(actors: Iterable[Who]) -> str:
    """Names, by commas."""
    return ", ".join(actor.name for actor in actors)


def words(quotes: Iterable[Quote]) -> str:
    """The exact words of spans; the break between them shown."""
    return " … ".join(quote.words for quote in quotes)


def offsets(quotes: Iterable[Quote]) -> str:
    """Where spans stand: "12-40 55-61"."""
    return " ".join(f"{quote.start}-{quote.end}" for quote in quotes)


def days(start: str | None, end: str | None) -> str:
    """A day, or the two ends of a time; what is open is left open."""
    return (start or "") if start == end else f"{start or ''}…{end or ''}"


def place(where: PlaceView | None) -> str:
    """The place with its venue and country."""
    if where is None:
        return ""
    venue = f", {where.venue}" if where.venue else ""
    return f"{where.name}{venue}" + (f" ({where.country})" if where.country else "")


def side(one: SideView) -> str:
    """A party with the head of its delegation and how many more are named."""
    people = [one.head.name] if one.head else []
    people += [member.name for member in one.members]
    return one.party.name + (f" ({', '.join(people)})" if people else "")


def sides(meeting: MeetingView) -> str:
    """The sides of a meeting and who goes between them."""
    met = " – ".join(side(one) for one in meeting.sides)
    return met + (f" (mediated by {names(meeting.mediators)})" if meeting.mediators else "")


def duration(minutes: tuple[int | None, int | None] | None) -> str:
    """How long, in words: "6 h", "5 h or more"."""
    if minutes is None or minutes == (None, None):
        return ""
    low, high = minutes
    if low is None:
        return f"up to {_hours(high)}"
    if high is None:
        return f"{_hours(low)} or more"
    return _hours(low) if low == high else f"{_hours(low)} to {_hours(high)}"


def _hours(minutes: int | None) -> str:
    hours, rest = divmod(minutes or 0, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part)


def _sure(thing: MeetingView | ItemView | StatementView | ActorView) -> str:
    return "" if thing.confidence is None else f"{thing.confidence:.2f}"


def _source() -> tuple[Column, ...]:
    return (
        Column("outlet", lambda x: x.document.outlet, widest=18),
        Column("published", lambda x: x.document.published, in_table=False),
        Column("document", lambda x: x.document.id),
        Column("document_name", lambda x: x.document.name, in_table=False),
        Column("confidence", _sure, in_table=False),
    )


def marked(hit: Hit) -> str:
    """A snippet with the matches in double brackets."""
    pieces, at = [], 0
    for start, end in hit.matches:
        pieces += [hit.snippet[at:start], "[[", hit.snippet[start:end], "]]"]
        at = end
    return "".join([*pieces, hit.snippet[at:]])


COLUMNS: dict[str, Sequence[Column]] = {
    "meetings": (
        Column("id", lambda m: m.id),
        Column("date", lambda m: days(m.start, m.end)),
        Column("form", lambda m: m.form),
        Column("state", lambda m: m.state),
        Column("place", lambda m: place(m.place), wraps=True),
        Column("sides", sides, wraps=True),
        Column("duration", lambda m: duration(m.duration_minutes), in_table=False),
        Column("words", lambda m: words(m.mentions), in_table=False),
        Column("offsets", lambda m: offsets(m.mentions), in_table=False),
        *_source(),
    ),
    "items": (
        Column("id", lambda i: i.id),
        Column("status", lambda i: i.status),
        Column("topic", lambda i: i.topic, widest=18),
        Column("label", lambda i: i.label.words, wraps=True),
        Column("parties", lambda i: names(i.parties), wraps=True),
        Column("by", lambda i: i.by.name if i.by else None, widest=16),
        Column("meeting", lambda i: i.meeting, in_table=False),
        Column("condition", lambda i: i.condition.words if i.condition else None, in_table=False),
        Column("words", lambda i: words(i.mentions), in_table=False),
        Column("offsets", lambda i: offsets(i.mentions), in_table=False),
        *_source(),
    ),
    "statements": (
        Column("id", lambda s: s.id),
        Column("speaker", lambda s: s.speaker.name, wraps=True),
        Column("kind", lambda s: s.kind, in_table=False),
        Column("content", lambda s: words(s.content), wraps=True),
        Column("via", lambda s: names(s.via), wraps=True),
        Column("date", lambda s: s.date, in_table=False),
        Column("source", lambda s: s.source.words if s.source else None, in_table=False),
        Column("cue", lambda s: words(s.cue), in_table=False),
        Column("about", lambda s: " ".join(s.about), in_table=False),
        Column("offsets", lambda s: offsets(s.content), in_table=False),
        *_source(),
    ),
    "actors": (
        Column("id", lambda a: a.id),
        Column("kind", lambda a: a.kind),
        Column("name", lambda a: a.name, wraps=True),
        Column("country", lambda a: a.country),
        Column("roles", lambda a: "; ".join(a.roles), wraps=True),
        Column("documents", lambda a: a.documents),
        Column("mentions", lambda a: a.mentions),
        Column("confidence", _sure, in_table=False),
    ),
    "documents": (
        Column("id", lambda d: d.id),
        Column("published", lambda d: d.published),
        Column("outlet", lambda d: d.outlet, wraps=True),
        Column("title", lambda d: d.title, wraps=True),
        Column("meetings", lambda d: d.meetings),
        Column("items", lambda d: d.items),
        Column("statements", lambda d: d.statements),
        Column("actors", lambda d: d.actors, in_table=False),
        Column("name", lambda d: d.name, in_table=False),
        Column("outlet_kind", lambda d: d.outlet_kind, in_table=False),
        Column("language", lambda d: d.language, in_table=False),
        Column("characters", lambda d: d.characters, in_table=False),
        Column("origin", lambda d: d.origin, in_table=False),
        Column("notes", lambda d: "; ".join(d.notes), in_table=False),
        Column("reader", lambda d: d.reader, in_table=False),
        Column("read_at", lambda d: d.read_at, in_table=False),
        Column("filed_at", lambda d: d.filed_at, in_table=False),
    ),
    "hits": (
        Column("document", lambda h: h.document.id),
        Column("published", lambda h: h.document.published),
        Column("outlet", lambda h: h.document.outlet, wraps=True),
        Column("title", lambda h: h.document.title, wraps=True),
        Column("snippet", marked, wraps=True),
        Column("document_name", lambda h: h.document.name, in_table=False),
        Column("start", lambda h: h.start, in_table=False),
        Column("rank", lambda h: h.rank, in_table=False),
    ),
}
