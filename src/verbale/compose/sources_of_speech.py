"""Whose words a statement holds: from the span that names its source to an actor."""

from __future__ import annotations

from bisect import insort

from verbale.compose.actors_describe import Phrase, country_of, kind_of, phrase_of, refers_to, role_of
from verbale.compose.actors_gender import is_woman
from verbale.compose.actors_persons import given_names
from verbale.compose.actors_reading import Reading, word_set
from verbale.compose.antecedents import antecedent, is_pronoun, last_speaker
from verbale.compose.cast import Cast
from verbale.compose.lexicon import load_toml
from verbale.compose.source_spans import tidy_source
from verbale.language.layout import Layout
from verbale.record import ActorKind, Document, OutletKind, Span

_TAILS = ("", "'s", "’s", ")", "himself", "herself", "itself")


def resolve_source(cast: Cast, layout: Layout, span: Span) -> str:
    """Id of the actor that `span` names as the source of a statement; a new actor where the cast has none. Call it in text order."""
    return resolve_sources(cast, layout, span)[0]


def resolve_sources(cast: Cast, layout: Layout, span: Span) -> tuple[str, ...]:
    """Ids of all actors that `span` names as source: two for "both sides" and "they" after a joint deed. Call it in text order."""
    reading = cast.reading_of(layout)
    span = tidy_source(reading, Span(*span))
    found = _joint(cast, reading, span)
    if not found:
        one = source_actor(cast, reading, span) or antecedent(cast, reading, span) or _unknown(cast, reading, span)
        found = (one,)
    spoken(cast, span, found[0])
    return found


def spoken(cast: Cast, span: Span, actor: str) -> None:
    """Note who spoke where: "he" further on may be the one who spoke last."""
    insort(cast.spoken, (span.start, actor))


def is_joint(cast: Cast, layout: Layout, span: Span) -> bool:
    """Whether the source is a word for both sides ("the two countries", "they all")."""
    reading = cast.reading_of(layout)
    phrase = phrase_of(reading, tidy_source(reading, span))
    return phrase is not None and _is_joint(reading, phrase)


def resolve_understood(cast: Cast, document: Document, layout: Layout, content_span: Span) -> str | None:
    """Id of the actor who speaks where a statement has no source of its own; None where the text gives none."""
    paragraph = layout.paragraphs[layout.paragraph_at(content_span.start)] if layout.paragraphs else Span(0, 0)
    if spoken := last_speaker(cast, content_span.start, since=paragraph.start):
        return spoken
    if document.outlet_kind is OutletKind.GOVERNMENT and cast.home:
        return cast.state(cast.home) or next((d.id for d in cast if d.country == cast.home), None)
    return last_speaker(cast, content_span.start)


def source_actor(cast: Cast, reading: Reading, span: Span) -> str | None:
    """The actor that a source span names or describes, a new one where none is known; None for pronouns and phrases like "both sides"."""
    phrase = phrase_of(reading, span)
    if phrase is None or is_pronoun(reading, phrase) or _is_joint(reading, phrase):
        return None
    return (
        _named(cast, reading, span, phrase)
        or _text_of(cast, reading, span, phrase)
        or _described(cast, reading, span, phrase)
        or _new(cast, reading, span, phrase)
    )


def _named(cast: Cast, reading: Reading, span: Span, phrase: Phrase) -> str | None:
    """The actor whose name the span is, perhaps with article, title or apposition around it."""
    inside = cast.mentions_in(span)
    for mention, actor_id in inside:
        if mention == span:
            cast.mention(actor_id, mention)
            return actor_id
    around = cast.mention_around(span)
    if around and (not inside or cast[around].kind is ActorKind.PERSON):
        return around
    people = [(m, a) for m, a in inside if cast[a].kind is ActorKind.PERSON]
    for mention, actor_id in people:
        if _is_head(reading, span, mention):
            return actor_id
    for mention, actor_id in inside:
        before = range(phrase.first, reading.layout.words_in(mention).start)
        if (
            cast[actor_id].kind is ActorKind.OUTLET
            and mention.end == span.end
            and any(reading.lower(i) in word_set("institutions", "outlet_words") for i in before)
        ):
            cast.demote(actor_id, mention)
            cast.mention(actor_id, span)
            return actor_id
        lead = reading.text[span.start : mention.start].strip().lower()
        tail = reading.text[mention.end : span.end].strip()
        if lead in ("", "the", "mr.", "mr") and (tail[:1] in (",", "(") or tail in _TAILS or _stray(tail)):
            cast.mention(actor_id, mention)
            return actor_id
    return None


