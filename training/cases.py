"""Annotated texts to cases that the network learns from: tags by layer, questions of class, questions of link."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from training.corpora import Annotated, Recorded
from verbale.compose.actors_named import state_names
from verbale.compose.dates import DateMention, find_dates
from verbale.compose.places import find_places
from verbale.language import Layout, layout
from verbale.language.classes import QUESTIONS
from verbale.language.decoding import begins
from verbale.language.links import PARTS, Tokens, candidates
from verbale.language.pieces import Pieces, pieces
from verbale.language.tags import LAYER, LAYERS, SPEECH_ROLES, chains
from verbale.language.windows import ROOM, Window, windows
from verbale.record import Actor, Item, Meeting, Record, Span, Statement

# The layers that a document with its record supervises; PolNeAR supervises `attribution` alone.
RECORD_LAYERS = tuple(layer.name for layer in LAYERS if layer.name != "attribution")
Parts = dict[str, list[Tokens]]


@dataclass(frozen=True)
class LinkCase:
    """One question to a link scorer: the span, its candidates with features, and the right ones (`len(near)` for none)."""

    relation: str
    span: Tokens
    others: tuple[Tokens, ...]
    near: tuple[tuple[int, int, int], ...]
    right: tuple[int, ...]


@dataclass(frozen=True)
class PartCase:
    """What each actor mention is to a meeting mention, by the number of `PARTS`."""

    meeting: Tokens
    actors: tuple[Tokens, ...]
    parts: tuple[int, ...]


@dataclass(frozen=True)
class ClassCase:
    """One question of class: the spans looked at together, and the right class."""

    question: str
    spans: tuple[Tokens, ...]
    right: int


@dataclass
class Case:
    """Words `[low, high)` of a text with all that is known of them; spans count words from `low`.

    `tags` (words, layers), -1 where a layer is not annotated. `chains` are decoded each by itself.
    """

    pieces: Pieces
    windows: list[Window]
    low: int
    high: int
    tags: NDArray[np.int64]
    chains: list[Tokens]
    links: list[LinkCase] = field(default_factory=list)
    classes: list[ClassCase] = field(default_factory=list)
    parts: list[PartCase] = field(default_factory=list)


def _all_words(cut: Pieces, spans: Iterable[tuple[int, int]]) -> list[Tokens]:
    return [t for span in spans if (t := cut.words_of(span))]


def _tag(tags: NDArray[np.int64], layer: str, role: str, spans: Iterable[Tokens]) -> list[Tokens]:
    """Write the spans, longest first, as far as they do not meet one that is there; those written."""
    n, at = LAYER[layer], LAYERS[LAYER[layer]].roles.index(role)
    written = []
    for start, end in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if not tags[start:end, n].any():
            tags[start:end, n] = 2 + 2 * at
            tags[start, n] = 1 + 2 * at
            written.append((start, end))
    return sorted(written)


def _speech_links(parts: Sequence[Parts]) -> list[LinkCase]:
    """Which cue each content belongs to, which source each cue, or content without one; `parts` are the attributions of one layer."""
    pool = {role: tuple(sorted({s for p in parts for s in p[role]})) for role in SPEECH_ROLES}
    cases = []

    def ask(relation: str, span: Tokens, role: str, right: Sequence[Tokens]) -> None:
        near = candidates(span, pool[role])
        answers = tuple(k for k, (other, _, _) in enumerate(near) if pool[role][other] in right)
        cases.append(LinkCase(relation, span, pool[role], tuple(near), answers or (len(near),)))

    for p in parts:
        for content in p["content"]:
            ask("content_cue", content, "cue", p["cue"])
        for relation, spans in (("cue_source", p["cue"]), ("content_source", [] if p["cue"] else p["content"])):
            for span in spans if not p.get("cut") else ():
                ask(relation, span, "source", p["source"])
    return cases


@dataclass(frozen=True)
class Tokenized:
    """A text of PolNeAR cut into pieces, with its attributions in words."""

    pieces: Pieces
    tags: NDArray[np.int64]
    attributions: tuple[Parts, ...]


def tokenize(document: Annotated) -> Tokenized:
    """Pieces, tags and attributions of a document."""
    cut = pieces(layout(document.text))
    tags = np.full((len(cut.heads), len(LAYERS)), -1, np.int64)
    tags[:, LAYER["attribution"]] = 0
    attributions = []
    for gold in document.attributions:
        parts = {role: _all_words(cut, getattr(gold, role)) for role in SPEECH_ROLES}
        for role, spans in parts.items():
            _tag(tags, "attribution", role, spans)
        attributions.append(parts)
    return Tokenized(cut, tags, tuple(attributions))


def tiles(count: int, chance: random.Random) -> list[Window]:
    """Windows that tile `count` pieces from a random first cut, so that no two passes see the same windows."""
    if count <= 0:
        return []
    cuts = [0, *range(min(chance.randint(ROOM // 4, ROOM), count), count, ROOM), count]
    return [Window(a, b, a, b) for a, b in pairwise(cuts) if a < b]


def window_cases(document: Tokenized, chance: random.Random) -> list[Case]:
    """A case for each window of a document."""
    cut = document.pieces
    parts = tiles(len(cut), chance) if chance.random() < 0.5 else windows(len(cut), cut.begins)
    found = []
    for window in parts:
        low, high = (int(x) for x in np.searchsorted(cut.heads, [window.start, window.end]))
        if low >= high:
            continue
        tags = document.tags[low:high].copy()
        # A span cut by the window's edge begins anew there.
        first = tags[0]
        first[(first > 0) & (first % 2 == 0)] -= 1
        inside = [_inside(p, low, high) for p in document.attributions]
        starts = [b - low for b in begins(cut) if low < b < high]
        alone = Window(window.start, window.end, window.start, window.end)
        found.append(Case(cut, [alone], low, high, tags, chains([0, *starts], high - low), _speech_links(inside)))
    return found


def _inside(parts: Parts, low: int, high: int) -> Parts:
    """The spans that lie in `[low, high)`; `cut` is there where a source or cue lies outside."""
    found: Parts = {role: [(s - low, e - low) for s, e in parts[role] if s >= low and e <= high] for role in SPEECH_ROLES}
    if len(found["source"]) < len(parts["source"]) or len(found["cue"]) < len(parts["cue"]):
        found["cut"] = parts["source"] or parts["cue"]
    return found


def record_case(given: Recorded, chance: random.Random) -> Case:
    """The case of a whole document with its record."""
    laid = layout(given.document.text)
    cut = pieces(laid)
    tags = np.full((len(cut.heads), len(LAYERS)), -1, np.int64)
    tags[:, [LAYER[name] for name in RECORD_LAYERS]] = 0
    tiled = tiles(len(cut), chance) if chance.random() < 0.5 else windows(len(cut), cut.begins)
    case = Case(cut, tiled, 0, len(cut.heads), tags, chains(begins(cut), len(cut.heads)))
    record = given.record
    _statements(case, record.statements)
    actors = _actors(case, record.actors)
    _identities(case, record, actors, list(state_names(laid)))
    _meetings(case, record, actors)
    _delegations(case, record, actors)
    _when_and_where(case, given, laid)
    _items(case, record, actors)
    return case


def _ask(case: Case, relation: str, span: Tokens, others: Sequence[Tokens], right: Collection[int]) -> None:
    """One link question; `right` are numbers of `others`. The answer is none where no candidate within reach is right."""
    near = candidates(span, others)
    answers = tuple(k for k, (other, _, _) in enumerate(near) if other in right)
    case.links.append(LinkCase(relation, span, tuple(others), tuple(near), answers or (len(near),)))


def _identities(case: Case, record: Record, actors: dict[Tokens, Actor], states: Sequence[tuple[Span, str]]) -> None:
    """Who is who: mentions of one actor, the speakers of sources, the states that people and bodies act for."""
    mentions = sorted(actors)
    for n, mention in enumerate(mentions):
        _ask(case, "actor_same", mention, mentions[:n], {k for k in range(n) if actors[mentions[k]] is actors[mention]})
    for source, speakers in _sources(case, record).items():
        _ask(case, "source_actor", source, mentions, {k for k, m in enumerate(mentions) if actors[m].id in speakers})
    named = {t: code for span, code in states if (t := case.pieces.words_of(span))}
    places = sorted(named)
    for mention, actor in actors.items():
        if actor.kind not in ("state", "outlet", "organization"):
            _ask(case, "acts_for", mention, places, {k for k, place in enumerate(places) if named[place] == actor.country})


def _delegations(case: Case, record: Record, actors: dict[Tokens, Actor]) -> None:
    """The parties that heads and members of delegations stand for."""
    mentions = sorted(actors)
    parties: dict[str, set[str]] = {}
    for meeting in record.meetings:
        for side in meeting.sides:
            for person in (side.head, *side.members):
                if person:
                    parties.setdefault(person, set()).add(side.party)
    for mention, actor in actors.items():
        if actor.id in parties:
            others = [m for m in mentions if m != mention]
            own = parties[actor.id]
            _ask(case, "stands_for", mention, others, {k for k, m in enumerate(others) if actors[m].id in own})


def _sources(case: Case, record: Record) -> dict[Tokens, set[str]]:
    """Each source span with the ids of who speaks."""
    found: dict[Tokens, set[str]] = {}
    for s in record.statements:
        if s.source and (t := case.pieces.words_of(s.source)):
            found.setdefault(t, set()).add(s.speaker)
    return found


def _statements(case: Case, statements: Sequence[Statement]) -> None:
    """Statements into `speech`, those that meet one already there into `inner`; longest content first."""
    taken: dict[str, set[int]] = {"speech": set(), "inner": set()}
    parts: dict[str, list[Parts]] = {"speech": [], "inner": []}
    seen: set[tuple[object, ...]] = set()
    for s in sorted(statements, key=lambda s: -sum(e - b for b, e in s.content)):
        key = (s.source, s.cue, s.content)
        if key in seen:
            continue
        seen.add(key)
        own: Parts = {"source": _all_words(case.pieces, [s.source] if s.source else [])}
        own |= {"cue": _all_words(case.pieces, s.cue), "content": _all_words(case.pieces, s.content)}
        core = {n for role in ("cue", "content") for a, b in own[role] for n in range(a, b)}
        layer = next((name for name, used in taken.items() if not core & used), None)
        if layer is None:
            continue
        taken[layer] |= core
        for role, spans in own.items():
            _tag(case.tags, layer, role, spans)
        parts[layer].append(own)
    for found in parts.values():
        case.links += _speech_links(found)


def _actors(case: Case, actors: Sequence[Actor]) -> dict[Tokens, Actor]:
    """Tag the mentions; each written one with its actor."""
    owners = {t: a for a in actors for t in _all_words(case.pieces, a.mentions)}
    written = _tag(case.tags, "actor", "actor", owners)
    kinds = QUESTIONS["kind"][1]
    case.classes += [ClassCase("kind", (t,), kinds.index(owners[t].kind)) for t in written]
    return {t: owners[t] for t in written}


def _meetings(case: Case, record: Record, actors: dict[Tokens, Actor]) -> None:
    owners = {t: m for m in record.meetings for t in _all_words(case.pieces, m.mentions)}
    written = _tag(case.tags, "meeting", "meeting", owners)
    mentions = tuple(sorted(actors))
    for n, span in enumerate(written):
        meeting = owners[span]
        for name in ("form", "state"):
            case.classes.append(ClassCase(name, (span,), QUESTIONS[name][1].index(getattr(meeting, name))))
        _ask(case, "meeting_same", span, written[:n], {k for k in range(n) if owners[written[k]] is meeting})
        if mentions:
            case.parts.append(PartCase(span, mentions, tuple(PARTS.index(_part(actors[m].id, meeting)) for m in mentions)))
    _tag(case.tags, "place", "place", _all_words(case.pieces, [m.place.span for m in record.meetings if m.place]))


def _when_and_where(case: Case, given: Recorded, laid: Layout) -> None:
    """The date and the place of each meeting, among all that the grammars find."""
    dates = {t: d for d in find_dates(laid, given.document.published) if d.start or d.end if (t := case.pieces.words_of(d.span))}
    places = {t: p for p in find_places(laid).mentions if (t := case.pieces.words_of(p.span))}
    days, names = _apart(dates), _apart(places)
    for meeting in given.record.meetings:
        dated = _dated(meeting, [dates[t] for t in days])
        placed = _placed(case, meeting, names, [places[t].name for t in names])
        for span in _all_words(case.pieces, meeting.mentions):
            if dated is not None and days:
                _ask(case, "meeting_date", span, days, dated)
            if placed is not None:
                _ask(case, "meeting_place", span, names, placed)


def _dated(meeting: Meeting, dates: Sequence[DateMention]) -> set[int] | None:
    """The numbers of the dates that are the meeting's, none where it has no date; None where no grammar finds its date."""
    if not (meeting.start or meeting.end):
        return set()
    same = {n for n, d in enumerate(dates) if (d.start, d.end) == (meeting.start, meeting.end)}
    return same or {n for n, d in enumerate(dates) if d.start and d.start == meeting.start} or None


