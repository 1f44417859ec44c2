"""From the layers of a text to its record: the order in which the parts are found."""

from __future__ import annotations

from verbale.compose.actors import find_cast
from verbale.compose.actors_settle import settle
from verbale.compose.confidence import calibrated
from verbale.compose.dates import find_dates
from verbale.compose.items import find_items
from verbale.compose.items_seen import with_seen
from verbale.compose.items_sides import Sides
from verbale.compose.meetings import find_meetings
from verbale.compose.source_spans import issuers, without_aside
from verbale.compose.speech import find_speech
from verbale.compose.statements import find_statements
from verbale.language import Layers
from verbale.record import Actor, Document, Item, Meeting, Record, Statement


def compose(document: Document, layers: Layers, *, raw: bool = False) -> Record:
    """The record of a document. Each part sees those before it: actors and dates, meetings, speech, items, statements.

    `raw`: confidences as the encoder has them, for fitting what they are worth.
    """
    layout = layers.layout
    sources = [part for a in layers.statements for span in a.source for part in issuers(layout.text, without_aside(layout.text, span))]
    cast = find_cast(document, layout, sources)
    owners = settle(cast, layout, layers.actors)
    dates = find_dates(layout, document.published)
    meetings = find_meetings(document, layout, cast, dates)
    speech = find_speech(document, layers, cast, owners, meetings)
    items = find_items(document, layout, cast, meetings, speech)
    items = with_seen(items, layout, cast, Sides(layout, cast, meetings, speech), layers.matters, owners)
    statements = find_statements(layout, dates, meetings, items, speech)
    used = {side_actor for m in meetings for s in m.sides for side_actor in (s.party, s.head, *s.members) if side_actor}
    used |= {x for m in meetings for x in m.mediators}
    used |= {x for i in items for x in (*i.parties, i.by) if x}
    used |= {x for s in statements for x in (s.speaker, *s.via)}
    record = Record(actors=cast.close(used), meetings=meetings, items=items, statements=statements)
    return record if raw else _calibrated(record)


def _calibrated(record: Record) -> Record:
    """With what each confidence is worth."""
    parts: dict[str, tuple[Actor | Meeting | Item | Statement, ...]] = {
        part: tuple(thing.model_copy(update={"confidence": calibrated(part, thing.confidence)}) for thing in getattr(record, part))
        for part in ("actors", "meetings", "items", "statements")
    }
    return record.model_copy(update=parts)
