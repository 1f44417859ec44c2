"""Who takes part in a meeting, who leads each side, and who goes between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from verbale.compose.cast import Cast
from verbale.compose.meetings_mentions import Mention
from verbale.compose.meetings_parties import Hit, Parties
from verbale.compose.meetings_words import meeting_words
from verbale.language.layout import Layout
from verbale.record import ActorKind, Side, Span

_PAIRING = frozenset({"between", "among", "amongst", "involving"})
_ADDING = frozenset({"with", "of", "and", "alongside"})
# After the first name these end the list of participants.
_ENDS = frozenset({"in", "at", "on", "for", "to", "during", "about", "against", "toward", "towards", "under", "as", "into"})
_STOPS = frozenset(
    {
        "after",
        "before",
        "when",
        "while",
        "because",
        "that",
        "since",
        "although",
        "said",
        "told",
        "says",
        "but",
        "where",
        "whether",
        "until",
        "over",
        "about",
        "against",
        "despite",
        "if",
        "who",
        "aimed",
        "margins",
        "sidelines",
    }
)


@dataclass
class Sides:
    """Parties with their people, in the order they were named."""

    people: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    firm: set[str] = field(default_factory=set)

    def add(self, party: str, person: str | None = None) -> None:
        """A party takes part, with this person."""
        people = self.people.setdefault(party, [])
        if person and person not in people:
            people.append(person)

    def take(self, other: Sides) -> None:
        """All that another account of the same meeting adds."""
        for party, people in other.people.items():
            self.add(party)
            for person in people:
                self.add(party, person)
        for party, person in other.heads.items():
            self.heads.setdefault(party, person)
        self.firm |= other.firm

    def without(self, actors: set[str]) -> Sides:
        """Without those who go between, unless the text pairs them with the others."""
        return Sides(
            {p: [x for x in people if x not in actors] for p, people in self.people.items() if p not in actors or p in self.firm},
            {p: x for p, x in self.heads.items() if x not in actors},
        )

    def closed(self) -> tuple[Side, ...]:
        """As the record has them. One person alone stands for the side; of several without a leader the one named first."""
        sides = []
        for party, people in self.people.items():
            head = self.heads.get(party) or (people[0] if people else None)
            sides.append(Side(party=party, head=head, members=tuple(x for x in people if x != head)))
        return tuple(sides)


class SideReader:
    """Reads the participants of mentions in one text."""

    def __init__(self, layout: Layout, cast: Cast, parties: Parties) -> None:
        self.layout, self.cast, self.parties = layout, cast, parties
        self.words = layout.lower_words
        self.book = meeting_words()

    def of(self, mention: Mention) -> Sides:
        """The parties that the clause of a mention names as taking part."""
        around = (self.layout.words[mention.clause.start].start, self.layout.words[mention.clause.stop - 1].end)
        hits = [(h, self.layout.words_in(h.span)) for h in self.parties.within(around, mention.sentence)]
        right = self._right(mention, hits)
        pairing = any(self.words[i] in _PAIRING for i in range(mention.last + 1, min(mention.last + 7, mention.clause.stop)))
        left = [] if pairing and len({h.party for h in right}) > 1 else self._left(mention, hits)
        if mention.verb and not left and (subject := self._pronoun(mention)):
            left = [subject]
        sides = Sides()
        for hit in [*left, *right]:
            if hit.party and (not hit.speaks or mention.verb):
                sides.add(hit.party, hit.person)
        if pairing:
            sides.firm |= {h.party for h in right}
        return sides

    def _pronoun(self, mention: Mention) -> Hit | None:
        """Whom "he" or "she" before the verb means: the person named last in the sentence, else first in the one before."""
        near = self.words[max(mention.clause.start, mention.first - 5) : mention.first]
        if not any(w in ("he", "she") for w in near):
            return None
        start = self.layout.words[mention.clause.start].start
        here = [h for h in self.parties.within((start - 400, mention.span.start), mention.sentence) if h.person]
        if here:
            return here[-1] if here[-1].party else None
        if mention.sentence == 0:
            return None
        before = self.layout.sentences[mention.sentence - 1]
        people = [h for h in self.parties.within((before.start, min(before.end, before.start + 600)), mention.sentence - 1) if h.person]
        return people[0] if people and people[0].party else None

    def _right(self, mention: Mention, hits: list[tuple[Hit, range]]) -> list[Hit]:
        """Hits after the mention: objects of a verb, what "between" and "with" add to a noun."""
        stop = mention.last + 1
        while stop < min(mention.clause.stop, mention.last + 32) and self.words[stop] not in _STOPS:
            stop += 1
        there = [(h, w) for h, w in hits if mention.last < w.start < stop and not h.speaks]
        if not there:
            return []
        opening = [self.words[i] for i in range(mention.last + 1, there[0][1].start)]
        if not mention.verb and not any(w in _PAIRING or w in _ADDING or (w == "on" and mention.word == "call") for w in opening):
            return []
        listed = [there[0][0]]
        for (_, last), (hit, here) in pairwise(there):
            if any(self.words[i] in _ENDS for i in range(last.stop, here.start)):
                break
            listed.append(hit)
        return listed

    def _left(self, mention: Mention, hits: list[tuple[Hit, range]]) -> list[Hit]:
        """Hits before the mention in its clause: the subject, adjectives of the noun."""
        start = mention.first
        participle = mention.verb and mention.word.split()[0].endswith("ing")
        while start > max(mention.clause.start, mention.first - 32) and (
            self.words[start - 1] not in _STOPS or (participle and start == mention.first)
        ):
            start -= 1
        both = self.book.rest["guests.both"]
        found: list[Hit] = []
        last = mention.first
        for hit, here in reversed([(h, w) for h, w in hits if start <= w.start < mention.first]):
            gap = self.layout.text[self.layout.words[here.stop - 1].end : self.layout.words[last].start]
            # "Following the meeting between A and B, delegations of C and D met": the list of participants begins at the comma.
            if found and "," in gap and any(self.words[i] in both for i in range(here.stop, last)):
                break
            found.append(hit)
            last = here.start
        return [h for h in reversed(found) if not h.speaks or mention.verb]


def _around(layout: Layout, parties: Parties, inside: range, sentence: int) -> list[tuple[Hit, range]]:
    """The hits of the sentence within 45 words."""
    first, last = max(0, inside.start - 45), min(len(layout.words), inside.stop + 45) - 1
    found = parties.within((layout.words[first].start, layout.words[last].end), sentence)
    return [(h, layout.words_in(h.span)) for h in found]


def leaders(layout: Layout, parties: Parties) -> Iterator[tuple[int, str, str]]:
    """Every "X led the Y delegation", "the Y delegation was headed by X": offset, party and person."""
    book, words = meeting_words(), layout.lower_words
    for span, voice in book.led.find(layout):
        inside, sentence = layout.words_in(span), layout.sentence_at(span.start)
        hits = _around(layout, parties, inside, sentence)
        limits = layout.words_in(layout.sentences[sentence])
        if voice == "active":
            yield from _active(words, inside, limits, hits, span.start)
        else:
            yield from _passive(words, inside, limits, hits, span.start)


def _active(words: tuple[str, ...], verb: range, limits: range, hits: list[tuple[Hit, range]], at: int) -> Iterator[tuple[int, str, str]]:
    team = meeting_words().rest["heads.team"]
    who = [h for h, w in hits if h.person and verb.start - 25 <= w.start < verb.start]
    end = next((i for i in range(verb.stop, min(limits.stop, verb.stop + 8)) if words[i] in team), None)
    if not who or end is None:
        return
    whose = [h.party for h, w in hits if verb.stop <= w.start <= end and h.party]
    yield at, (whose[-1] if whose else who[-1].party), who[-1].person or ""
    # "…, and Y the American one" goes on without its verb.
    rest = [(h, w) for h, w in hits if end < w.start]
    for (one, w1), (two, w2) in pairwise(rest):
        if (
            one.person
            and not two.person
            and any(words[i] in team for i in range(w2.start, min(limits.stop, w2.stop + 3)))
            and w2.start - w1.stop < 16
        ):
            yield at, two.party, one.person


def _passive(words: tuple[str, ...], verb: range, limits: range, hits: list[tuple[Hit, range]], at: int) -> Iterator[tuple[int, str, str]]:
    team = meeting_words().rest["heads.team"]
    subject = next((words[i] for i in range(verb.start - 1, max(limits.start, verb.start - 14) - 1, -1) if words[i] in team), "")
    people = [h for h, w in hits if h.person and verb.stop <= w.start < verb.stop + 30]
    if subject.endswith("s") and subject not in ("negotiators", "russians", "americans"):
        for hit in people[:4]:
            yield at, hit.party, hit.person or ""
    elif people:
        whose = [h.party for h, w in hits if verb.start - 12 <= w.start < verb.start and not h.person and h.party]
        yield at, (whose[-1] if whose else people[0].party), people[0].person or ""


def go_betweens(layout: Layout, cast: Cast) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Every place that names who mediates: offset, the words that say so, and the actors."""
    book = meeting_words()
    for span, by in book.mediated_by.find(layout):
        sentence = layout.sentences[layout.sentence_at(span.start)]
        word = span.words(layout.text).lower()
        reach = (span.end, min(sentence.end, span.end + 90)) if by else (max(sentence.start, span.start - 130), span.start)
        there = [(m, a) for m, a in cast.mentions_in(reach) if _can_mediate(cast, a)]
        if not there:
            continue
        if word == "through":
            there = [t for t in there if cast[t[1]].kind is ActorKind.PERSON]
            if not there:
                continue
        if by and there[0][0].start - span.end > 45:
            continue
        chosen = _run(layout, cast, there if by else there[::-1])
        yield span.start, word, tuple(dict.fromkeys(chosen))


def _can_mediate(cast: Cast, actor: str) -> bool:
    return cast[actor].kind in (ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANIZATION)


def _run(layout: Layout, cast: Cast, there: list[tuple[Span, str]]) -> Iterator[str]:
    """The actors of one list ("Qatar, Egypt and the United States"), the nearest first; another kind of actor or more words end it."""
    last: Span | None = None
    kind: ActorKind | None = None
    for span, actor in there:
        if last is not None:
            gap = layout.text[min(last.end, span.end) : max(last.start, span.start)]
            if last.meets(span):
                continue
            if len(gap.split()) > 3 or ";" in gap or cast[actor].kind is not kind:
                return
        yield actor
        last, kind = span, cast[actor].kind
