"""How long things lasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.compose.dates import find_durations
from verbale.language.layout import layout


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("They met for more than five hours.", 300, None),
        ("They met for at least three-and-a-half hours.", 210, None),
        ("They met for well over two hours.", 120, None),
        ("They met for almost six hours.", None, 360),
        ("They met for nearly a three-hour session.", None, 180),
        ("They met for up to 45 minutes.", None, 45),
        ("They met for about three hours.", 180, 180),
        ("They met for some two and a half hours.", 150, 150),
        ("They met for three hours and 20 minutes.", 200, 200),
        ("They met for an hour and a half.", 90, 90),
        ("They met for half an hour.", 30, 30),
        ("They met for a quarter of an hour.", 15, 15),
        ("They met for 5.5 hours.", 330, 330),
        ("A dozen hours of talks.", 720, 720),
        ("A 90-minute call.", 90, 90),
        ("A four-hour meeting.", 240, 240),
        ("They talked for three to four hours.", 180, 240),
        ("They talked for between three and four hours.", 180, 240),
        ("They talked for twenty-five minutes.", 25, 25),
    ],
)
def test_lengths_in_minutes(text: str, least: int | None, most: int | None) -> None:
    (found,) = find_durations(layout(text))
    assert (found.min, found.max) == (least, most)
    duration = found.as_duration()
    assert duration is not None
    assert (duration.min, duration.max) == (least, most)


def test_days_are_no_hours_of_talking() -> None:
    (found,) = find_durations(layout("Two-day talks ended."))
    assert (found.unit, found.as_duration()) == ("day", None)


@pytest.mark.parametrize(
    "text",
    [
        "Two hours later they left.",
        "It ends within 24 hours.",
        "It began three hours ago.",
        "A seat costs $5 hours?",
        "The eleventh hour came.",
        "99999 hours",
    ],
)
def test_what_is_no_length(text: str) -> None:
    assert not find_durations(layout(text))


@given(st.text(max_size=80) | st.from_regex(r"(a|an|two|half|[0-9]{1,5}|and|hours?|-| ){1,12}", fullmatch=True))
def test_any_text_gives_proper_spans(text: str) -> None:
    for found in find_durations(layout(text)):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.min is None or found.max is None or found.min <= found.max
