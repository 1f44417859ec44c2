"""Tables, CSV and JSON: they fit, they are safe, and nothing is markup."""

from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from verbale.cli import output
from verbale.cli.columns import COLUMNS, days, duration
from verbale.cli.output import Column, clean, json_line
from verbale.register import Register

DANGEROUS = set(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


@given(st.text())
def test_clean_text_is_harmless_and_on_one_line(text: str) -> None:
    assert not set(clean(text)) & DANGEROUS
    clean(text).encode()


@given(st.text(alphabet=st.characters()))
def test_json_is_exact_and_harmless(text: str) -> None:
    line = json_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert not set(line) & DANGEROUS
    line.encode()


def test_markup_in_a_document_is_only_text(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_table([Column("name", str)], ["[bold]not bold[/bold] :smile:"])
    assert "[bold]not bold[/bold] :smile:" in capsys.readouterr().out


@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize("kind", ["meetings", "items", "statements", "actors", "documents"])
def test_tables_fit_the_terminal(filled: Register, monkeypatch: pytest.MonkeyPatch, kind: str, width: int) -> None:
    screen = io.StringIO()
    console = Console(file=screen, width=width, force_terminal=True, markup=False, highlight=False, color_system=None)
    monkeypatch.setattr(output, "console", lambda: console)
    output._fitted([column for column in COLUMNS[kind] if column.in_table], getattr(filled, kind)())
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    first = next(iter(getattr(filled, kind)()))
    assert any(line.startswith(first.id) for line in lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="=+-@\t\r\n a1,\"'＝", max_size=6))
def test_csv_cells_are_no_formulas(monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    import csv

    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    output.write_csv([Column("x", str), Column("y", str)], [cell, "plain"])
    header, (shown, _), plain = csv.reader(io.StringIO(screen.getvalue()))
    assert (header, plain) == (["x", "y"], ["plain", "plain"])
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_spaces_before_a_formula_do_not_hide_it(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_csv([Column("x", str)], [" =1+1", "\t=1+1"])
    assert capsys.readouterr().out.splitlines()[1:] == ["' =1+1", "' =1+1"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        ((None, None), ""),
        ((300, None), "5 h or more"),
        ((None, 45), "up to 45 min"),
        ((90, 90), "1 h 30 min"),
        ((60, 120), "1 h to 2 h"),
    ],
)
def test_durations_in_words(minutes: tuple[int | None, int | None] | None, words: str) -> None:
    assert duration(minutes) == words


def test_days_in_words() -> None:
    assert [days("2031-03", "2031-03"), days("2031-03-01", "2031-03-04"), days(None, "2031"), days("2031", None), days(None, None)] == [
        "2031-03",
        "2031-03-01…2031-03-04",
        "…2031",
        "2031…",
        "",
    ]
