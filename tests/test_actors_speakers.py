"""Whose words: from source spans, pronouns and nothing at all to a speaker."""

from __future__ import annotations

import pytest

from verbale.compose.actors import find_cast
from verbale.compose.actors_describe import _described_by
from verbale.compose.cast import Draft
from verbale.compose.sources_of_speech import resolve_source, resolve_sources, resolve_understood
from verbale.language.layout import layout
from verbale.record import ActorKind, Document, OutletKind, Span


def speakers(text: str, *sources: str) -> list[str]:
    """Names of the speakers of sources that stand in the text one after the other."""
    laid, at, spans = layout(text), 0, []
    for source in sources:
        at = text.index(source, at)
        spans.append(Span(at, at + len(source)))
        at += len(source)
    cast = find_cast(Document.of(text), laid, spans)
    return [cast[resolve_source(cast, laid, span)].name for span in spans]


@pytest.mark.parametrize(
    ("text", "sources", "names"),
    [
        ('"No," Chad Foreign Minister Idriss Saleh said. He added that Niger agreed.', ["Idriss Saleh", "He"], ["Idriss Saleh"] * 2),
        (
            "Ana Quispe said no. Luis Vera said yes. She left, she said.",
            ["Ana Quispe", "Luis Vera", "she said"],
            ["Ana Quispe", "Luis Vera", "Ana Quispe"],
        ),
        (
            "The Foreign Ministry of Peru said no. It added that Ana Quispe agreed.",
            ["Foreign Ministry of Peru", "It"],
            ["Foreign Ministry of Peru"] * 2,
        ),
        ("Two officials said no. They asked for time, they said.", ["Two officials", "they said"], ["Two officials"] * 2),
        (
            'A senior Peruvian official said no. "Not now," the official said.',
            ["A senior Peruvian official", "the official"],
            ["A senior Peruvian official"] * 2,
        ),
        ("The ministry's spokeswoman Maria Zamora said no.", ["The ministry's spokeswoman Maria Zamora"], ["Maria Zamora"]),
        ("An adviser to President Luis Vera said no.", ["An adviser to President Luis Vera"], ["An adviser to President Luis Vera"]),
        ("China's account spoke of progress.", ["China's account"], ["China"]),
        ("A poll by nobody; a Sondeo poll found otherwise.", ["a Sondeo poll"], ["Sondeo"]),
        ("Peru wants peace. Lima has insisted on it.", ["Lima has"], ["Peru"]),
        ("Ana Quispe, who had come late, said no.", ["who"], ["Ana Quispe"]),
        (
            "In the view of a member of the Peruvian delegation, who called it a trap, all was lost.",
            ["a member of the Peruvian delegation", "who"],
            ["a member of the Peruvian delegation"] * 2,
        ),
    ],
)
def test_a_source_leads_to_its_speaker(text: str, sources: list[str], names: list[str]) -> None:
    assert speakers(text, *sources) == names


def test_both_sides_speak_each() -> None:
    text = "Peru and Ecuador met in Quito. Both sides said the talks were useful."
    laid = layout(text)
    cast = find_cast(Document.of(text), laid, [])
    start = text.index("Both sides")
    both = resolve_sources(cast, laid, Span(start, start + len("Both sides")))
    assert [cast[a].name for a in both] == ["Peru", "Ecuador"]


def test_words_without_a_source_are_the_last_speakers_or_the_governments() -> None:
    text = "Ana Quispe said no. The road must open first."
    laid = layout(text)
    source = Span(0, 10)
    cast = find_cast(Document.of(text), laid, [source])
    resolve_source(cast, laid, source)
    content = Span(text.index("The road"), len(text))
    assert (speaker := resolve_understood(cast, Document.of(text), laid, content)) is not None
    assert cast[speaker].name == "Ana Quispe"

    note = "The side of Peru was invited to consider flights. Peru and Chile will meet."
    document = Document.of(note, outlet="Government of Chile", outlet_kind=OutletKind.GOVERNMENT)
    cast = find_cast(document, layout(note), [])
    assert (speaker := resolve_understood(cast, document, layout(note), Span(30, 48))) is not None
    assert cast[speaker].country == "CL"


def test_nobody_has_spoken_in_an_empty_text() -> None:
    laid = layout("Nothing.")
    document = Document.of("Nothing.")
    assert resolve_understood(find_cast(document, laid, []), document, laid, Span(0, 7)) is None


@pytest.mark.parametrize("span", [(0, 1), (5, 6), (0, 41), (40, 41), (3, 9)])
def test_any_span_has_a_speaker(span: tuple[int, int]) -> None:
    text = '— Peru\'s "no" was final, they said — 1, 2.'
    laid = layout(text)
    cast = find_cast(Document.of(text), laid, [Span(*span)])
    assert resolve_source(cast, laid, Span(*span)) in cast


@pytest.mark.parametrize(("head", "fits"), [("u.s", False), ("a.b.c", False), ("leader", True), ("minister", True), ("", False)])
def test_any_word_may_head_a_description(head: str, fits: bool) -> None:
    draft = Draft("a1", ActorKind.PERSON, "Ana Quispe", role="prime minister")
    assert _described_by(draft, head, {}) is fits
