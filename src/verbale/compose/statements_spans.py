"""The spans of a statement by the guidelines: no outer quotation marks, no final punctuation, a span a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verbale.compose.lexicon import load_toml
from verbale.language.layout import Layout, trim
from verbale.record import Span, StatementKind

_FINAL = frozenset(".,;:!?…")
_DASHES = frozenset("–—-")
_MARKS = frozenset("\"“”„«»‟＂'’‘`")


def _by_paragraph(layout: Layout, span: Span) -> Iterator[Span]:
    """The parts of a span in each paragraph that it touches."""
    for paragraph in layout.paragraphs[layout.paragraph_at(span.start) : layout.paragraph_at(span.end - 1) + 1]:
        if part := trim(layout.text, (max(span.start, paragraph.start), min(span.end, paragraph.end))):
            yield part


def _without_lead(text: str, span: Span) -> Span:
    """Without a leading "that"."""
    for lead in load_toml("statements")["leads"]:
        after = span.start + len(lead)
        if after < span.end and text[span.start : after].lower() == lead and text[after].isspace():
            return trim(text, (after, span.end)) or span
    return span


def _without_ends(text: str, span: Span) -> Span | None:
    """Without punctuation that ends or surrounds it; brackets stay."""
    start, end = span
    while end > start and (text[end - 1] in _FINAL or text[end - 1] in _DASHES or text[end - 1].isspace()):
        end -= 1
    while start < end and (text[start] in _FINAL or text[start] in _DASHES or text[start].isspace()):
        start += 1
    return Span(start, end) if start < end else None


def _without_outer_marks(layout: Layout, span: Span) -> Span | None:
    """Without the marks of a quotation that holds it whole, and without a mark that has lost its partner."""
    text = layout.text
    for quotation in layout.quotations_in(span):
        if quotation.outer.start <= span.start and span.end <= quotation.outer.end:
            inner = (max(span.start, quotation.inner.start), min(span.end, quotation.inner.end))
            return trim(text, inner) if inner[0] < inner[1] else None
    start, end = span
    held = [q for q in layout.quotations_in(span) if span.holds(q.outer)]
    if text[start] in _MARKS and not any(q.outer.start == start for q in held):
        start += 1
    if end > start and text[end - 1] in _MARKS and not any(q.outer.end == end for q in held) and text[end - 1] not in "'’":
        end -= 1
    return trim(text, (start, end)) if start < end else None


def content_spans(layout: Layout, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans as a statement holds them; those that only held punctuation are gone."""
    found = []
    for whole in spans:
        for part in _by_paragraph(layout, whole):
            span: Span | None = _without_lead(layout.text, part)
            for _ in range(2):
                span = span and _without_ends(layout.text, span)
                span = span and _without_outer_marks(layout, span)
            span = span and _without_ends(layout.text, span)
            if span and any(c.isalnum() for c in span.words(layout.text)):
                found.append(span)
    return tuple(sorted(set(found)))


def what_it_is_called(layout: Layout, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """For cues that name a thing: of "called the result “a draw”" only what it is called, where that is quoted at the end."""
    if not content:
        return ()
    held = [q.inner for q in layout.quotations_in(content[-1]) if content[-1].holds(q.inner) and content[-1].end - q.outer.end <= 0]
    return (held[-1],) if held and len(content) == 1 else content


def cue_spans(layout: Layout, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Cues without colons and commas at their ends."""
    bare = (_without_ends(layout.text, span) for span in spans)
    return tuple(span for span in bare if span)


def kind_of(layout: Layout, content: Iterable[Span]) -> StatementKind:
    """Direct where all letters are inside quotation marks, indirect where none is, else mixed."""
    inside = outside = 0
    for span in content:
        covered = 0
        for quotation in layout.quotations_in(span):
            low, high = max(span.start, quotation.inner.start), min(span.end, quotation.inner.end)
            covered += sum(c.isalnum() for c in layout.text[low:high]) if low < high else 0
        inside += covered
        outside += sum(c.isalnum() for c in layout.text[span.start : span.end]) - covered
    if not outside:
        return StatementKind.DIRECT
    return StatementKind.MIXED if inside else StatementKind.INDIRECT
