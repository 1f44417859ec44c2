"""Pages and feeds from the network to documents: only when called, only what is named, with limits; nothing in them is run."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from verbale.errors import FetchError, SourceError, VerbaleError
from verbale.record import Document
from verbale.sources.feeds import Entry, entries
from verbale.sources.finish import check_given, finish
from verbale.sources.formats import format_of
from verbale.sources.html import page as html_page
from verbale.sources.model import Raw, SourceOptions, Unreadable
from verbale.sources.network import Limits, Page, checked_url, get, joined
from verbale.sources.streams import unpacked
from verbale.sources.warc import content_kind, plain_text

_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class FetchOptions:
    """How to fetch: `limits` of one page, seconds of `delay` between requests to one host, most `entries` of a feed, how to read."""

    limits: Limits = field(default_factory=Limits)
    delay: float = 1.0
    entries: int = 30
    sources: SourceOptions = field(default_factory=SourceOptions)


class _Pace:
    """Keeps a distance in time between requests to the same host."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._last: dict[str, float] = {}

    def wait(self, host: str) -> None:
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < self._delay:
            time.sleep(self._delay - since)
        self._last[host] = time.monotonic()


def fetch(urls: Iterable[str], options: FetchOptions | None = None) -> Iterator[Document | Unreadable]:
    """The documents at `urls`, one at a time; a feed gives its entries, each fetched unless the feed has its whole text.

    What cannot or may not be fetched comes as `Unreadable`. Nothing is saved: see `save`. Raises `SourceError` for options that
    make no sense.
    """
    options = options or FetchOptions()
    check_given(options.sources)
    return _fetched(urls, options)


def _fetched(urls: Iterable[str], options: FetchOptions) -> Iterator[Document | Unreadable]:
    pace = _Pace(options.delay)
    for url in urls:
        try:
            found = get(url, options.limits, pace.wait)
            yield from _documents(found, options, pace)
        except VerbaleError as error:
            yield Unreadable(url, str(error))


def _documents(found: Page, options: FetchOptions, pace: _Pace) -> Iterator[Document | Unreadable]:
    raw = _raw(found, options.limits.size)
    if isinstance(raw, Raw):
        yield finish(raw, options.sources)
        return
    for entry in raw[: options.entries]:
        yield finish(_of_entry(entry, found.url, options, pace), options.sources)
    if len(raw) > options.entries:
        yield Unreadable(found.url, f"the feed has {len(raw)} entries, of which the first {options.entries} were taken")


def _raw(found: Page, most: int) -> Raw | list[Entry]:
    """What a page holds: one document, or the entries of a feed."""
    stream = unpacked(io.BytesIO(found.data), found.url)
    if not stream.head:
        raise SourceError("is empty")
    kind, charset = content_kind(found.content_type)
    form = format_of("-", stream.head)
    data = stream.whole(most)
    if form == "feed":
        return entries(data, found.url)
    if form == "html" or kind in _PAGES:
        return html_page(data, found.url, declared=charset, url=found.url)
    if form in ("text", "markdown") or kind == "text/plain":
        return plain_text(data, found.url, charset, found.url)
    raise SourceError(f"is {form}, neither a page nor a feed; save it and read it as a file")


def _of_entry(entry: Entry, feed_url: str, options: FetchOptions, pace: _Pace) -> Raw:
    """An entry with the text of its page; with its own where that is whole, or all there is."""
    known = entry.raw
    try:
        link = joined(checked_url(feed_url), entry.link) if entry.link else None
    except VerbaleError as error:
        return _with(known, notes=(*known.notes, f"its page was not read: {error}"))
    if entry.whole or not link:
        return _with(known, origin=link or known.origin)
    try:
        raw = _raw(get(link, options.limits, pace.wait), options.limits.size)
    except VerbaleError as error:
        return _with(known, origin=link, notes=(*known.notes, f"its page was not read: {error}"))
    if not isinstance(raw, Raw) or not raw.text:
        return _with(known, origin=link, notes=(*known.notes, "its page has no text"))
    return _with(
        raw,
        title=known.title or raw.title,
        outlet=raw.outlet or known.outlet,
        published=known.published or raw.published,
        page_language=raw.page_language or known.page_language,
    )


def _with(raw: Raw, **changes: object) -> Raw:
    return replace(raw, **changes)  # type: ignore[arg-type]


def save(documents: Iterable[Document], folder: str | Path) -> Path:
    """Write `documents` as JSON Lines into a new file in `folder` and return its path; written aside and renamed when whole.

    The file has the keys of a document and its `origin`, and reads back as the same documents.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    names = (f"fetched-{stamp}{f'-{n}' if n else ''}.jsonl" for n in range(1000))
    target = next((folder / name for name in names if not (folder / name).exists()), None)
    if target is None:
        raise FetchError(f"{folder} has too many files of this second")
    aside = target.with_name(f".{target.name}.part")
    with aside.open("w", encoding="utf-8") as file:
        for document in documents:
            form = {**document.model_dump(mode="json"), "origin": document.origin}
            file.write(json.dumps(form, ensure_ascii=False) + "\n")
    return aside.rename(target)
