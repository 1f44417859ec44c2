"""Plain text comes out as it went in, whatever its character set; what is no text is named."""

from __future__ import annotations

import codecs
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources_helpers import fault, only, read
from verbale.record import Document
from verbale.sources.charset import decode

RUSSIAN = "Делегации встретились в четверг, и министр заявил, что переговоры будут продолжены после праздников в столице."
GERMAN = "Die Außenminister trafen sich am Dienstag in Köln; „wir müssen weiter reden“, sagte Frau Jäger – und fuhr zurück."


def test_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "Line one\r\nline two\r\r\n\n\u200bzero\u200b width\u00a0and \u202bעברית\u202c \U0001f91d  \t\n"
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF8 + text.encode())
    assert only(path).text == text


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\r\n\t\u200b\ufeff\u202e"), min_size=1, max_size=200)


@settings(max_examples=60, deadline=None)
@given(_TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_in_any_unicode_encoding(text: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(text.encode(encoding))
        for one in read(path):
            if isinstance(one, Document):
                assert one.text == (text.removeprefix("\ufeff") if encoding == "utf-8" else text)
            else:
                assert "no text" in one.reason or "is empty" in one.reason


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_reason(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a", "a.txt", "a.html", "a.json", "a.csv", "a.warc", "a.rss", "a.md", "a.gz"):
            path = Path(folder, name)
            path.write_bytes(data)
            found = read(path)
            assert found
            for one in found:
                if isinstance(one, Document):
                    one.text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (GERMAN, "cp1252"), ("La délégation a été reçue à l’hôtel.", "cp1252")],
)
def test_a_guessed_character_set_is_right_and_noted(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    document = only(path)
    assert document.text == text
    assert any("character set guessed" in note for note in document.notes)


def test_utf16_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The delegations met on Thursday.".encode("utf-16-be"))
    assert only(path).text == "The delegations met on Thursday."


def test_utf8_with_one_broken_byte_keeps_the_rest() -> None:
    decoded = decode((RUSSIAN * 20).encode() + b"\xff")
    assert decoded.text == RUSSIAN * 20 + "\ufffd"
    assert decoded.notes


def test_declared_character_set_goes_before_a_guess() -> None:
    assert decode("ž".encode("iso8859-2"), "iso-8859-2").text == "ž"
    assert decode("会談".encode("iso2022-jp"), "iso-2022-jp").text == "会談"
    assert decode("“x”".encode("cp1252"), "latin-1").text == "“x”"
    assert decode("né".encode("cp1252"), "no-such-charset").text == "né"
    assert decode(b"plain", "hex").text == "plain"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "has no text"),
        ("\u200b\ufeff\n".encode(), "has no text"),
        (b"abc\0def", "is not text"),
        (bytes(range(256)) * 4, "is not text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"{\\rtf1 hello", "RTF"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert reason in fault(path)


def test_given_options_fill_only_what_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Delegations met.")
    document = only(path, published="11 April 2025", outlet="The Harbour Post", outlet_kind="state media", language="en-GB")
    assert (document.published, document.outlet, document.outlet_kind, document.language) == (
        "2025-04-11",
        "The Harbour Post",
        "state_media",
        "en",
    )
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Delegations met.", "published": "2024", "outlet": "B", "outlet_kind": "wire", "language": "fr"}')
    document = only(path, published="2025-04-11", outlet="A", outlet_kind="blog", language="en")
    assert (document.published, document.outlet, document.outlet_kind, document.language) == ("2024", "B", "wire", "fr")
