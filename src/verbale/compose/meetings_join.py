"""One meeting out of the mentions that name it.

Two mentions are one meeting only where nothing speaks against it: form, state, day, place, parties and number in a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.compose.meetings_mentions import Mention
from verbale.compose.meetings_sides import Sides
from verbale.compose.meetings_state import Standing
from verbale.record import Duration, MeetingForm, MeetingState, Place

_GATHERINGS = frozenset({MeetingForm.TALKS, MeetingForm.MEETING, MeetingForm.SUMMIT, MeetingForm.SESSION})
_CALLS = frozenset({MeetingForm.CALL, MeetingForm.VIDEO})
_PAST = frozenset({MeetingState.HELD, MeetingState.UNDER_WAY})
# Of two states that a text gives one meeting, the later here is the news.
_NEWS = (
    MeetingState.PROPOSED, MeetingState.PLANNED, MeetingState.HELD, MeetingState.UNDER_WAY,
    MeetingState.POSTPONED, MeetingState.CANCELLED, MeetingState.REFUSED,
)  # fmt: skip
# Of two forms, the later here is the more telling.
_TELLING = (MeetingForm.MEETING, MeetingForm.TALKS, MeetingForm.SESSION, MeetingForm.SUMMIT)


@dataclass
class Sight:
    """A mention with all that its clause says of the meeting."""

    mention: Mention
    standing: Standing
    sides: Sides
    start: str | None = None
    end: str | None = None
    duration: Duration | None = None
    place: Place | None = None
    lead: bool = False

    @property
    def explicit(self) -> bool:
        """Whether the clause itself names two parties."""
        return len(self.sides.people) > 1


@dataclass
class Draft:
    """A meeting that still gains mentions."""

    form: MeetingForm
    standing: Standing
    sides: Sides = field(default_factory=Sides)
    explicit: bool = False
    start: str | None = None
    end: str | None = None
    duration: Duration | None = None
    place: Place | None = None
    mediators: list[str] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    ordinal: int | None = None
    coming: bool = False
    aside: bool = False
    margin: bool = False
    gone: bool = False

    def take(self, sight: Sight) -> None:
        """Add what a further mention says; what is known already stays."""
        mention = sight.mention
        self.sights.append(sight)
        if len(self.sights) > 1 and self.sights[0].mention.weak and not mention.weak and all(s.mention.weak for s in self.sights[:-1][:9]):
            self.form = mention.form
        elif self.form in _GATHERINGS and mention.form in _GATHERINGS and not mention.weak:
            self.form = max(self.form, mention.form, key=_TELLING.index)
        if sight.standing.told and (not self.standing.told or _NEWS.index(sight.standing.state) > _NEWS.index(self.standing.state)):
            self.standing = sight.standing
        if (self.start is None and self.end is None) or (sight.start and self.start and len(sight.start) > len(self.start)):
            self.start, self.end = sight.start, sight.end
        self.duration = self.duration or sight.duration
        if self.place is None or (sight.place and sight.place.venue and not self.place.venue):
            self.place = sight.place or self.place
        known = not self.sides.people or bool(set(sight.sides.people) & set(self.sides.people))
        if sight.explicit or (not self.explicit and known):
            self.sides.take(sight.sides)
            self.explicit = self.explicit or sight.explicit
        self.gone = self.gone or mention.gone
        self.aside, self.margin = self.aside or mention.aside, self.margin or mention.margin
        self.ordinal = self.ordinal or mention.ordinal
        self.coming = self.coming or mention.coming


def family(form: MeetingForm) -> frozenset[MeetingForm]:
    """Forms that can name the same meeting."""
    return _GATHERINGS if form in _GATHERINGS else _CALLS if form in _CALLS else frozenset({form})


def _dates_agree(a: str | None, b: str | None) -> bool:
    return not a or not b or a.startswith(b) or b.startswith(a)


def _places_agree(a: Place | None, b: Place | None) -> bool:
    return a is None or b is None or a.name == b.name


def _parties_agree(sight: Sight, draft: Draft) -> bool:
    if not sight.explicit:
        if sight.mention.definite and not sight.mention.verb:
            return True
        return not sight.sides.people or not draft.explicit or bool(set(sight.sides.people) & set(draft.sides.people))
    if not draft.explicit:
        return not draft.sides.people or bool(set(sight.sides.people) & set(draft.sides.people))
    a, b = set(sight.sides.people), set(draft.sides.people)
    if not (a <= b or b <= a):
        return False
    return not sight.mention.verb or not _other_people(sight.sides, draft.sides)


def _other_people(a: Sides, b: Sides) -> bool:
    """Whether the sides sent other people: then it is another meeting."""
    both = [p for p in a.people if a.people[p] and b.people.get(p)]
    named = sum(bool(people) for people in a.people.values())
    return len([p for p in both if not set(a.people[p]) & set(b.people[p])]) > (0 if named > 1 else 1)


def can_join(sight: Sight, draft: Draft) -> bool:
    """Whether nothing speaks against the mention naming this meeting."""
    mention = sight.mention
    if mention.form not in family(draft.form) and not (mention.weak and mention.word in ("ceremony", "session", "dialogue")):
        return False
    near = abs(mention.sentence - draft.sights[-1].mention.sentence) <= 1
    if mention.aside != draft.aside or mention.margin or draft.margin:
        return False
    refused = (sight.standing.told and sight.standing.state is MeetingState.REFUSED) != (draft.standing.state is MeetingState.REFUSED)
    if refused and sight.standing.told and mention.sentence != draft.sights[-1].mention.sentence:
        return False
    if sight.standing.told and not _states_agree(sight.standing.state, draft.standing.state):
        strong = sight.standing.state in (MeetingState.POSTPONED, MeetingState.CANCELLED) and near
        if draft.standing.told or not (strong or mention.sentence == draft.sights[0].mention.sentence):
            return False
    if not (_dates_agree(sight.start, draft.start) and _dates_agree(sight.end, draft.end) and _places_agree(sight.place, draft.place)):
        return False
    if mention.ordinal and draft.ordinal and mention.ordinal != draft.ordinal:
        return False
    if (mention.coming and not draft.coming) or (mention.gone and not draft.gone):
        return False
    apart = mention.indefinite and mention.sentence != draft.sights[-1].mention.sentence and bool(sight.start or sight.end or sight.place)
    if (apart or not near) and not _takes_up(sight, draft):
        return False
    return _parties_agree(sight, draft)


def _takes_up(sight: Sight, draft: Draft) -> bool:
    """Whether a mention further on can take the meeting up: not one that fell through, and with new facts only by "the"."""
    if draft.standing.state not in _PAST and draft.standing.state is not MeetingState.PLANNED:
        return sight.standing.state is draft.standing.state
    same = (sight.start and sight.start == draft.start) or (sight.place and draft.place and sight.place.name == draft.place.name)
    if same:
        return True
    news = (sight.start and not draft.start) or (sight.place and not draft.place)
    return not news or sight.mention.definite


def _states_agree(a: MeetingState, b: MeetingState) -> bool:
    """What was held is not also to come; a plan may have been put off."""
    return (a in _PAST) == (b in _PAST)


def likeness(sight: Sight, draft: Draft, main: Draft | None) -> float:
    """How much speaks for the mention naming this meeting, among those that it can name."""
    score = 0.0
    score += 3 if sight.start and sight.start == draft.start else 0
    score += 2 if sight.place and draft.place and sight.place.name == draft.place.name else 0
    score += 2 if sight.mention.ordinal and sight.mention.ordinal == draft.ordinal else 0
    score += 1 if sight.standing.told and sight.standing.state is draft.standing.state else 0
    score += 1 if draft is main else 0
    last = draft.sights[-1].mention
    score += 1.5 if sight.mention.sentence - last.sentence <= 1 else 0
    score += 0.5 if sight.mention.word == last.word else 0
    score += 1 if sight.explicit and set(sight.sides.people) == set(draft.sides.people) else 0
    return score
