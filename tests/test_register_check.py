"""The check finds whatever is no longer as it was filed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from verbale.register import Register


def _tamper(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path)
    with raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


def test_untouched_register_is_well_and_every_span_is_counted(filled: Register) -> None:
    checked = filled.check()
    assert (checked.documents, checked.problems) == (3, ())
    expected = sum(len(list(filled.read_document(d.name).record.spans())) for d in filled.documents())
    assert checked.spans == expected > 50


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE documents SET text = replace(text, 'page', 'leaf') WHERE id = 1", "text is not the one"),
        ("UPDATE statement_contents SET words = 'We have burnt a page' WHERE statement_id = 2", "s2: statement_contents"),
        ("UPDATE items SET label_start = label_start + 1 WHERE id = 3", "i3: label"),
        ("UPDATE meetings SET place_words = 'Port Alan' WHERE id = 1", "m1: place"),
        ('UPDATE actor_mentions SET "end" = 100000 WHERE actor_id = 4', "a4: actor_mentions"),
        ("UPDATE items SET by_id = 999 WHERE id = 3", "row 3 names a row of actors that is not there"),
        ("UPDATE readings SET superseded_at = read_at WHERE document_id = 3", "fish-1): has no current reading"),
        ("DELETE FROM documents_fts_docsize WHERE id = 2", "full text"),
    ],
)
def test_tampering_is_found(filled: Register, register_path: Path, statement: str, found: str) -> None:
    _tamper(register_path, statement)
    problems = [str(problem) for problem in filled.check().problems]
    assert any(found in problem for problem in problems), problems


def test_changed_text_is_found_by_its_spans_too(filled: Register, register_path: Path) -> None:
    _tamper(register_path, "UPDATE documents SET text = 'X' || text WHERE id = 1")
    problems = filled.check().problems
    assert len(problems) > 20
    assert all("d1 (talks-0)" in problem.where for problem in problems)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE documents SET text = x'ff00' WHERE id = 1", "values of text"),
        ("UPDATE documents SET notes = '{bad'", "values of notes"),
        ("UPDATE readings SET notes = '5'", "values of notes"),
        ("UPDATE statement_contents SET start = 'abc'", "values of start"),
        ("UPDATE meetings SET confidence = 'high'", "values of confidence"),
    ],
)
def test_values_of_another_kind_are_found(filled: Register, register_path: Path, statement: str, found: str) -> None:
    _tamper(register_path, statement)
    assert any(found in str(problem) for problem in filled.check().problems)
