"""One thing by its public id, with every span of it in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from verbale.errors import RegisterError
from verbale.register import tables as t
from verbale.register.filters import Filters
from verbale.register.loading import LETTERS, LOAD, public, quotes, sources
from verbale.register.queries import list_documents, roles_of, same_actor
from verbale.register.rows import storable
from verbale.register.views import (
    ActorView,
    DocumentView,
    ItemView,
    MeetingView,
    Quote,
    Source,
    StatementView,
    View,
)

_TABLES = {letter: name for name, letter in LETTERS.items()}
# Longer sentences are cut around the span, so that one without a full stop in a megabyte of text still fits a screen.
_CONTEXT = 400
# An actor that is named on every page is shown by this many of its mentions.
MENTIONS_AT_MOST = 200


@dataclass(frozen=True)
class InContext(View):
    """A span in the sentence that it stands in: `role` says what it is there for; `before` and `after` are the rest of the sentence."""

    role: str
    document: Source
    quote: Quote
    before: str
    after: str


@dataclass(frozen=True)
class Shown(View):
    """One thing with its words in context. `notes` say what a reader of it must know ("from an older reading")."""

    thing: MeetingView | ItemView | StatementView | ActorView | DocumentView
    words: tuple[InContext, ...]
    related: tuple[ActorView | MeetingView | ItemView | StatementView, ...] = ()
    text: str | None = None
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The thing's own JSON with its words, related things and notes."""
        form = super().as_json()
        return {"type": type(self.thing).__name__.removesuffix("View").lower()} | form


def show(connection: Connection, id: str) -> Shown:
    """The thing with a public id ("m12", "d4") or the document with its own id; raises `RegisterError` where there is none."""
    document = connection.execute(select(t.documents.c.id).where(t.documents.c.name == storable(id))).scalar()
    if document is not None:
        return _show_document(connection, document)
    parsed = re.fullmatch(r"([damis])(\d{1,18})", id.strip())
    if parsed:
        kind, row = _TABLES[parsed[1]], int(parsed[2])
        if connection.execute(select(t.METADATA.tables[kind].c.id).where(t.METADATA.tables[kind].c.id == row)).first():
            if kind == "documents":
                return _show_document(connection, row)
            return _show_actor(connection, row) if kind == "actors" else _show_thing(connection, kind, row)
    message = f"there is nothing with the id {id!r}; ids stand in the first column of `verbale meetings`, `items`, `statements`, `actors`"
    raise RegisterError(message + " and `documents`")


def _show_thing(connection: Connection, kind: str, id: int) -> Shown:
    thing = LOAD[kind](connection, [id])[0]
    table = t.METADATA.tables[kind]
    r, d = t.readings, t.documents
    query = select(d.c.text, r.c.reader, r.c.superseded_at).select_from(t.with_document(table)).where(table.c.id == id)
    row = connection.execute(query).one()
    words = tuple(in_context(row.text, thing.document, role, quote) for role, quote in _spans(thing))
    return Shown(thing, words, tuple(_related(connection, kind, id)), notes=_age(row))


def _age(row: Any) -> tuple[str, ...]:
    if row.superseded_at is None:
        return ()
    return (f"from an older reading by {row.reader}, superseded {row.superseded_at}; the document has been read again since",)


def _spans(thing: MeetingView | ItemView | StatementView) -> Iterator[tuple[str, Quote]]:
    if isinstance(thing, StatementView):
        roles = [("source", thing.source), *(("cue", q) for q in thing.cue), *(("content", q) for q in thing.content)]
    elif isinstance(thing, ItemView):
        roles = [("label", thing.label), ("condition", thing.condition), *(("mention", q) for q in thing.mentions)]
    else:
        roles = [*(("mention", q) for q in thing.mentions), ("place", thing.place.quote if thing.place else None)]
    return ((role, quote) for role, quote in roles if quote is not None)


