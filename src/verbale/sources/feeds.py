"""RSS and Atom: the entries of a feed, without ever fetching anything."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from verbale.errors import SourceError
from verbale.sources.charset import declared_in, decode
from verbale.sources.markup import html_text
from verbale.sources.model import Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream

_DECLARATION = re.compile(r"<\?xml[^<>]*>")
_ELEMENT = re.compile(r"<\w")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Entry:
    """An entry of a feed: what it says itself, the address that it points to, and whether its text is whole or a summary."""

    raw: Raw
    link: str | None
    whole: bool


def read(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """A document for each entry with text."""
    for entry in entries(stream.whole(options.max_document), stream.origin):
        yield entry.raw


def entries(data: bytes, origin: str) -> list[Entry]:
    """The entries of a feed; raises `SourceError` for what is none."""
    data, notes = _as_utf8(data)
    import feedparser

    try:
        # A stream and never bytes or text: those it would try as an address and as the name of a file.
        feed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise SourceError(f"is no feed that can be read ({type(error).__name__})") from None
    if not feed.entries:
        broken = feed.get("bozo_exception")
        raise SourceError(f"has no entries of a feed{f' ({str(broken)[:200]})' if broken else ''}")
    return [_entry(entry, feed.feed, f"{origin}#{entry.get('id') or number}", notes) for number, entry in enumerate(feed.entries, 1)]


def _as_utf8(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The feed as UTF-8 that says so, whatever character set it came in, with notes; raises `SourceError` where it declares entities."""
    decoded = decode(data, declared_in(data))
    # Entities that expand each other cost seconds before the parser's own guard stops them; no feed needs its own.
    if "<!ENTITY" in decoded.text:
        raise SourceError("declares XML entities of its own, which is refused; a real feed has none")
    text = decoded.text.lstrip()
    declaration = _DECLARATION.match(text)
    root = _ELEMENT.search(text)
    start, at = declaration.end() if declaration else 0, root.start() if root else 0
    # The parser's patterns take time that grows with the square of the blank lines before the first element.
    head = _SPACE.sub(" ", text[start:at]).strip()
    return f"<?xml version='1.0' encoding='utf-8'?>\n{head}{text[max(start, at) :]}".encode("utf-8", "replace"), decoded.notes


def _entry(entry: Any, feed: Any, origin: str, notes: tuple[str, ...]) -> Entry:
    contents = [one for one in entry.get("content") or () if one.get("value")]
    summary = entry.get("summary_detail") or {"value": entry.get("summary")}
    body = max(contents, key=lambda one: len(one["value"])) if contents else summary
    source = entry.get("source") or {}
    raw = Raw(
        _text(body) or None,
        origin,
        title=html_text(entry.get("title") or "") or None,
        outlet=html_text(source.get("title") or feed.get("title") or "") or None,
        published=_date(entry),
        notes=notes if contents else (*notes, "the feed gives a summary only"),
        page_language=feed.get("language"),
    )
    return Entry(raw, entry.get("link") or None, bool(contents))


def _text(body: Any) -> str:
    value = str(body.get("value") or "")
    return value if body.get("type") == "text/plain" and "</" not in value else html_text(value)


def _date(entry: Any) -> str | None:
    """As it is written, in its own time zone; where only the parser made sense of it, its day in UTC."""
    from verbale.sources.dates import partial_date

    written = entry.get("published") or entry.get("updated")
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return (written and partial_date(written)) or (time.strftime("%Y-%m-%d", parsed) if parsed else written)
