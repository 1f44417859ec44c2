"""What to list: filters, and the conditions that they come to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, exists, func, or_, select

from verbale.errors import RegisterError
from verbale.register import tables as t
from verbale.register.days import first_day, last_day, partial_date
from verbale.register.full_text import matching
from verbale.register.rows import fold, storable

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Filters:
    """What a list is cut down to; what is left at its default does not count.

    `between`: each of these (country codes or names) is a party. `speaker`, `actor`: a country code or (part of) a name or role.
    `since`, `until`: ISO dates, partial allowed, both included; a thing whose text gives no date counts as of the day of
    publication. `text`: words that stand in the thing, case aside. `confidence`: at least this; unscored things pass.
    """

    between: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: str | None = None
    outlet: str | None = None
    language: str | None = None
    document: str | None = None
    form: str | None = None
    state: str | None = None
    topic: str | None = None
    status: str | None = None
    kind: str | None = None
    speaker: str | None = None
    actor: str | None = None
    country: str | None = None
    text: str | None = None
    confidence: float | None = None
    limit: int | None = None
    offset: int = 0

    def checked(self) -> Self:
        """The same with dates checked; raises `RegisterError` naming what makes no sense."""
        if self.since and self.until and first_day(partial_date(self.since)) > last_day(partial_date(self.until)):
            raise RegisterError(f"--since {self.since} is after --until {self.until}: nothing can lie between them")
        for value in (self.since, self.until):
            if value:
                partial_date(value)
        for name, number in (("limit", self.limit), ("offset", self.offset)):
            if number is not None and not 0 <= number < 1 << 63:
                raise RegisterError(f"--{name} {number} is {'negative' if number < 0 else 'too large'}")
        words = {name: storable(value) for name, value in vars(self).items() if isinstance(value, str)}
        return replace(self, **words, between=tuple(fold(storable(one)) for one in self.between if one.strip()))  # type: ignore[arg-type]


def actor_is(actor: FromClause, term: str, loose: bool = False) -> Condition:
    """Whether the row of `actor` is what a person means by `term`: a country's code, a name or mention, case aside.

    The name of a state stands for everyone who acts for it, as its code does. `loose`: whole words of the name or role will do
    ("rubio", "foreign minister").
    """
    folded = fold(term)
    ways: list[Condition] = [actor.c.folded == folded]
    if re.fullmatch("[a-z]{2}", folded):
        ways.append(actor.c.country == folded.upper())
    else:
        state = t.actors.alias()
        ways.append(actor.c.country.in_(select(state.c.country).where(state.c.folded == folded, state.c.kind == "state")))
    if loose:
        for column in (actor.c.folded, func.casefold(actor.c.role)):
            ways.append((" " + column + " ").contains(f" {folded} ", autoescape=True))
    mentions = t.actor_mentions
    ways.append(actor.c.id.in_(select(mentions.c.actor_id).where(mentions.c.folded == folded)))
    return or_(*ways)


def _ids(term: str, loose: bool = False) -> Select[tuple[int]]:
    actor = t.actors.alias()
    return select(actor.c.id).where(actor_is(actor, term, loose))


def holds(column: ColumnElement[str], words: str) -> Condition:
    """Whether the text of `column` holds `words`, case aside in every script."""
    return func.instr(func.casefold(column), words.casefold()) > 0


def of_time(table: Table, f: Filters) -> list[Condition]:
    """Conditions on the days of a row: what may lie between since and until."""
    conditions = []
    if f.since:
        conditions.append(table.c.last_day >= first_day(f.since))
    if f.until:
        conditions.append(table.c.first_day <= last_day(f.until))
    return conditions


def _equal(table: Table, **values: str | None) -> list[Condition]:
    return [table.c[name] == value for name, value in values.items() if value is not None]


def of_document(f: Filters) -> list[Condition]:
    """Conditions on the document that a thing stands in."""
    d = t.documents
    conditions = []
    if f.outlet:
        conditions.append(holds(d.c.outlet, f.outlet))
    if f.language:
        conditions.append(d.c.language == f.language.lower())
    if f.document:
        row = re.fullmatch(r"d(\d{1,18})", f.document)
        conditions.append(or_(d.c.name == f.document, d.c.id == int(row[1])) if row else d.c.name == f.document)
    return conditions


def _sure(table: Table, f: Filters) -> list[Condition]:
    sure = table.c.confidence
    return [or_(sure.is_(None), sure >= f.confidence)] if f.confidence is not None else []


def _meeting_party(meeting: ColumnElement[int], term: str) -> Condition:
    s, m = t.meeting_sides, t.meeting_members
    ids = _ids(term)
    return or_(
        exists().where(s.c.meeting_id == meeting, or_(s.c.party_id.in_(ids), s.c.head_id.in_(ids))),
        exists().where(m.c.meeting_id == meeting, m.c.actor_id.in_(ids)),
    )


def of_meeting(f: Filters) -> list[Condition]:
    """Conditions on a meeting."""
    m, mentions, mediators = t.meetings, t.meeting_mentions, t.meeting_mediators
    conditions = of_time(m, f) + _equal(m, form=f.form, state=f.state) + _sure(m, f)
    conditions += [_meeting_party(m.c.id, term) for term in f.between]
    if f.actor:
        ids = _ids(f.actor, loose=True)
        sides, members = t.meeting_sides, t.meeting_members
        conditions.append(
            or_(
                exists().where(sides.c.meeting_id == m.c.id, or_(sides.c.party_id.in_(ids), sides.c.head_id.in_(ids))),
                exists().where(members.c.meeting_id == m.c.id, members.c.actor_id.in_(ids)),
                exists().where(mediators.c.meeting_id == m.c.id, mediators.c.actor_id.in_(ids)),
            )
        )
    if f.place:
        conditions.append(or_(holds(m.c.place, f.place), holds(m.c.venue, f.place), m.c.place_country == f.place.upper()))
    if f.text:
        conditions.append(
            or_(holds(m.c.place_words, f.text), exists().where(mentions.c.meeting_id == m.c.id, holds(mentions.c.words, f.text)))
        )
    return conditions


def _item_party(item: Table, term: str) -> Condition:
    p = t.item_parties
    ids = _ids(term)
    return or_(item.c.by_id.in_(ids), exists().where(p.c.item_id == item.c.id, p.c.actor_id.in_(ids)))


def of_item(f: Filters) -> list[Condition]:
    """Conditions on an item."""
    i, mentions = t.items, t.item_mentions
    conditions = of_time(i, f) + _equal(i, topic=f.topic, status=f.status) + _sure(i, f)
    conditions += [_item_party(i, term) for term in f.between]
    if f.actor:
        ids, p = _ids(f.actor, loose=True), t.item_parties
        conditions.append(or_(i.c.by_id.in_(ids), exists().where(p.c.item_id == i.c.id, p.c.actor_id.in_(ids))))
    if f.place:
        meeting = t.meetings
        where = or_(holds(meeting.c.place, f.place), meeting.c.place_country == f.place.upper())
        conditions.append(i.c.meeting_id.in_(select(meeting.c.id).where(where)))
    if f.text:
        said = exists().where(mentions.c.item_id == i.c.id, holds(mentions.c.words, f.text))
        conditions.append(or_(holds(i.c.label_words, f.text), holds(i.c.condition_words, f.text), said))
    return conditions


def of_statement(f: Filters) -> list[Condition]:
    """Conditions on a statement; parties, topic and status are those of the items that it is about."""
    s, about, contents = t.statements, t.statement_about, t.statement_contents
    conditions = of_time(s, f) + _equal(s, kind=f.kind) + _sure(s, f)
    if f.speaker:
        conditions.append(s.c.speaker_id.in_(_ids(f.speaker, loose=True)))
    if f.actor:
        ids, via = _ids(f.actor, loose=True), t.statement_via
        conditions.append(or_(s.c.speaker_id.in_(ids), exists().where(via.c.statement_id == s.c.id, via.c.actor_id.in_(ids))))
    if f.between or f.topic or f.status:
        item = t.items
        inner = _equal(item, topic=f.topic, status=f.status) + [_item_party(item, term) for term in f.between]
        conditions.append(exists().where(about.c.statement_id == s.c.id, about.c.item_id == item.c.id, *inner))
    if f.text:
        conditions.append(exists().where(contents.c.statement_id == s.c.id, holds(contents.c.words, f.text)))
    return conditions


def of_actor(f: Filters) -> list[Condition]:
    """Conditions on an actor; time is that of publication."""
    a = t.actors
    conditions = of_time(t.documents, f) + _equal(a, kind=f.kind) + _sure(a, f)
    if f.country:
        conditions.append(a.c.country == f.country.upper())
    if f.actor:
        conditions.append(actor_is(a, f.actor, loose=True))
    if f.text:
        mentions = t.actor_mentions
        said = exists().where(mentions.c.actor_id == a.c.id, holds(mentions.c.words, f.text))
        conditions.append(or_(holds(a.c.name, f.text), holds(a.c.role, f.text), said))
    return conditions


def of_listed_document(f: Filters) -> list[Condition]:
    """Conditions on a document that is itself listed; parties are those of its meetings and items."""
    conditions = of_time(t.documents, f) + _equal(t.documents, outlet_kind=f.kind)
    if f.between:
        m, i, r = t.meetings, t.items, t.readings
        met = and_(*[_meeting_party(m.c.id, term) for term in f.between])
        dealt = and_(*[_item_party(i, term) for term in f.between])
        conditions.append(or_(exists().where(m.c.reading_id == r.c.id, met), exists().where(i.c.reading_id == r.c.id, dealt)))
    if f.actor:
        a = t.actors
        conditions.append(exists().where(a.c.reading_id == t.readings.c.id, actor_is(a, f.actor, loose=True)))
    if f.text:
        conditions.append(t.documents.c.id.in_(matching(f.text)))
    return conditions


OF: dict[str, Callable[[Filters], list[Condition]]] = {
    "meetings": of_meeting,
    "items": of_item,
    "statements": of_statement,
    "actors": of_actor,
    "documents": of_listed_document,
}
