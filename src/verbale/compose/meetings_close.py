"""The last look at a meeting: what its mentions do not say themselves, and its form in the record."""

from __future__ import annotations

from verbale.compose.dates_mention import DateKind
from verbale.compose.meetings_facts import Facts
from verbale.compose.meetings_join import Draft
from verbale.compose.meetings_words import meeting_words
from verbale.compose.places import Places
from verbale.language.layout import Layout
from verbale.record import Document, Meeting, MeetingForm, MeetingState, OutletKind, Place


class Closing:
    """Makes meetings out of drafts."""

    document: Document
    layout: Layout
    places: Places
    facts: Facts
    drafts: list[Draft]
    main: tuple[str, ...]

    def _close(self, number: int, draft: Draft) -> Meeting:
        """The meeting as it stands in the record."""
        mediators = set(draft.mediators)
        sides = draft.sides.without(mediators)
        if len(sides.people) < 2 and len(draft.sides.people) > len(sides.people):
            for party in self.main:
                if party not in mediators:
                    sides.add(party)
        start, end = self._when(number, draft)
        return Meeting(
            id=f"m{number}",
            form=self._form(draft),
            state=draft.standing.state,
            start=start,
            end=end,
            duration_minutes=draft.duration,
            place=draft.place or self._where(draft),
            sides=sides.closed(),
            mediators=tuple(draft.mediators),
            mentions=tuple(sorted({s.mention.span for s in draft.sights if not s.mention.quiet})),
            confidence=self._confidence(draft),
        )

    def _where(self, draft: Draft) -> Place | None:
        """The venue that the opening of a report names, for the meeting that it opens with."""
        first = draft.sights[0].mention.sentence
        if (
            draft is not self.drafts[0]
            or draft.standing.state is not MeetingState.HELD
            or first > 1
            or draft.form in (MeetingForm.CALL, MeetingForm.VIDEO)
        ):
            return None
        reach = (self.layout.sentences[first].start, self.layout.sentences[min(first + 4, len(self.layout.sentences) - 1)].end)
        venue = next((p for p in self.places.inside(reach) if p.kind == "venue" and self.places.at(p) in ("in", "at", "inside")), None)
        return self.places.as_place(venue) if venue else None

    def _form(self, draft: Draft) -> MeetingForm:
        """What several officials of each side do is talks, whatever verb tells of it."""
        if draft.form is not MeetingForm.MEETING or any(draft.sides.people.values()):
            return draft.form
        book = meeting_words()
        for sight in draft.sights[:9]:
            mention = sight.mention
            start = max(mention.clause.start, mention.first - 12)
            if mention.verb and any(w in book.rest["delegations.words"] for w in self.layout.lower_words[start : mention.first]):
                return MeetingForm.TALKS
        return draft.form

    def _when(self, number: int, draft: Draft) -> tuple[str | None, str | None]:
        """The dates; a government that tells of the meeting it held and gives no day means the day it publishes."""
        held = draft.standing.state is MeetingState.HELD
        if draft.start or draft.end or not held:
            return draft.start, draft.end
        main = next((d for d in self.drafts if d.standing.state is MeetingState.HELD and d.form is not MeetingForm.VISIT), None)
        beside = draft.aside or draft.form in (MeetingForm.SIGNING, MeetingForm.EXCHANGE_OF_NOTES)
        if beside and main and main is not draft and draft.sights[0].mention.sentence > 0:
            return self._when(1, main)
        if draft is not main and not draft.sights[0].lead:
            return None, None
        if day := self._lead_day(draft):
            return day, day
        known = self.document.published if self.document.outlet_kind is OutletKind.GOVERNMENT and number == 1 else None
        return known, known

    def _lead_day(self, draft: Draft) -> str | None:
        """The day of a meeting that opens the report and has none of its own: another one there, or that of the dateline it is at."""
        at = draft.sights[0].mention.sentence
        opening = self.layout.sentences[0 if at < 3 else at].start
        for date in self.facts.dates_in((opening, self.layout.sentences[at].end)):
            if date.kind is DateKind.DAY and not date.dateline and date.start and date.start == date.end:
                return date.start if date.start <= (self.document.published or date.start) else None
        line = self.places.dateline
        told = next((d for d in self.facts.dates_in((0, 200)) if d.dateline and d.start), None)
        return told.start if line and told and draft.place and draft.place.name == line.name else None

    def _confidence(self, draft: Draft) -> float:
        """More of what a meeting needs, more sure; weights set by hand on documents of the development set."""
        signs = (draft.start is not None, draft.place is not None, draft.explicit, draft.standing.told, len(draft.sights) > 1)
        return round(0.4 + 0.1 * sum(signs), 2)
