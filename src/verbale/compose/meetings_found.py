"""When a mention is a meeting of its own, and with whom."""

from __future__ import annotations

from verbale.compose.cast import Cast
from verbale.compose.meetings_join import Draft, Sight
from verbale.compose.meetings_mentions import Mention
from verbale.compose.meetings_parties import Parties
from verbale.compose.meetings_sides import Sides
from verbale.compose.meetings_words import meeting_words
from verbale.language.layout import Layout
from verbale.record import MeetingForm, MeetingState


class Founding:
    """What is known of the document, and the rules by which a mention founds a meeting. `main`: the two parties it is about."""

    layout: Layout
    cast: Cast
    parties: Parties
    drafts: list[Draft]
    main: tuple[str, ...]

    def _founds(self, sight: Sight) -> bool:
        """Whether the mention says enough to be a meeting of its own."""
        if sight.mention.quiet or (sight.mention.verb and sight.mention.weak):
            return False
        fixed = bool(sight.start or sight.end or sight.place)
        if sight.mention.verb and sight.mention.form is MeetingForm.VISIT:
            return self._visit_founds(sight)
        if len(self.main) < 2 and not sight.explicit:
            known = fixed and sight.standing.told and bool(sight.sides.people or self.main)
            return known and not sight.mention.weak and not sight.mention.needs
        return self._verb_founds(sight, fixed) if sight.mention.verb else self._noun_founds(sight, fixed)

    def _visit_founds(self, sight: Sight) -> bool:
        host = sight.place is not None and self.cast.state(sight.place.country) is not None
        known = bool(sight.sides.people) or (host and sight.standing.told and sight.start is not None)
        return sight.place is not None and known

    def _verb_founds(self, sight: Sight, fixed: bool) -> bool:
        mention, told = sight.mention, sight.standing.told
        if not told and sight.standing.state is MeetingState.PLANNED and self._purpose(mention):
            return False
        if mention.form is MeetingForm.SIGNING:
            return fixed and sight.standing.state is MeetingState.HELD
        if mention.needs == "person":
            return sight.explicit
        if mention.needs == "resumption":
            return fixed
        lone = any(p in self.main for p in sight.sides.people) or (not sight.sides.people and fixed)
        return sight.explicit or ((lone or self._both(mention)) and (fixed or told))

    def _noun_founds(self, sight: Sight, fixed: bool) -> bool:
        mention, told = sight.mention, sight.standing.told
        if mention.plural or (self.layout.quoted(mention.span.start) and not fixed):
            return False
        if mention.form is MeetingForm.VISIT and not sight.sides.people:
            return False
        if mention.margin:
            return mention.form is MeetingForm.SUMMIT and bool(sight.sides.people)
        if mention.form is MeetingForm.EXCHANGE_OF_NOTES:
            return True
        row = mention.several or mention.ordinal is not None or mention.coming or mention.gone
        state = sight.standing.state
        if mention.weak:
            ahead = told and state is MeetingState.PLANNED
            return row or (fixed and told and mention.definite) or (sight.explicit and told) or ahead
        return fixed or row or sight.explicit or (told and (sight.lead or state is not MeetingState.HELD)) or not self.drafts

    def _completed(self, sight: Sight) -> Sides:
        """A lone party meets the other main one, or the country that it visits; no party means the main ones."""
        sides, named = sight.sides, list(sight.sides.people)
        whole = Sides()
        if sight.mention.margin:
            return sides
        if not named or named[0] in self.main or self._both(sight.mention):
            for party in self.main:
                whole.add(party)
        if not whole.people or not named or named[0] in self.main:
            whole.take(sides)
        if sight.mention.form is MeetingForm.VISIT and sight.place and (host := self.cast.state(sight.place.country)):
            guests = Sides()
            guests.take(sides)
            guests.add(host)
            return guests if named else whole
        return whole

    def _purpose(self, mention: Mention) -> bool:
        """ "Travelled to Moscow to see X", "… for talks": the journey is the meeting already."""
        words = self.layout.lower_words
        if not mention.verb and "for" not in words[max(0, mention.first - 3) : mention.first]:
            return False
        last = self.drafts[-1].sights[-1].mention if self.drafts else None
        return last is not None and last.sentence == mention.sentence and last.form is MeetingForm.VISIT

    def _hosts(self, sight: Sight, draft: Draft) -> None:
        """Who received or brings together both sides goes between them."""
        words, mention = self.layout.lower_words, sight.mention
        after = words[mention.last + 1 : mention.last + 4]
        together = mention.word.startswith(("bring", "brought")) or mention.word in ("play host", "be guests of")
        if together or (mention.needs == "party" and any(w in ("both", "two") for w in after)):
            hosts = [p for p in sight.sides.people if p not in self.main]
            for host in hosts:
                for person in sight.sides.people[host]:
                    self._go_between(draft, person)
                self._go_between(draft, host)
            sight.sides = sight.sides.without(set(hosts)) if len(sight.sides.people) - len(hosts) > 1 else Sides()

    def _go_between(self, draft: Draft, actor: str) -> None:
        """The actor, and the state or organization they act for where it is named too."""
        party = self.parties.party_of(actor)
        if (party or actor) in self.main:
            return
        for one in (actor, party):
            if one and one not in draft.mediators and (self.cast[one].mentions or one == actor):
                draft.mediators.append(one)

    def _both(self, mention: Mention) -> bool:
        """Whether the subject stands for both sides ("the two ministers", "they", "the delegations"), or the noun names no one."""
        words, book = self.layout.lower_words, meeting_words()
        start = max(mention.clause.start, mention.first - 8)
        near = [words[i] for i in (*range(start, mention.first), *range(mention.last + 1, min(mention.clause.stop, mention.last + 3)))]
        return (
            not mention.verb
            or any(w in book.rest["guests.both"] for w in near)
            or mention.word.startswith(("bring", "brought", "play host"))
        )
