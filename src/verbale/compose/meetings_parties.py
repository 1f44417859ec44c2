"""Who stands near a mention of a meeting: parties and people in the order of the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from verbale.compose.cast import Cast
from verbale.compose.lexicon import PhraseBook, load_csv
from verbale.compose.meetings_words import meeting_words
from verbale.compose.places import Places
from verbale.language.layout import Layout
from verbale.language.layout import layout as lay_out
from verbale.record import ActorKind, Span

_PLACED = frozenset({"in", "at", "near", "inside", "outside", "into", "across"})
_PARTY_KINDS = (ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP)


# A sentence of more characters than this is no sentence; only the stretch that is asked for is read.
_HUGE = 4000


@dataclass(frozen=True, slots=True)
class Hit:
    """A party named or touched on at `span`; `person` where it is one of its people; `party` is "" for a person of none that is known.

    `speaks`: a verb of speech makes it a mere source.
    """

    span: Span
    party: str
    person: str | None
    speaks: bool
    adjective: bool = False
    strong: bool = True


@cache
def _adjectives() -> PhraseBook[tuple[str, str]]:
    rows = load_csv("countries")
    return PhraseBook((a, (r["code"], r["name"])) for r in rows for a in filter(None, r["adjectives"].split("|")))


@cache
def _states() -> PhraseBook[str]:
    names: dict[str, str] = {}
    for row in load_csv("countries"):
        for name in (row["name"], *f"{row['variants']}|{row['adjectives']}|{row['seats']}".split("|")):
            if name:
                names.setdefault(name.lower(), row["code"])
    return PhraseBook(names.items())


class Parties:
    """The parties of one text, by sentence."""

    def __init__(self, layout: Layout, cast: Cast, places: Places) -> None:
        self.layout, self.cast, self.places = layout, cast, places
        self.words = layout.lower_words
        self._speech = meeting_words().rest["speech.words"]
        self._sentences: dict[int, tuple[Hit, ...]] = {}
        self._party: dict[str, str | None] = {}
        self._stand_ins: dict[str, str] = {}
        self._strong = {(m, d.id) for d in cast for m in d.mentions}
        self._organizations = self._names_of_organizations()

    def weights(self, title: str | None) -> Counter[str]:
        """How much the document speaks of each party: a mention counts 2, one in passing 1, the title as much as three mentions."""
        weights: Counter[str] = Counter()
        for draft in self.cast:
            if (party := self.party_of(draft.id)) and not self._judges(party):
                weights[party] += 2 * len(draft.mentions) + len(draft.passing)
        for code in {code for _, code in _states().find(lay_out((title or "")[:400]))}:
            if party := self.cast.state(code):
                weights[party] += 6
        return weights

    def _judges(self, party: str) -> bool:
        """A court is spoken of a lot where two states quarrel, and meets neither."""
        judging = meeting_words().rest["parties.judging"]
        return self.cast[party].kind is ActorKind.ORGANIZATION and not judging.isdisjoint(self.cast[party].name.lower().split())

    def in_sentence(self, sentence: int) -> tuple[Hit, ...]:
        """All hits of a sentence in text order, adjectives ("Russian") among them."""
        if sentence not in self._sentences:
            self._sentences[sentence] = self._read(self.layout.sentences[sentence])
        return self._sentences[sentence]

    def within(self, span: tuple[int, int], sentence: int) -> tuple[Hit, ...]:
        """The hits of a sentence that lie inside `span`; costs the length of the span where the sentence is huge."""
        whole = self.layout.sentences[sentence]
        if whole.end - whole.start > _HUGE:
            return self._read(Span(max(whole.start, span[0]), min(whole.end, span[1])))
        return tuple(h for h in self.in_sentence(sentence) if span[0] <= h.span.start and h.span.end <= span[1])

    def _read(self, span: Span) -> tuple[Hit, ...]:
        mentions = self.cast.mentions_in(span)
        hits = [h for mention, actor in mentions if (h := self._hit(mention, actor))]
        outlets = [m for m, a in mentions if self.cast[a].kind in (ActorKind.OUTLET, ActorKind.UNNAMED)]
        hits += [h for h in self._adjective_hits(span) if not any(o.holds(h.span) for o in outlets[:50])]
        return tuple(sorted(_outermost(hits), key=lambda h: (h.span, h.party)))

    def _names_of_organizations(self) -> tuple[tuple[str, str], ...]:
        found = []
        for actor in self.cast:
            if actor.kind in (ActorKind.ORGANIZATION, ActorKind.GROUP):
                names = {actor.name.lower(), *(m.words(self.layout.text).lower() for m in (*actor.mentions[:6], *actor.passing[:3]))}
                found += [(n.removeprefix("the "), actor.id) for n in sorted(names) if len(n) > 1]
        return tuple(found[:200])

    def party_of(self, actor_id: str) -> str | None:
        """The party that an actor is or acts for; an organization whose name stands in a person's role counts as theirs."""
        if actor_id not in self._party:
            self._party[actor_id] = self.cast.party_of(actor_id) or self._by_role(actor_id) or self._own_right(actor_id)
        return self._party[actor_id]

    def _own_right(self, actor_id: str) -> str | None:
        """An army, a government or a person where their state is not named: the first of a country stands for it."""
        draft = self.cast[actor_id]
        if draft.kind not in (ActorKind.BODY, ActorKind.PERSON) or not draft.country or not draft.mentions:
            return None
        return self._stand_ins.setdefault(draft.country, actor_id)

    def learn(self, person: str, party: str) -> None:
        """A person whose party was not known leads its delegation."""
        if not self._party.get(person):
            self._party[person] = party

    def _by_role(self, actor_id: str) -> str | None:
        draft = self.cast[actor_id]
        if draft.kind is ActorKind.PERSON and (named := self._named_after(draft.mentions)):
            return named
        role = (draft.role or "").lower()
        if not role or draft.kind is not ActorKind.PERSON:
            return None
        found = next((actor for name, actor in self._organizations if name in role), None)
        # "Commission President" where the text has one commission.
        return found or next((actor for name, actor in self._organizations if " " in name and role.split()[0] == name.split()[-1]), None)

    def _named_after(self, mentions: list[Span]) -> str | None:
        """The party in "Grynspan of the UN"."""
        for mention in mentions[:4]:
            if self.layout.text.startswith(" of ", mention.end):
                for span, actor in self.cast.mentions_in((mention.end, mention.end + 40)):
                    if span.start <= mention.end + 8 and self.cast[actor].kind in _PARTY_KINDS:
                        return actor
        return None

    def _hit(self, mention: Span, actor_id: str) -> Hit | None:
        draft = self.cast[actor_id]
        if draft.kind in (ActorKind.OUTLET, ActorKind.UNNAMED):
            return None
        party = self.party_of(actor_id)
        words = self.layout.words_in(mention)
        before = self._before(words.start)
        if party is None and draft.kind is ActorKind.PERSON:
            return Hit(mention, "", actor_id, self._speaks(words, draft.kind))
        if party is None or (before in _PLACED and draft.kind is not ActorKind.PERSON):
            return None
        strong = (mention, actor_id) in self._strong
        if (
            not strong
            and draft.kind is ActorKind.STATE
            and any(p.kind == "city" and p.span == mention for p in self.places.inside(mention))
        ):
            return None
        person = actor_id if draft.kind is ActorKind.PERSON else None
        return Hit(mention, party, person, self._speaks(words, draft.kind), not strong and draft.kind is ActorKind.STATE, strong)

    def _before(self, at: int) -> str:
        """The word before, the article aside."""
        at -= 1
        if at >= 0 and self.words[at] == "the":
            at -= 1
        return self.words[at] if at >= 0 else ""

    def _speaks(self, words: range, kind: ActorKind) -> bool:
        """Whether the actor is the source of a statement here ("X said", "according to X")."""
        after = self.words[words.stop] if words.stop < len(self.words) else ""
        before = self.words[words.start - 1] if words.start else ""
        then = self.words[words.stop + 1] if words.stop + 1 < len(self.words) else ""
        inverted = before in ("said", "says", "to") and (before != "to" or self.words[max(0, words.start - 2)] == "according")
        had = after in ("had", "has", "also", "later", "then") and then in self._speech
        return after in self._speech or inverted or had

    def _adjective_hits(self, span: Span) -> list[Hit]:
        found = []
        for at, (code, _) in _adjectives().find(self.layout, span):
            if not self.layout.text[at.start].isupper():
                continue
            following = self.layout.words_in(at).stop
            after = self.words[following] if following < len(self.words) else ""
            if after in (
                "capital",
                "soil",
                "territory",
                "city",
                "consulate",
                "embassy",
                "residence",
                "palace",
                "president's",
                "airport",
                "resort",
            ):
                continue
            party = self.cast.state(code)
            if party is None:
                continue
            found.append(Hit(at, party, None, False, adjective=True, strong=False))
        return found


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Hits without those that stand inside another of the same party ("Iranian" in "the Iranian foreign minister")."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.span.start, -h.span.end, h.adjective)):
        if not any(k.span.holds(hit.span) and (k.party == hit.party or not hit.strong) for k in kept[-4:]):
            kept.append(hit)
    return kept


def main_parties(weights: Counter[str], lead: list[tuple[Hit, ...]], aside: set[str]) -> tuple[str, ...]:
    """The two that the document is about: of the first sentence with two parties, the ones named most in the document.

    Those in `aside`, who go between, are not among them where two others are.
    """
    ranked = [p for p, _ in weights.most_common() if p not in aside]
    for hits in lead:
        there = [p for p in dict.fromkeys(h.party for h in hits) if p in ranked[:4]]
        if len(there) > 1:
            return tuple(sorted(sorted(there, key=ranked.index)[:2], key=there.index))
    return tuple(ranked[:2])
