"""Reading the meetings of one document: each mention in its clause, then joined to a meeting or the first of one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from verbale.compose.cast import Cast
from verbale.compose.dates_durations import DurationMention
from verbale.compose.dates_mention import DateMention
from verbale.compose.meetings_close import Closing
from verbale.compose.meetings_facts import Facts
from verbale.compose.meetings_found import Founding
from verbale.compose.meetings_join import Draft, Sight, can_join, family, likeness
from verbale.compose.meetings_mentions import Mention, MentionFinder
from verbale.compose.meetings_parties import Parties, main_parties
from verbale.compose.meetings_sides import SideReader, Sides, go_betweens, leaders
from verbale.compose.meetings_state import Standing, StateReader
from verbale.compose.meetings_words import meeting_words
from verbale.compose.places import find_places
from verbale.language.layout import Layout
from verbale.record import Document, Meeting, MeetingForm, MeetingState

# A mention joins the first meeting or one of those named last, so that a mention costs the same in a text of any length.
_OPEN = 12


class MeetingReader(Founding, Closing):
    """Reads one document."""

    def __init__(
        self, document: Document, layout: Layout, cast: Cast, dates: Sequence[DateMention], durations: Sequence[DurationMention]
    ) -> None:
        self.document, self.layout, self.cast = document, layout, cast
        self.places = find_places(layout)
        self.parties = Parties(layout, cast, self.places)
        self.reader = SideReader(layout, cast, self.parties)
        self.states = StateReader(layout)
        self.facts = Facts(layout, dates, durations, self.places)
        self.facts.taken = lambda span: any(m.meets(span) for m, _ in cast.mentions_in((span.start - 40, span.end + 40)))
        self.between = list(go_betweens(layout, cast))
        self.drafts: list[Draft] = []
        self.spots: list[tuple[int, int, int]] = []
        self.main: tuple[str, ...] = ()

    def run(self) -> tuple[Meeting, ...]:
        """Read every mention, join, then close."""
        mentions = list(MentionFinder(self.layout, self.places, self.parties).find())
        if not mentions:
            return ()
        self.main = self._main_parties(mentions)
        by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            by_sentence.setdefault(mention.sentence, []).append(mention)
        for together in by_sentence.values():
            self.facts.share_out(together)
            for mention in together:
                self._place(self._sight(mention))
        self.spots = sorted((s.mention.sentence, s.mention.span.start, n) for n, d in enumerate(self.drafts) for s in d.sights)
        self._lead()
        self._mediate()
        return tuple(self._close(n, draft) for n, draft in enumerate(self.drafts, 1))

    def _main_parties(self, mentions: list[Mention]) -> tuple[str, ...]:
        sentences = list(dict.fromkeys([0, 1, *(m.sentence for m in mentions)]))[:8]
        lead = [self.parties.in_sentence(s) for s in sentences if s < len(self.layout.sentences)]
        between = {self.parties.party_of(a) or a for _, _, actors in self.between for a in actors}
        return main_parties(self.parties.weights(self.document.title), lead, between)

    def _sight(self, mention: Mention) -> Sight:
        standing = self.states.read(mention)
        sides = self.reader.of(mention)
        if mention.needs == "resumption":
            sides = Sides()
        if mention.verb and mention.form is not MeetingForm.VISIT and not self._subject(mention, sides):
            for party in self.main:
                sides.add(party)
        start, end = self.facts.date(mention)
        sight = Sight(mention, standing, sides, start, end, self.facts.duration(mention), self.facts.place(mention, self.drafts))
        sight.lead = mention.sentence <= 1 or not self.drafts
        return self._dated(sight)

    def _subject(self, mention: Mention, sides: Sides) -> bool:
        """False where a word for both sides is the subject and the clause names one more party ("the delegations met U.N. officials")."""
        if len(sides.people) > 2 or len(self.main) < 2 or not set(sides.people) - set(self.main):
            return True
        before = self.layout.lower_words[max(mention.clause.start, mention.first - 3) : mention.first]
        return not any(w in ("delegations", "teams", "sides", "parties", "negotiators") for w in before)

    def _dated(self, sight: Sight) -> Sight:
        """A day after publication is not yet held, one before it no longer to come."""
        published, start = self.document.published, sight.start
        if not published or len(published) < 10 or not start:
            return sight
        state = sight.standing.state
        if state is MeetingState.HELD and start[:10] > published[: len(start)]:
            sight.standing = Standing(MeetingState.PLANNED, told=True)
        elif state is MeetingState.PLANNED and start < published[: len(start)] and not sight.standing.told:
            sight.standing = Standing(MeetingState.HELD, told=True)
        elif state in (MeetingState.PLANNED, MeetingState.PROPOSED) and len(start) == 10 and start < published:
            # "Agreed on Sunday to resume talks" dates the agreement.
            sight.start = sight.end = None
        return sight

    def _place(self, sight: Sight) -> None:
        """Join the mention to a meeting, let it found one, or let it go."""
        if sight.standing.none or sight.mention.generic or (not sight.mention.verb and self._purpose(sight.mention)):
            return
        open_drafts = self.drafts if len(self.drafts) <= _OPEN else [self.drafts[0], *self.drafts[1 - _OPEN :]]
        fitting = [] if sight.mention.several else [d for d in open_drafts if can_join(sight, d)]
        if fitting:
            # The first of equals, for `max` keeps it.
            max(fitting, key=lambda d: likeness(sight, d, self.drafts[0])).take(sight)
        elif sight.mention.several and self._several(sight):
            return
        elif self._founds(sight):
            draft = Draft(sight.mention.form, sight.standing)
            self._hosts(sight, draft)
            if not sight.explicit:
                sight.sides = self._completed(sight)
            draft.take(sight)
            self.drafts.append(draft)

    def _several(self, sight: Sight) -> bool:
        """ "Three rounds have been held, in A on …, in B on …": a meeting for each day."""
        days = self.facts.several(sight.mention)
        if len(days) < 2 or len(self.main) < 2:
            return False
        for day, place in days:
            sides = sight.sides if sight.explicit else self._completed(sight)
            one = Sight(sight.mention, sight.standing, sides, day.start, day.end, None, place)
            draft = Draft(sight.mention.form, sight.standing)
            draft.take(one)
            self.drafts.append(draft)
        return True

    def _lead(self) -> None:
        """Give each "X led the Y delegation" to the meeting told of there."""
        gatherings = [spot for spot in self.spots if self.drafts[spot[2]].form in family(MeetingForm.TALKS)]
        held = [spot for spot in gatherings if self.drafts[spot[2]].standing.state in (MeetingState.HELD, MeetingState.UNDER_WAY)]
        for at, party, person in leaders(self.layout, self.parties):
            # Who led, led what was held; only "will lead" speaks of what is to come.
            coming = self.layout.text[max(0, at - 8) : at].rstrip().endswith(("will", "would", "to"))
            draft = self._told_at(at, gatherings if coming or not held else held)
            if draft is not None and party in draft.sides.people:
                self.parties.learn(person, party)
                draft.sides.add(party, person)
                draft.sides.heads.setdefault(party, person)
        main = self.drafts[gatherings[0][2]] if gatherings else None
        for actor in self.cast if main else ():
            party = self.parties.party_of(actor.id) or ""
            chief = any(c in (actor.role or "").lower() for c in meeting_words().rest["holding.chiefs"])
            if main and chief and party in main.sides.people and party not in main.sides.heads:
                main.sides.add(party, actor.id)
                main.sides.heads[party] = actor.id

    def _mediate(self) -> None:
        """Give each go-between to the meeting told of there; one of a whole process to the main meeting."""
        lasting = meeting_words().rest["mediators.lasting"]
        for at, words, actors in self.between:
            draft = self.drafts[0] if words in lasting and self.drafts else self._told_at(at, self.spots)
            if draft is None or (words.endswith("brokered") and not any(abs(s.mention.span.start - at) < 60 for s in draft.sights[:9])):
                continue
            for actor in actors:
                party = self.parties.party_of(actor)
                if (party or actor) not in self.main or actor not in draft.sides.people:
                    self._go_between(draft, actor)

    def _told_at(self, offset: int, spots: list[tuple[int, int, int]]) -> Draft | None:
        """The meeting whose mention is nearest in the sentence, else the one named last in the two before it, else the first."""
        sentence = self.layout.sentence_at(offset)
        first, after = bisect_left(spots, (sentence,)), bisect_left(spots, (sentence + 1,))
        here = spots[first:after][:50]
        if here:
            return self.drafts[min(here, key=lambda spot: abs(spot[1] - offset))[2]]
        if first and sentence - spots[first - 1][0] <= 2:
            return self.drafts[spots[first - 1][2]]
        return self.drafts[spots[0][2]] if spots else None
