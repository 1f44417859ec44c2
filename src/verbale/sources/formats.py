"""Which format a file or stream has: by the ending of its name, else by its first bytes."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast, get_args

from verbale.errors import SourceError
from verbale.sources.charset import decode_head
from verbale.sources.model import Format

FORMATS: tuple[Format, ...] = get_args(Format)
_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]")
_HTML = re.compile(r"(?i)<!doctype\s+html|<(?:html|head|body|title|meta|article|div|p|h1|table)[\s>/]")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n){0,20}?(?:title|date|outlet|published)[ \t]*:")


@cache
def load_data(name: str) -> dict[str, Any]:
    """The table in `sources/data/NAME.toml`; do not change it."""
    return tomllib.loads(files("verbale.sources").joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def _by_ending() -> dict[str, Format]:
    return {ending: cast(Format, name) for name, endings in load_data("formats")["endings"].items() for ending in endings}


def ending(name: str) -> str:
    """The last ending of a file's name in lower case without its dot, gzip's own taken off ("a.JSONL.gz" → "jsonl")."""
    name = re.sub(r"\.gz(?:ip)?$", "", name.lower())
    return name.rpartition(".")[2] if "." in name else ""


def format_named(written: str) -> Format:
    """The format of this name, or that files of this ending have; raises `SourceError` for neither."""
    word = written.strip().lower().lstrip(".")
    found = next((name for name in FORMATS if name == word), None) or _by_ending().get(word)
    if found is None:
        raise SourceError(f"{written!r} is no format; formats are {', '.join(FORMATS)}")
    return found


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name in a folder is passed over (hidden, leavings of systems, parts of saved pages)."""
    ignored = load_data("formats")["ignored"]
    return name.startswith(".") or name.lower() in ignored["names"] or ending(name) in ignored["endings"]


def format_of(name: str, head: bytes) -> Format:
    """The format of a source by its name ("-" has none) and first bytes; raises `SourceError` for what is not text."""
    if head.startswith(b"PAR1"):
        return "parquet"
    for binary in load_data("formats")["binary"]:
        if head.startswith(bytes.fromhex(binary["starts"])):
            raise SourceError(binary["says"])
    return _by_ending().get(ending(name)) or _sniffed(head)


def _sniffed(head: bytes) -> Format:
    if head[257:262] == b"ustar":
        raise SourceError("is a tar archive; unpack it first")
    text = decode_head(head).lstrip("\ufeff \t\r\n")
    if text.startswith("WARC/"):
        return "warc"
    if text.startswith("<"):
        if _FEED.search(text, 0, 4000):
            return "feed"
        if _HTML.search(text, 0, 4000):
            return "html"
        if text.startswith("<?xml"):
            raise SourceError("is XML, but neither a feed nor a page; give its text as plain text, JSON Lines or CSV")
    if re.match(r'\{\s*(?:"|\})|\[\s*[\[{\]"]', text):
        return "json"
    if _FRONT_MATTER.match(text):
        return "markdown"
    return _table(text.split("\n", 1)[0]) or "text"


def _table(header: str) -> Format | None:
    """CSV or TSV where the first line reads like the header of a table of documents: a column of text and one more that is known."""
    known = load_data("columns")
    for separator, name in (("\t", "tsv"), (",", "csv")):
        cells = [column_key(cell.strip('"\r')) for cell in header[:4000].split(separator)]
        fields = {field for field, aliases in known.items() for cell in cells if cell == field or cell in aliases}
        if len(cells) > 1 and "text" in fields and len(fields) > 1:
            return cast(Format, name)
    return None


def column_key(name: str) -> str:
    """The form in which names of columns are compared: "Pub-Date " is "pub_date"."""
    return re.sub(r"[\s\-]+", "_", name.strip().lower())
