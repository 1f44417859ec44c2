"""RSS and Atom files: entries with text, and nothing fetched."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sources_helpers import documents, fault, only

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour Post</title><language>en-gb</language>
<item><title>Talks &amp;amp; visas</title><link>http://post.example/1</link><guid>g1</guid>
<pubDate>Fri, 11 Apr 2025 23:30:00 -0500</pubDate>
<description>short</description>
<content:encoded><![CDATA[<p>First <b>paragraph</b>.</p><p>Second.</p><script>x</script>]]></content:encoded></item>
<item><title>Second</title><link>http://post.example/2</link><description>Only a summary here</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry of Sudmark</title><entry><id>e1</id><title>Note</title>
<updated>2025-04-12T08:00:00Z</updated><content type="text">The ministry regrets.</content></entry></feed>"""


def test_entries_become_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a feed file was read over the network"))
    path = tmp_path / "feed.rss"
    path.write_text(RSS)
    first, second = documents(path)
    assert (first.title, first.text) == ("Talks & visas", "First paragraph.\n\nSecond.")
    assert (first.outlet, first.published, first.language, first.origin) == ("The Harbour Post", "2025-04-11", "en", f"{path}#g1")
    assert first.notes == ()
    assert second.text == "Only a summary here"
    assert second.published is None
    assert second.notes == ("the feed gives a summary only", "unknown: publication date")


def test_atom_told_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    path.write_text(ATOM)
    document = only(path)
    assert (document.outlet, document.published, document.text) == ("Ministry of Sudmark", "2025-04-12", "The ministry regrets.")


def test_what_is_no_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text("<rss><channel><title>Empty</title></channel></rss>")
    assert "no entries" in fault(path)
    path.write_text(str(tmp_path / "other.txt"))
    (tmp_path / "other.txt").write_text(RSS)
    assert "no entries" in fault(path)


def test_entities_do_not_explode(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{entities}]><rss><channel><item><title>t</title>'
        f"<description>&a11; words</description></item></channel></rss>"
    )
    assert "entities" in fault(path)


def test_outside_files_are_not_drawn_in(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden words")
    path = tmp_path / "a.rss"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]><rss><channel><item>'
        f"<title>t</title><description>&x; words</description></item></channel></rss>"
    )
    assert "entities" in fault(path)


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_entities_are_refused_in_every_character_set(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.rss"
    declared = "utf-16" if charset.startswith("utf-16") else "utf-8"
    head = f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE r [<!ENTITY x "ha">]>'
    path.write_bytes((head + "<rss><channel><item><title>t</title></item></channel></rss>").encode(charset))
    assert "entities" in fault(path)


@pytest.mark.parametrize("charset", ["utf-16", "utf-8", "windows-1251"])
def test_a_feed_in_another_character_set(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.rss"
    head = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><title>Вестник</title>'
    path.write_bytes((head + "<item><description>Мир и дружба.</description></item></channel></rss>").encode(charset))
    assert (only(path).outlet, only(path).text) == ("Вестник", "Мир и дружба.")