def _placed(case: Case, meeting: Meeting, spans: Sequence[Tokens], names: Sequence[str]) -> set[int] | None:
    """Likewise for the place."""
    if meeting.place is None:
        return set()
    here = case.pieces.words_of(meeting.place.span) or (0, 0)
    meets = (s[0] < here[1] and here[0] < s[1] for s in spans)
    return {n for n, at in enumerate(meets) if at or names[n] == meeting.place.name} or None


def _apart(spans: Iterable[Tokens]) -> list[Tokens]:
    """In text order, those that do not meet the one before."""
    found: list[Tokens] = []
    for span in sorted(spans):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


def _part(actor: str, meeting: Meeting) -> str:
    for side in meeting.sides:
        for part, people in (("side", (side.party,)), ("head", (side.head,)), ("member", side.members)):
            if actor in people:
                return part
    return "mediator" if actor in meeting.mediators else "none"


def _items(case: Case, record: Record, actors: dict[Tokens, Actor]) -> None:
    by_id = {a.id: a for a in record.actors}
    clauses = set(_tag(case.tags, "status", "status", _all_words(case.pieces, [m for i in record.items for m in i.mentions])))
    _tag(case.tags, "label", "label", _all_words(case.pieces, [i.label for i in record.items]))
    _tag(case.tags, "condition", "condition", _all_words(case.pieces, [i.condition for i in record.items if i.condition]))
    mentions = tuple(sorted(actors))
    for item in record.items:
        label = case.pieces.words_of(item.label)
        for clause in _all_words(case.pieces, item.mentions):
            if label is None:
                continue
            for name, value in (("topic", item.topic), ("status", item.status)):
                case.classes.append(ClassCase(name, (label, clause), QUESTIONS[name][1].index(value)))
            if clause in clauses:
                _by(case, item, clause, mentions, actors, by_id)


def _by(case: Case, item: Item, clause: Tokens, mentions: tuple[Tokens, ...], actors: dict[Tokens, Actor], by_id: dict[str, Actor]) -> None:
    """Whose position it is: any near mention of that actor, or of one who acts for the same state."""
    near = candidates(clause, mentions)
    right: tuple[int, ...] = (len(near),)
    if item.by is not None:
        side = by_id[item.by]
        right = tuple(
            k
            for k, (other, _, _) in enumerate(near)
            if (a := actors[mentions[other]]).id == side.id or (side.country and a.country == side.country and a.kind != "outlet")
        )
    if right:
        case.links.append(LinkCase("status_by", clause, mentions, tuple(near), right))
