"""The items of a document: matters between parties and where they stand.

A matter is a phrase of `topics.toml` (or a noun that stands for one) in a clause where a word of `statuses.toml` says
something of it. No item is made of a matter alone, or of a status alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from verbale.compose.cast import Cast
from verbale.compose.items_clauses import Clause, clauses
from verbale.compose.items_cues import Hit, Rank, hits
from verbale.compose.items_lexicon import Cue, Frame, Phrases, words
from verbale.compose.items_matters import Context, Kind, Matter, introduced, label, matters
from verbale.compose.items_sides import Sides
from verbale.compose.items_status import Stand, lone, stands
from verbale.compose.lexicon import load_toml
from verbale.compose.speech import Speech
from verbale.language.layers import Attribution
from verbale.language.layout import Layout
from verbale.record import ActorKind, Document, Item, ItemStatus, Meeting, Span, Topic

_PARTIES = (ActorKind.STATE, ActorKind.GROUP, ActorKind.ORGANIZATION)
_CONDITIONAL = Cue(ItemStatus.CONDITIONAL, Frame.PREDICATE, own=True)
_KEPT_UNDER_CONDITION = frozenset({ItemStatus.DEMANDED, ItemStatus.EXCLUDED, ItemStatus.BREACHED, ItemStatus.STALLED})
_SAID_OF_PRONOUNS = frozenset({ItemStatus.PROPOSED, ItemStatus.DEMANDED, ItemStatus.REJECTED, ItemStatus.CONDITIONAL, ItemStatus.STALLED})
_LISTING = frozenset({ItemStatus.DISCUSSED, ItemStatus.EXCLUDED})
_WEAKLY_SAID = frozenset({ItemStatus.IMPLEMENTED, ItemStatus.IN_PROGRESS, ItemStatus.BREACHED})
_BESIDE = 3
_RECENT = 4
_CONFIDENCE = {Rank.FINITE: 0.6, Rank.NONFINITE: 0.5, Rank.NOUN: 0.45, Rank.DEED: 0.4, Rank.LONE: 0.35}
_LESS = {Kind.STRONG: 1.0, Kind.WEAK: 0.85, Kind.BARE: 0.9, Kind.GENERIC: 0.7, Kind.PRONOUN: 0.6}


@dataclass(slots=True)
class _Read:
    """A clause with all that is found in it."""

    clause: Clause
    lower: tuple[str, ...]
    parted: set[int]
    matters: list[Matter]


@dataclass(slots=True)
class _Draft:
    topic: Topic
    status: ItemStatus
    label: Span
    words: frozenset[str]
    parties: tuple[str, ...]
    by: str | None
    meeting: str | None
    condition: Span | None
    confidence: float
    mentions: list[Span] = field(default_factory=list)


def find_items(document: Document, layout: Layout, cast: Cast, meetings: Sequence[Meeting], speech: Sequence[Speech]) -> tuple[Item, ...]:
    """The items that `layout` holds, in text order. Linear in the length of the text.

    A text that names no two parties, one of them a state or group, has none: its agreements are those of companies or neighbours.
    """
    if not _between_parties(cast):
        return ()
    attributions = [one.attribution for one in speech]
    read = list(_read(layout, attributions))
    context = Context(document.title)
    for one in read:
        context.note(one.matters, one.clause.sentence)
    composer = _Composer(layout, context, Sides(layout, cast, meetings, speech))
    denied = _denied(layout, attributions)
    for one in read:
        composer.take(one, denied=one.clause.voice in denied)
    return composer.items()


def _denied(layout: Layout, attributions: Sequence[Attribution]) -> set[int | None]:
    """Attributions whose content is denied by who speaks: "denied that an agreement had been reached"."""
    denials = words("denials")
    cues = [{layout.lower_words[w] for span in a.cue for w in layout.words_in(span)} for a in attributions]
    return {n for n, cue in enumerate(cues) if not denials.isdisjoint(cue)}


def _between_parties(cast: Cast) -> bool:
    kinds = [draft.kind for draft in cast if draft.kind in _PARTIES]
    return len(kinds) > 1 and any(kind is not ActorKind.ORGANIZATION for kind in kinds)


def about(statement_content: Sequence[Span], items: Sequence[Item]) -> tuple[str, ...]:
    """Ids of the items whose mention or label lies for the most part in what a statement says."""
    found = []
    for item in items:
        for span in (*item.mentions, item.label):
            inside = sum(max(0, min(span.end, c[1]) - max(span.start, c[0])) for c in statement_content)
            if inside * 2 > span.end - span.start:
                found.append(item.id)
                break
    return tuple(found)


def _read(layout: Layout, attributions: Sequence[Attribution]) -> Iterator[_Read]:
    for sentence in clauses(layout, attributions):
        for clause in sentence:
            lower = tuple(layout.lower_words[w] for w in clause.words)
            parted = _parted(layout, clause)
            yield _Read(clause, lower, parted, matters(lower, parted))


def _parted(layout: Layout, clause: Clause) -> set[int]:
    """Positions in the clause that a comma follows; the commas around a hole part nothing."""
    return {
        n
        for n, (a, b) in enumerate(zip(clause.words, clause.words[1:], strict=False))
        if b == a + 1 and "," in layout.text[layout.words[a].end : layout.words[b].start]
    }


@cache
def _elsewhere() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in load_toml("items")["elsewhere"])


class _Composer:
    """Makes drafts of items clause by clause and joins those that are one."""

    def __init__(self, layout: Layout, context: Context, sides: Sides) -> None:
        self._layout, self._context, self._sides = layout, context, sides
        self._drafts: dict[tuple[Topic, ItemStatus, str | None], list[_Draft]] = {}
        self._named: dict[tuple[Topic, ItemStatus, str | None, str], _Draft] = {}
        self._last: tuple[Topic, Span] | None = None
        self._last_sentence = -1
        self._sentence = -1
        self._silent = False

    def take(self, one: _Read, denied: bool) -> None:
        """Read the items of a clause; what is denied gives none."""
        if one.clause.sentence != self._sentence:
            self._sentence = one.clause.sentence
            inside = self._layout.words_in(self._layout.sentences[self._sentence])
            self._silent = self._layout.text[self._layout.sentences[self._sentence].end - 1] == "?" or any(
                True for _ in _elsewhere().find(self._layout.lower_words[inside.start : inside.stop])
            )
        if not (self._silent or denied or one.clause.posed) and one.matters:
            for stand in self._stands(one):
                self._draft(one, stand)
        self._remember(one)
        self._sides.pass_by(one.clause)

    def _remember(self, one: _Read) -> None:
        named = [m for m in one.matters if m.kind is Kind.STRONG]
        if named and named[0].topic:
            self._last = named[0].topic, label(self._layout, one.clause, one.lower, named[0])
            self._last_sentence = one.clause.sentence

    @property
    def _fresh(self) -> bool:
        """Whether a matter was named earlier in this sentence, so that "it" or "which" may stand for it."""
        return self._last_sentence == self._sentence

    def _stands(self, one: _Read) -> list[Stand]:
        found = [m for m in one.matters if self._topic(m)]
        inside = {n for m in found for n in range(m.first + 1, m.after) if m.kind <= Kind.WEAK}
        told = stands(one.lower, one.parted, found, hits(one.lower, one.parted, inside))
        told = [s for s in told if self._supported(s, one.lower)]
        condition = one.clause.condition
        if condition and (condition.firm or not _outlook().isdisjoint(one.lower)):
            return self._conditional(one, condition, told)
        said = [s for s in told if s.status]
        if not said and all(s.hit.rank is Rank.DEED for s in told):
            said = lone(one.lower, one.matters)
        return said

    def _supported(self, stand: Stand, lower: tuple[str, ...]) -> bool:
        """Whether a weak word is backed by the document, a noun or pronoun for any matter by a plain verb."""
        kind = stand.matter.kind
        if kind is Kind.WEAK:
            assert stand.matter.topic
            if introduced(lower, stand.matter) or self._context.supports(stand.matter.topic):
                return True
            listed = stand.status in _LISTING and stand.hit.rank is Rank.FINITE
            away = min(abs(stand.matter.first - stand.hit.end), abs(stand.hit.group - stand.matter.after))
            return listed or (away <= _BESIDE and stand.status not in _WEAKLY_SAID)
        if kind is Kind.PRONOUN:
            return stand.hit.rank is Rank.FINITE and stand.status in _SAID_OF_PRONOUNS and self._fresh
        return kind is not Kind.GENERIC or stand.hit.rank is Rank.FINITE

    @staticmethod
    def _conditional(one: _Read, condition: Clause, found: list[Stand]) -> list[Stand]:
        """What stands under the condition of its clause. "If …, exports could grow" is a comment: no cue, no item."""
        kept = [s for s in found if s.status in _KEPT_UNDER_CONDITION and s.hit.rank is Rank.FINITE]
        if kept:
            return kept
        chosen = [s.matter for s in found]
        if not chosen and not (condition.leads and condition.opener == "if"):
            chosen = [m for m in one.matters if m.kind <= Kind.WEAK or (m.kind is Kind.PRONOUN and not m.first)][:1]
        hit = found[0].hit if found else Hit(0, 0, 0, _CONDITIONAL, Rank.FINITE)
        return [Stand(m, ItemStatus.CONDITIONAL, hit) for m in dict.fromkeys(chosen)]

    def _topic(self, matter: Matter) -> Topic | None:
        if matter.topic:
            return matter.topic
        if matter.kind is Kind.PRONOUN:
            return self._last[0] if self._last else None
        return self._context.main()

    def _draft(self, one: _Read, stand: Stand) -> None:
        topic, status = self._topic(stand.matter), stand.status
        if topic is None or status is None:
            return
        name = label(self._layout, one.clause, one.lower, stand.matter)
        if stand.matter.kind is Kind.PRONOUN and self._last:
            name = self._last[1]
        by = self._sides.by(one.clause, one.lower, stand.hit, status)
        meeting = self._sides.meeting(self._layout.sentences[one.clause.sentence], status)
        condition = one.clause.condition if status is ItemStatus.CONDITIONAL else None
        draft = _Draft(
            topic,
            status,
            name,
            _content(name.words(self._layout.text)),
            self._sides.parties(one.clause, by, meeting),
            by,
            meeting.id if meeting else None,
            condition.span(self._layout) if condition else None,
            round(_CONFIDENCE[stand.hit.rank] * _LESS[stand.matter.kind], 2),
            [_mention(self._layout, one, condition)],
        )
        self._file(draft, stand.matter.kind)

    def _file(self, draft: _Draft, kind: Kind) -> None:
        """Join the draft to one with the same topic, status and side if it speaks of the same; else keep it."""
        key = (draft.topic, draft.status, draft.by)
        known = self._drafts.setdefault(key, [])
        same = known[0] if known and (kind >= Kind.GENERIC or not draft.words) else None
        same = same or next((d for word in sorted(draft.words) if (d := self._named.get((*key, word)))), None)
        if same is None:
            known.append(draft)
            self._named |= {(*key, word): draft for word in draft.words}
        elif draft.mentions[0] not in same.mentions[-_RECENT:]:
            same.mentions.append(draft.mentions[0])

    def items(self) -> tuple[Item, ...]:
        """The items in text order."""
        drafts = sorted((d for known in self._drafts.values() for d in known), key=lambda d: (min(d.mentions), d.label, d.topic, d.status))
        return tuple(
            Item(
                id=f"i{n}",
                topic=d.topic,
                label=d.label,
                status=d.status,
                parties=d.parties,
                by=d.by,
                meeting=d.meeting,
                condition=d.condition,
                mentions=tuple(sorted(d.mentions)),
                confidence=d.confidence,
            )
            for n, d in enumerate(drafts, 1)
        )


@cache
def _outlook() -> frozenset[str]:
    return frozenset(load_toml("conditions")["outlook"])


def _content(phrase: str) -> frozenset[str]:
    """The words of a label that tell it from another."""
    small = words("determiners") | words("generic") | words("pronouns") | {"of", "on", "for", "to", "in", "and"}
    return frozenset(w[:5] for w in phrase.lower().replace("-", " ").split() if w not in small)


def _mention(layout: Layout, one: _Read, condition: Clause | None) -> Span:
    """The clause that says it, its condition with it."""
    span = one.clause.span(layout)
    if condition:
        other = condition.span(layout)
        span = Span(min(span.start, other.start), max(span.end, other.end))
    return _trimmed(layout, span)


def _trimmed(layout: Layout, span: Span) -> Span:
    """Without an opening "that" or "and"; closing quotation marks kept where the opening ones are."""
    text = layout.text
    at = bisect_left(layout.words_in(span), 0)
    indices = layout.words_in(span)
    first = indices.start + at
    while first < indices.stop - 1 and layout.lower_words[first] in ("that", "and", "but", "while", "which", "whether", "or"):
        first += 1
    start, end = layout.words[first].start, span.end
    if start > 0 and text[start - 1] in '"“' and text[start:end].count(text[start - 1]) <= 1 and text[end : end + 1] in '"”':
        return Span(start - 1, end + 1)
    if text[end : end + 1] in ('"', "”") and any(q in text[start:end] for q in '"“'):
        end += 1
    return Span(start, end)