def _stray(tail: str) -> bool:
    """Whether one small word follows a name that the name does not qualify: the span took a verb along ("Iran insists")."""
    return tail.isalpha() and tail.islower() and tail not in word_set("unnamed", "heads") and tail not in word_set("bodies", "state_heads")


def _is_head(reading: Reading, span: Span, mention: Span) -> bool:
    """Whether the person's name is what the phrase is about: "the ministry's spokeswoman Maria Z", not "an adviser to Mr. Z"."""
    lead = reading.text[span.start : mention.start].rstrip()
    if not lead or lead.endswith((",", "(", "—")):
        return True
    words = lead.lower().replace(".", "").split()
    if words[0] in ("a", "an", "one", "two", "three", "several", "some"):
        return False
    if words[-1] in ("of", "to", "for", "with", "by", "in", "and", "from", "s", "mr") and len(words) > 1:
        return False
    if "to" in words and words[words.index("to") + 1 : words.index("to") + 2] != ["the"]:
        return False
    return not ({"who", "whose", "that", "from"} & set(words))


def _text_of(cast: Cast, reading: Reading, span: Span, phrase: Phrase) -> str | None:
    """Whose account, statement or reading a phrase names: "China's account", "a statement from the ministry", "the statement"."""
    if reading.lower(phrase.head) not in load_toml("descriptions")["texts"]["nouns"]:
        return None
    inside = cast.mentions_in(span)
    if inside:
        mention, actor_id = inside[0]
        own = reading.possessive(reading.layout.words_in(mention).stop - 1) or reading.text[mention.end : span.end].strip()
        if mention.start - span.start <= 4 and own and not reading.capital(phrase.head):
            cast.mention(actor_id, mention)
        return actor_id
    owner = [i for i in range(phrase.first, phrase.head) if reading.capital(i) and reading.lower(i) not in ("a", "the", "an")]
    if owner:
        return _new_name(
            cast, reading, reading.span(owner[0], owner[-1]), Phrase(owner[0], owner[-1], owner[-1], False), ActorKind.ORGANIZATION
        )
    for _, actor_id in cast.before(span.start):
        if cast[actor_id].kind in (ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.GROUP):
            return actor_id
    return last_speaker(cast, span.start)


def _described(cast: Cast, reading: Reading, span: Span, phrase: Phrase) -> str | None:
    """The actor of before that a definite description, or a bare common noun of a body, means."""
    bare = phrase.first == phrase.head == phrase.last and not reading.capital(phrase.first)
    named = reading.surface(phrase.first) == "The" or not reading.capital(phrase.first)
    if not (phrase.definite or bare) or not named:
        return None
    if phrase.last > phrase.head + 4 or (reading.lower(phrase.head) in ("people", "person", "man", "woman")):
        return None
    found = refers_to(cast, reading, phrase, span.start)
    if found:
        cast.mention(found, span)
    return found


