"""Matters named in a clause: topic phrases, nouns that stand for a matter, and how far a label reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from verbale.compose.items_clauses import Clause
from verbale.compose.items_lexicon import Sign, bare_book, split, topic_book, words
from verbale.language.layout import Layout
from verbale.record import Span, Topic


class Kind(IntEnum):
    """How plainly a matter is named."""

    STRONG = 0
    WEAK = 1
    GENERIC = 2
    BARE = 3
    PRONOUN = 4


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter at the words [first, after) of its clause; `topic` None where the context has to tell."""

    first: int
    after: int
    topic: Topic | None
    kind: Kind


_LINK_REACH = 5
_LIST_REACH = 11


def matters(lower: tuple[str, ...], parted: set[int]) -> list[Matter]:
    """Matters in the words of one clause, from left to right without overlap."""
    found: list[Matter] = []
    taken: set[int] = set()
    for first, after, sign in topic_book().find(lower):
        if sign == "pronoun":
            found.append(Matter(first, after, None, Kind.PRONOUN))
            continue
        taken.update(range(first, after))
        if sign == "generic":
            found.append(Matter(first, after, None, Kind.GENERIC))
        elif isinstance(sign, Sign) and not _of_office(lower, first, after):
            here = Matter(first, after, sign.topic, Kind.WEAK if sign.weak else Kind.STRONG)
            merged = _merged(lower, parted, found[-1], here) if found and found[-1].topic else None
            if merged:
                found[-1] = merged
            else:
                found.append(here)
    found.extend(Matter(a, b, topic, Kind.BARE) for a, b, topic in bare_book().find(lower) if a not in taken and lower[b : b + 1] != ("s",))
    if len(lower) > 1 and (lower[0] in words("coordinators") and lower[1] in words("helping")):
        # "…, and could go ahead": what goes ahead is the subject of the clause before.
        found.append(Matter(0, 1, None, Kind.PRONOUN))
    ordered = sorted(found, key=lambda m: m.first)
    return [m for n, m in enumerate(ordered) if not (n and m.kind <= Kind.WEAK and _only_where(lower, m.first))]


def _only_where(lower: tuple[str, ...], first: int) -> bool:
    """Whether the phrase at `first` only tells where or when the matter before it is: "crossings along the ceasefire line"."""
    for n in range(first - 1, max(-1, first - 5), -1):
        if lower[n] in words("locating"):
            return True
        if (
            lower[n] not in words("determiners")
            and lower[n] not in words("adjectives")
            and lower[n] not in ("days", "weeks", "months", "years", "of")
        ):
            return False
    return False


def _of_office(lower: tuple[str, ...], first: int, after: int) -> bool:
    """Whether the phrase is part of a name of office: "the energy minister", "the Ministry of Oceans and Fisheries"."""
    offices = words("offices")
    if lower[after : after + 1] and lower[after] in offices:
        return True
    strangers = 0
    for n in range(first - 1, max(-1, first - 6), -1):
        if lower[n] in offices:
            return lower[n + 1] in ("of", "for")
        strangers += lower[n] not in words("office_links")
        if strangers > 1:
            return False
    return False


def _merged(lower: tuple[str, ...], parted: set[int], last: Matter, here: Matter) -> Matter | None:
    """One matter of two that touch: the last noun names it, unless it is a word for anything ("sanctions restrictions").

    A weak word linked to a strong one is about that ("the financing of the missions").
    """
    between = lower[last.after : here.first]
    if any(n in parted for n in range(last.after - 1, here.first)):
        return None
    if not between:
        return Matter(last.first, here.after, last.topic if here.kind > last.kind else here.topic, min(here.kind, last.kind))
    if last.kind is Kind.WEAK and here.kind <= Kind.WEAK and len(between) <= 5 and _leads_on(last, between[0]):
        return Matter(last.first, here.after, here.topic, Kind.STRONG if here.topic is last.topic else here.kind)
    return None


