"""Where the matters of a clause stand: which cue reaches which matter, and what it says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from verbale.compose.items_cues import Hit, Rank
from verbale.compose.items_lexicon import Cue, Frame, lone_book, sharper, words
from verbale.compose.items_matters import Kind, Matter, coordinated
from verbale.record import ItemStatus


@dataclass(frozen=True, slots=True)
class Stand:
    """A matter with its status, and the hit that says so; status None: what is said of it gives none."""

    matter: Matter
    status: ItemStatus | None
    hit: Hit


_OBJECT_REACH = 14
_NOUN_REACH = 9
_LONE_REACH = 6
_NEAR = {Kind.WEAK: 8, Kind.GENERIC: 5, Kind.BARE: 3, Kind.PRONOUN: 2}
# "It was agreed to", "it was decided that": what stands before the verb stands for what follows.
_EXPLETIVE = ("to", "that")
_SUBJECT_REACH = 15
_GIVEN = (ItemStatus.AGREED, ItemStatus.IMPLEMENTED, ItemStatus.PROPOSED)
_LOOK = frozenset({ItemStatus.DISCUSSED, ItemStatus.EXCLUDED})


def status(hit: Hit) -> ItemStatus | None:
    """What the hit says, negation and helping verbs taken into account."""
    cue = hit.cue
    if hit.negated:
        if (hit.modal == "same" and cue.status in _GIVEN) or (hit.modal == "none" and cue.status is ItemStatus.IMPLEMENTED):
            return ItemStatus.REJECTED
        return ItemStatus.DEMANDED if hit.modal == "demanded" else cue.denied
    if hit.modal in ("demanded", "proposed") and hit.rank is Rank.FINITE:
        return ItemStatus(hit.modal) if cue.status not in (ItemStatus.REJECTED, ItemStatus.EXCLUDED, ItemStatus.BREACHED) else None
    if hit.modal == "none":
        return None
    if hit.under_way and (
        cue.status in (ItemStatus.AGREED, ItemStatus.IMPLEMENTED) or (cue.status is ItemStatus.DISCUSSED and not cue.does)
    ):
        return ItemStatus.IN_PROGRESS
    if hit.rank is Rank.DEED:
        return None
    if hit.modal == "same" and cue.status is ItemStatus.IMPLEMENTED:
        return ItemStatus.AGREED
    return cue.status


def stands(lower: tuple[str, ...], parted: set[int], found: list[Matter], cues: list[Hit]) -> list[Stand]:
    """For each matter that the clause says something of: the hits that weigh most."""
    reached: dict[Matter, list[Hit]] = {}
    for hit in cues:
        for matter in _reach(lower, parted, found, hit):
            # "direct flights, suspended since 2022, were put to them": the participle is background.
            aside = hit.reduced and matter.after <= hit.group
            reached.setdefault(matter, []).append(replace(hit, rank=Rank.NONFINITE, passive=True) if aside else hit)
    named = {m for m in reached if m.kind is not Kind.PRONOUN}
    result: list[Stand] = []
    for matter, candidates in reached.items():
        if matter.kind is Kind.PRONOUN and named and any(h in reached[m] for m in named for h in candidates):
            continue
        for hit in _strongest(candidates):
            here = replace(hit, negated=True) if _denied(lower, parted, matter, hit) else hit
            result.append(Stand(matter, _said(lower, here), here))
    return result


def _denied(lower: tuple[str, ...], parted: set[int], matter: Matter, hit: Hit) -> bool:
    """Whether a "no" before the matter negates what is said of it: "no sanctions were lifted", "took on no new obligations"."""
    if hit.cue.status in (ItemStatus.EXCLUDED, ItemStatus.REJECTED, ItemStatus.STALLED):
        return False
    for n in range(matter.first - 1, max(-1, matter.first - 4), -1):
        if n in parted or n + 1 == hit.end or lower[n] in ("of", "on", "for", "to"):
            return False
        if lower[n] in ("no", "neither", "nor"):
            return True
    return False


def _said(lower: tuple[str, ...], hit: Hit) -> ItemStatus | None:
    """The hit's status, or None where a wish or fear governs it."""
    if "whether" in lower[: hit.start]:
        return None
    until = hit.start if hit.rank <= Rank.NONFINITE else hit.group
    if hit.rank <= Rank.NONFINITE and words("wishes").intersection(lower[max(0, until - 6) : until]):
        return None
    said = status(hit)
    if (
        said is ItemStatus.PROPOSED
        and hit.start < len(lower)
        and lower[hit.start] in sharper()[0]
        and next(sharper()[1].find(lower[hit.end :]), None)
    ):
        return ItemStatus.DEMANDED
    return said


def _strongest(candidates: list[Hit]) -> Iterator[Hit]:
    top = max(hit.rank for hit in candidates)
    best = [hit for hit in candidates if hit.rank is top]
    if top is Rank.FINITE and all(hit.passive for hit in best):
        # "was sought by one side and was not part of the text" says two things; of two readings of the same words the longer counts.
        best.sort(key=lambda hit: hit.group - hit.end)
        kept: list[Hit] = []
        for hit in best:
            if not any(hit.start < other.end and other.group < hit.end for other in kept):
                kept.append(hit)
        yield from sorted(kept, key=lambda hit: hit.start)
        return
    active = [hit for hit in best if not hit.passive]
    yield (active or best)[0]


