"""Meetings of invented reports: found, joined, dated, placed, and with their sides."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.compose.cast import Cast
from verbale.compose.dates import find_dates
from verbale.compose.meetings import find_meetings, meeting_near
from verbale.language.layout import layout
from verbale.record import ActorKind, Document, Meeting, MeetingForm, MeetingState, OutletKind, Record

STATES = {"Peru": "PE", "Chile": "CL", "Kenya": "KE", "Oman": "OM", "Norway": "NO", "United Nations": None}
PEOPLE = {"Ana Salas": ("PE", "foreign minister"), "Pedro Ossa": ("CL", "foreign minister"), "Grace Otieno": ("KE", "envoy")}


def cast_of(text: str) -> Cast:
    cast = Cast()
    for name, code in STATES.items():
        kind = ActorKind.STATE if code else ActorKind.ORGANIZATION
        spots = [m.span() for m in re.finditer(name, text)]
        if spots:
            actor = cast.add(kind, name, country=code)
            for spot in spots:
                cast.mention(actor.id, spot)
    for name, (code, role) in PEOPLE.items():
        spots = [m.span() for m in re.finditer(f"{name}|{name.split()[1]}", text)]
        if spots:
            person = cast.add(ActorKind.PERSON, name, country=code, role=role)
            for spot in spots:
                cast.mention(person.id, spot)
    return cast


def read(text: str, published: str | None = "2025-04-11", kind: OutletKind | None = None) -> tuple[tuple[Meeting, ...], Cast]:
    document = Document.of(text, published=published, outlet_kind=kind)
    laid, cast = layout(text), cast_of(text)
    return find_meetings(document, laid, cast, find_dates(laid, published)), cast


def one(text: str, published: str | None = "2025-04-11") -> tuple[Meeting, Cast]:
    meetings, cast = read(text, published)
    assert len(meetings) == 1, [(m.form, m.state, [s.words(text) for s in m.mentions]) for m in meetings]
    return meetings[0], cast


def sides(meeting: Meeting, cast: Cast) -> dict[str, str | None]:
    return {cast[s.party].name: s.head and cast[s.head].name for s in meeting.sides}


def test_a_whole_meeting() -> None:
    text = (
        "Foreign ministers Ana Salas of Peru and Pedro Ossa of Chile met for more than three hours on Thursday in Geneva. "
        "The talks were mediated by Norway."
    )
    meeting, cast = one(text)
    assert (meeting.state, meeting.start, meeting.end) == (MeetingState.HELD, "2025-04-10", "2025-04-10")
    assert meeting.duration_minutes is not None
    assert (meeting.duration_minutes.min, meeting.duration_minutes.max) == (180, None)
    assert meeting.place is not None
    assert (meeting.place.name, meeting.place.country) == ("Geneva", "CH")
    assert sides(meeting, cast) == {"Peru": "Ana Salas", "Chile": "Pedro Ossa"}
    assert [cast[a].name for a in meeting.mediators] == ["Norway"]


STATE_CASES = [
    ("Peru and Chile held talks in Geneva on Thursday.", MeetingState.HELD),
    ("Peru and Chile will hold talks in Geneva on Monday.", MeetingState.PLANNED),
    ("Talks between Peru and Chile are due in Geneva on Monday.", MeetingState.PLANNED),
    ("Peru and Chile agreed to hold a second round of talks in Geneva.", MeetingState.PLANNED),
    ("Peru offered talks with Chile in Geneva.", MeetingState.PROPOSED),
    ("Peru called for talks with Chile in Geneva.", MeetingState.PROPOSED),
    ("A round of talks between Peru and Chile could take place in Geneva.", MeetingState.PROPOSED),
    ("Talks between Peru and Chile in Geneva were put off.", MeetingState.POSTPONED),
    ("The talks between Peru and Chile, due in Geneva on Saturday, have been postponed.", MeetingState.POSTPONED),
    ("Peru called off talks with Chile in Geneva.", MeetingState.CANCELLED),
    ("A meeting between Peru and Chile, planned for Monday, did not take place.", MeetingState.CANCELLED),
    ("Peru refused talks with Chile.", MeetingState.REFUSED),
    ("Peru ruled out direct talks with Chile.", MeetingState.REFUSED),
    ("Ana Salas declined to meet Pedro Ossa in Geneva.", MeetingState.REFUSED),
    ("Ana Salas will meet Pedro Ossa in Geneva on Monday.", MeetingState.PLANNED),
    ("Ana Salas met Pedro Ossa in Geneva on Monday.", MeetingState.HELD),
    ("Ana Salas offered to meet Pedro Ossa in Geneva.", MeetingState.PROPOSED),
    ("Talks between Peru and Chile are under way in Geneva.", MeetingState.UNDER_WAY),
]


@pytest.mark.parametrize(("text", "state"), STATE_CASES)
def test_the_state_follows_tense_mood_and_cues(text: str, state: MeetingState) -> None:
    meeting, cast = one(text + " Peru and Chile are neighbours.")
    assert meeting.state is state
    assert set(sides(meeting, cast)) == {"Peru", "Chile"}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ana Salas spoke by phone with Pedro Ossa on Monday.", MeetingForm.CALL),
        ("Ana Salas telephoned Pedro Ossa on Monday.", MeetingForm.CALL),
        ("Ana Salas and Pedro Ossa spoke on Monday by telephone.", MeetingForm.CALL),
        ("Ana Salas and Pedro Ossa held a video conference on Monday.", MeetingForm.VIDEO),
        ("Peru and Chile exchanged notes on Monday.", MeetingForm.EXCHANGE_OF_NOTES),
        ("Peru and Chile signed an agreement in Geneva on Monday.", MeetingForm.SIGNING),
        ("Delegations of Peru and Chile met in Geneva on Monday.", MeetingForm.TALKS),
        ("Ana Salas met Pedro Ossa on Monday.", MeetingForm.MEETING),
        ("The leaders of Peru and Chile held a summit in Geneva on Monday.", MeetingForm.SUMMIT),
    ],
)
def test_the_form_follows_the_words(text: str, form: MeetingForm) -> None:
    meeting, cast = one(text + " Peru and Chile are neighbours.")
    assert meeting.form is form
    assert meeting.start == "2025-04-07"
    assert set(sides(meeting, cast)) == {"Peru", "Chile"}


def test_a_visit_has_the_host_as_a_side() -> None:
    meeting, cast = one("Grace Otieno will travel to Oslo on Monday. Norway and Kenya trade little.")
    assert (meeting.form, meeting.state, meeting.start) == (MeetingForm.VISIT, MeetingState.PLANNED, "2025-04-14")
    assert sides(meeting, cast) == {"Kenya": "Grace Otieno", "Norway": None}


NONE = [
    "Peru and Chile did not meet in Geneva, officials said.",
    "No talks between Peru and Chile have been held.",
    "Peru met the deadline that Chile had set.",
    "The plan of Peru met with criticism in Chile.",
    "Peru called for restraint and Chile called on all to listen.",
    "Officials of Peru gave a press conference on Chile.",
    "If Peru and Chile talk, prices fall.",
    "The trading session in Peru closed higher, as in Chile.",
    "Peru and Chile visited the shop.",
    "Peru signed up; Chile signed off.",
    "Peru received a letter from Chile.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_meeting(text: str) -> None:
    assert read(text)[0] == ()


def test_rounds_and_later_mentions_are_kept_apart_and_joined() -> None:
    text = (
        "Peru and Chile held a second round of talks in Geneva on Thursday. The talks lasted for five hours.\n\n"
        "The first round was held in Oslo on 3 March. A third round will take place in Muscat in May.\n\n"
        "The Geneva round ended without a paper."
    )
    meetings, _ = read(text)
    assert [(m.state, m.start, m.place and m.place.name) for m in meetings] == [
        (MeetingState.HELD, "2025-04-10", "Geneva"),
        (MeetingState.HELD, "2025-03-03", "Oslo"),
        (MeetingState.PLANNED, "2025-05", "Muscat"),
    ]
    assert len(meetings[0].mentions) == 3
    assert [m.id for m in meetings] == ["m1", "m2", "m3"]


def test_rounds_counted_with_their_days_are_a_meeting_each() -> None:
    text = (
        "Peru and Chile talk again. Three rounds have been held so far, in Muscat on 1 March, in Rome a week later and in Oslo on 22 March."
    )
    meetings, _ = read(text)
    assert [(m.start, m.place and m.place.name) for m in meetings] == [
        ("2025-03-01", "Muscat"),
        ("2025-03-08", "Rome"),
        ("2025-03-22", "Oslo"),
    ]


def test_who_leads_is_told_in_another_sentence() -> None:
    text = (
        "Peru and Chile held talks in Geneva on Monday. The delegation of Peru was headed by Ana Salas. "
        "Pedro Ossa led the delegation of Chile."
    )
    meeting, cast = one(text)
    assert sides(meeting, cast) == {"Peru": "Ana Salas", "Chile": "Pedro Ossa"}


def test_the_place_and_day_of_a_statement_are_not_those_of_the_meeting() -> None:
    text = "In Oslo, Ana Salas said on Tuesday that Peru and Chile held talks in Geneva on Monday."
    meeting, _ = one(text)
    assert (meeting.start, meeting.place and meeting.place.name) == ("2025-04-07", "Geneva")


def test_days_of_talks_that_ended_begin_before_they_end() -> None:
    meeting, _ = one("Four days of talks between Peru and Chile in Geneva ended on Thursday.")
    assert (meeting.start, meeting.end) == ("2025-04-07", "2025-04-10")


def test_a_plan_is_not_dated_by_the_day_of_the_agreement() -> None:
    meeting, _ = one("Peru and Chile agreed on Sunday to resume talks in Geneva.")
    assert (meeting.state, meeting.start) == (MeetingState.PLANNED, None)


def test_a_day_after_publication_is_planned() -> None:
    meeting, _ = one("When envoys of Peru and Chile sit down in Geneva on 20 April, they will have a list.")
    assert (meeting.state, meeting.start) == (MeetingState.PLANNED, "2025-04-20")


def test_a_government_readout_without_a_day_means_its_own() -> None:
    meetings, _ = read("Ana Salas of Peru held a telephone conversation with Pedro Ossa of Chile.", kind=OutletKind.GOVERNMENT)
    assert [(m.start, m.end) for m in meetings] == [("2025-04-11", "2025-04-11")]


def test_without_publication_only_absolute_days_are_known() -> None:
    assert one("Peru and Chile held talks on Monday in Geneva.", None)[0].start is None
    assert one("Peru and Chile held talks on 3 March 2025 in Geneva.", None)[0].start == "2025-03-03"


def test_meeting_near() -> None:
    text = (
        "Peru and Chile held talks in Geneva on Thursday. Nothing was signed.\n\n"
        "Ana Salas of Peru telephoned Grace Otieno of Kenya on Monday."
    )
    meetings, _ = read(text)
    laid = layout(text)
    assert [m.form for m in meetings] == [MeetingForm.TALKS, MeetingForm.CALL]
    assert meeting_near(meetings, laid, text.index("Nothing")) is meetings[0]
    assert meeting_near(meetings, laid, text.index("Grace")) is meetings[1]
    assert meeting_near(meetings, laid, len(text) - 1) is meetings[1]
    assert meeting_near((), laid, 0) is None


_BITS = st.sampled_from(
    [
        *(
            "Peru",
            "Chile",
            "Ana Salas",
            "Pedro Ossa",
            "met",
            "talks",
            "meeting",
            "between",
            "and",
            "with",
            "in Geneva",
            "Doha",
            "on Monday",
        ),
        *("will", "not", "the", "a", "second", "round", "next", "signed", "notes", "exchanged", "visit", "call", "by phone", "led", "he"),
        *("delegation", "said", "refused", "postponed", ".", ",", ";", ":", "\n\n", '"', "“", "”", "three rounds", "hours", "five"),
        *("2025", "if", "margins of", "summit", "hosted", "both"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_BITS, max_size=60).map(" ".join) | st.text(max_size=100))
def test_any_text_gives_a_valid_record_and_the_same_one_again(text: str) -> None:
    meetings, cast = read(text)
    again, _ = read(text)
    assert meetings == again
    used = {x for m in meetings for s in m.sides for x in (s.party, s.head, *s.members) if x} | {x for m in meetings for x in m.mediators}
    Record(actors=cast.close(used), meetings=meetings)
    for meeting in meetings:
        assert all(0 <= s.start < s.end <= len(text) for s in meeting.mentions)
        assert not set(meeting.mediators) & {s.head for s in meeting.sides}


@pytest.mark.parametrize("glue", [" ", ". ", ".\n\n"])
def test_time_grows_with_the_text(glue: str) -> None:
    piece = "Ana Salas of Peru met Pedro Ossa of Chile in Geneva on Monday and led the delegation; talks were mediated by Norway"
    spent = []
    for times in (100, 800):
        text = glue.join([piece] * times)
        cast, laid = cast_of(text), layout(text)
        dates = find_dates(laid, "2025-04-11")
        began = time.process_time()
        find_meetings(Document.of(text, published="2025-04-11"), laid, cast, dates)
        spent.append(time.process_time() - began)
    assert spent[1] < 24 * max(spent[0], 0.02)
