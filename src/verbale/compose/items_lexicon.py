"""The words of items from their data files: topics, words for a status, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product
from typing import Generic, TypeVar

from verbale.compose.lexicon import load_toml
from verbale.record import ItemStatus, Topic


class Frame(StrEnum):
    """Where the matter stands as seen from the words for its status."""

    OBJECT = "object"
    SUBJECT = "subject"
    COMPLEMENT = "complement"
    PREDICATE = "predicate"


class Form(StrEnum):
    """The form of a verb that a cue is in; nouns and set phrases have NONE."""

    BASE = "base"
    FINITE = "finite"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"
    NONE = "none"


@dataclass(frozen=True)
class Cue:
    """What one word or phrase says of the status of a matter; status None: that it has none."""

    status: ItemStatus | None
    frame: Frame
    denied: ItemStatus | None = None
    own: bool = False
    does: bool = False
    open: bool = False
    needs: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sign:
    """A matter's name in a topic lexicon; a weak one needs support from its surroundings."""

    topic: Topic
    weak: bool = False


T = TypeVar("T")
_WORDS = re.compile(r"[^\W_]+(?:[.&][^\W_]+|'(?!s\b)[^\W_]+)*+")
Found = tuple[int, Cue, frozenset[Form]]
_BE = {Form.BASE: ("be",), Form.FINITE: ("is", "are", "was", "were", "am"), Form.PARTICIPLE: ("been",), Form.ING: ("being",)}
_REACH = 4
# "agreed at talks in Osh on Friday to": what is agreed, refused or promised may come late.
_LATE, _LATE_REACH = ("to", "that"), 13


def expand(phrase: str) -> Iterator[str]:
    """The phrases that one entry stands for: "a/b c" for "a c" and "b c", "treaty*" for singular and plural."""
    for words in product(*(_alternatives(word) for word in phrase.split())):
        yield " ".join(words)


def _alternatives(word: str) -> list[str]:
    found = []
    for one in word.split("/"):
        stem = one.rstrip("*")
        found.append(stem)
        if one.endswith("*"):
            found.append(plural(stem))
    return found


def plural(noun: str) -> str:
    """The regular plural."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def inflect(verb: str) -> Iterator[tuple[str, Form]]:
    """All forms of a verb by rule or from the table of exceptions."""
    if verb == "be":
        yield from ((word, form) for form, words in _BE.items() for word in words)
        return
    past, participle, ing = load_toml("statuses")["forms"].get(verb) or _regular(verb)
    present = (
        verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else plural(verb) if not verb.endswith("o") else verb + "es"
    )
    if verb.endswith(("el", "al")) and not verb.endswith(("eal", "eel")):
        yield from ((verb + "led", Form.PAST), (verb + "led", Form.PARTICIPLE), (verb + "ling", Form.ING))
    yield from ((verb, Form.BASE), (present, Form.FINITE), (past, Form.PAST), (participle, Form.PARTICIPLE), (ing, Form.ING))


def _regular(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return verb + "d", verb + "d", verb[:-1] + "ing"
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "ed"
    return past, past, verb + "ing"


def split(phrase: str) -> tuple[str, ...]:
    """The words of an entry, as a layout would part them."""
    return tuple(_WORDS.findall(phrase.lower()))


class Phrases(Generic[T]):
    """Phrases with what each stands for, found in a run of words, the longest first; for runs that are no stretch of a text."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            if words := split(phrase):
                self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, T]]:
        """Phrases as (first word, word after the last, value), from left to right without overlap."""
        by_first, until = self._by_first, 0
        for at, word in enumerate(words):
            if at < until or word not in by_first:
                continue
            for phrase, value in by_first[word]:
                if words[at : at + len(phrase)] == phrase:
                    until = at + len(phrase)
                    yield at, until, value
                    break


class CueBook:
    """Finds cues in a run of words; words of a cue may stand some words apart ("agreed late on Friday to")."""

    def __init__(self, cues: Iterable[tuple[str, Cue, Form, bool]]) -> None:
        forms: dict[tuple[tuple[str, ...], bool], dict[Cue, set[Form]]] = {}
        for phrase, cue, form, loose in cues:
            words = split(phrase)
            forms.setdefault((words, loose), {}).setdefault(cue, set()).add(form)
        self._single: dict[str, list[tuple[Cue, frozenset[Form]]]] = {}
        self._more: dict[str, dict[str, list[tuple[tuple[str, ...], bool, list[tuple[Cue, frozenset[Form]]]]]]] = {}
        for (words, loose), values in forms.items():
            entry = [(cue, frozenset(found)) for cue, found in values.items()]
            if len(words) == 1:
                self._single.setdefault(words[0], []).extend(entry)
            else:
                self._more.setdefault(words[0], {}).setdefault(words[1], []).append((words[1:], loose, entry))
        for by_second in self._more.values():
            for entries in by_second.values():
                entries.sort(key=lambda e: -len(e[0]))

    def at(self, lower: tuple[str, ...], index: int, stop: int, parted: set[int]) -> list[Found]:
        """Cues that begin at `index`, each with the index after its last word; `parted` are words that a comma or stop follows."""
        first = lower[index]
        found: list[Found] = []
        by_second = self._more.get(first)
        if by_second:
            at = index
            while at + 1 < stop and at - index < _LATE_REACH and at not in parted:
                at += 1
                if at - index > _REACH + 1 and lower[at] not in _LATE:
                    continue
                for rest, loose, entry in by_second.get(lower[at], ()):
                    if (loose or at == index + 1) and (after := _follow(lower, rest, at, stop, loose, parted)):
                        found.extend((after, cue, forms) for cue, forms in entry)
                        break
                if found or lower[at] in words("stops"):
                    break
        return found or [(index + 1, cue, forms) for cue, forms in self._single.get(first, ())]


