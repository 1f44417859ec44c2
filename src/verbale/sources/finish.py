"""Raw fields to a Document: dates, kinds and languages checked, given options filled in, what is odd noted."""

from __future__ import annotations

import re
from datetime import date

from verbale.errors import SourceError
from verbale.record import Document, OutletKind
from verbale.sources.dates import partial_date
from verbale.sources.languages import guess_language, language_code
from verbale.sources.model import Raw, SourceOptions, Unreadable

_NO_WORDS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*")
_LONGEST_FIELD = 2000
# Databases cannot store these: half of a surrogate pair, and the character of code 0.
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


def check_given(options: SourceOptions) -> None:
    """Raise `SourceError` where a date, kind of outlet or language that was given is none."""
    notes: list[str] = []
    _published(options.published, notes)
    _outlet_kind(options.outlet_kind, notes)
    _language(options.language, notes)
    if notes:
        raise SourceError(f"what was given cannot be used: {'; '.join(notes)}")


def finish(raw: Raw, options: SourceOptions) -> Document | Unreadable:
    """The document that `raw` makes, or why it makes none. Its text is never changed."""
    if raw.text is None:
        return Unreadable(raw.origin, "has no text")
    if not isinstance(raw.text, str):
        return Unreadable(raw.origin, f"its text is {_kind(raw.text)}, not a string")
    if broken := _UNSTORABLE.search(raw.text):
        what = "a character of code 0" if broken[0] == "\0" else "half of a surrogate pair"
        return Unreadable(raw.origin, f"its text has {what} at character {broken.start()}; mend the file that it came from")
    if _NO_WORDS.fullmatch(raw.text):
        return Unreadable(raw.origin, "has no text")
    notes = list(raw.notes)
    outlet = _words("outlet", raw.outlet, notes) or options.outlet or _from_host(raw.host, notes)
    published = _published(raw.published, notes) or _published(options.published, notes)
    if unknown := [what for what, value in (("publication date", published), ("outlet", outlet)) if not value]:
        notes.append(f"unknown: {', '.join(unknown)}")
    return Document.of(
        raw.text,
        id=_words("id", raw.id, notes),
        title=_words("title", raw.title, notes),
        outlet=outlet,
        outlet_kind=_outlet_kind(raw.outlet_kind, notes) or _outlet_kind(options.outlet_kind, notes),
        published=published,
        language=_language(raw.language, notes) or _language(options.language, notes) or _by_itself(raw),
        origin=_UNSTORABLE.sub("\ufffd", raw.origin),
        notes=tuple(notes),
    )


def _nothing(value: object) -> bool:
    """Empty cells come as None, as "" and, out of number columns, as not-a-number."""
    return value is None or value == "" or value != value


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "something else")


def _words(field: str, value: object, notes: list[str]) -> str | None:
    """A short text of one line; numbers are taken as they are written."""
    if _nothing(value):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        notes.append(f"{field} left out: it is {_kind(value)}, not a string")
        return None
    text = " ".join(str(value).split())
    if _UNSTORABLE.search(text) or len(text) > _LONGEST_FIELD:
        notes.append(f"{field} left out: it is too long or has broken characters")
        return None
    return text or None


def _outlet_kind(value: object, notes: list[str]) -> OutletKind | None:
    if _nothing(value):
        return None
    word = re.sub(r"[\s-]+", "_", value[:100].strip().lower()) if isinstance(value, str) else ""
    if word in tuple(OutletKind):
        return OutletKind(word)
    notes.append(f"outlet kind {_short(value)} is none of {', '.join(OutletKind)}")
    return None


def _published(value: object, notes: list[str]) -> str | None:
    if _nothing(value):
        return None
    found = partial_date(value)
    if not found:
        notes.append(f"publication date {_short(value)} is no date, or could be read as two")
    return found


def _language(value: object, notes: list[str]) -> str | None:
    if _nothing(value):
        return None
    if isinstance(value, str) and (code := language_code(value)):
        return code
    notes.append(f"language {_short(value)} is no language code")
    return None


def _by_itself(raw: Raw) -> str | None:
    """The language that the text shows, else the one that its page declares."""
    return guess_language(str(raw.text)) or language_code(raw.page_language or "")


def _from_host(host: str | None, notes: list[str]) -> str | None:
    if not host:
        return None
    notes.append("outlet unknown: named by its web address")
    return host.lower().removeprefix("www.")


def _short(value: object) -> str:
    """The value for a note; of lists and objects, which may be deep, their kind alone."""
    return repr(str(value)[:40]) if isinstance(value, str | int | float | date) else f"({_kind(value)})"