def in_context(text: str, document: Source, role: str, quote: Quote) -> InContext:
    """A span with the rest of its sentence (or sentences) around it, white space evened."""
    from verbale.language.layout import layout

    # Sentences are laid out in a window only: a document may be megabytes long.
    low, high = max(0, quote.start - 4 * _CONTEXT), min(len(text), quote.end + 4 * _CONTEXT)
    sentences = layout(text[low:high]).sentences
    start = max((low + s.start for s in sentences if low + s.start <= quote.start), default=quote.start)
    end = min((low + s.end for s in sentences if low + s.end >= quote.end), default=quote.end)
    before = text[max(start, quote.start - _CONTEXT) : quote.start]
    after = text[quote.end : min(end, quote.end + _CONTEXT)]
    before = ("…" if quote.start - start > _CONTEXT else "") + before
    after = after + ("…" if end - quote.end > _CONTEXT else "")
    return InContext(role, document, quote, before, after)


def _related(connection: Connection, kind: str, id: int) -> Iterator[Any]:
    """What hangs on a thing: the items of a meeting; the statements about an item, and its meeting; the items of a statement."""
    about = t.statement_about
    queries: dict[str, list[tuple[str, Select[Any]]]] = {
        "meetings": [("items", select(t.items.c.id).where(t.items.c.meeting_id == id))],
        "items": [
            ("meetings", select(t.items.c.meeting_id).where(t.items.c.id == id, t.items.c.meeting_id.is_not(None))),
            ("statements", select(about.c.statement_id).where(about.c.item_id == id)),
        ],
        "statements": [("items", select(about.c.item_id).where(about.c.statement_id == id))],
    }
    for other, query in queries[kind]:
        yield from LOAD[other](connection, sorted(connection.execute(query).scalars()))


def _show_actor(connection: Connection, id: int) -> Shown:
    a, r, d = t.actors, t.readings, t.documents
    actor = connection.execute(select(a, r.c.reader, r.c.superseded_at).select_from(t.with_document(a)).where(a.c.id == id)).one()
    everywhere = select(a.c.id, a.c.reading_id, a.c.confidence, d.c.id.label("document"), d.c.text).select_from(t.with_document(a))
    condition = a.c.id == id if actor.superseded_at else same_actor(actor) & r.c.superseded_at.is_(None)
    words: list[InContext] = []
    documents, mentions, sure = set(), 0, []
    for row in connection.execute(everywhere.where(condition).order_by(a.c.id).execution_options(yield_per=20)):
        source = sources(connection, [row.reading_id])[row.reading_id]
        own = quotes(connection, t.actor_mentions, [row.id])[row.id]
        documents.add(row.document)
        mentions += len(own)
        sure.append(row.confidence)
        room = MENTIONS_AT_MOST - len(words)
        words += [in_context(row.text, source, "mention", quote) for quote in own[:room]]
    roles = roles_of(connection, actor) or ((actor.role,) if actor.role else ())
    confidence = max((one for one in sure if one is not None), default=None)
    view = ActorView(public("actors", id), actor.kind, actor.name, actor.country, roles, len(documents), mentions, confidence)
    more = (f"{len(words)} of {mentions} mentions are shown",) if len(words) < mentions else ()
    return Shown(view, tuple(words), notes=_age(actor) + more)


def _show_document(connection: Connection, id: int) -> Shown:
    view = next(list_documents(connection, Filters(document=public("documents", id))))
    text = connection.execute(select(t.documents.c.text).where(t.documents.c.id == id)).scalar_one()
    reading = select(t.readings.c.id).where(t.readings.c.document_id == id, t.readings.c.superseded_at.is_(None)).scalar_subquery()
    actors = connection.execute(select(t.actors).where(t.actors.c.reading_id == reading).order_by(t.actors.c.id)).all()
    mentions = quotes(connection, t.actor_mentions, [actor.id for actor in actors])
    related: list[Any] = [
        ActorView(
            *(public("actors", a.id), a.kind, a.name, a.country, (a.role,) if a.role else ()),
            *(1, len(mentions[a.id]), a.confidence),
        )
        for a in actors
    ]
    for kind, load in LOAD.items():
        table = t.METADATA.tables[kind]
        ids = connection.execute(select(table.c.id).where(table.c.reading_id == reading).order_by(table.c.id)).scalars().all()
        related += load(connection, ids)
    return Shown(view, (), tuple(related), text=text)
