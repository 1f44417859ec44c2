"""The published schema and what is printed are the same form."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from invented import FakeReader, talks_document, talks_read
from verbale.cli.app import app
from verbale.record import Document
from verbale.record.schema import record_schema

SCHEMA = record_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_it_is_a_schema_and_the_command_prints_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(CliRunner().invoke(app, ["schema"]).stdout) == SCHEMA


@pytest.mark.parametrize("confidence", [False, True])
def test_what_is_printed_fits(confidence: bool) -> None:
    VALIDATOR.validate(json.loads(json.dumps(talks_read(0).as_json(confidence))))
    empty = FakeReader().read_batch([Document.of("")])[0]
    assert empty.notes
    VALIDATOR.validate(json.loads(json.dumps(empty.as_json(confidence))))


def _at(form: dict[str, Any], *path: str | int) -> Any:
    for step in path:
        form = form[step]
    return form


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("record", "actors", 0, "mentions"), []),
        (("record", "actors", 0, "mentions", 0), [1, 2, 3]),
        (("record", "actors", 0, "mentions", 0), [1]),
        (("record", "actors", 0, "mentions", 0), "1-2"),
        (("record", "actors", 0, "kind"), "robot"),
        (("record", "actors", 0, "country"), "XNX"),
        (("record", "meetings", 0, "start"), "13 March"),
        (("record", "meetings", 0, "place", "span"), None),
        (("record", "items", 0, "status"), "maybe"),
        (("record", "statements", 0, "surprise"), 1),
        (("published",), "2031-3-1"),
        (("surprise",), 1),
        (("text",), None),
    ],
)
def test_what_breaks_the_form_is_refused(path: tuple[str | int, ...], value: object) -> None:
    form = json.loads(json.dumps(talks_read(0).as_json()))
    broken = copy.deepcopy(form)
    _at(broken, *path[:-1])[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(broken)


@pytest.mark.parametrize(
    "path", [("id",), ("event",), ("record", "items"), ("record", "items", 0, "condition"), ("record", "actors", 0, "role")]
)
def test_every_key_is_always_there(path: tuple[str | int, ...]) -> None:
    form = json.loads(json.dumps(talks_read(0).as_json()))
    del _at(form, *path[:-1])[path[-1]]
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(form)


def test_spans_are_arrays_of_two_integers() -> None:
    document = talks_document(0)
    mentions = SCHEMA["$defs"]["Actor"]["properties"]["mentions"]
    assert mentions["minItems"] == 1
    assert document.text[slice(*talks_read(0).as_json()["record"]["actors"][0]["mentions"][0])] == "Norland"
