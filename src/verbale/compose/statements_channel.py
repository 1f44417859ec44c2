"""Through whom words came: the outlet that was told or that quotes."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.compose.cast import Cast
from verbale.compose.lexicon import load_toml
from verbale.language.layout import Layout
from verbale.record import ActorKind, Span


def channels(
    layout: Layout, cast: Cast, anchor: int, content: Sequence[Span], source: Span | None, publisher: str | None
) -> tuple[str, ...]:
    """Ids of the outlets in the sentence of `anchor`, outside of the content, that the words came through. The publisher is left out."""
    if not layout.sentences:
        return ()
    sentence = layout.sentences[layout.sentence_at(anchor)]
    found = []
    for span, actor_id in cast.mentions_in(sentence):
        draft = cast[actor_id]
        if draft.kind is not ActorKind.OUTLET or any(c.meets(span) for c in content) or (source and source.meets(span)):
            continue
        if publisher and draft.name.casefold() == publisher.casefold():
            continue
        if _is_channel(layout, span) and actor_id not in found:
            found.append(actor_id)
    return tuple(found)


def _is_channel(layout: Layout, outlet: Span) -> bool:
    """Whether the words around an outlet's name make it a channel."""
    words, lexicon = layout.words_in(outlet), load_toml("statements")
    lower = layout.lower_words
    after = lower[words.stop] if words.stop < len(lower) else ""
    if after in lexicon["channel_after"]:
        return True
    before = words.start - 1
    while before >= 0 and words.start - before < 6 and lower[before] in lexicon["channel_between"]:
        before -= 1
    return before >= 0 and lower[before] in lexicon["channel_before"]
