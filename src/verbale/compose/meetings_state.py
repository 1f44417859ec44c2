"""Where a meeting stands, from the words around a mention of it."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.compose.meetings_mentions import Mention
from verbale.compose.meetings_words import MeetingWords, meeting_words, phrase_at
from verbale.language.layout import Layout
from verbale.record import MeetingState

# Words that start another clause: cues beyond them belong to something else.
_TURNS = frozenset(
    {"that", "which", "who", "because", "although", "while", "whose", "where", "if", "when", "but", "said", "told", "as", "amid"}
)
_LEFT = 7
# A predicate that cancels or puts off may come after a long apposition.
_FAR = 26
_STRONG = (MeetingState.REFUSED, MeetingState.CANCELLED, MeetingState.POSTPONED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A state and whether a cue says so (`told`) or it is only likely; `none` where the text denies the meeting."""

    state: MeetingState
    told: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    state: MeetingState
    distance: int
    left: bool


def _without_month(layout: Layout) -> tuple[str, ...]:
    """The words in lower case, the month of May told from the helping verb."""
    words = layout.lower_words
    if "may" not in words:
        return words
    return tuple("May" if w == "may" and layout.text[at.start].isupper() else w for w, at in zip(words, layout.words, strict=True))


class StateReader:
    """Reads the state of mentions in one text."""

    def __init__(self, layout: Layout) -> None:
        self.words = _without_month(layout)
        self.layout = layout
        self.book: MeetingWords = meeting_words()

    def read(self, mention: Mention) -> Standing:
        """What the words around the mention say."""
        if mention.verb:
            return self._verb(mention)
        cues = [*self._cues_left(mention), *self._cues_right(mention)]
        denied = self._at(mention.first - len(mention.modifiers) - 1) == "no" or "no" in mention.modifiers
        for state in _STRONG:
            if any(c.state is state for c in cues):
                return Standing(state, told=True)
        if denied:
            return Standing(MeetingState.HELD, none=True)
        if cues:
            # Of a governing verb before and a predicate after, the nearer one; what stands before wins a tie.
            best = min(cues, key=lambda c: (c.distance + (0 if c.left else 1), not c.left))
            return Standing(best.state, told=True)
        if mention.coming and not mention.gone:
            return Standing(MeetingState.PLANNED)
        return Standing(MeetingState.HELD)

    def _at(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def _left_edge(self, mention: Mention, reach: int) -> int:
        """Where the words that can govern the mention begin."""
        at = mention.first - 1
        while at >= max(mention.clause.start, mention.first - reach) and self._at(at) not in _TURNS:
            at -= 1
        return at + 1

    def _cues_left(self, mention: Mention) -> list[_Cue]:
        found: list[_Cue] = []
        at = self._left_edge(mention, _LEFT + len(mention.modifiers))
        while at < mention.first:
            for state, table in self.book.left.items():
                if (length := phrase_at(self.words, at, mention.first + 1, table)) and self._governs(at, length):
                    if self.words[at].startswith("discuss") and not mention.coming:
                        continue
                    found.append(_Cue(state, max(0, mention.first - at - length), True))
            at += 1
        return [c for c in found if c.distance <= _LEFT]

    def _governs(self, at: int, length: int) -> bool:
        """A modal before a noun needs a verb of holding to be about it."""
        if " ".join(self.words[at : at + length]) not in self.book.rest["holding.modals"]:
            return True
        return self._at(at + length) in self.book.rest["holding.verbs"]

    def _cues_right(self, mention: Mention) -> list[_Cue]:
        found: list[_Cue] = []
        at, stop = mention.last + 1, min(mention.clause.stop, mention.last + 1 + _FAR)
        while at < stop:
            if self._at(at) in _TURNS and self._at(at) not in ("which", "that", "where"):
                break
            for state, table in self.book.right.items():
                if (length := phrase_at(self.words, at, stop, table)) and not self._idle(at, state):
                    found.append(_Cue(state, at - mention.last - 1, False))
                    if state not in _STRONG and length > 1:
                        at += length - 1
                    break
            at += 1
        return found

    def _idle(self, at: int, state: MeetingState) -> bool:
        """ "Due to" gives a reason; "had been delayed" is told of a meeting that came about later."""
        if self.words[at] == "due":
            return self._at(at + 1) == "to"
        return (
            state is MeetingState.POSTPONED and "had" in (self._at(at - 1), self._at(at - 2)) and "been" in (self._at(at - 1), self._at(at))
        )

    def _verb(self, mention: Mention) -> Standing:
        """The tense and mood of a verb."""
        before = [self._at(i) for i in range(self._left_edge(mention, 6), mention.first)]
        near = before[-4:]
        if any(w in ("not", "never", "n't", "didn't", "haven't", "hasn't") for w in near):
            refuses = any(w in ("will", "would", "won't") for w in near)
            return Standing(MeetingState.REFUSED, told=refuses, none=not refuses)
        at = mention.first - len(before)
        found: list[_Cue] = []
        for i in range(at, mention.first):
            for state, table in self.book.left.items():
                if state is not MeetingState.HELD and (length := phrase_at(self.words, i, mention.first, table)):
                    found.append(_Cue(state, mention.first - i - length, True))
        base = mention.word.split()[0] not in self.book.rest["not_met.finite"]
        for state in _STRONG:
            if any(c.state is state for c in found) and (base or mention.word == "visit"):
                return Standing(state, told=True)
        if not base and not any(w in ("will", "would", "be", "to") for w in near[-2:]):
            # "Met", "spoke": a finite past form whatever stands further left.
            return Standing(MeetingState.HELD, told=True)
        if found:
            return Standing(min(found, key=lambda c: c.distance).state, told=True)
        if mention.word.endswith("ing") or mention.word.split()[0].endswith(("ing", "s")):
            return Standing(MeetingState.HELD, told=False)
        if any(w == "to" for w in near[-2:]):
            return Standing(MeetingState.PLANNED, told=False)
        return Standing(MeetingState.PLANNED if base else MeetingState.HELD, told=False)
