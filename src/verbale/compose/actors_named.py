"""Actors that the gazetteers know by name: states, bodies, organizations, groups, outlets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from verbale.compose.actors_reading import Reading
from verbale.compose.lexicon import PhraseBook, load_csv
from verbale.language.layout import Layout
from verbale.record import ActorKind, Span


@dataclass(frozen=True, slots=True)
class Known:
    """A form of a name in a gazetteer. `use`: `name`, `adjective` ("Iranian"), `people` ("Russians"), `seat` ("Moscow")."""

    form: str
    use: str
    kind: ActorKind
    name: str
    country: str | None = None

    @property
    def key(self) -> str:
        """What all forms of one actor share."""
        return f"{self.kind}:{self.country if self.kind is ActorKind.STATE else self.name}"


def _split(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("|") if part]


def _state_name(code: str) -> str:
    return next((row["name"] for row in load_csv("countries") if row["code"] == code), code)


def _plural(adjective: str) -> str | None:
    return adjective + "s" if adjective[-1:] in "nikrt" and adjective.isalpha() and not adjective.endswith(("ish",)) else None


def _country_forms() -> Iterator[Known]:
    for row in load_csv("countries"):
        code, name = row["code"], row["name"]
        given = {"kind": ActorKind.STATE, "name": name, "country": code}
        for form in [name, *_split(row["variants"])]:
            yield Known(form, "name", **given)  # type: ignore[arg-type]
        for form in _split(row["adjectives"]):
            yield Known(form, "adjective", **given)  # type: ignore[arg-type]
            if (people := _plural(form)) and not row["people"]:
                yield Known(people, "people", **given)  # type: ignore[arg-type]
        for form in _split(row["people"]):
            if not form.startswith("the "):
                yield Known(form, "people", **given)  # type: ignore[arg-type]
        for form in _split(row["seats"]):
            yield Known(form, "seat", **given)  # type: ignore[arg-type]


def _other_forms() -> Iterator[Known]:
    for row in load_csv("bodies"):
        for form in [row["name"], *_split(row["variants"])]:
            if form.endswith("administration"):
                yield Known(form, "people", ActorKind.STATE, _state_name(row["country"]), row["country"])
            else:
                yield Known(form, "name", ActorKind.BODY, row["name"], row["country"] or None)
    for row in load_csv("organizations"):
        for form in [row["name"], *_split(row["variants"])]:
            yield Known(form, "name", ActorKind.ORGANIZATION, row["name"])
        for form in _split(row["seats"]):
            yield Known(form, "seat", ActorKind.ORGANIZATION, row["name"])
    for row in load_csv("groups"):
        for form in [row["name"], *_split(row["variants"])]:
            yield Known(form, "name", ActorKind.GROUP, row["name"])
    for row in load_csv("outlets"):
        forms = [row["name"], *_split(row["variants"])]
        for form in forms:
            bare = form.removeprefix("The ").removeprefix("the ")
            # "The National" is an outlet only with its article, "Financial Times" with or without.
            yield Known(bare, "name" if bare == form or bare in forms else "article", ActorKind.OUTLET, row["name"])


@cache
def gazetteer() -> PhraseBook[tuple[Known, ...]]:
    """Every known form; forms that differ in case only ("US", "us") share an entry."""
    by_form: dict[str, list[Known]] = {}
    for known in (*_country_forms(), *_other_forms()):
        by_form.setdefault(known.form.lower().replace("’", "'").rstrip("."), []).append(known)
    return PhraseBook((form, tuple(entries)) for form, entries in by_form.items())


@cache
def demonyms() -> dict[str, str]:
    """Country codes by adjective or people's name of one word, in lower case."""
    found: dict[str, str] = {}
    for known in _country_forms():
        if known.use in ("adjective", "people") and " " not in known.form:
            found.setdefault(known.form.lower(), known.country or "")
    return found


def _fits(surface: str, form: str) -> bool:
    """Whether the text writes the name as a name: its capitals kept, an acronym in full capitals."""
    surface, form = surface.replace("’", "'").rstrip("."), form.replace("’", "'").rstrip(".")
    if surface == form:
        return True
    if form.isupper() and len(form) <= 6:
        return False
    theirs, ours = surface.split(), form.split()
    if len(theirs) != len(ours):
        return surface[:1].isupper()
    return all(t[:1].isupper() for t, o in zip(theirs, ours, strict=True) if o[:1].isupper())


def known_names(reading: Reading) -> Iterator[tuple[Span, tuple[Known, ...]]]:
    """Names of the gazetteers in the text with all that they may mean."""
    text = reading.text
    for span, entries in gazetteer().find(reading.layout):
        surface = span.words(text)
        if fitting := tuple(known for known in entries if _fits(surface, known.form)):
            yield span, fitting


def state_names(layout: Layout) -> Iterator[tuple[Span, str]]:
    """Everything that names a state or its people, adjectives and seats of government too, with the state's code; no two overlap."""
    for span, entries in gazetteer().find(layout):
        surface = span.words(layout.text)
        code = next((k.country for k in entries if k.kind is ActorKind.STATE and k.country and _fits(surface, k.form)), None)
        if code:
            yield span, code
