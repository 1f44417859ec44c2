"""Web pages: main text, title, outlet and date through trafilatura; read plainly where that finds nothing or would take too long."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from verbale.sources.charset import Decoded, declared_in, decode
from verbale.sources.markup import Paragraphs, html_paragraphs
from verbale.sources.model import Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream

# The extraction takes time that grows with the square of the number of elements. News pages have 500 to 5,000 tags.
_MOST_TAGS = 20_000
_LONGEST_PAGE = 8_000_000
_BLOCKS = frozenset({"p", "head", "quote", "item", "list", "row", "table", "code", "fw", "div", "ab"})
_TITLE = re.compile(r"(?is)<title[^<>]{0,200}>([^<]{1,1000})</title")
# Linked data that is no JSON is searched by patterns whose time grows with the square of its length.
_LINKED = re.compile(r"(?i)<script[^<>]{0,200}ld\+json[^<>]{0,200}>")
_MOST_BROKEN = 4000
_LANGUAGE = re.compile(r"(?i)<html[^<>]{0,500}?\slang\s{0,3}=\s{0,3}[\"']?([A-Za-z-]{2,20})")


@dataclass(frozen=True)
class _Found:
    paragraphs: list[str]
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


def read(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """The one document of a page."""
    yield page(stream.whole(options.max_document), stream.origin)


def page(data: bytes, origin: str, *, declared: str | None = None, url: str | None = None) -> Raw:
    """The document of a page; `declared` is the character set that its server named."""
    if 0 < data.count(0) < len(data) // 1000:
        data = data.replace(b"\0", b"")  # as browsers do with a stray one; UTF-16 has very many
    return _page(decode(data, declared or declared_in(data)), origin, url)


def _page(decoded: Decoded, origin: str, url: str | None) -> Raw:
    html, notes = decoded.text, decoded.notes
    found = _extracted(html, url) if html.count("<") <= 2 * _MOST_TAGS and len(html) <= _LONGEST_PAGE else None
    if found is None or not found.paragraphs:
        plain = html_paragraphs(html)
        if plain:
            notes = (*notes, "main text not found: the text of the whole page was taken")
        found = replace(found or _Found([]), paragraphs=plain)
    title = found.title or _title(html)
    language = _LANGUAGE.search(html, 0, 20_000)
    return Raw(
        _body(found.paragraphs, title),
        origin,
        title=title,
        outlet=found.outlet,
        published=found.published,
        notes=notes,
        host=urlsplit(url).hostname if url else None,
        page_language=language[1] if language else None,
    )


def _title(html: str) -> str | None:
    found = _TITLE.search(html, 0, 200_000)
    return " ".join(unescape(found[1]).split()) or None if found else None


def _body(paragraphs: list[str], title: str | None) -> str:
    """Paragraphs with a blank line between; a headline that repeats the title is not text."""
    if title and paragraphs and _same(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    return "\n\n".join(paragraphs)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _extracted(html: str, url: str | None) -> _Found | None:
    """What trafilatura makes of the page; None where it makes nothing or stumbles."""
    from trafilatura.core import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        _hush(name)
    try:
        # Its default takes any date in the page's text where the page names none: a wrong date misplaces every "Thursday".
        dates = {"extensive_search": False, "original_date": True}
        found: Any = bare_extraction(
            _without_broken_data(html), url=url, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except Exception:
        return None
    if found is None:
        return None
    outlet = (found.sitename or "").lstrip("@").strip() or None
    return _Found(_paragraphs(found.body), found.title or None, outlet, found.date or None)


def _without_broken_data(html: str) -> str:
    """The page without linked data that no JSON parser reads, but for a few."""
    kept, at, broken, end = [], 0, 0, 0
    for opening in _LINKED.finditer(html):
        # An opening tag before the end of the last one's data is part of that.
        if opening.start() < end:
            continue
        end = html.find("</", opening.end())
        if end < 0:
            break
        try:
            json.loads(html[opening.end() : end])
        except (ValueError, RecursionError):
            broken += end - opening.end()
            if broken > _MOST_BROKEN:
                kept.append(html[at : opening.start()])
                at = end
    return "".join([*kept, html[at:]])


def _hush(logger: str) -> None:
    """Keep a library's warnings off the terminal unless someone listens for them."""
    log = logging.getLogger(logger)
    if not log.handlers:
        log.addHandler(logging.NullHandler())


def _paragraphs(body: Any) -> list[str]:
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    paragraphs = Paragraphs()
    if body is None:
        return []
    for event, element in iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            paragraphs.end()
        if event == "start":
            if tag == "lb":
                paragraphs.line_break()
            elif tag == "cell":
                paragraphs.add(" ")
            paragraphs.add(element.text or "")
        else:
            paragraphs.add(element.tail or "")
    return paragraphs.finished()
