"""JSON Lines and JSON files: read as they are, each line on its own."""

from __future__ import annotations

import codecs
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources_helpers import documents, fault, faults, only
from verbale.record import Document
from verbale.sources.finish import finish
from verbale.sources.model import Raw, SourceOptions

FULL = {
    "id": "norland-1",
    "event": "talks",
    "outlet": "The Harbour Post",
    "outlet_kind": "newspaper",
    "title": "Talks end",
    "published": "2025-04-11",
    "language": "en",
    "text": "Delegations met.\r\n\r\nThey \u200bparted.",
    "record": {"actors": []},
}


def test_the_keys_of_a_document_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(FULL) + "\n\n" + json.dumps({"text": "Second."}))
    first, second = documents(path)
    kept = {key: value for key, value in FULL.items() if key not in ("event", "record")}
    assert first.model_dump(mode="json") == kept
    assert (first.origin, second.origin) == (f"{path}:1", f"{path}:3")
    assert second.id.startswith("d-")
    assert (second.title, second.published) == (None, None)


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        '{"text": "one"}',
        "{broken",
        '{"text": "half \\ud83d"}',
        '{"text": ""}',
        '{"title": "no text"}',
        '{"text": 7}',
        '{"text": ["a"]}',
        "[1]",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"text": "nul \\u0000"}',
        '{"n": ' + "9" * 5000 + "}",
        '{"text": "two"}',
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines))
    assert [d.text for d in documents(path)] == ["one", "two"]
    assert [fault.origin for fault in faults(path)] == [f"{path}:{n}" for n in range(2, 13)]
    assert all(fault.reason for fault in faults(path))


def test_odd_values_become_unknown_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {
        "text": "x",
        "published": "someday",
        "outlet_kind": "tabloid",
        "language": "the usual",
        "title": ["a"],
        "outlet": "\ud800",
        "id": 17,
    }
    path.write_text(json.dumps(row))
    document = only(path)
    assert (document.published, document.outlet_kind, document.title, document.outlet, document.id) == (None, None, None, None, "17")
    assert len(document.notes) == 6
    assert "unknown: publication date, outlet" in document.notes


def test_usual_other_names_of_keys_and_given_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"Headline": "T", "body": "b", "Pub Date": 1744372800, "source": "S", "blurb": "other"}]))
    document = only(path)
    assert (document.title, document.text, document.published, document.outlet) == ("T", "b", "2025-04-11", "S")
    assert only(path, columns={"text": "blurb"}).text == "other"
    assert "no field" in faults(path, columns={"txt": "blurb"})[0].reason


@pytest.mark.parametrize("whole", [FULL, [FULL, {**FULL, "id": "norland-2"}]])
def test_files_of_one_value_over_many_lines(tmp_path: Path, whole: Any) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole, indent=1))
    assert [d.id for d in documents(path)] == ["norland-1", "norland-2"][: 1 if isinstance(whole, dict) else 2]


def test_a_json_file_that_holds_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "one"}\n{"text": "two"}\n')
    assert [d.text for d in documents(path)] == ["one", "two"]


def test_a_broken_first_line_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "cut\n{"text": "two"}\n')
    assert [d.text for d in documents(path)] == ["two"]


def test_utf16_and_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "één"}\n{"text": "zwei"}\n'.encode("utf-16"))
    assert [d.text for d in documents(path)] == ["één", "zwei"]
    path.write_bytes(codecs.BOM_UTF8 + b'{"text": "one"}')
    assert only(path).text == "one"


def test_a_line_that_is_too_long_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n{"text": "' + "x" * 300_000 + '"}\n{"text": "two"}\n')
    assert [d.text for d in documents(path, max_document=100_000)] == ["one", "two"]
    assert "0.1 MB" in faults(path, max_document=100_000)[0].reason
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb") as file:
        file.write(b" " * 5_000_000)
    assert "has no end" in faults(tmp_path / "bomb.jsonl.gz", max_document=100_000)[-1].reason


def test_a_whole_json_file_has_a_most(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[\n{"text": "' + "x" * 300_000 + '"}]')
    assert "JSON Lines" in fault(path, max_document=100_000)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=2)
)


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(("id", "text", "title", "outlet", "outlet_kind", "published", "language"), _VALUES)))
def test_any_values_make_a_document_that_can_be_stored_or_a_reason(row: dict[str, Any]) -> None:
    found = finish(Raw(origin="here", **row), SourceOptions())
    if isinstance(found, Document):
        assert found.text == row["text"]
        json.dumps(found.model_dump(mode="json"), ensure_ascii=False).encode("utf-8")


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    from verbale.sources import read_sources

    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n' * 20_000)
    found = read_sources([path, tmp_path / "not-there"])
    assert isinstance(next(found), Document)
    found.close()  # type: ignore[attr-defined]
