"""Meetings composed of what the encoder sees: when, where, who, how long, one out of several mentions."""

from __future__ import annotations

import pytest
from tests.marked import composed, marked

from verbale.record import Meeting, Record

ACTORS = """
[actors]
pe = {kind = "state", name = "Peru", country = "PE"}
cl = {kind = "state", name = "Chile", country = "CL"}
"""


def one(meeting: str, text: str, published: str = "2025-04-11") -> tuple[Meeting, Record]:
    head = f'published = "{published}"\n{ACTORS}\n[meetings]\nm1 = {{{meeting}}}\n'
    record = composed(marked(head, text))
    (found,) = record.meetings
    return found, record


def names(record: Record, meeting: Meeting) -> dict[str, str | None]:
    by_id = {a.id: a.name for a in record.actors}
    return {by_id[s.party]: by_id.get(s.head or "") for s in meeting.sides}


def test_a_whole_meeting() -> None:
    head = """
[actors]
pe = {kind = "state", name = "Peru", country = "PE"}
cl = {kind = "state", name = "Chile", country = "CL"}
no = {kind = "state", name = "Norway", country = "NO"}
sal = {kind = "person", name = "Ana Salas", country = "PE", role = "foreign minister"}
oss = {kind = "person", name = "Pedro Ossa", country = "CL"}
[meetings]
m1 = {form = "talks", state = "held", start = "2025-04-10", min = 180, place = "Geneva", sides = "pe:sal cl:oss", mediators = "no"}
"""
    text = (
        "{pe|Peru}'s foreign minister {sal|Ana Salas} and {oss|Pedro Ossa} of {cl|Chile} {m1|met} for more than three hours on Thursday in "
        "{m1.place|Geneva}. {m1|The talks} were mediated by {no|Norway}."
    )
    record = composed(marked(head, text))
    (found,) = record.meetings
    assert (found.form, found.state, found.start, found.end) == ("talks", "held", "2025-04-10", "2025-04-10")
    assert found.place is not None
    assert (found.place.name, found.place.country) == ("Geneva", "CH")
    assert found.duration_minutes is not None
    assert (found.duration_minutes.min, found.duration_minutes.max) == (180, None)
    assert names(record, found) == {"Peru": "Ana Salas", "Chile": "Pedro Ossa"}
    assert [next(a.name for a in record.actors if a.id == m) for m in found.mediators] == ["Norway"]
    assert len(found.mentions) == 2


@pytest.mark.parametrize(
    ("state", "when", "start"),
    [
        ("planned", "in September", "2025-09"),
        ("planned", "in February", "2026-02"),
        ("proposed", "on 3 March", "2026-03-03"),
        ("held", "in September", "2024-09"),
        ("held", "in February", "2025-02"),
        ("held", "in September 2019", "2019-09"),
        ("planned", "on Monday", "2025-04-14"),
        ("held", "on Monday", "2025-04-07"),
    ],
)
def test_a_date_without_a_year_lies_where_the_state_asks_for_it(state: str, when: str, start: str) -> None:
    verb = "met" if state == "held" else "will meet"
    given = f'form = "talks", state = "{state}", sides = "pe cl", start = "{start}", end = "{start}"'
    text = "{pe|Peru} and {cl|Chile} {m1|" + verb + "} " + when + "."
    (found,) = composed(marked(f"{ACTORS}\n[meetings]\nm1 = {{{given}}}\n", text), dated=start).meetings
    assert found.start == start


def test_a_range_that_ends_on_a_day_began_before_it() -> None:
    given = 'form = "talks", state = "held", sides = "pe cl", start = "2025-04-08", end = "2025-04-10"'
    text = "Three days of {m1|talks} between {pe|Peru} and {cl|Chile} ended on Thursday."
    (found,) = composed(marked(f"{ACTORS}\n[meetings]\nm1 = {{{given}}}\n", text), dated="2025-04-08").meetings
    assert (found.start, found.end) == ("2025-04-08", "2025-04-10")


def test_a_place_that_no_gazetteer_has() -> None:
    text = "{pe|Peru} and {cl|Chile} {m1|met} in {m1.place|Quillmar}."
    found, _ = one('form = "talks", state = "held", sides = "pe cl", place = "Quillmar"', text)
    assert found.place is not None
    assert (found.place.name, found.place.country) == ("Quillmar", None)


def test_a_venue_beside_the_city() -> None:
    text = "{pe|Peru} and {cl|Chile} {m1|met} at the foreign ministry in {m1.place|Oslo}."
    found, _ = one('form = "talks", state = "held", sides = "pe cl", place = "Oslo"', text)
    assert found.place is not None
    assert (found.place.name, found.place.venue) == ("Oslo", "the foreign ministry")


def test_a_person_stands_for_a_state_that_is_only_touched_on() -> None:
    head = """
[actors]
sal = {kind = "person", name = "Ana Salas", country = "PE"}
cl = {kind = "state", name = "Chile", country = "CL"}
[meetings]
m1 = {form = "meeting", state = "held", sides = "sal cl"}
"""
    record = composed(marked(head, "Peruvian envoy {sal|Ana Salas} {m1|met} the Chileans of {cl|Chile}."))
    (found,) = record.meetings
    assert names(record, found) == {"Peru": None, "Chile": None}


def test_a_member_without_a_head() -> None:
    head = """
[actors]
pe = {kind = "state", name = "Peru", country = "PE"}
cl = {kind = "state", name = "Chile", country = "CL"}
sal = {kind = "person", name = "Ana Salas", country = "PE"}
[meetings]
m1 = {form = "talks", state = "held", sides = "pe:+sal cl"}
"""
    record = composed(marked(head, "{pe|Peru} and {cl|Chile} held {m1|talks}; {sal|Ana Salas} of the Peruvian team took notes."))
    (side, _) = record.meetings[0].sides
    assert (side.head, len(side.members)) == (None, 1)


def test_what_names_nobody_is_between_those_of_the_main_meeting() -> None:
    head = f"""{ACTORS}
[meetings]
m1 = {{form = "talks", state = "held", sides = "pe cl"}}
m2 = {{form = "talks", state = "planned"}}
"""
    record = composed(marked(head, "{pe|Peru} and {cl|Chile} held {m1|talks}. {m2|A further round} is being prepared."))
    assert names(record, record.meetings[1]) == {"Peru": None, "Chile": None}


def test_no_mention_no_meeting() -> None:
    assert composed(marked(ACTORS, "{pe|Peru} and {cl|Chile} wrote letters.")).meetings == ()
