"""Which mentions of the cast stand in the record: those that the encoder saw, each given to the actor that the grammars know for it."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.compose.actors_reading import Reading
from verbale.compose.cast import Cast
from verbale.compose.sources_of_speech import source_actor
from verbale.language.layers import ActorMention
from verbale.language.layout import Layout
from verbale.record import ActorKind, Span

_STATES = frozenset({ActorKind.STATE})
_NAMED_IN_FULL = frozenset({ActorKind.ORGANIZATION, ActorKind.GROUP, ActorKind.BODY})
_DESCRIBING = ("The ", "A ", "An ", "Our ", "Its ", "Their ", "His ", "Her ", "One ", "Two ", "Three ", "Several ", "Some ")
# Least certainty of a mention that no grammar knows; of all levels tried on documents of the corpus kept out of training the best.
_KEPT = 0.9


def settle(cast: Cast, layout: Layout, seen: Sequence[ActorMention]) -> list[str]:
    """Make the seen mentions those of the record; the actor of each, in their order.

    Who is meant is the grammars' to say: a name of the gazetteers, a surname, "the minister"; whom they do not know is a new actor.
    """
    reading = cast.reading_of(layout)
    known = {span for draft in cast for span in draft.mentions}
    kept = [m.confidence >= _KEPT or m.span in known for m in seen]
    owners = [_owner(cast, reading, mention) for mention in seen]
    cast.settle([(m.span, owner) for m, owner, keep in zip(seen, owners, kept, strict=True) if keep])
    for mention, owner in zip(seen, owners, strict=True):
        draft = cast[owner]
        draft.confidence = max(mention.confidence, draft.confidence if draft.seen else 0.0)
        draft.seen = True
        if draft.name == mention.span.words(layout.text) or len(draft.mentions) == 1:
            _as_seen(cast, owner, ActorKind(mention.kind))
    for draft in cast:
        if draft.kind in _NAMED_IN_FULL and (names := _names(layout.text, draft.mentions)) and draft.name not in names:
            draft.name = max(names, key=len)
    return owners


def _names(text: str, mentions: Sequence[Span]) -> list[str]:
    """The mentions that are names: with a capital, no description."""
    found = (m.words(text) for m in mentions)
    return [words for words in found if words[:1].isupper() and not words.startswith(_DESCRIBING)]


def _owner(cast: Cast, reading: Reading, mention: ActorMention) -> str:
    kind = ActorKind(mention.kind)
    return _known(cast, mention.span, kind) or source_actor(cast, reading, mention.span) or _new(cast, reading, mention.span, kind)


def _known(cast: Cast, span: Span, kind: ActorKind) -> str | None:
    """The actor of the grammars' mention that is, or mostly covers, the span."""
    best: tuple[int, int, str] | None = None
    for found, actor in cast.mentions_meeting(span):
        shared = min(found.end, span.end) - max(found.start, span.start)
        if found == span:
            return actor
        # "The Iranian delegation" is no passing mention of Iran's minister, nor "the Omani minister" of Oman.
        if (cast[actor].kind is kind or kind is ActorKind.STATE) and 2 * shared >= span.end - span.start:
            best = max(best or (0, 0, ""), (shared, -found.start, actor))
    return best[2] if best else None


def _new(cast: Cast, reading: Reading, span: Span, kind: ActorKind) -> str:
    draft = cast.add(kind, span.words(reading.text), confidence=0.5)
    cast.mention(draft.id, span)
    return draft.id


def _as_seen(cast: Cast, actor: str, kind: ActorKind) -> None:
    """Take the kind that the encoder saw, unless the gazetteers know better."""
    draft = cast[actor]
    if draft.kind is not kind and not ({draft.kind, kind} & _STATES):
        draft.kind = kind
