"""Who speaks in each attribution, and through whom: found once, for items and statements alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verbale.compose.cast import Cast
from verbale.compose.lexicon import load_toml
from verbale.compose.meetings import main_meeting
from verbale.compose.source_spans import issuers, without_aside
from verbale.compose.sources_of_speech import resolve_sources, resolve_understood
from verbale.compose.statements_channel import channels
from verbale.compose.statements_spans import content_spans, cue_spans, what_it_is_called
from verbale.language import Attribution, Layout
from verbale.record import ActorKind, Document, Meeting, Span


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution with its spans as a statement holds them, the ids of who speaks (each issuer of joint words) and of the channels.

    `silent`: the words attribute no speech ("wants", "declined to comment"); they may give an item, but no statement.
    """

    attribution: Attribution
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[str, ...]
    via: tuple[str, ...]
    silent: bool

    @property
    def place(self) -> int:
        """The character that stands for where the attribution is made: its cue, else its content."""
        return (self.cue or self.content)[0].start


def find_speech(
    document: Document, layout: Layout, cast: Cast, meetings: Sequence[Meeting], attributions: Sequence[Attribution]
) -> tuple[Speech, ...]:
    """The attributions of a document in text order, with their speakers. May add actors to the cast for sources that it does not have.

    Left out: content without a letter, and content without a cue that goes on from nothing.
    """
    finder = _Finder(document, layout, cast, main_meeting(meetings))
    for attribution in sorted((a for a in attributions if a.content), key=lambda a: (a.cue or a.content)[0].start):
        finder.take(attribution)
    return tuple(finder.found)


class _Finder:
    """Takes the attributions of a document in text order; what was said before tells who goes on speaking."""

    def __init__(self, document: Document, layout: Layout, cast: Cast, main: Meeting | None) -> None:
        self.document, self.layout, self.cast = document, layout, cast
        self.sides = tuple(side.party for side in main.sides) if main and len(main.sides) == 2 else ()
        self.found: list[Speech] = []

    def take(self, attribution: Attribution) -> None:
        """Add the attribution with its speakers, where it has content."""
        cue = cue_spans(self.layout, attribution.cue)
        content = content_spans(self.layout, attribution.content)
        if self._says(cue, "naming"):
            content = what_it_is_called(self.layout, content)
        if not content or (not cue and not self._goes_on(content)):
            return
        source = without_aside(self.layout.text, attribution.source[0]) if attribution.source else None
        relayed = self._relayed(source, cue) if source else None
        speakers = self._speakers(relayed or source, (cue or content)[0].start, content[0])
        via = self._via(source, relayed, cue, content, speakers)
        silent = bool(cue) and (self._says(cue, "silent_last") or self._whole(cue) in load_toml("statements")["silent"])
        self.found.append(Speech(attribution, relayed or source, cue, content, speakers, via, silent))

    def _whole(self, cue: Sequence[Span]) -> str:
        return " ".join(span.words(self.layout.text).lower() for span in cue)

    def _says(self, cue: Sequence[Span], words: str) -> bool:
        """Whether the last word of the cue is among those of the lexicon."""
        return bool(cue) and self._whole(cue).split()[-1] in load_toml("statements")[words]

    def _relayed(self, source: Span, cue: Sequence[Span]) -> Span | None:
        """Where an outlet quotes somebody ("RT quoted the ambassador as saying"): the one who is quoted."""
        own = [actor for _, actor in self.cast.mentions_in(source, passing=False)]
        if not (cue and self._says(cue[:1], "relaying")) or not any(self.cast[actor].kind is ActorKind.OUTLET for actor in own):
            return None
        after = Span(cue[0].end, self.layout.sentences[self.layout.sentence_at(cue[0].start)].end)
        quoted = [
            (span, actor)
            for span, actor in (self.cast.mentions_in(after, passing=False) if after.start < after.end else [])
            if actor not in own and not self.layout.quoted(span.start)
        ]
        return quoted[0][0] if quoted else None

    def _speakers(self, source: Span | None, at: int, content: Span) -> tuple[str, ...]:
        """Ids of who speaks; none where the text does not tell."""
        if source is not None:
            parts = issuers(self.layout.text, source)
            named = tuple(dict.fromkeys(s for part in parts for s in resolve_sources(self.cast, self.layout, part)))
            return self.sides if len(named) > len(parts) and self.sides else named
        last = self.found[-1] if self.found else None
        if last is not None and self.layout.paragraph_at(last.content[-1].end - 1) == self.layout.paragraph_at(at):
            return last.speakers[:1]
        understood = resolve_understood(self.cast, self.document, self.layout, content)
        return (understood,) if understood else ()

    def _via(
        self, source: Span | None, relayed: Span | None, cue: Sequence[Span], content: Sequence[Span], speakers: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Ids of the channels, nearest to the speaker first; they go on while the same actor speaks in the same paragraph."""
        if relayed and source:
            return resolve_sources(self.cast, self.layout, source)
        via = channels(self.layout, self.cast, cue[0].start, content, source, self.document.outlet) if cue else ()
        last = self.found[-1] if self.found else None
        if not via and last and last.speakers == speakers and self._paragraph(last.content) == self._paragraph(content):
            via = last.via
        return tuple(v for v in via if v not in speakers)

    def _paragraph(self, content: Sequence[Span]) -> int:
        return self.layout.paragraph_at(content[0].start)

    def _goes_on(self, content: Sequence[Span]) -> bool:
        """Whether content without a cue goes on from what was said just before: in the same paragraph or the one after."""
        if not self.found:
            return False
        return self._paragraph(content) - self.layout.paragraph_at(self.found[-1].content[-1].end - 1) <= 1
