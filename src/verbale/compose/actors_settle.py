"""Which mentions of the cast stand in the record: those that the encoder saw, each given to the actor it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from verbale.compose.actors_named import state_names
from verbale.compose.actors_reading import Reading
from verbale.compose.cast import Cast
from verbale.compose.sources_of_speech import source_actor
from verbale.language.layers import ActorMention, Layers, Linker
from verbale.record import ActorKind, Span

_STATES = frozenset({ActorKind.STATE})
_ACTING_FOR = frozenset({ActorKind.PERSON, ActorKind.BODY, ActorKind.UNNAMED, ActorKind.GROUP})
_NAMED_IN_FULL = frozenset({ActorKind.ORGANIZATION, ActorKind.GROUP, ActorKind.BODY})
_DESCRIBING = ("The ", "A ", "An ", "Our ", "Its ", "Their ", "His ", "Her ", "One ", "Two ", "Three ", "Several ", "Some ")
# Least probability at which a link between two mentions holds.
_SURE = 0.5


def settle(cast: Cast, layers: Layers) -> list[str]:
    """Make the seen mentions those of the record; the actor of each, in their order.

    Where the grammars know a name (of the gazetteers, a surname), that holds; what is only described is whom the encoder links it
    to, else whom the grammars take it for; else the mention is a new actor.
    """
    reading = cast.reading_of(layers.layout)
    seen, linker = layers.actors, layers.linker
    spans = [m.span for m in seen]
    links = linker.chances("actor_same", spans, spans, earlier=True) if linker else [{} for _ in spans]
    owners: list[str] = []
    for n, mention in enumerate(seen):
        owner = _owner(cast, reading, mention, links[n], owners)
        before = _linked(links[n])
        if before is not None and owners[before] != owner and _only_described(reading.text, spans, owners, owners[before]):
            # "The new ambassador … Ana Ruiz": the name tells who was described.
            owners = [owner if o == owners[before] else o for o in owners]
        owners.append(owner)
    cast.settle(list(zip(spans, owners, strict=True)))
    for mention, owner in zip(seen, owners, strict=True):
        draft = cast[owner]
        if draft.name == mention.span.words(layers.layout.text) or len(draft.mentions) == 1:
            _as_seen(cast, owner, ActorKind(mention.kind))
    for mention, owner in zip(seen, owners, strict=True):
        cast[owner].confidence = max(mention.confidence, cast[owner].confidence if cast[owner].seen else 0.0)
        cast[owner].seen = True
    for draft in cast:
        if draft.kind in _NAMED_IN_FULL and (names := _names(layers.layout.text, draft.mentions)) and draft.name not in names:
            draft.name = max(names, key=len)
    if linker:
        _act_for(cast, layers, linker, owners)
    return owners


def _names(text: str, mentions: Sequence[Span]) -> list[str]:
    """The mentions that are names: with a capital, no description."""
    return [words for words in (m.words(text) for m in mentions) if _is_name(words)]


def _owner(cast: Cast, reading: Reading, mention: ActorMention, links: dict[int | None, float], owners: list[str]) -> str:
    kind = ActorKind(mention.kind)
    known = _known(cast, mention.span, kind)
    if known and _is_name(mention.span.words(reading.text)):
        return known
    before = _linked(links)
    if before is not None:
        return owners[before]
    return known or source_actor(cast, reading, mention.span) or _new(cast, reading, mention.span, kind)


def _linked(links: dict[int | None, float]) -> int | None:
    """The earlier mention of the same actor, where it is sure enough."""
    best = max(links, key=lambda k: links[k], default=None)
    return best if best is not None and links[best] > _SURE else None


def _only_described(text: str, spans: Sequence[Span], owners: Sequence[str], actor: str) -> bool:
    """Whether no mention of the actor so far is a name."""
    return not any(o == actor and _is_name(span.words(text)) for span, o in zip(spans, owners, strict=False))


def _is_name(words: str) -> bool:
    return words[:1].isupper() and not words.startswith(_DESCRIBING)


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


def _act_for(cast: Cast, layers: Layers, linker: Linker, owners: Sequence[str]) -> None:
    """The state that each person, body, group and unnamed source acts for: the likeliest over all mentions."""
    states = list(state_names(layers.layout))
    asked = [(m.span, owner) for m, owner in zip(layers.actors, owners, strict=True) if cast[owner].kind in _ACTING_FOR]
    chances = linker.chances("acts_for", [span for span, _ in asked], [span for span, _ in states])
    votes: dict[str, Counter[str | None]] = {}
    for (_, owner), near in zip(asked, chances, strict=True):
        for k, chance in near.items():
            votes.setdefault(owner, Counter())[states[k][1] if k is not None else None] += chance  # type: ignore[assignment]
    for owner, vote in votes.items():
        cast[owner].country = max(vote, key=lambda code: (vote[code], code or ""))
