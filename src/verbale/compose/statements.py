"""Attributions to statements: who speaks, through whom, when, and on which items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from verbale.compose.cast import Cast
from verbale.compose.dates import DateMention
from verbale.compose.items import about
from verbale.compose.lexicon import load_toml
from verbale.compose.sources_of_speech import resolve_sources, resolve_understood
from verbale.compose.statements_channel import channels
from verbale.compose.statements_spans import content_spans, cue_spans, kind_of
from verbale.language import Attribution, Layout
from verbale.record import Document, Item, Meeting, Span, Statement


@dataclass
class _Heard:
    """What was said so far, for speakers and channels that go on unnamed."""

    statements: list[Statement] = field(default_factory=list)

    def last(self) -> Statement | None:
        return self.statements[-1] if self.statements else None


def _anchor(attribution: Attribution) -> int:
    """The character that stands for where the attribution is made: its cue, else its content."""
    return (attribution.cue or attribution.content)[0].start


def _is_silent(layout: Layout, cue: Sequence[Span]) -> bool:
    """Whether the cue attributes no speech."""
    if not cue:
        return False
    lexicon, whole = load_toml("statements"), " ".join(span.words(layout.text).lower() for span in cue)
    return whole in lexicon["silent"] or whole.split()[-1] in lexicon["silent_last"]


def _speakers(
    document: Document, layout: Layout, cast: Cast, heard: _Heard, source: Span | None, at: int, content: Span
) -> tuple[str, ...]:
    """Ids of who speaks: one, or each issuer of joint words; none where the text does not tell."""
    if source is not None:
        return _joined(cast, layout, source) or resolve_sources(cast, layout, source)
    last = heard.last()
    if last is not None and layout.paragraph_at(last.content[-1].end - 1) == layout.paragraph_at(at):
        return (last.speaker,)
    understood = resolve_understood(cast, document, layout, content)
    return (understood,) if understood else ()


def _joined(cast: Cast, layout: Layout, source: Span) -> tuple[str, ...]:
    """The actors of "X and Y" where both are named and nothing else is said; else none."""
    named = [(s, a) for s, a in cast.mentions_in(source, passing=False) if s != source]
    mentions = [(s, a) for s, a in named if not any(o != s and o.holds(s) for o, _ in named)]
    if len(mentions) != 2 or mentions[0][1] == mentions[1][1]:
        return ()
    (first, a), (second, b) = mentions
    between = layout.text[first.end : second.start].strip().lower()
    alone = first.start - source.start <= len("the ") and second.end == source.end
    return (a, b) if alone and between in ("and", "and the", "&") else ()


def _date(layout: Layout, dates: Sequence[DateMention], at: int, content: Sequence[Span], meetings: Sequence[Meeting]) -> str | None:
    """The day in the clause of attribution: in its sentence, outside of the content and of what names a meeting, nearest to the cue."""
    if not layout.sentences:
        return None
    sentence = layout.sentences[layout.sentence_at(at)]
    taken = [*content, *(mention for m in meetings for mention in m.mentions)]
    near = [
        (abs(d.span.start - at), d.start)
        for d in dates
        if d.start is not None and d.start == d.end and sentence.holds(d.span) and not any(t.meets(d.span) for t in taken)
    ]
    return min(near)[1] if near and min(near)[0] < 60 else None


def find_statements(
    document: Document,
    layout: Layout,
    cast: Cast,
    dates: Sequence[DateMention],
    meetings: Sequence[Meeting],
    items: Sequence[Item],
    attributions: Sequence[Attribution],
) -> tuple[Statement, ...]:
    """The statements of a document in text order, ids s1, s2 …; may add actors to the cast for sources that it does not have."""
    heard = _Heard()
    for attribution in sorted(attributions, key=_anchor):
        cue, content = cue_spans(layout, attribution.cue), content_spans(layout, attribution.content)
        if not content or _is_silent(layout, cue) or (not cue and not _goes_on(layout, heard, content)):
            continue
        source, at = (attribution.source[0] if attribution.source else None), _anchor(attribution)
        speakers = _speakers(document, layout, cast, heard, source, at, content[0])
        via = channels(layout, cast, at, content, source, document.outlet) if cue else ()
        last = heard.last()
        for speaker in speakers:
            if not via and last is not None and last.speaker == speaker and last.via and _same_paragraph(layout, last, at):
                via = last.via
            heard.statements.append(
                Statement(
                    id=f"s{len(heard.statements) + 1}",
                    speaker=speaker,
                    source=source,
                    cue=cue,
                    content=content,
                    kind=kind_of(layout, content),
                    via=tuple(v for v in via if v != speaker),
                    date=_date(layout, dates, at, content, meetings) if cue else None,
                    about=about(content, items),
                    confidence=attribution.confidence,
                )
            )
    return tuple(heard.statements)


def _same_paragraph(layout: Layout, statement: Statement, at: int) -> bool:
    return layout.paragraph_at(statement.content[0].start) == layout.paragraph_at(at)


def _goes_on(layout: Layout, heard: _Heard, content: Sequence[Span]) -> bool:
    """Whether content without a cue goes on from what was said just before: in the same paragraph or the one after."""
    last = heard.last()
    if last is None:
        return False
    return layout.paragraph_at(content[0].start) - layout.paragraph_at(last.content[-1].end - 1) <= 1
