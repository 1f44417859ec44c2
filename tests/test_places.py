"""Where things happen, and the dateline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.compose.dates_dateline import find_dateline
from verbale.compose.lexicon import load_csv
from verbale.compose.places import find_places
from verbale.language.layout import layout


@pytest.mark.parametrize(
    ("text", "name", "country", "venue"),
    [
        ("The envoys met in Doha.", "Doha", "QA", None),
        ("The envoys met in the Omani capital.", "Muscat", "OM", None),
        ("The envoys met in Kiev.", "Kyiv", "UA", None),
        ("The envoys met in Cuba.", "Cuba", "CU", None),
        ("The envoys met at the Swiss consulate in Erbil.", "Erbil", "IQ", "the Swiss consulate"),
        (
            "They met at the residence of the Dutch consul general in Istanbul.",
            "Istanbul",
            "TR",
            "the residence of the Dutch consul general",
        ),
        ("They met at the Palais des Nations.", "Geneva", "CH", "Palais des Nations"),
        ("They met in Washington, D.C., on Monday.", "Washington", "US", None),
        ("They met in N'Djamena.", "N'Djamena", "TD", None),
    ],
)
def test_the_place_of_a_sentence(text: str, name: str, country: str, venue: str | None) -> None:
    laid = layout(text)
    place = find_places(laid).place_in((0, len(text)), 0)
    assert place is not None
    assert (place.name, place.country, place.venue) == (name, country, venue)


def test_a_capital_that_acts_is_no_place_of_a_meeting() -> None:
    text = "Moscow told Ankara that Cairo would decide."
    assert find_places(layout(text)).place_in((0, len(text)), 0) is None


def test_the_same_city_is_the_one_named_last() -> None:
    text = "They met in Vienna in May. A diplomat in Ankara said that they would meet in that city again."
    laid = layout(text)
    place = find_places(laid).place_in(laid.sentences[1], 60)
    assert place is not None
    assert place.name == "Vienna"


def test_a_town_that_no_list_has() -> None:
    text = "They met in Kivarograd on Monday, in Parliament and in Russian hands."
    place = find_places(layout(text)).guess((0, len(text)))
    assert place is not None
    assert (place.name, place.country) == ("Kivarograd", None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ISTANBUL, Feb 27 (Agency) - Envoys met.", "ISTANBUL"),
        ("ISTANBUL/MOSCOW, April 10 (Agency) - Envoys met.", "ISTANBUL/MOSCOW"),
        ("ARLINGTON, Va. — Four days ended.", "ARLINGTON, Va."),
        ("PARIS — It was late.", "PARIS"),
        ("MOSCOW, April 10. /AGENCY/. Envoys met.", "MOSCOW"),
        ("PASAY CITY, 02 July 2024 - Envoys met.", "PASAY CITY"),
        ("MEXICO CITY (AGENCY) — Envoys met.", "MEXICO CITY"),
        ("Envoys met in Paris on Monday.", None),
        ("He said: nothing has changed - yet.", None),
        ("", None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    found = find_dateline(layout(text))
    assert (found.place.words(text) if found else None) == place


def test_the_gazetteers_are_well_formed() -> None:
    codes = {row["code"] for row in load_csv("countries")} | {"HK", "MO", "GL", "FO", "EH", "GI", "TW", "PS", "XK"}
    seen = set()
    for row in load_csv("cities"):
        assert len(row["country"]) == 2, row
        assert row["country"] in codes, row
        assert row["name"], row
        assert row["capital"] in ("", "capital"), row
        assert (row["name"], row["country"]) not in seen, row
        seen.add((row["name"], row["country"]))
    for row in load_csv("venues"):
        assert row["venue"], row
        assert row["country"] == "" or row["country"] in codes, row


@given(st.text(max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for mention in find_places(layout(text)).mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