def _reach(lower: tuple[str, ...], parted: set[int], found: list[Matter], hit: Hit) -> list[Matter]:
    if hit.cue.frame is Frame.COMPLEMENT:
        return _right(lower, parted, found, hit, _NOUN_REACH)
    if (
        hit.passive
        and hit.group
        and lower[hit.group - 1] == "it"
        and (lower[hit.end - 1] in _EXPLETIVE or lower[hit.end : hit.end + 1] in (("to",), ("that",)))
    ):
        return _right(lower, parted, found, hit, _OBJECT_REACH)
    if hit.passive:
        left = _left(lower, parted, found, hit)
        return left or (_right(lower, parted, found, hit, 6) if hit.cue.frame is Frame.PREDICATE else [])
    if hit.reduced and (left := [m for m in found if m.after in (hit.group, hit.group - 1) and m.kind <= Kind.GENERIC]):
        right = _right(lower, parted, found, hit, 3)
        return right or left
    inner = [m for m in found if hit.start < m.first and m.after < hit.end and m.kind <= Kind.GENERIC]
    if inner and hit.cue.frame is Frame.OBJECT and lower[hit.end - 1] in words("closers"):
        # "put the treaty on hold"
        return inner[:1]
    right = _right(lower, parted, found, hit, _OBJECT_REACH)
    if not right and found and found[0].kind is Kind.PRONOUN and lower[0] == "which" and hit.rank is Rank.FINITE:
        return found[:1]
    return right


def _right(lower: tuple[str, ...], parted: set[int], found: list[Matter], hit: Hit, reach: int) -> list[Matter]:
    # The verb may be part of the name: "will exchange prisoners".
    after = [m for m in found if (m.first >= hit.end or (m.first == hit.start and m.after > hit.end)) and _admits(hit, m)]
    bare = hit.end == hit.start + 1 or (hit.end == hit.start + 2 and lower[hit.end - 1] in words("closers"))
    for n, matter in enumerate(after):
        # One comma ends what the cue speaks of; two are an insertion ("discussed, among other things, flights").
        commas = sum(p in parted for p in range(hit.end - 1, matter.first))
        if matter.first - hit.end > reach or commas == 1 or (bare and _turns(lower[hit.end : matter.first])):
            return []
        if matter.kind is Kind.GENERIC and (
            _meets(hit, lower, matter)
            or any(
                m.kind <= Kind.WEAK
                and m.first - matter.after <= 6
                and lower[matter.after] in words("links")
                and not _between(parted, matter, m)
                for m in after[n + 1 :]
            )
        ):
            continue
        if matter.kind is Kind.PRONOUN and (matter.first > hit.end or any(m.kind <= Kind.GENERIC for m in after)):
            continue
        if matter.first - hit.end <= _NEAR.get(matter.kind, reach):
            return coordinated(lower, parted, matter, after[n + 1 :])
    return []


def _turns(between: tuple[str, ...]) -> bool:
    """Whether something else begins before the matter, unless what is wanted follows ("urged it to stop work at the reef")."""
    return "to" not in between and not words("no_object").isdisjoint(between)


def _meets(hit: Hit, lower: tuple[str, ...], matter: Matter) -> bool:
    """Whether the word is for a meeting ("talks"), which is a matter only where it gets on or does not."""
    return lower[matter.after - 1] in words("meeting_like") and hit.cue.status not in (ItemStatus.STALLED, ItemStatus.IN_PROGRESS)


def _between(parted: set[int], a: Matter, b: Matter) -> bool:
    return any(n in parted for n in range(a.after - 1, b.first))


def _left(lower: tuple[str, ...], parted: set[int], found: list[Matter], hit: Hit) -> list[Matter]:
    before = [m for m in found if m.after <= hit.group and hit.group - m.after <= _SUBJECT_REACH and _admits(hit, m)]
    plain = [m for m in before if m.kind <= Kind.WEAK or (m.kind is Kind.BARE and _is_subject(m, hit))]
    subject = [m for m in plain if not _adverbial(lower, parted, m)]
    if subject:
        return coordinated(lower, parted, subject[0], subject[1:])
    near = [
        m for m in before if not _meets(hit, lower, m) and hit.group - m.after <= _NEAR.get(m.kind, 0) and not _adverbial(lower, parted, m)
    ]
    return near[-1:]


def _is_subject(matter: Matter, hit: Hit) -> bool:
    return matter.first == 0 or hit.group - matter.after <= 1


def _adverbial(lower: tuple[str, ...], parted: set[int], matter: Matter) -> bool:
    """Whether the matter stands in an opening like "After the ceasefire,"."""
    if lower[0] not in (
        "in",
        "on",
        "at",
        "after",
        "during",
        "under",
        "since",
        "with",
        "before",
        "despite",
        "amid",
        "for",
        "as",
        "by",
        "while",
    ):
        return False
    first_part = min(parted, default=-1)
    return matter.after - 1 <= first_part


def _admits(hit: Hit, matter: Matter) -> bool:
    return matter.kind is not Kind.BARE or hit.cue.status in _LOOK


def lone(lower: tuple[str, ...], found: list[Matter]) -> list[Stand]:
    """What bare helping verbs say of the matters of a clause that has no better word: "the villages must be returned"."""
    strong = [m for m in found if m.kind is Kind.STRONG]
    for start, end, said in lone_book().find(lower):
        if (
            strong
            and end < len(lower)
            and lower[end] not in words("determiners")
            and not (start and lower[start - 1] in words("determiners"))
        ):
            cue = Cue(said, Frame.PREDICATE, own=said is not ItemStatus.AGREED)
            before = [m for m in strong if m.after <= start]
            after = [m for m in strong if 0 <= m.first - end <= _LONE_REACH]
            if not before and not after:
                return []
            return [Stand((before or after)[0], said, Hit(start, start, end, cue, Rank.LONE, passive=bool(before)))]
    return []
