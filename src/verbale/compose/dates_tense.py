"""Which way the clause around a date looks: back, forward, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from verbale.compose.dates_calendar import Tense
from verbale.compose.lexicon import load_toml
from verbale.language.layout import Layout

# The verb of a date stands before it as a rule, so the nearest cue to the left decides, and only without one that to the right.
_LEFT, _RIGHT = 20, 12


@dataclass(frozen=True)
class _Cues:
    future: frozenset[str]
    infinitives: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    deadlines: frozenset[str]


@cache
def _cues() -> _Cues:
    table = load_toml("dates")["tense"]
    return _Cues(**{name: frozenset(table[name]) for name in ("future", "infinitives", "past", "not_past", "deadlines")})


def tense_of_word(layout: Layout, at: int) -> Tense:
    """What the word at `at` alone says of time."""
    words = layout.lower_words
    cues, word = _cues(), words[at]
    if word in ("may", "will") and layout.text[layout.words[at].start].isupper():
        # The month, or a man of that name.
        return Tense.UNKNOWN
    before = words[at - 1] if at else ""
    if word in cues.future or (word in cues.infinitives and before == "to"):
        # "Was due", "had been planned" look forward from then, which is as near to now as to the past.
        return Tense.FUTURE
    if before == "be" and words[at - 3 : at - 1] in _TO_BE:
        # "The round is to be held in March."
        return Tense.FUTURE
    if word in cues.past or (word.endswith("ed") and len(word) > 3 and word not in cues.not_past):
        return Tense.PAST
    if word == "agreed" and (at + 1 >= len(words) or words[at + 1] != "to"):
        return Tense.PAST
    return Tense.UNKNOWN


_TO_BE = (("is", "to"), ("are", "to"), ("due", "to"), ("set", "to"), ("scheduled", "to"), ("expected", "to"))
_PLANS = frozenset({"planned", "scheduled", "slated", "due", "expected", "set"})


def _undone(layout: Layout, start: int, stop: int) -> bool:
    """Whether what was planned for the day is told as past: "planned for 15 June in Muscat, was cancelled"."""
    return any(layout.lower_words[at] in ("was", "were", "had") for at in range(start, min(stop, start + 6)))


def tense_at(layout: Layout, span: tuple[int, int]) -> Tense:
    """The tense of the clause that a date at `span` belongs to."""
    inside = layout.words_in(span)
    sentence = layout.words_in(layout.sentences[layout.sentence_at(span[0])]) if layout.sentences else inside
    words = layout.lower_words
    possessive = layout.text[span[1] : span[1] + 2] in ("'s", "’s")
    if inside.start > sentence.start and words[inside.start - 1] in _cues().deadlines and not possessive:
        return Tense.FUTURE
    fallback = Tense.UNKNOWN
    for at in range(inside.start - 1, max(sentence.start, inside.start - _LEFT) - 1, -1):
        if (tense := tense_of_word(layout, at)) is not Tense.UNKNOWN:
            undone = words[at] in _PLANS and _undone(layout, inside.stop, sentence.stop)
            if not possessive and "that" not in words[at + 1 : inside.start]:
                return Tense.PAST if undone else tense
            # "Confirmed that Sunday's talks would go ahead": the verb of the date follows it.
            fallback = tense
            break
    for at in range(inside.stop, min(sentence.stop, inside.stop + _RIGHT)):
        if (tense := tense_of_word(layout, at)) is not Tense.UNKNOWN:
            return tense
    return fallback
