"""The state that a person acts for where no title beside the name says it: told by the words around, else guessed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from verbale.compose.actors_named import Known
from verbale.compose.actors_persons import Person
from verbale.compose.actors_reading import Reading, grammar
from verbale.compose.cast import Cast
from verbale.compose.dates_dateline import find_dateline
from verbale.record import ActorKind, Span

_OWNERS = ("its", "his", "her", "their")
_NEAR = 8


class Homes:
    """Finds whom the persons of one document act for. `home`: the state whose government or press publishes it, if any."""

    def __init__(self, reading: Reading, cast: Cast, home: str | None) -> None:
        self.reading, self.cast, self.home = reading, cast, home
        self.places: list[tuple[int, str]] = []
        self._weights: Counter[str] = Counter()
        self._dateline: str | None = None
        self.last: tuple[int, str] | None = None
        """The last person met with a state: index of the last word of the name, and the state."""
        self._last_head, self._last_told = 0, False

    def note_states(self, places: Sequence[tuple[int, str]]) -> None:
        """Remember where which state is named; the dateline's counts where the text speaks of that state too."""
        self.places = sorted(places)
        self._weights = Counter(country for _, country in self.places)
        line = find_dateline(self.reading.layout)
        countries = [k.country for _, ks in self.reading.names_in(*line.place) for k in ks if k.country] if line else []
        self._dateline = next((c for c in countries if self._weights[c] > 1), None)

    def at(self, word: int) -> str | None:
        """The state that a body named without one belongs to: a government's own, else the last one named."""
        if self.home:
            return self.home
        found = bisect_right(self.places, (word, "")) - 1
        return self.places[found][1] if found >= 0 else None

    def told(self, person: Person) -> tuple[bool, str | None]:
        """Whether the words around the name tell the state (or that there is none), and which."""
        for rule in (self._named_after, self._of_team, self._signs_for, self._spoken_in, self._owned):
            settled, country = rule(person)
            if settled:
                return True, country
        return False, None

    def guess(self, person: Person) -> str | None:
        """For a holder of a bare office ("President X"): not the state of the person it is paired with, else the nearest told."""
        words = _role_words(person)
        if "secretary of state" in (person.title.role or "" if person.title else "").lower():
            return "US"
        if words & grammar("world") or not words & grammar("state_offices"):
            return None
        if "counterpart" in words:
            return self._other_than_last(person)
        if (together := self._shared(person)) is not None:
            return together
        received = self.home is not None and self._is_met(self._head(person))
        if self.home and not received:
            return self.home
        if country := self._by_body(person):
            return country
        rival = self.home if received else self._paired(person)
        start = self._sentence_start(person)
        here = [c for at, c in self.places if start <= at < person.first and c != rival] if self.places else []
        if here:
            return here[-1]
        if self._dateline and self._dateline != rival:
            return self._dateline
        near = self.at(person.first)
        return near if near != rival else next((c for c, _ in self._weights.most_common(4) if c != rival), None)

    def _by_body(self, person: Person) -> str | None:
        """Of "the department's spokeswoman" the state of the body named last that it can mean."""
        nouns = _role_words(person) & grammar("body_nouns")
        if not nouns:
            return None
        near = (a for _, a in zip(range(120), self.cast.before(self.reading.words[person.first].start), strict=False))
        bodies = (self.cast[actor] for _, actor in near if self.cast[actor].kind is ActorKind.BODY)
        return next((b.country for b in bodies if b.country and nouns & set(b.name.lower().split())), None)

    def _sentence_start(self, person: Person) -> int:
        layout = self.reading.layout
        sentence = layout.sentences[layout.sentence_at(self.reading.words[person.first].start)]
        return max(person.first - 60, layout.words_in(sentence).start)

    def _head(self, person: Person) -> int:
        """Index of the first word of the title, or of the name where no title stands before it."""
        if person.title and person.title.span.start < self.reading.words[person.first].start:
            return self.reading.layout.words_in(person.title.span).start
        return person.first

    def _country_in(self, first: int, last: int) -> str | None:
        """The last state or body of a state that is named in these words."""
        if last < first or first < 0:
            return None
        span = (self.reading.words[first].start, self.reading.words[min(last, len(self.reading.words) - 1)].end)
        found = [self.cast[actor].country for _, actor in self.cast.mentions_in(span)]
        return next((c for c in reversed(found) if c), None) or self._known_in(span)

    def _known_in(self, span: tuple[int, int]) -> str | None:
        found = [k.country for _, entries in self.reading.names_in(*span) for k in entries if k.country]
        return found[-1] if found else None

    def _named_after(self, person: Person) -> tuple[bool, str | None]:
        """As in "X of Armenia"."""
        after = person.last + 1
        if self.reading.lower(after) != "of" or self.reading.gap(person.last) != " ":
            return False, None
        end = self.reading.words[after].end
        entries: tuple[Known, ...] = next((e for s, e in self.reading.names_in(end, end + 40) if s.start - end <= 5), ())
        if entries and entries[0].kind is ActorKind.STATE and entries[0].use == "name":
            return True, entries[0].country
        return False, None

    def _of_team(self, person: Person) -> tuple[bool, str | None]:
        """As in "the Russian delegation was headed by X", "X led the army's team"."""
        read, head = self.reading.lower, self._head(person)
        if read(head - 1) == "by" and read(head - 2) in grammar("heading"):
            team = next((i for i in range(head - 3, head - 9, -1) if read(i) in grammar("teams")), 0)
            if team and (country := self._country_in(max(self._sentence_start(person), team - 4), team)):
                return True, country
        if read(person.last + 1) in grammar("heading"):
            stop = person.last + 2
            team = next((i for i in range(stop, stop + _NEAR) if read(i) in grammar("teams")), 0)
            if team and (country := self._country_in(stop, team)):
                return True, country
        return False, None

    def _signs_for(self, person: Person) -> tuple[bool, str | None]:
        """As in "X signed for Moscow", "X, for the Kremlin", "came in to sign for Kyiv"."""
        read = self.reading.lower
        for at in range(person.last + 1, min(person.last + 7, len(self.reading.words))):
            if read(at) == "for" and (at == person.last + 1 or read(at - 1) in ("signed", "sign", "signing", "spoke", "speaking")):
                return (True, c) if (c := self._country_in(at + 1, at + 2)) else (False, None)
        return False, None

    def _spoken_in(self, person: Person) -> tuple[bool, str | None]:
        """As in "In Kyiv, X said"."""
        start = self._sentence_start(person)
        head = self._head(person)
        if self.reading.lower(start) != "in" or not 2 <= head - start <= 4 or self.reading.gap(head - 1) != ", ":
            return False, None
        span = (self.reading.words[start + 1].start, self.reading.words[head - 1].end)
        seats = [k.country for _, ks in self.reading.names_in(*span) for k in ks if k.use == "seat" and k.country]
        return (True, seats[0]) if seats and self._weights[seats[0]] else (False, None)

    def _owned(self, person: Person) -> tuple[bool, str | None]:
        """As in "the Kremlin …, its spokesman X", "the president …; his spokesman X"."""
        head = self._head(person)
        owner = self.reading.lower(head) if self.reading.lower(head) in _OWNERS else self.reading.lower(head - 1)
        if owner not in _OWNERS or not person.title or "counterpart" in _role_words(person):
            return False, None
        if owner in ("his", "her"):
            return (True, self.last[1]) if self.last and person.first - self.last[0] < 60 else (False, None)
        start = self.reading.words[self._sentence_start(person)].start
        for span, actor in self.cast.before(self.reading.words[head].start):
            if span.start < start:
                break
            if self.cast[actor].kind in (ActorKind.STATE, ActorKind.BODY, ActorKind.ORGANIZATION):
                return True, self.cast[actor].country
        return False, None

    def _paired(self, person: Person) -> str | None:
        """The state of the person to whom this one is joined ("Secretary of State A and Foreign Minister B")."""
        if self.last is None:
            return None
        between = range(self.last[0] + 1, self._head(person))
        joined = len(between) <= 1 and all(self.reading.lower(i) in ("and", "with") for i in between)
        return self.last[1] if joined or any(self.reading.lower(i) in grammar("meeting_verbs") for i in between[:6]) else None

    def _is_met(self, head: int) -> bool:
        """Whether the office at `head` is that of somebody who was met."""
        read = self.reading.lower
        return read(head - 1) in grammar("meeting_verbs") or (read(head - 1) == "with" and read(head - 2) in grammar("meeting_verbs"))

    def _shared(self, person: Person) -> str | None:
        """The state of both where two of one state are met: "met with Norlandic President A and Foreign Minister B"."""
        if self.last is None or self._head(person) - self.last[0] != 2 or self.reading.lower(self.last[0] + 1) != "and":
            return None
        return self.last[1] if self._last_told and self.reading.lower(self._last_head - 1) in ("with", *grammar("meeting_verbs")) else None

    def remember(self, person: Person, country: str, *, told: bool) -> None:
        """Note the person as the last one met; `told` where the title itself names the state."""
        self.last, self._last_head, self._last_told = (person.last, country), self._head(person), told

    def _other_than_last(self, person: Person) -> str | None:
        """Of a bare "counterpart": the last state named in the sentence that is not that of the person named before."""
        start, mine = self._sentence_start(person), self.last[1] if self.last else None
        head = self._head(person)
        own = self.reading.layout.words_in(Span(self.reading.words[start].start, self.reading.words[head].end))
        for at, country in reversed(self.places):
            if at in own and country != mine:
                return country
        return None


def _role_words(person: Person) -> set[str]:
    role = (person.title.role or "").lower() if person.title else ""
    return {word.strip(".") for word in role.replace("-", " ").split()}
