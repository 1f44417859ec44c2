"""Who speaks in each attribution, and through whom: found once, for items and statements alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verbale.compose.cast import Cast
from verbale.compose.lexicon import load_toml
from verbale.compose.meetings import main_meeting
from verbale.compose.source_spans import issuers, without_aside
from verbale.compose.sources_of_speech import is_joint, resolve_sources, resolve_understood, spoken
from verbale.compose.statements_channel import channels
from verbale.compose.statements_spans import content_spans, cue_spans, what_it_is_called
from verbale.language import Attribution, Layers
from verbale.record import ActorKind, Document, Meeting, Span

# Statements of greater content that are looked at for one that holds another.
_NEAR = 200
# Least probability at which a source is the actor that the encoder links it to.
_SURE = 0.5
# Least probability of each of two that speak together.
_SHARED = 0.2


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution with its spans as a statement holds them, the ids of who speaks (each issuer of joint words) and of the channels."""

    attribution: Attribution
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[str, ...]
    via: tuple[str, ...]

    @property
    def place(self) -> int:
        """The character that stands for where the attribution is made: its cue, else its content."""
        return (self.cue or self.content)[0].start


def find_speech(document: Document, layers: Layers, cast: Cast, owners: Sequence[str], meetings: Sequence[Meeting]) -> tuple[Speech, ...]:
    """The attributions of a document in text order, with their speakers. May add actors to the cast for sources that it does not have.

    Left out: content without a letter.
    """
    finder = _Finder(document, layers, cast, owners, main_meeting(meetings))
    for attribution in sorted((a for a in layers.statements if a.content), key=lambda a: (a.cue or a.content)[0].start):
        finder.take(attribution)
    return _through(finder.found)


def _through(found: Sequence[Speech]) -> tuple[Speech, ...]:
    """What is said inside of another's words came through who says those, and through whom these came."""
    done = list(found)
    by_size = sorted(range(len(done)), key=lambda n: -_size(done[n]))
    for at, n in enumerate(by_size):
        first = done[n].content[0]
        around = [
            k
            for k in by_size[max(0, at - _NEAR) : at]
            if any(part.holds(first) for part in done[k].content) and _size(done[k]) > _size(done[n])
        ]
        if around:
            outer = done[around[-1]]
            via = dict.fromkeys((*outer.speakers[:1], *outer.via, *done[n].via))
            done[n] = replace(done[n], via=tuple(v for v in via if v not in done[n].speakers))
    return tuple(done)


def _size(one: Speech) -> int:
    return sum(end - start for start, end in one.content)


def _linked(layers: Layers, cast: Cast, owners: Sequence[str]) -> dict[Span, tuple[str, ...]]:
    """Who speaks by the span of the source: whom a mention there names, else whom the encoder links it to; two for words of both."""
    named = {m.span: owner for m, owner in zip(layers.actors, owners, strict=True)}
    sources = sorted({without_aside(layers.layout.text, a.source[0]) for a in layers.statements if a.source})
    found: dict[Span, tuple[str, ...]] = {source: (named[source],) for source in sources if source in named}
    asked = [source for source in sources if source not in named]
    for source, chances in zip(asked, layers.linker.chances("source_actor", asked, list(named)) if layers.linker else (), strict=False):
        votes: dict[str, float] = {}
        for k, chance in chances.items():
            if k is not None:
                votes[owners[k]] = votes.get(owners[k], 0.0) + chance
        best = sorted(votes, key=lambda owner: (-votes[owner], owner))[:2]
        if is_joint(cast, layers.layout, source):
            if len(best) == 2 and votes[best[1]] > _SHARED:
                found[source] = tuple(sorted(best))
        elif best and votes[best[0]] > _SURE:
            found[source] = (best[0],)
    return found


class _Finder:
    """Takes the attributions of a document in text order; what was said before tells who goes on speaking."""

    def __init__(self, document: Document, layers: Layers, cast: Cast, owners: Sequence[str], main: Meeting | None) -> None:
        self.document, self.layout, self.cast = document, layers.layout, cast
        self.linked = _linked(layers, cast, owners)
        self.sides = tuple(side.party for side in main.sides) if main and len(main.sides) == 2 else ()
        self.found: list[Speech] = []

    def take(self, attribution: Attribution) -> None:
        """Add the attribution with its speakers, where it has content."""
        cue = cue_spans(self.layout, attribution.cue)
        content = content_spans(self.layout, attribution.content)
        if self._says(cue, "naming"):
            content = what_it_is_called(self.layout, content)
        if not content:
            return
        source = without_aside(self.layout.text, attribution.source[0]) if attribution.source else None
        relayed = self._relayed(source, cue) if source else None
        speakers = self._speakers(relayed or source, (cue or content)[0].start, content[0])
        via = self._via(source, relayed, cue, content, speakers)
        self.found.append(Speech(attribution, relayed or source, cue, content, speakers, via))

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
            if len(parts) == 1 and (linked := self.linked.get(source)):
                spoken(self.cast, source, linked[0])
                return linked
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
