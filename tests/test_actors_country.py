"""Whom people act for where no adjective beside their office says it."""

from __future__ import annotations

import pytest

from verbale.compose.actors import find_cast
from verbale.language import layout
from verbale.record import ActorKind, Document


def countries(text: str, **known: str) -> dict[str, str | None]:
    """The state of each person whom the text names."""
    cast = find_cast(Document.of(text, **known), layout(text), [])
    return {draft.name: draft.country for draft in cast if draft.kind is ActorKind.PERSON}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kenyan delegation was headed by Ambassador Peter Wafula, that of Uganda by nobody.", {"Peter Wafula": "KE"}),
        ("Ghana and Togo held talks. Minister Ama Owusu led the Togolese delegation.", {"Ama Owusu": "TG"}),
        (
            "Peruvian Foreign Minister Carlos Rojas and Chilean Minister of Foreign Affairs Ana Fuentes met in Lima.",
            {"Carlos Rojas": "PE", "Ana Fuentes": "CL"},
        ),
        ("Peru spoke to Chile. Foreign Minister Carlos Rojas signed for Lima.", {"Carlos Rojas": "PE"}),
        (
            "Talks between Nepali Foreign Minister Hari Thapa and Foreign Minister Rahul Mehta of India ended.",
            {"Hari Thapa": "NP", "Rahul Mehta": "IN"},
        ),
        (
            "Indian Foreign Minister Rahul Mehta will travel to Nepal for talks with his counterpart Hari Thapa.",
            {"Rahul Mehta": "IN", "Hari Thapa": "NP"},
        ),
        ("Lt. Gen. Peter Wafula told reporters in Nairobi that it was over.", {"Peter Wafula": None}),
    ],
)
def test_words_around_a_name_tell_the_state(text: str, expected: dict[str, str | None]) -> None:
    assert countries(text) == expected


def test_a_guess_gives_way_to_a_later_title() -> None:
    text = "Peru has spoken. President Ana Fuentes is silent. Later the Chilean president, Ana Fuentes, left Peru."
    assert countries(text) == {"Ana Fuentes": "CL"}


def test_a_government_does_not_claim_whom_its_minister_met() -> None:
    text = "Foreign Minister Peter Wafula met with Ugandan President Joseph Okello and Foreign Minister Ruth Achen in Kampala."
    found = countries(text, outlet="Ministry of Foreign Affairs of Kenya", outlet_kind="government")
    assert found == {"Peter Wafula": "KE", "Joseph Okello": "UG", "Ruth Achen": "UG"}