def _follow(lower: tuple[str, ...], rest: tuple[str, ...], at: int, stop: int, loose: bool, parted: set[int]) -> int:
    """Index after the last word of `rest`, whose first word stands at `at`; 0 where the others do not follow."""
    for word in rest[1:]:
        limit = min(stop, at + (_REACH if loose else 2))
        step = at
        while True:
            if step in parted or step + 1 >= limit:
                return 0
            step += 1
            if lower[step] == word:
                break
            if lower[step] in words("stops"):
                return 0
        at = step
    return at + 1


@cache
def cue_book() -> CueBook:
    """The cues of `statuses.toml`."""
    return CueBook(_cues())


def _cues() -> Iterator[tuple[str, Cue, Form, bool]]:
    for group in load_toml("statuses")["cue"]:
        denied = ItemStatus(group["denied"]) if "denied" in group else None
        for key, frame in (("verbs", Frame.OBJECT), ("stand", Frame.SUBJECT), ("nouns", Frame.COMPLEMENT), ("said", Frame.PREDICATE)):
            cue = Cue(
                None if group["status"] == "none" else ItemStatus(group["status"]),
                frame,
                denied,
                group.get("own", False),
                group.get("does", False),
                group.get("open", False),
                frozenset(group.get("needs", ())),
                frozenset(group.get("unless", ())),
            )
            for entry in group.get(key, ()):
                for phrase in expand(entry):
                    if frame in (Frame.OBJECT, Frame.SUBJECT):
                        verb, _, rest = phrase.partition(" ")
                        yield from ((f"{word} {rest}".strip(), cue, form, True) for word, form in inflect(verb))
                    else:
                        yield phrase, cue, Form.NONE, frame is Frame.COMPLEMENT


def topic_entries() -> Iterator[tuple[str, Sign | None]]:
    """What a matter may be called, strong names before weak ones; None for what only looks like one, first of all."""
    topics = {name: table for name, table in load_toml("topics").items() if name not in ("blank", "bare")}
    yield from ((phrase, None) for entry in load_toml("topics")["blank"]["phrases"] for phrase in expand(entry))
    for strength in ("strong", "weak"):
        for topic, table in topics.items():
            sign = Sign(Topic(topic), strength == "weak")
            yield from ((phrase, sign) for entry in table[strength] for phrase in expand(entry))


@cache
def topic_book() -> Phrases[Sign | str | None]:
    """What a matter may be called: names with their topic, "generic" nouns and "pronoun" words; None for what only looks like one."""
    phrases: dict[str, Sign | str | None] = {}
    for phrase, sign in topic_entries():
        if sign is None or phrase.rpartition(" ")[2] not in words("determiners"):
            phrases.setdefault(phrase, sign)
    for kind, key in (("generic", "generic"), ("pronoun", "pronouns")):
        for phrase in words(key):
            phrases.setdefault(phrase, kind)
    return Phrases(phrases.items())


@cache
def bare_book() -> Phrases[Topic]:
    """Places of crisis that name a matter by themselves."""
    return Phrases((name, Topic(topic)) for topic, names in load_toml("topics")["bare"].items() for name in names)


@cache
def words(key: str) -> frozenset[str]:
    """The list `key` of `items.toml` as a set."""
    return frozenset(load_toml("items")[key])


@cache
def lone_book() -> Phrases[ItemStatus]:
    """Helping verbs that say where the matter before them stands."""
    return Phrases((phrase, ItemStatus(status)) for status, phrases in load_toml("statuses")["lone"].items() for phrase in phrases)


@cache
def sharper() -> tuple[frozenset[str], Phrases[bool]]:
    """Verbs of wishing, and the words that make a demand of the wish."""
    table = load_toml("statuses")["sharper"]
    return frozenset(table["verbs"]), Phrases((phrase, True) for phrase in table["with"])


@cache
def modals() -> dict[str, str]:
    """Helping verbs with what they make of a status."""
    return {word: entry["makes"] for entry in load_toml("statuses")["modal"].values() for word in entry["words"]}


@cache
def condition_book() -> Phrases[bool]:
    """Openers of conditions; True where the condition is only what follows the words."""
    table = load_toml("conditions")
    return Phrases([*((p, True) for p in table["after"]), *((p, False) for p in table["open"])])
