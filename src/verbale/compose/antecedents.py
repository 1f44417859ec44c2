"""Whom a pronoun that is the source of a statement means: the speaker or subject before it that fits."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from verbale.compose.actors_describe import Phrase
from verbale.compose.actors_reading import Reading, acting_verbs, grammar
from verbale.compose.cast import Cast, Draft
from verbale.record import ActorKind, Span

_PEOPLE = (ActorKind.PERSON, ActorKind.UNNAMED)
_BODIES = (ActorKind.STATE, ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.GROUP, ActorKind.OUTLET)
_PRONOUNS = ("he", "she", "it", "they", "self", "relative")


@cache
def _all() -> frozenset[str]:
    return frozenset(word for key in _PRONOUNS for word in grammar(f"pronouns.{key}"))


def is_pronoun(reading: Reading, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun and no more."""
    return phrase.first == phrase.last and reading.lower(phrase.first) in _all() and reading.surface(phrase.first) not in ("US",)


def last_speaker(cast: Cast, before: int, *, since: int = 0) -> str | None:
    """The last speaker before an offset (and not before `since`); None where nobody has spoken yet."""
    at = bisect_left(cast.spoken, (before, "")) - 1
    return cast.spoken[at][1] if at >= 0 and cast.spoken[at][0] >= since else None


def antecedent(cast: Cast, reading: Reading, span: Span) -> str | None:
    """The actor that a pronoun at `span` means, or None where nothing before or after it fits."""
    words = reading.layout.words_in(span)
    word = reading.lower(words.start) if words else ""
    if word in grammar("pronouns.relative"):
        return _relative(cast, span, word)
    if word in grammar("pronouns.self"):
        return last_speaker(cast, span.start)
    return _best(cast, reading, span, word) or _following(cast, reading, span, word)


def _relative(cast: Cast, span: Span, word: str) -> str | None:
    """What "who" belongs to: the longest mention that ends nearest before it, a person for "who"."""
    best: tuple[int, int, str] | None = None
    for n, (mention, actor_id) in enumerate(cast.before(span.start)):
        if n > 12:
            break
        kind = cast[actor_id].kind
        inside = word == "who" and mention.end >= span.start and kind in _PEOPLE
        fits = mention.end <= span.start and (word != "who" or kind in _PEOPLE or kind is ActorKind.GROUP)
        if not (inside or fits):
            continue
        far = max(0, span.start - mention.end)
        rank = (far if far > 3 else 0, -(mention.end - mention.start), actor_id)
        if best is None or rank < best:
            best = rank
    return best[2] if best else None


def _fits(draft: Draft, word: str) -> bool:
    if word in grammar("pronouns.he") | grammar("pronouns.she"):
        if draft.kind not in _PEOPLE or draft.plural:
            return False
        return draft.female is None or draft.female == (word in grammar("pronouns.she"))
    if word in grammar("pronouns.it"):
        return draft.kind in _BODIES
    return draft.plural or draft.kind in (ActorKind.GROUP, ActorKind.STATE, ActorKind.BODY)


def _best(cast: Cast, reading: Reading, span: Span, word: str) -> str | None:
    layout = reading.layout
    here = layout.sentence_at(span.start)
    paragraph = layout.paragraph_at(span.start)
    speaker = last_speaker(cast, span.start)
    spoke = cast.spoken[-1][0] if cast.spoken else -1
    overtaken = False
    best: tuple[float, str] | None = None
    for n, (mention, actor_id) in enumerate(cast.before(span.start)):
        away = here - layout.sentence_at(mention.start)
        if away > 5 or n > 60:
            break
        draft = cast[actor_id]
        if mention.end > span.start or cast.is_passing(mention, actor_id) or not _fits(draft, word):
            continue
        score = -2.0 * away - (1.5 if layout.paragraph_at(mention.start) != paragraph else 0.0)
        prominence = _prominence(reading, mention)
        if prominence >= 1.5 and spoke < mention.start and actor_id != speaker:
            overtaken = True
        score += prominence
        if actor_id == speaker and not overtaken:
            score += 3.0
        if word in grammar("pronouns.they") and draft.plural:
            score += 2
        if best is None or score > best[0]:
            best = (score, actor_id)
    if speaker and _fits(cast[speaker], word) and (best is None or best[0] < -6):
        return speaker
    return best[1] if best else None


def _prominence(reading: Reading, mention: Span) -> float:
    """How much a mention stands out: the subject of a verb or the head of a sentence more, what follows a preposition less."""
    words = reading.layout.words_in(mention)
    if not words:
        return 0.0
    score = 0.0
    previous = reading.lower(words.start - 1)
    if reading.begins_sentence(words.start) or (previous == "the" and reading.begins_sentence(words.start - 1)):
        score += 1.5
    if reading.lower(words.stop) in acting_verbs() and reading.gap(words.stop - 1).strip() == "":
        score += 1.5
    if previous in ("of", "to", "with", "by", "for", "from", "in", "against", "on") or reading.possessive(words.stop - 1):
        score -= 1.5
    return score


def _following(cast: Cast, reading: Reading, span: Span, word: str) -> str | None:
    """A name after the pronoun in its own sentence: "As he left, Mr. X said"."""
    sentences = reading.layout.sentences
    if not sentences:
        return None
    sentence = sentences[reading.layout.sentence_at(span.start)]
    for mention, actor_id in cast.mentions_in((span.end, sentence.end), passing=False):
        if _fits(cast[actor_id], word) and mention.start > span.end:
            return actor_id
    return last_speaker(cast, span.start)
