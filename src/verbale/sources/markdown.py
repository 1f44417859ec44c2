"""Markdown to plain paragraphs with the words intact; title and what else is known from its front matter or first heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from verbale.sources.charset import decode
from verbale.sources.fields import FIELDS, map_fields
from verbale.sources.markup import without
from verbale.sources.model import Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([*_-])[ \t]*(?:\1[ \t]*){2,}$")
_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S")
# Possessive where two runs of white space meet: with backtracking a long run takes time that grows with the square of its length.
_TABLE_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)*+\|?[ \t]*+$")
_HEADING_END = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")
_REMARK = re.compile(r"(?<!\s)\s++#.*$")

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<&\"'$%,/:;=?@^])")
_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\](?:\([^()\s]{0,2000}(?:[ \t]+\"[^\"]{0,500}\")?\)|\[[^\[\]]{0,200}\])")
_LINK = re.compile(
    r"\[([^\[\]]{1,1000})\](?:\([^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?(?:[ \t]+\"[^\"]{0,500}\")?\)|\[[^\[\]]{0,200}\])"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,50}\]")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_CODE = re.compile(r"(`{1,3})(?!`)([^`]{1,2000})\1(?!`)")
_STRONG = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,2000}?)(?<=[^\s*])\1(?![\w*])|(?<![\w_])(_{1,3})(?=[^\s_])([^_]{1,2000}?)(?<=[^\s_])\3(?![\w_])"
)
_STRUCK = re.compile(r"~~(?=\S)([^~]{1,2000})~~")


def read(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """The one document of a Markdown file."""
    decoded = decode(stream.whole(options.max_document))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    known: dict[str, object] = {}
    if (front := _FRONT.match(text)) and (lines := _front_matter(front[1])) is not None:
        known = lines
        text = text[front.end() :]
    heading, first, body = _plain(text)
    title = known.get("title") or heading
    if first and heading and title and len(body) > 1 and " ".join(str(title).split()).casefold() == " ".join(heading.split()).casefold():
        body = body[1:]
    yield Raw("\n\n".join(body), stream.origin, notes=decoded.notes, **{**known, "title": title})  # type: ignore[arg-type]


def _front_matter(block: str) -> dict[str, object] | None:
    """The plain `key: value` lines of YAML front matter, lists and nested values passed over; None for a text between two rules."""
    if not any(_KEY.match(line) for line in block.split("\n")):
        return None
    values: dict[str, object] = {}
    for line in block.split("\n"):
        if (found := _KEY.match(line)) and (value := found[2].strip()):
            value = value[1:-1] if value[0] in "\"'" and value.endswith(value[0]) and len(value) > 1 else _REMARK.sub("", value)
            values[found[1]] = value
    mapped = map_fields(values, {}).keys
    return {field: values[key] for field, key in mapped.items() if field in FIELDS and field != "text"}


def _plain(text: str) -> tuple[str | None, bool, list[str]]:
    """The first heading, whether it opens the text, and all paragraphs."""
    heading: str | None = None
    first = False
    paragraphs: list[str] = []
    for block, is_heading in _blocks(without(text, "<!--", "-->")):
        words = _inline(block)
        if not words.strip():
            continue
        if is_heading and heading is None:
            heading, first = " ".join(words.split()), not paragraphs
        paragraphs.append(words)
    return heading, first, paragraphs


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs, headings, list items and rows of tables with their marks taken off, lines of one paragraph joined by spaces."""
    running: list[str] = []
    fence: str | None = None

    def flush(is_heading: bool = False) -> Iterator[tuple[str, bool]]:
        if running:
            yield " ".join(line.strip() for line in running), is_heading
            running.clear()

    for raw in text.split("\n"):
        quote = _QUOTE.match(raw) if fence is None else None
        line = raw[quote.end() :] if quote else raw
        if (opened := _FENCE.match(line)) and (fence is None or opened[1].startswith(fence)):
            fence = opened[1] if fence is None else None
            yield from flush()
            continue
        if fence is not None:
            yield from flush()
            running.append(line)
        elif not line.strip() or _DEFINITION.match(line):
            yield from flush()
        elif _UNDERLINE.match(line) and running:
            yield from flush(is_heading=len(running) == 1)
        elif _RULE.match(line) or _TABLE_RULE.match(line):
            yield from flush()
        elif marks := _HEADING.match(line):
            yield from flush()
            yield _HEADING_END.sub("", line[marks.end() :]), True
        elif line.lstrip().startswith("|"):
            yield from flush()
            yield " ".join(cell.strip() for cell in line.strip().strip("|").split("|")), False
        else:
            if marker := _MARKER.match(line):
                yield from flush()
                line = line[marker.end() :]
            running.append(line)
    yield from flush()


def _inline(text: str) -> str:
    """A paragraph without the marks of links, emphasis and code. Escaped marks are set aside first and come back as they are."""
    aside: list[str] = []

    def keep(found: re.Match[str]) -> str:
        aside.append(found[found.lastindex or 0])
        return f"\ue000{len(aside) - 1}\ue001"

    if "\ue000" not in text:
        text = _ESCAPED.sub(keep, _CODE.sub(keep, text))
    text = _AUTOLINK.sub(r"\1", text)
    text = _FOOTNOTE.sub("", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    for _ in range(3):
        text = _STRONG.sub(lambda m: m[2] or m[4], text)
    text = _TAG.sub("", _STRUCK.sub(r"\1", text))
    text = unescape(text)
    for _ in range(2 if aside else 0):
        text = re.sub("\ue000(\\d{1,9})\ue001", lambda m: aside[int(m[1])] if int(m[1]) < len(aside) else m[0], text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()
