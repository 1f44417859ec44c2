"""Which date, place and duration of a sentence belongs to which mention of a meeting in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from verbale.compose.dates import DateKind, DateMention
from verbale.compose.dates_calendar import first_day, shift
from verbale.compose.dates_durations import DurationMention
from verbale.compose.meetings_join import Draft
from verbale.compose.meetings_mentions import Mention
from verbale.compose.meetings_words import meeting_words
from verbale.compose.places import PlaceMention, Places
from verbale.language.layout import Layout
from verbale.record import Duration, MeetingForm, Place, Span

# Words between a mention and a fact that make them strangers.
_TURNS = frozenset({"after", "before", "when", "while", "because", "that", "said", "told", "but", "since", "which"})


# A year tells when a meeting was only close to it: "talks in 2022", not "the mechanism set up in 2017".
_YEAR_REACH = 4


class Facts:
    """Shares the facts of each sentence out among its mentions, each to the nearest that no turn of the sentence parts it from."""

    def __init__(self, layout: Layout, dates: Sequence[DateMention], durations: Sequence[DurationMention], places: Places) -> None:
        self.layout, self.places = layout, places
        self.words = layout.lower_words
        self._dates, self._date_starts = dates, [d.span.start for d in dates]
        self._durations, self._duration_starts = durations, [d.span.start for d in durations]
        self._speech = meeting_words().rest["speech.words"]
        self.taken: Callable[[Span], bool] = lambda _: False
        self._firsts: list[int] = []
        self._date_of: dict[int, list[DateMention]] = {}
        self._place_of: dict[int, list[PlaceMention]] = {}
        self._duration_of: dict[int, list[DurationMention]] = {}

    def dates_in(self, span: tuple[int, int]) -> Sequence[DateMention]:
        """The dates that start inside `span`."""
        return self._dates[bisect_left(self._date_starts, span[0]) : bisect_left(self._date_starts, span[1])]

    def share_out(self, mentions: list[Mention]) -> None:
        """Settle whose the facts of one sentence are."""
        span = self.layout.sentences[mentions[0].sentence]
        self._date_of, self._place_of, self._duration_of = {}, {}, {}
        others = [m for m in mentions if not m.margin]
        beside, mentions = [m for m in mentions if m.margin], others or mentions
        self._firsts = [m.first for m in mentions]
        for date in self.dates_in(span):
            if not date.dateline and (owner := self._owner(date.span, mentions, spoken=True)) is not None:
                self._date_of.setdefault(owner.first, []).append(date)
        for place in self.places.inside(span):
            if (owner := self._owner(place.span, mentions, spoken=True)) is not None:
                self._place_of.setdefault(owner.first, []).append(place)
        for long in self._durations[bisect_left(self._duration_starts, span.start) : bisect_left(self._duration_starts, span.end)]:
            if (owner := self._owner(long.span, mentions, spoken=False)) is not None:
                self._duration_of.setdefault(owner.first, []).append(long)
        for mention in beside if others else []:
            # What is held on the margins of a summit is held where the summit is.
            self._place_of[mention.first] = [p for m in others for p in self._place_of.get(m.first, [])]

    def _owner(self, span: Span, mentions: list[Mention], *, spoken: bool) -> Mention | None:
        """The mention that a fact belongs to; None where it tells when or where something was said."""
        inside = self.layout.words_in(span)
        if spoken and (self._is_spoken(inside.start, mentions) or self._heads_speech(inside, mentions)):
            return None
        # Only the few mentions on either side can be nearest, however long the sentence is.
        at = bisect_left(self._firsts, inside.start)
        return min(mentions[max(0, at - 3) : at + 3], key=lambda m: self._distance(m, inside))

    def _distance(self, mention: Mention, inside: range) -> float:
        """Words between; turns and marks between count as many, a fact before its mention counts a little more than one after."""
        if inside.start > mention.last:
            between, cost = range(mention.last + 1, inside.start), 0.0
        else:
            between, cost = range(inside.stop, mention.first), 3.0
        if inside.start < mention.first and len(between) and self.words[between.start] in ("when", "where"):
            # "In January, when the eighth round was held": the date is that of the round.
            return len(between) - 8.0
        if len(between) > 60:
            return 200.0 + len(between)
        turns = sum(self.words[i] in _TURNS for i in between)
        commas = sum(
            "," in self.layout.text[self.layout.words[i].end : self.layout.words[i + 1].start]
            for i in range(between.start - 1, between.stop)
        )
        return len(between) + cost + 8 * turns + 2 * commas

    def _is_spoken(self, at: int, mentions: list[Mention]) -> bool:
        """Whether a verb of speech governs the fact ("said in Doha on Wednesday", "told a briefing on Tuesday")."""
        near = bisect_left(self._firsts, at)
        for i in range(at - 1, max(-1, at - 7), -1):
            if any(m.first <= i <= m.last for m in mentions[max(0, near - 2) : near + 1]):
                return False
            if self.words[i] in self._speech and self.words[i - 1] not in ("be", "been", "was", "were"):
                return True
            if self.words[i] in ("that", "held", "met", "after"):
                return False
        return False

    def _heads_speech(self, inside: range, mentions: list[Mention]) -> bool:
        """As in "In Washington, the ministry said" or "a diplomat in Ankara said": speech comes before any meeting."""
        if inside.stop < len(self.words) and self.words[inside.stop] in self._speech:
            return True
        opening = self.layout.words_in(self.layout.sentences[mentions[0].sentence])
        if inside.start - opening.start > 2:
            return False
        firsts = {m.first for m in mentions[:20]}
        for i in range(inside.stop, min(opening.stop, inside.stop + 9)):
            if i in firsts:
                return False
            if self.words[i] in self._speech:
                return True
        return False

    def date(self, mention: Mention) -> tuple[str | None, str | None]:
        """Start and end, from the nearest date that says something."""
        mine = self._date_of.get(mention.first, [])
        inside = [(self._distance(mention, self.layout.words_in(d.span)), d.span.start, d) for d in mine]
        known = [t for t in inside if t[2].start or t[2].end]
        if not known:
            return None, None
        best = min(known)[2]
        if best.kind is DateKind.YEAR and (min(known)[0] > _YEAR_REACH or best.start != best.end or self._points(best)):
            return None, None
        if self._closes(mention, best):
            return self._began(mention, best.end), best.end
        return best.start, best.end

    def _points(self, date: DateMention) -> bool:
        """ "This year" in "the second round this year" does not date the round."""
        return self.words[self.layout.words_in(date.span).start] in ("this", "last", "next")

    def _closes(self, mention: Mention, date: DateMention) -> bool:
        """Whether the day is the last of several ("four days of talks ended on Thursday")."""
        several = any(d.unit in ("day", "week") for d in self._duration_of.get(mention.first, []))
        return several and date.end is not None and any(self.words[i] in meeting_words().rest["holding.ends"] for i in mention.clause)

    def _began(self, mention: Mention, last: str | None) -> str | None:
        days = next((d for d in self._duration_of.get(mention.first, []) if d.unit == "day" and d.min == d.max and d.min), None)
        if days is None or days.min is None or last is None or len(last) < 10:
            return None
        began = shift(first_day(last), 1 - days.min // 1440)
        return began.isoformat() if began else None

    def several(self, mention: Mention) -> list[tuple[DateMention, Place | None]]:
        """The days of a lump with the place told just before each ("in Muscat on 12 April, in Rome a week later")."""
        days = [d for d in self._date_of.get(mention.first, []) if d.kind is DateKind.DAY and d.start]
        places = [p for p in self._place_of.get(mention.first, []) if p.kind == "city"]
        found, since = [], mention.span.end
        for day in days:
            near = [p for p in places if since <= p.span.start < day.span.start]
            found.append((day, self.places.as_place(near[-1]) if near else None))
            since = day.span.end
        return found

    def duration(self, mention: Mention) -> Duration | None:
        """How long, where hours or minutes are told."""
        lengths = [d for m in self._duration_of.get(mention.first, []) if (d := m.as_duration())]
        return lengths[0] if lengths else None

    def place(self, mention: Mention, drafts: list[Draft]) -> Place | None:
        """Where: the goal of a visit, the city that "in" gives, the city before the noun ("the Istanbul talks"), a venue."""
        mine = self._place_of.get(mention.first, [])
        if mention.form is MeetingForm.VISIT:
            goals = [p for p in mine if p.span.start >= mention.span.end] or mine
            return self.places.as_place(goals[0]) if goals else None
        before = [
            p
            for p in mine
            if p.kind == "city"
            and self.layout.words_in(p.span).stop in range(mention.first - 3, mention.last + 1)
            and self._attributive(p, mention)
        ]
        clause = self._reach(mention, mine)
        if clause is not None and (found := self.places.place_in(clause, mention.span.start)):
            at = next((p for p in mine if p.span == found.span), None)
            if at is not None and at.again:
                return self._same(found, drafts, at)
            if at is not None and self._one_of_several(at):
                return None
            if at is not None or found.venue:
                return found
        if before:
            return self.places.as_place(before[-1])
        return self._guess(mention) if all(p.kind == "country" for p in mine) else None

    def _guess(self, mention: Mention) -> Place | None:
        """A place that no list knows, close after the mention and in its clause."""
        words = self.layout.words
        stop = mention.last + 1
        while stop < min(mention.clause.stop, mention.last + 14) and self.words[stop] not in _TURNS:
            stop += 1
        found = self.places.guess((mention.span.end, words[stop - 1].end))
        return found if found and not self.taken(found.span) else None

    def _one_of_several(self, place: PlaceMention) -> bool:
        """ "In Moscow or Washington" is not settled."""
        after = self.layout.words_in(place.span).stop
        return after < len(self.words) and self.words[after] == "or"

    def _attributive(self, place: PlaceMention, mention: Mention) -> bool:
        return (
            place.span.end <= mention.span.end
            and mention.span.start - place.span.end < 24
            and not mention.verb
            and self._direct(place, mention)
        )

    def _direct(self, place: PlaceMention, mention: Mention) -> bool:
        between = range(self.layout.words_in(place.span).stop, mention.last)
        return all(w in ("round", "of", "peace") for w in (self.words[i] for i in between)) and self.places.at(place) not in (
            "with",
            "between",
            "and",
            "by",
        )

    def _reach(self, mention: Mention, mine: list[PlaceMention]) -> Span | None:
        """From the mention's clause to the last place of its own."""
        words = self.layout.words
        sentence = self.layout.sentences[mention.sentence]
        spans = [p.span for p in mine]
        start = min([words[mention.clause.start].start, *(s.start - 30 for s in spans)])
        end = max([words[mention.clause.stop - 1].end, *(s.end for s in spans)])
        return Span(max(sentence.start, start), min(sentence.end, end))

    def _same(self, found: Place, drafts: list[Draft], at: PlaceMention) -> Place:
        """ "The same city" is that of the meeting told before."""
        told = next((d.place for d in reversed(drafts) if d.place), None) or self.places.dateline
        if told is None or not at.span.words(self.layout.text).lower().startswith("the same"):
            return found
        return found.model_copy(update={"name": told.name, "country": told.country})
