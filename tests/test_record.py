"""The record's types: what is refused, what the JSON looks like."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from verbale.errors import RecordError
from verbale.record import Actor, ActorKind, Document, Item, Meeting, ReadDocument, Record, Side, Span, Statement, check_spans

TEXT = "Norland and Sudria met in Bern."
NORLAND = Actor(id="a1", kind=ActorKind.STATE, name="Norland", mentions=(Span(0, 7),))


def meeting(**changed: object) -> Meeting:
    given = {"id": "m1", "form": "meeting", "state": "held", "sides": [{"party": "a1"}], "mentions": [[20, 23]]}
    return Meeting.model_validate(given | changed)


def test_json_is_the_form_of_the_guidelines() -> None:
    read = ReadDocument(document=Document.of(TEXT, id="x", outlet="Alpine Wire"), record=Record(actors=(NORLAND,)), reader="r/1")
    form = json.loads(json.dumps(read.as_json()))
    assert list(form) == ["id", "event", "reprint_of", "outlet", "outlet_kind", "title", "published", "language", "text", "record"]
    assert form["record"]["actors"] == [
        {"id": "a1", "kind": "state", "name": "Norland", "country": None, "role": None, "mentions": [[0, 7]]}
    ]
    assert Record.model_validate(form["record"]) == read.record


def test_notes_and_confidence_only_where_there_are_any() -> None:
    sure = NORLAND.model_copy(update={"confidence": 0.9})
    read = ReadDocument(document=Document.of(TEXT), record=Record(actors=(sure,)), reader="r/1", notes=("partial",))
    assert read.as_json()["notes"] == ["partial"]
    assert "confidence" not in read.as_json()["record"]["actors"][0]
    assert read.as_json(confidence=True)["record"]["actors"][0]["confidence"] == 0.9


@pytest.mark.parametrize("span", [[3, 3], [5, 2], [-1, 4]])
def test_empty_and_negative_spans_are_refused(span: list[int]) -> None:
    with pytest.raises(ValidationError, match="empty or negative"):
        meeting(mentions=[span])


@pytest.mark.parametrize("day", ["2025-13", "2025-02-30", "25-01-01", "2025-1", "soon", "2025-04-10T10:00"])
def test_dates_that_are_none_are_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        meeting(start=day)


@pytest.mark.parametrize("day", ["2025", "2025-04", "2024-02-29"])
def test_dates_keep_their_precision(day: str) -> None:
    assert meeting(start=day).start == day


def test_ids_must_be_there() -> None:
    with pytest.raises(ValidationError, match="'a2'"):
        Record(actors=(NORLAND,), meetings=(meeting(sides=[{"party": "a2"}]),))
    item = Item.model_validate({"id": "i1", "topic": "trade", "label": [0, 2], "status": "agreed", "meeting": "m7", "mentions": [[0, 2]]})
    with pytest.raises(ValidationError, match="'m7'"):
        Record(actors=(NORLAND,), items=(item,))
    with pytest.raises(ValidationError, match="used twice"):
        Record(actors=(NORLAND, NORLAND))


def test_heads_and_channels_are_checked_too() -> None:
    with pytest.raises(ValidationError, match="'a9'"):
        Record(actors=(NORLAND,), meetings=(meeting(sides=[Side(party="a1", head="a9")]),))
    spoken = Statement.model_validate({"id": "s1", "speaker": "a1", "content": [[0, 3]], "kind": "indirect", "via": ["a8"]})
    with pytest.raises(ValidationError, match="'a8'"):
        Record(actors=(NORLAND,), statements=(spoken,))


def test_a_span_outside_of_the_text_is_named() -> None:
    record = Record(actors=(NORLAND.model_copy(update={"mentions": (Span(0, 99),)}),))
    with pytest.raises(RecordError, match="actors/a1/mentions/0"):
        check_spans(record, TEXT)


def test_one_text_from_one_outlet_is_one_document() -> None:
    assert Document.of(TEXT).id == Document.of(TEXT, published="2025-04-11").id
    assert Document.of(TEXT, outlet="Alpine Wire").id == Document.of(TEXT, outlet="ALPINE WIRE").id
    assert Document.of(TEXT, outlet="Alpine Wire").id != Document.of(TEXT).id
    assert Document.of(TEXT + " ").id != Document.of(TEXT).id


@given(st.text())
def test_every_text_has_a_name(text: str) -> None:
    assert len(Document.of(text).id) == 18


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        Document.model_validate({"id": "x", "text": "y", "publisher": "z"})
