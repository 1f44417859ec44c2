"""Where a meeting is held: the place that the encoder links to its mentions, with the venue beside it."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.compose.places import find_places
from verbale.compose.spans import apart, likeliest
from verbale.language.layers import Layers
from verbale.record import Place, Span


class Where:
    """The places of the meetings of one document."""

    def __init__(self, layers: Layers) -> None:
        self.layers, self.layout = layers, layers.layout
        self.places = find_places(layers.layout)
        self.names = apart(self.places.mentions)
        self._linked = likeliest(layers, "meeting_place", [m.span for m in layers.meetings], [p.span for p in self.names])

    def of(self, mentions: Sequence[int]) -> Place | None:
        """The place of the meeting with these mentions: one that the gazetteers know, else a name that the encoder saw beside it."""
        known = [(chance, -n, self.names[at]) for n in mentions for at, chance in [self._linked[n]] if at is not None]
        if known:
            place = max(known, key=lambda k: k[:2])[2]
            return self.places.as_place(place, self._venue(place.span))
        for n in mentions:
            if found := self._unknown(self.layers.meetings[n].span):
                return found
        return None

    def _venue(self, place: Span) -> Span | None:
        """The venue named in the sentence of the place."""
        sentence = self.layout.sentences[self.layout.sentence_at(place.start)]
        return self.places.venue_near(sentence, place)

    def _unknown(self, mention: Span) -> Place | None:
        """A place in the sentence of the mention that the encoder sees and no gazetteer has."""
        sentence = self.layout.sentences[self.layout.sentence_at(mention.start)]
        for span in self.layers.places:
            if sentence.holds(span) and not any(name.span.meets(span) for name in self.names):
                return Place(name=span.words(self.layout.text), country=None, span=span)
        return None
