"""CSV, TSV and Parquet: columns to fields, odd rows named."""

from __future__ import annotations

import datetime
import gzip
import sys
from pathlib import Path

import pytest

from sources_helpers import documents, fault, faults, only


def test_columns_are_told_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Headline,Body,Pub Date,Source\n"Talks, again","First line.\r\nSays ""no"".",11 April 2025,The Post\n', newline="")
    document = only(path)
    assert (document.title, document.text) == ("Talks, again", 'First line.\r\nSays "no".')
    assert (document.published, document.outlet, document.origin) == ("2025-04-11", "The Post", f"{path}:2")


def test_columns_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,text\nfirst,2025-04,second\n")
    document = only(path, columns={"text": "a", "published": "b"})
    assert (document.text, document.published) == ("first", "2025-04")
    assert "no column 'c'" in fault(path, columns={"text": "c"})
    path.write_text("a,b\n1,2\n")
    assert "no column that looks like the text" in fault(path)


def test_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\nlong,one,two,three\nshort\n\nwhole,text\nempty cells,text two,,\n")
    assert [d.text for d in documents(path)] == ["text", "text two"]
    assert [(f.origin, f.reason.split(";")[0]) for f in faults(path)] == [
        (f"{path}:2", "the row has 4 cells, the header 2"),
        (f"{path}:3", "has no text"),
    ]


def test_two_columns_of_one_name_the_first_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,text,title\nfirst,second,T\n")
    document = only(path)
    assert (document.text, document.title) == ("first", "T")


def test_semicolons_tabs_and_old_character_sets(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("title;text;date\nÜber Köln;Fünf Männer, zwei Frauen;13/04/2025\n".encode("cp1252"))
    document = only(path)
    assert (document.title, document.text, document.published) == ("Über Köln", "Fünf Männer, zwei Frauen", "2025-04-13")
    path = tmp_path / "a.tsv"
    path.write_bytes("title\ttext\nT\tone, two\n".encode("utf-16"))
    assert only(path).text == "one, two"


def test_a_cyrillic_table_in_cp1251(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = "Делегации встретились в четверг и договорились продолжить переговоры."
    path.write_bytes(f"title,text\nДа,{text}\n".encode("cp1251"))
    document = only(path)
    assert (document.title, document.text) == ("Да", text)


def test_long_cells_and_open_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\nT," + "word " * 100_000 + "\n")
    assert len(only(path).text) == 500_000
    path.write_text('title,text\nA,one\nB,"never closed\n' + "C,more\n" * 50_000)
    assert [d.text for d in documents(path, max_document=100_000)] == ["one"]
    assert "quotation mark" in faults(path, max_document=100_000)[0].reason


def test_a_table_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\n")
    assert fault(path) == "has no documents in it"


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    table = {
        "Body": ["one", None, "three"],
        "date": [datetime.date(2025, 4, 11)] * 3,
        "outlet_kind": ["wire"] * 3,
        "big": [b"x" * 1000] * 3,
        "id": [1, 2, 3],
    }
    parquet.write_table(pyarrow.table(table), path)
    one, three = documents(path)
    assert (one.id, one.text, one.published, one.outlet_kind, three.origin) == ("1", "one", "2025-04-11", "wire", f"{path}:3")
    (missing,) = faults(path)
    assert missing.origin == f"{path}:2"
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert [d.text for d in documents(packed)] == ["one", "three"]
    cut = tmp_path / "c.parquet"
    cut.write_bytes(path.read_bytes()[:-20])
    assert "Parquet" in fault(cut)
    assert "no column 'x'" in fault(path, columns={"text": "x"})


def test_parquet_without_its_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1....PAR1")
    assert "verbale[parquet]" in fault(path)
