"""Web pages: main text in paragraphs, title, outlet, date; hostile pages cost little."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources_helpers import PAGE, fault, only, read
from verbale.sources.html import page
from verbale.sources.markup import html_text


def test_a_news_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    document = only(path)
    first, second, third = document.text.split("\n\n")
    assert first == "Delegations of Norland and Sudmark met in Port Vale on Thursday for more than five hours, the foreign ministry said."
    assert second.endswith("its spokeswoman Ada Lindqvist told reporters.")
    assert third == "The embassies will reopen in May, Sudmark said.\nIt gave no day."
    assert (document.title, document.outlet, document.published) == ("Talks end in Port Vale", "The Harbour Post", "2025-04-11")
    assert document.language == "en"
    assert document.notes == ()


def test_a_date_in_the_text_alone_is_no_date_of_publication(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><article><p>The treaty of 12 March 1998 was signed again by both ministers, they said.</p></article></body></html>"
    )
    document = only(path)
    assert document.published is None
    assert document.outlet is None


def test_character_sets_of_pages() -> None:
    html = '<html><head><meta charset="windows-1251"></head><body><p>Делегации встретились в четверг в столице Норландии.</p></body></html>'
    assert "Делегации" in str(page(html.encode("cp1251"), "x").text)
    plain = html.replace("windows-1251", "")
    assert "Делегации" in str(page(plain.encode("koi8-r"), "x", declared="koi8-r").text)


def test_a_page_without_main_text_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>Met.</p><script>var x = '<p>no</p>';</script></body></html>")
    document = only(path)
    assert document.text == "Met."
    path.write_text("<html><body><script>1</script></body></html>")
    assert fault(path) == "has no text"


HOSTILE = {
    "deep": "<html><body>" + "<div>" * 100_000 + "<p>Some words</p>",
    "many": "<html><body>" + "<p>Some <b>words</b> here.</p>" * 60_000,
    "tags never closed": "<html><body>Some words " + "<a" * 1_000_000,
    "comments never closed": "<html><body><p>Some words</p>" + "<!--" * 500_000,
    "scripts never closed": "<html><body><p>Some words</p>" + "<script>" * 300_000,
    "attributes": "<html><body><p " + "a=b " * 200_000 + ">Some words</p>",
    "title": "<title " * 200_000 + "Some words",
    "meta": "<html><head>" + "<meta charset " * 50_000 + "</head><p>Some words",
    "linked data": "<html><head><script type='application/ld+json'>" + "[" * 100_000 + "</script></head><body><p>Some words</p>",
    "broken linked data": '<html><head><script type=\'application/ld+json\'>{"headline":"'
    + 'a\\"' * 200_000
    + "</script></head><body><p>Some words</p>",
    "dates": "<html><body><p>Some words " + "2019-01-01 " * 50_000,
    "white space": "<html><body><p>Some words" + " \n" * 1_000_000 + "</p>",
    "ampersands": "<html><body><p>Some words " + "&" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_soon(name: str) -> None:
    start = time.perf_counter()
    assert "Some" in str(page(HOSTILE[name].encode(), "x").text)
    assert time.perf_counter() - start < 10


def test_markup_to_paragraphs() -> None:
    html = (
        "<div>One<br>two<br><br>three</div><ul><li>a &amp; b<li>c</ul><table><tr><td>x</td><td>y</td></tr></table>1 < 2<style>p{}</style>"
    )
    assert html_text(html) == "One\ntwo\n\nthree\n\na & b\n\nc\n\nx y\n\n1 < 2"


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<", ">", "<!--", "-->", "<script>", "</script>", "<br/>", "&amp;", "&#55296;", "x", "é", " ", "\n", "<a href='", "'>"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_broken_markup_never_fails(html: str) -> None:
    html_text(html).encode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_text(html)
        assert len(read(path)) == 1
