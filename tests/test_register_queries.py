"""Lists and their filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import FakeReader, talks_document, talks_read
from verbale.errors import RegisterError
from verbale.record import Actor, Document, Meeting, ReadDocument, Record, Side, Span
from verbale.register import Filters, Register
from verbale.register.days import first_day, interval, last_day


def _names(things: object) -> list[str]:
    return [thing.document.name for thing in things]


@pytest.mark.parametrize(
    ("between", "found"),
    [
        (("XN", "XS"), 2),
        (("xn", "xs"), 2),
        (("Norland", "sudmark"), 2),
        (("SUDMARK",), 2),
        (("Ida Holm", "Sudmark"), 2),
        (("the Sudmark delegation", "XN"), 2),
        (("XN", "XE"), 0),
        (("Norland", "Atlantis"), 0),
        (("Sudmark Courier",), 0),
        (("", " "), 2),
        (("%",), 0),
        (("'; DROP TABLE meetings; --",), 0),
    ],
)
def test_meetings_between(filled: Register, between: tuple[str, ...], found: int) -> None:
    assert len(list(filled.meetings(Filters(between=between)))) == found
    assert filled.count("meetings", Filters(between=between)) == found


def test_name_of_a_state_stands_for_those_who_act_for_it(register: Register) -> None:
    text = "Norland spoke. The Foreign Ministry in Oslund met the envoys of Sudmark."
    actors = (
        Actor(id="n", kind="state", name="Norland", country="XN", mentions=(Span(0, 7),)),
        Actor(id="m", kind="body", name="Foreign Ministry", country="XN", mentions=(Span(19, 35),)),
    )
    meeting = Meeting(id="m", form="meeting", state="held", sides=(Side(party="m"),), mentions=(Span(46, 49),))
    register.file(ReadDocument(document=Document.of(text), record=Record(actors=actors, meetings=(meeting,)), reader="x-1"))
    assert register.count("meetings", Filters(between=("norland",))) == 1


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2031-03-13", "2031-03-13", 2),
        ("2031", None, 2),
        (None, "2031-03", 2),
        ("2031-03-14", None, 0),
        (None, "2031-03-12", 0),
        ("2031-02", "2031-02", 0),
    ],
)
def test_meetings_by_time(filled: Register, since: str | None, until: str | None, found: int) -> None:
    assert filled.count("meetings", Filters(since=since, until=until)) == found


def test_partial_dates_compare_by_interval(filled: Register) -> None:
    # s3 and s6 were said in 2031-03, the others count as of publication on the 14th and 15th.
    assert [s.id for s in filled.statements(Filters(since="2031-03-30"))] == ["s3", "s6"]
    assert [s.id for s in filled.statements(Filters(until="2031-03-01"))] == ["s3", "s6"]
    assert filled.count("statements", Filters(since="2031-03-15")) == 4


def test_undated_things_are_left_out_of_a_time_and_last_in_order(register: Register) -> None:
    read = FakeReader().read_batch([talks_document(5, published=None)])[0]
    register.file_all([read, talks_read(6)])
    assert [d.published for d in register.documents()] == ["2031-03-14", None]
    assert register.count("documents", Filters(since="1900")) == 1


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(status="agreed"), 2),
        (Filters(topic="prisoners", status="conditional"), 2),
        (Filters(topic="nuclear"), 0),
        (Filters(between=("XN", "XS")), 6),
        (Filters(text="LISTS are checked"), 2),
        (Filters(place="port ellen"), 2),
        (Filters(place="XE"), 2),
        (Filters(outlet="courier"), 3),
        (Filters(language="EN", document="talks-1"), 3),
        (Filters(document="d1"), 3),
        (Filters(actor="sudmark", status="rejected"), 2),
        (Filters(confidence=0.65), 4),
    ],
)
def test_items(filled: Register, filters: Filters, found: int) -> None:
    assert len(list(filled.items(filters))) == found == filled.count("items", filters)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(speaker="Holm"), 4),
        (Filters(speaker="ida"), 4),
        (Filters(speaker="ol"), 0),
        (Filters(speaker="foreign minister"), 4),
        (Filters(speaker="XS"), 2),
        (Filters(speaker="Holm", text="PAGE"), 2),
        (Filters(actor="courier"), 2),
        (Filters(topic="trade"), 2),
        (Filters(status="agreed", between=("XN",)), 2),
        (Filters(kind="mixed"), 2),
        (Filters(text="50% ' \" \\ _"), 0),
    ],
)
def test_statements(filled: Register, filters: Filters, found: int) -> None:
    assert len(list(filled.statements(filters))) == found == filled.count("statements", filters)


def test_text_is_found_whatever_the_case_of_the_script(register: Register) -> None:
    text = "ПЕРЕГОВОРЫ прошли, заявил Иванов."
    actor = Actor(id="a", kind="person", name="Иванов", mentions=(Span(26, 32),))
    register.file(ReadDocument(document=Document.of(text), record=Record(actors=(actor,)), reader="x-1"))
    assert register.count("actors", Filters(text="ИВАНОВ")) == 1
    assert register.count("actors", Filters(actor="иванов")) == 1


def test_actors_are_merged_over_documents_and_unnamed_ones_are_not(filled: Register) -> None:
    actors = {(a.kind, a.name): a for a in filled.actors()}
    assert (actors["state", "Sudmark"].documents, actors["state", "Sudmark"].mentions) == (2, 4)
    assert actors["person", "Ida Holm"].roles == ("Foreign Minister",)
    assert [a.documents for a in filled.actors(Filters(kind="unnamed"))] == [1, 1]
    assert [a.name for a in filled.actors()][:2] == ["Sudmark", "Norland"]
    assert filled.count("actors") == len(list(filled.actors())) == 7
    assert [a.name for a in filled.actors(Filters(country="xs", kind="person"))] == ["Tomas Reyl"]


def test_documents_with_what_was_found(filled: Register) -> None:
    first, _, fish = filled.documents()
    assert (first.meetings, first.items, first.statements, first.actors) == (1, 3, 3, 6)
    assert (fish.name, fish.notes) == ("fish-1", ("nothing about diplomacy was found",))
    assert [d.name for d in filled.documents(Filters(between=("XN", "Sudmark")))] == ["talks-0", "talks-1"]
    assert [d.name for d in filled.documents(Filters(text="herring OR nothing"))] == ["fish-1"]
    assert [d.name for d in filled.documents(Filters(kind="wire"))] == ["talks-0"]
    assert [d.name for d in filled.documents(Filters(actor="reyl"))] == ["talks-0", "talks-1"]


def test_limit_and_offset_cut_the_same_order(filled: Register) -> None:
    everything = [i.id for i in filled.items()]
    assert [i.id for i in filled.items(Filters(limit=2))] == everything[:2]
    assert [i.id for i in filled.items(Filters(limit=2, offset=3))] == everything[3:5]
    assert [i.id for i in filled.items(Filters(offset=4))] == everything[4:]
    assert filled.count("items", Filters(limit=1)) == 6


def test_lists_longer_than_a_page(register: Register) -> None:
    register.file_all([talks_read(n) for n in range(450)])
    assert [m.id for m in register.meetings()] == [f"m{n}" for n in range(1, 451)]
    assert sum(1 for _ in register.documents()) == 450


@pytest.mark.parametrize(
    "filters", [Filters(since="2031-13"), Filters(until="yesterday"), Filters(since="2032", until="2031"), Filters(limit=-1)]
)
def test_filters_that_make_no_sense(filled: Register, filters: Filters) -> None:
    with pytest.raises(RegisterError):
        list(filled.meetings(filters))


def test_show_a_meeting_with_its_items_and_sentences(filled: Register) -> None:
    shown = filled.show("m1")
    assert [related.id for related in shown.related] == ["i1"]
    word = shown.words[0]
    assert (word.role, word.quote.words) == ("mention", "six hours of talks")
    assert word.before.endswith("Norland and Sudmark ended ")
    assert word.after == " in Port Ellen on Thursday, report 0 says."


def test_show_follows_links_between_things(filled: Register) -> None:
    assert [related.id for related in filled.show("i1").related] == ["m1", "s1"]
    assert [related.id for related in filled.show("s3").related] == ["i3"]
    assert [word.role for word in filled.show("s3").words] == ["source", "cue", "content", "content"]


def test_show_an_actor_over_documents(filled: Register) -> None:
    shown = filled.show(next(a.id for a in filled.actors(Filters(actor="Sudmark", kind="state"))))
    assert shown.thing.documents == 2
    assert [word.document.name for word in shown.words] == ["talks-0", "talks-0", "talks-1", "talks-1"]


def test_show_a_document_by_either_id(filled: Register) -> None:
    assert filled.show("talks-1").thing == filled.show("d2").thing
    assert filled.show("d2").text == talks_document(1).text
    kinds = [related.id[0] for related in filled.show("d2").related]
    assert {kind: kinds.count(kind) for kind in "amis"} == {"a": 6, "m": 1, "i": 3, "s": 3}


@pytest.mark.parametrize("id", ["m999", "x1", "", "m", "m1; DROP", "talks", "m99999999999999999999999"])
def test_show_what_is_not_there(filled: Register, id: str) -> None:
    with pytest.raises(RegisterError, match="nothing with the id"):
        filled.show(id)


def test_show_a_span_in_a_text_without_a_full_stop(register: Register) -> None:
    text = "word " * 200_000 + "Holm " + "word " * 200_000
    actor = Actor(id="a", kind="person", name="Holm", mentions=(Span(1_000_000, 1_000_004),))
    register.file(ReadDocument(document=Document.of(text), record=Record(actors=(actor,)), reader="x-1"))
    word = register.show("a1").words[0]
    assert len(word.before) < 500 > len(word.after)
    assert word.before.startswith("…")
    assert word.after.endswith("…")


@given(st.dates())
def test_a_day_is_its_own_first_and_last(day: object) -> None:
    assert first_day(str(day)) == last_day(str(day)) == str(day)


@pytest.mark.parametrize(
    ("start", "end", "published", "days"),
    [
        ("2024-02", "2024-02", None, ("2024-02-01", "2024-02-29")),
        ("2024", None, None, ("2024-01-01", "2024-12-31")),
        (None, "2024-03-10", "2024-03-01", ("2024-03-01", "2024-03-10")),
        (None, "2024-03-10", None, ("2024-03-10", "2024-03-10")),
        (None, None, "2024-03", ("2024-03-01", "2024-03-31")),
        (None, None, None, (None, None)),
        ("2024-03-05", "2024-03", None, ("2024-03-05", "2024-03-31")),
    ],
)
def test_intervals(start: str | None, end: str | None, published: str | None, days: tuple[str | None, str | None]) -> None:
    assert interval(start, end, published) == days


@pytest.mark.parametrize("filters", [Filters(limit=10**25), Filters(offset=10**25)])
def test_numbers_that_no_database_counts_to(filled: Register, filters: Filters) -> None:
    with pytest.raises(RegisterError, match="too large"):
        list(filled.meetings(filters))


def test_bytes_that_are_no_text_find_nothing(filled: Register) -> None:
    odd = "\udcff"
    for filters in (
        Filters(actor=odd),
        Filters(text=odd),
        Filters(outlet=odd),
        Filters(between=(odd,)),
        Filters(document=odd),
        Filters(place=odd),
    ):
        assert list(filled.items(filters)) == []
    assert list(filled.statements(Filters(speaker=odd))) == []
    with pytest.raises(RegisterError, match="nothing with the id"):
        filled.show(odd)