def _new(cast: Cast, reading: Reading, span: Span, phrase: Phrase) -> str:
    """A new actor for a source that nothing before explains."""
    words = range(phrase.first, phrase.last + 1)
    text = span.words(reading.text)
    if all(reading.capital(i) or reading.lower(i) in ("de", "al", "bin", "von", "van", "s") for i in words) and reading.lower(
        phrase.first
    ) not in ("the", "a", "an", "one", "two"):
        return _new_name(cast, reading, span, phrase)
    kind = kind_of(reading, phrase)
    country = country_of(reading, phrase)
    role = role_of(reading, phrase) if kind in (ActorKind.UNNAMED, ActorKind.PERSON) else None
    if kind in (ActorKind.ORGANIZATION, ActorKind.GROUP, ActorKind.OUTLET):
        country = None
    if kind is ActorKind.BODY and country is None:
        country = _last_country(cast, span.start)
    if (
        country is None
        and kind is ActorKind.UNNAMED
        and phrase.first == phrase.head - 1
        and reading.lower(phrase.head) in ("spokesperson", "spokesman", "spokeswoman")
    ):
        country = _last_country(cast, span.start)
    name = text if kind is not ActorKind.PERSON else (role or text)
    draft = cast.add(kind, name, country=country, role=role, confidence=0.6)
    draft.female = is_woman(name, text)
    if kind in (ActorKind.UNNAMED, ActorKind.PERSON):
        for inner, actor_id in cast.mentions_in(span, passing=False):
            cast.demote(actor_id, inner)
    cast.mention(draft.id, span)
    return draft.id


def _new_name(cast: Cast, reading: Reading, span: Span, phrase: Phrase, default: ActorKind = ActorKind.PERSON) -> str:
    """A new actor for a name that nothing explains: by its words an outlet, a body or an organization, else `default`."""
    text = span.words(reading.text)
    heads = load_toml("descriptions")["heads"]
    lows = {reading.lower(i) for i in range(phrase.first, phrase.last + 1)}
    kind = default
    for one in (ActorKind.OUTLET, ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.GROUP):
        if lows & set(heads[one.value]):
            kind = one
            break
    else:
        single = phrase.first == phrase.last
        if single and (text.isupper() or reading.text[max(0, span.start - 4) : span.start].lower() == "the "):
            kind = ActorKind.ORGANIZATION
        elif single and reading.lower(phrase.first) not in given_names() and not text[:1].isupper():
            kind = ActorKind.UNNAMED
    draft = cast.add(kind, text, confidence=0.6)
    cast.mention(draft.id, span)
    return draft.id


def _last_country(cast: Cast, before: int) -> str | None:
    if cast.home:
        return cast.home
    for n, (_, actor_id) in enumerate(cast.before(before)):
        if cast[actor_id].country:
            return cast[actor_id].country
        if n > 20:
            break
    return None


def _is_joint(reading: Reading, phrase: Phrase) -> bool:
    if phrase.last - phrase.first > 3:
        return False
    words = [reading.lower(i) for i in range(phrase.first, phrase.last + 1)]
    joint = load_toml("descriptions")["texts"]["joint"]
    plain = [w for w in words if w not in ("the", "all", "of", "them")]
    return (
        bool(plain) and all(w in joint for w in plain) and not (plain in (["leaders"], ["ministers"], ["presidents"]) and words[0] != "the")
    )


def _joint(cast: Cast, reading: Reading, span: Span) -> tuple[str, ...]:
    """The two parties that "both sides", "the parties", "each" speak of: the last two that are no outlet and no person."""
    phrase = phrase_of(reading, span)
    if phrase is None or not _is_joint(reading, phrase):
        return ()
    people = reading.lower(phrase.head) in ("leaders", "ministers", "presidents")
    counted: dict[str, int] = {}
    order: list[str] = []
    for n, (_, actor_id) in enumerate(cast.before(span.start)):
        party = actor_id if people else cast.party_of(actor_id)
        if party is None or cast[party].kind is not (ActorKind.PERSON if people else cast[party].kind):
            continue
        if not people and cast[party].kind not in (ActorKind.STATE, ActorKind.GROUP):
            continue
        counted[party] = counted.get(party, 0) + 1
        if party not in order:
            order.append(party)
        if n > 40:
            break
    best = sorted(order, key=lambda a: (-counted[a], order.index(a)))[:2]
    return tuple(sorted(best, key=lambda a: (cast[a].mentions or cast[a].passing)[0])) if len(best) == 2 else ()


def _unknown(cast: Cast, reading: Reading, span: Span) -> str:
    draft = cast.add(ActorKind.UNNAMED, span.words(reading.text), confidence=0.2)
    cast.mention(draft.id, span)
    return draft.id


__all__ = ["resolve_source", "resolve_sources", "resolve_understood", "source_actor", "word_set"]