def coordinated(lower: tuple[str, ...], parted: set[int], first: Matter, others: Iterable[Matter]) -> list[Matter]:
    """`first` and the matters that a list joins to it ("flights, visas and the return of property")."""
    found = [first]
    for other in others:
        last = found[-1]
        if other.first < last.after:
            continue
        if other.kind >= Kind.GENERIC and other.kind is not Kind.BARE:
            continue
        between = range(last.after, other.first)
        near = range(max(last.after, other.first - _LINK_REACH), other.first)
        linked = any(lower[n] in words("list_links") for n in near) or any(
            n in parted for n in range(max(last.after - 1, other.first - _LINK_REACH), other.first)
        )
        if len(between) > _LIST_REACH or not linked or any(lower[n] == "between" for n in between):
            break
        found.append(other)
    return found


_OPENING = 4


class Context:
    """What a document speaks of: supports weak words and gives nouns like "the agreement" their topic."""

    def __init__(self, title: str | None) -> None:
        self.strong: Counter[Topic] = Counter()
        for _, _, sign in topic_book().find(split(title or "")):
            if isinstance(sign, Sign) and not sign.weak:
                self.strong[sign.topic] += 2

    def note(self, found: Iterable[Matter], sentence: int) -> None:
        """Count the matters of a clause; those of the opening sentences twice."""
        weight = 2 if sentence < _OPENING else 1
        for matter in found:
            if matter.topic and matter.kind is Kind.STRONG:
                self.strong[matter.topic] += weight

    def supports(self, topic: Topic) -> bool:
        """Whether the document names the topic plainly somewhere."""
        return self.strong[topic] > 0

    def main(self) -> Topic | None:
        """The topic named most often; the first of equals, and "other" only where there is none else."""
        return max(self.strong, key=lambda t: (t is not Topic.OTHER, self.strong[t])) if self.strong else None


def label(layout: Layout, clause: Clause, lower: tuple[str, ...], matter: Matter) -> Span:
    """The noun phrase around the matter's name."""
    first, after = matter.first, matter.after
    if matter.kind is not Kind.PRONOUN:
        while first > 0 and _joins(layout, clause, first) and _belongs(layout, clause, lower, first - 1):
            first -= 1
            if lower[first] in words("determiners"):
                break
        if lower[matter.after - 1] in words("carriers") or (
            first and lower[first - 1] == "of" and first > 1 and lower[first - 2] in words("carriers")
        ):
            first, after = _with_carrier(lower, first, after)
    return clause.span(layout, first, after - 1)


def _leads_on(weak: Matter, link: str) -> bool:
    """Whether what follows says what the weak word is about: always after "of", after "in" only for "cooperation" and its like."""
    return link in words("links") and (link not in ("in", "under", "with") or weak.topic is Topic.NORMALIZATION)


def introduced(lower: tuple[str, ...], matter: Matter) -> bool:
    """Whether a word for an act or a matter leads on to the name: "the release of its crew", "withdraw its troops", "talks on fuel"."""
    first = matter.first
    while first > 0 and matter.first - first < 4 and (lower[first - 1] in words("determiners") or lower[first - 1] in words("links")):
        first -= 1
    return first > 0 and (lower[first - 1] in words("carriers") or (first < matter.first and lower[first - 1] in words("generic")))


def _joins(layout: Layout, clause: Clause, n: int) -> bool:
    """Whether only a space or hyphen stands before word `n` of the clause."""
    before, here = clause.words[n - 1], clause.words[n]
    return before == here - 1 and layout.text[layout.words[before].end : layout.words[here].start] in (" ", "-", "’s ", "'s ")


def _belongs(layout: Layout, clause: Clause, lower: tuple[str, ...], n: int) -> bool:
    word = lower[n]
    if word in words("determiners") or word in words("adjectives"):
        return True
    start = layout.words[clause.words[n]].start
    if n > 0 and layout.text[start].isupper():
        return True
    return len(word) > 4 and word.endswith(tuple(words("endings"))) and not word.endswith("ed")


def _with_carrier(lower: tuple[str, ...], first: int, after: int) -> tuple[int, int]:
    """Take in "the return of" before the name."""
    if first > 1 and lower[first - 1] == "of" and lower[first - 2] in words("carriers"):
        first -= 2
        if first and lower[first - 1] in words("determiners"):
            first -= 1
    return first, after
