"""Cues for a status in the words of a clause: in which verb group, form and voice each stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from verbale.compose.items_lexicon import Cue, Form, Frame, cue_book, modals, words
from verbale.record import ItemStatus


class Rank(IntEnum):
    """How much a cue weighs against others over the same matter."""

    LONE = 0
    DEED = 1
    NOUN = 2
    NONFINITE = 3
    FINITE = 4


_GROUP = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in a clause: its words [start, end), the verb group beginning at `group`."""

    group: int
    start: int
    end: int
    cue: Cue
    rank: Rank
    passive: bool = False
    reduced: bool = False
    negated: bool = False
    modal: str | None = None
    under_way: bool = False


def hits(lower: tuple[str, ...], parted: set[int], inside: Collection[int]) -> list[Hit]:
    """All cues of a clause, from left to right; none begins at `inside`, words within the name of a matter ("student exchanges")."""
    book = cue_book()
    found: list[Hit] = []
    at = 0
    while at < len(lower):
        if at in inside:
            at += 1
            continue
        here = [hit for end, cue, forms in book.at(lower, at, len(lower), parted) if (hit := _hit(lower, parted, at, end, cue, forms))]
        if here:
            found.extend(here)
            at = max(at + 1, min(hit.end for hit in here) if here[0].cue.frame in (Frame.OBJECT, Frame.SUBJECT) else at + 1)
        else:
            at += 1
    return found


def _hit(lower: tuple[str, ...], parted: set[int], start: int, end: int, cue: Cue, forms: frozenset[Form]) -> Hit | None:
    """The cue in its verb group; None where the word cannot be this form here ("a free press")."""
    if (cue.needs and not _wanted(lower, end, cue.needs)) or not cue.unless.isdisjoint(lower[end : end + 1]):
        return None
    group = _Group(lower, parted, start)
    if cue.frame is Frame.COMPLEMENT:
        negated = (
            start > 0
            and lower[start - 1] in ("no", "without", "any")
            and (lower[start - 1] != "any" or "not" in lower[max(0, start - 6) : start])
        )
        return Hit(start, start, end, cue, Rank.NOUN, negated=negated or (start > 1 and lower[start - 2] in ("no", "without")))
    if cue.frame is Frame.PREDICATE:
        negated = group.negated or lower[0] in ("neither", "no", "nothing", "none", "nor")
        negated = negated and not words("negations").intersection(lower[start:end])
        return Hit(group.at, start, end, cue, Rank.FINITE, passive=True, negated=negated, modal=group.modal)
    return _verb(lower, group, start, end, cue, forms)


def _wanted(lower: tuple[str, ...], end: int, needs: frozenset[str]) -> bool:
    """Whether one of the words follows that make a demand of a claim, and not as "would be"."""
    return any(lower[n] in needs and lower[n - 1] not in modals() for n in range(end, len(lower)))


def _verb(lower: tuple[str, ...], group: _Group, start: int, end: int, cue: Cue, forms: frozenset[Form]) -> Hit | None:
    passive = group.be and Form.PARTICIPLE in forms
    base = Form.BASE in forms and (group.to or group.modal is not None or group.do)
    if (not passive and not base and _no_verb(lower, group, start, forms)) or (passive and cue.frame is Frame.SUBJECT):
        return None
    follows = end >= len(lower) or lower[end] in words("after_participle")
    if forms == {Form.PARTICIPLE} and not passive and not group.have:
        return Hit(group.at, start, end, cue, Rank.NONFINITE, passive=True, reduced=True) if follows and end < len(lower) else None
    if not group.be and start and lower[start - 1] in words("determiners") - words("pronoun_determiners"):
        return None
    reduced = not passive and Form.PARTICIPLE in forms and not group.have and cue.frame is Frame.OBJECT and follows and end == start + 1
    negated = (
        group.negated
        or lower[0] in ("neither", "nor")
        or (passive and lower[0] == "no")
        or (group.at > 0 and lower[0] in ("nobody", "none"))
    )
    # "are not in place" is negated, "committed not to" is not.
    negated = negated or (lower[end - 1] != "to" and not {"not", "never"}.isdisjoint(lower[start + 1 : end]))
    shape = passive if cue.frame is Frame.OBJECT else True
    rank = _rank(group, cue, forms)
    return Hit(group.at, start, end, cue, rank, passive=shape, reduced=reduced, negated=negated, modal=group.modal, under_way=group.being)


def _no_verb(lower: tuple[str, ...], group: _Group, start: int, forms: frozenset[Form]) -> bool:
    """Whether the word cannot be a verb in the active here ("is open", "a reform")."""
    if group.be and Form.ING not in forms and lower[start] not in words("be"):
        return True
    return forms == {Form.BASE} and not _plural_subject(lower, group.at)


def _rank(group: _Group, cue: Cue, forms: frozenset[Form]) -> Rank:
    if group.modal or group.failed or not (group.to or (forms == {Form.ING} and not group.be)):
        return Rank.FINITE
    # "to lift the sanctions", "lifting the sanctions" is what is spoken of, not that it was done.
    return Rank.DEED if cue.status in (ItemStatus.AGREED, ItemStatus.IMPLEMENTED) else Rank.NONFINITE


def _plural_subject(lower: tuple[str, ...], at: int) -> bool:
    """Whether a bare verb form can be finite here: a plural, a pronoun or two nouns stand before it."""
    before = lower[at - 1] if at else ""
    plural = before.endswith("s") and not before.endswith("ss")
    return plural or before in words("plural_subjects") or "and" in lower[max(0, at - 3) : at]


class _Group:
    """The helping verbs and adverbs before a verb, read from right to left."""

    def __init__(self, lower: tuple[str, ...], parted: set[int], start: int) -> None:
        self.be = self.have = self.do = self.to = self.negated = self.being = self.failed = False
        self.modal: str | None = None
        self.at = start
        self._nearest = True
        wanted = False
        for n in range(start - 1, max(-1, start - _GROUP), -1):
            word = lower[n]
            if n in parted or (word == "may" and n and lower[n - 1] in words("before_month")):
                break
            wanted |= word == "be" and self._nearest
            if not self._helps(word, lower[n + 1]) and word not in words("adverbs") and not word.endswith("ly"):
                break
            self.at = n
            if self.to:
                # "agreed not to sign", "have yet to agree"
                self.failed = n > 0 and lower[n - 1] in ("yet", "unable", "failed")
                self.negated |= self.failed or (n > 0 and lower[n - 1] in ("not", "never"))
            if self.to or word in ("no", "without"):
                break
        if wanted and not self.to and self.modal is None:
            # "that the accounts be restored"
            self.modal = "proposed"

    def _helps(self, word: str, following: str) -> bool:
        """Whether the word is a helping verb, "to" or a negation; notes what it tells."""
        short = word.endswith("n't")
        self.negated |= short or word in words("negations") or word == "cannot"
        plain = word.removesuffix("n't") if short else word
        if word in words("be") or (short and plain in words("be")):
            self.be |= self._nearest or following in ("been", "being")
            self.being |= word == "being"
        elif word in words("have") or (short and plain in words("have")):
            self.have = True
        elif word in words("do") or (short and plain in words("do")):
            self.do = True
        elif word in modals():
            self.modal = modals()[word]
        elif word == "to" and (self._nearest or following == "be"):
            self.to = True
        else:
            return word in words("negations")
        self._nearest = False
        return True
