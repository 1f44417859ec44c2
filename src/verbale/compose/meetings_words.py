"""The words that name meetings and say where they stand, from `data/meetings.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from verbale.compose.lexicon import PhraseBook, load_toml
from verbale.language.layout import layout as lay_out
from verbale.record import MeetingForm, MeetingState


@dataclass(frozen=True)
class Noun:
    """A noun or verb that names a meeting."""

    form: MeetingForm
    verb: bool = False
    weak: bool = False
    needs: str = ""


@dataclass(frozen=True)
class MeetingWords:
    """The data file as sets and books of phrases. `rest` holds its plain lists of words by "table.key"."""

    names: PhraseBook[Noun]
    left: dict[MeetingState, dict[str, tuple[tuple[str, ...], ...]]]
    right: dict[MeetingState, dict[str, tuple[tuple[str, ...], ...]]]
    rest: dict[str, frozenset[str]]
    ordinals: dict[str, int]
    mediated_by: PhraseBook[bool]
    led: PhraseBook[str]

    def among(self, word: str, table: str) -> bool:
        """Whether the word is in the list ("sequence.next")."""
        return word in self.rest[table]


def _by_first(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = lay_out(phrase).lower_words or (phrase,)
        table.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rest, key=lambda words: -len(words))) for first, rest in table.items()}


def _names(data: dict[str, Any]) -> PhraseBook[Noun]:
    phrases: dict[str, Noun] = {}
    for verb in data["verbs"]:
        for words in verb["words"]:
            phrases.setdefault(words, Noun(MeetingForm(verb["form"]), verb=True, needs=verb.get("needs", "")))
    for table, weak in (("nouns", False), ("weak", True)):
        for form, words_of in data[table].items():
            for words in words_of:
                # "Visit" and "call" are noun and verb: what stands before decides, in meetings_mentions.
                phrases[words] = Noun(MeetingForm(form), weak=weak)
    return PhraseBook(phrases.items())


@cache
def meeting_words() -> MeetingWords:
    """The words of meetings; read once."""
    data = load_toml("meetings")
    rest = {
        f"{table}.{key}": frozenset(values)
        for table, lists in data.items()
        if isinstance(lists, dict) and table not in ("states", "nouns", "weak")
        for key, values in lists.items()
    }
    states = [MeetingState(name) for name in data["states"]]
    passive, active = data["heads"]["passive"], data["heads"]["active"]
    return MeetingWords(
        names=_names(data),
        left={state: _by_first(data["states"][state.value]["left"]) for state in states},
        right={state: _by_first(data["states"][state.value]["right"]) for state in states},
        rest=rest,
        ordinals={word: at % 20 + 1 for at, word in enumerate(data["sequence"]["ordinals"])},
        mediated_by=PhraseBook([*((p, False) for p in data["mediators"]["does"]), *((p, True) for p in data["mediators"]["by"])]),
        led=PhraseBook([*((p, "active") for p in active), *((p, "passive") for p in passive)]),
    )


def phrase_at(words: tuple[str, ...], at: int, stop: int, table: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    """How many words from `at` on (before `stop`) are a phrase of the table; 0 for none."""
    for phrase in table.get(words[at], ()):
        if at + len(phrase) <= stop and words[at : at + len(phrase)] == phrase:
            return len(phrase)
    return 0
