"""Dates in a text, resolved from the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.compose.dates import DateKind, DateMention, find_dates
from verbale.language.layout import layout
from verbale.record.model import Meeting

FRIDAY = "2025-04-11"
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FORMS = ["%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d", "%-d %b %Y", "%A, %-d %B %Y", "%B %Y", "%d.%m.%Y"]


def dates(text: str, published: str | None = FRIDAY) -> tuple[DateMention, ...]:
    return find_dates(layout(text), published)


def only(text: str, published: str | None = FRIDAY) -> tuple[str | None, str | None]:
    found = dates(text, published)
    assert len(found) == 1, [(m.span.words(text), m.start) for m in found]
    return found[0].start, found[0].end


ABSOLUTE = [
    ("The envoys met on 11 April 2025.", "2025-04-11"),
    ("The envoys met on April 11, 2025.", "2025-04-11"),
    ("The envoys met on the 11th of April 2025.", "2025-04-11"),
    ("The envoys met on April 11th, 2025, in the capital.", "2025-04-11"),
    ("The envoys met on Apr. 11, 2025.", "2025-04-11"),
    ("The envoys met on Friday, April 11, 2025.", "2025-04-11"),
    ("The envoys met on Fri, 11 Apr 2025.", "2025-04-11"),
    ("Dated 2025-04-11 by the registry.", "2025-04-11"),
    ("Dated 2025-04-11T09:30:00Z by the registry.", "2025-04-11"),
    ("Dated 2025/04/11 by the registry.", "2025-04-11"),
    ("Dated 25/04/2025 by the registry.", "2025-04-25"),
    ("Dated 04/25/2025 by the registry.", "2025-04-25"),
    ("Dated 11.04.2025 by the registry.", "2025-04-11"),
    ("They met in April 2025.", "2025-04"),
    ("They met in April of 2025.", "2025-04"),
    ("They met in late August 2024.", "2024-08"),
    ("They met in early 2024.", "2024"),
    ("They met in 2023.", "2023"),
    ("They met in the spring of 2015.", "2015"),
    ("They met on 29 February 2024.", "2024-02-29"),
]


@pytest.mark.parametrize(("text", "value"), ABSOLUTE)
@pytest.mark.parametrize("published", [FRIDAY, None])
def test_absolute_dates_need_no_publication(text: str, value: str, published: str | None) -> None:
    assert only(text, published) == (value, value)


# All in a report of Friday 11 April 2025.
RELATIVE = [
    ("The ministers met on Thursday.", "2025-04-10"),
    ("The ministers met on Friday.", "2025-04-11"),
    ("The ministers met on Saturday.", "2025-04-05"),
    ("The ministers will meet on Monday.", "2025-04-14"),
    ("The ministers will meet on Friday.", "2025-04-11"),
    ("On Monday the ministers will meet.", "2025-04-14"),
    ("On Monday the ministers met.", "2025-04-07"),
    ("Talks are due on Wednesday.", "2025-04-16"),
    ("They agreed to meet on Tuesday.", "2025-04-15"),
    ("She told reporters on Tuesday that talks would follow.", "2025-04-08"),
    ("The office confirmed that Sunday's round would go ahead.", "2025-04-13"),
    ("The sides met last Thursday.", "2025-04-10"),
    ("The sides met last Friday.", "2025-04-04"),
    ("The leaders meet separately Monday.", "2025-04-14"),
    ("They meet next Monday.", "2025-04-14"),
    ("They meet next Friday.", "2025-04-18"),
    ("They spoke on Thursday evening.", "2025-04-10"),
    ("An answer is wanted by Monday.", None),
    ("They spoke today.", "2025-04-11"),
    ("They spoke yesterday.", "2025-04-10"),
    ("They spoke the day before yesterday.", "2025-04-09"),
    ("They will speak tomorrow.", "2025-04-12"),
    ("They will speak the day after tomorrow.", "2025-04-13"),
    ("They will speak tonight.", "2025-04-11"),
    ("They spoke last night.", "2025-04-10"),
    ("They spoke three days ago.", "2025-04-08"),
    ("They spoke two weeks ago.", "2025-03"),
    ("They spoke three months ago.", "2025-01"),
    ("They spoke five years ago.", "2020"),
    ("They spoke earlier this week.", "2025-04"),
    ("They spoke last week.", "2025-04"),
    ("They will speak next week.", "2025-04"),
    ("They will speak in two weeks.", "2025-04"),
    ("They will speak in three days.", "2025-04-14"),
    ("They will speak in three weeks' time.", "2025-05"),
    ("They spoke last month.", "2025-03"),
    ("They will speak next month.", "2025-05"),
    ("They spoke last year.", "2024"),
    ("They spoke in March.", "2025-03"),
    ("They will speak in March.", "2026-03"),
    ("They spoke in June.", "2024-06"),
    ("They spoke last November.", "2024-11"),
    ("They will speak next April.", "2026-04"),
    ("They spoke on 2 December.", "2024-12-02"),
    ("They spoke on March 30.", "2025-03-30"),
    ("They will speak on 3 May.", "2025-05-03"),
    ("They will speak on January 8.", "2026-01-08"),
    ("They spoke in June last year.", "2024-06"),
    ("They spoke on New Year's Eve.", "2024-12-31"),
    ("They spoke on the 9th.", "2025-04-09"),
    ("They will speak on the 2nd.", "2025-05-02"),
    ("They spoke last autumn.", "2024"),
    ("November's conference fell apart.", "2024-11"),
]


@pytest.mark.parametrize(("text", "value"), RELATIVE)
def test_relative_dates_count_from_publication(text: str, value: str | None) -> None:
    assert only(text)[0] == value


@pytest.mark.parametrize("text", [t for t, _ in RELATIVE if "anuary 8" not in t and "2nd" not in t and "9th" not in t])
def test_relative_dates_are_unresolved_without_publication(text: str) -> None:
    assert [(m.start, m.end) for m in dates(text, None)] == [(None, None)]


RANGES = [
    ("Talks ran from Monday to Wednesday.", "2025-04-07", "2025-04-09"),
    ("Talks will run from Monday to Wednesday.", "2025-04-14", "2025-04-16"),
    ("They met on July 28-29, 2024.", "2024-07-28", "2024-07-29"),
    ("They met on 28-29 July 2024.", "2024-07-28", "2024-07-29"),
    ("They met between 4 and 6 April.", "2025-04-04", "2025-04-06"),
    ("They met on 30 March to 2 April.", "2025-03-30", "2025-04-02"),
    ("They met on 4 and 5 July 2019.", "2019-07-04", "2019-07-05"),
    ("They spoke on Wednesday and Thursday.", "2025-04-09", "2025-04-10"),
    ("Seized between 2016 and 2018.", "2016", "2018"),
    ("They met over the weekend.", "2025-04-05", "2025-04-06"),
    ("They will meet next weekend.", "2025-04-12", "2025-04-13"),
    ("A text will follow within two weeks.", None, "2025-04-25"),
    ("They have talked since October 2012.", "2012-10", None),
    ("They will stay until 3 May.", None, "2025-05-03"),
    ("It must be ready by June.", None, "2025-06"),
]


@pytest.mark.parametrize(("text", "start", "end"), RANGES)
def test_ranges_and_open_dates(text: str, start: str | None, end: str | None) -> None:
    assert only(text) == (start, end)


def test_last_weekend_told_on_a_saturday_is_the_one_before() -> None:
    assert only("The agency's chief was there last weekend.", "2025-04-12") == ("2025-04-05", "2025-04-06")


def test_days_told_after_another_day_count_from_it() -> None:
    text = "They met in Rome on 12 April. A week later they met in Oslo. Six days earlier their presidents spoke."
    assert [m.start for m in dates(text, "2025-05-20")] == ["2025-04-12", "2025-04-19", "2025-04-13"]
    assert dates("They met.\n\nA day earlier they spoke.")[0].start is None
    assert dates("It was signed on 14 July 2015 and amended on 20 December of that year.")[-1].start == "2015-12-20"


def test_vague_phrases_are_known_and_unresolved() -> None:
    (found,) = dates("A round will be held in the coming days.")
    assert (found.kind, found.start, found.end) == (DateKind.VAGUE, None, None)


def test_a_dateline_with_a_whole_date_stands_in_for_publication() -> None:
    text = "PORT VILA, 02 July 2024 - The delegations met on Monday."
    found = dates(text, None)
    assert found[0].dateline
    assert [m.start for m in found] == ["2024-07-02", "2024-07-01"]


def test_an_ambiguous_numeric_date_is_read_near_publication_or_as_its_year() -> None:
    assert only("Dated 04/05/2025 by the registry.", "2025-05-06") == ("2025-05-04", "2025-05-04")
    assert only("Dated 04/05/2025 by the registry.", "2025-04-06") == ("2025-04-05", "2025-04-05")
    assert only("Dated 04/05/2025 by the registry.", None) == ("2025", "2025")


def test_a_publication_month_resolves_years_only() -> None:
    assert only("They met on 3 March.", "2025-04") == ("2025-03-03", "2025-03-03")
    assert only("They met on Monday.", "2025-04") == (None, None)


def test_the_month_of_may_is_no_modal_verb() -> None:
    text = "In the month of May the council on Tuesday received both."
    assert dates(text)[-1].start == "2025-04-08"


def test_russian_months() -> None:
    assert only("Встреча состоялась 11 апреля 2025 года.", None) == ("2025-04-11", "2025-04-11")


@pytest.mark.parametrize(
    "text",
    [
        "The committee may march on, he said.",
        "Some 2015 tonnes were shipped; 2030 people fled.",
        "Dated 99/99/9999 and 31/02/2024 and 0000-01-01.",
        "Mrs May's cabinet and Ms April Summers disagreed.",
        "The vote was 11-12, the score 3:2, version 2.04.11.",
        "It costs $2025 or €1999.",
        "Room 2024-25 holds it, paragraph 12.4.1 says.",
        "The sun set; the second reading, a week-long affair.",
        "1" * 10_000,
        "29 February 2023 and 32 January 2024, 31 April 2024.",
        "٢٠٢٥-٠٤-١١",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not [(m.span.words(text), m.start) for m in dates(text) if m.start and len(m.start) > 4]


def test_a_leap_day_without_a_year_is_the_nearest_there_is() -> None:
    assert only("They met on 29 February.", "2024-06-01") == ("2024-02-29", "2024-02-29")
    assert only("They met on 29 February.", "2022-06-01") == (None, None)


@settings(max_examples=80, deadline=None)
@given(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
)
def test_weekdays_lie_within_a_week_on_the_side_of_the_tense(day: date, name: str) -> None:
    (past,) = dates(f"The two sides met on {name}.", day.isoformat())
    (coming,) = dates(f"The two sides will meet on {name}.", day.isoformat())
    assert past.start
    assert coming.start
    before, after = date.fromisoformat(past.start), date.fromisoformat(coming.start)
    assert before.strftime("%A") == after.strftime("%A") == name
    assert timedelta(0) <= day - before < timedelta(7)
    assert timedelta(0) <= after - day < timedelta(7)


@settings(max_examples=80, deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(FORMS),
)
def test_every_written_date_comes_back(day: date, form: str) -> None:
    written = day.strftime(form)
    text = f"In the capital, on {written}, they signed it."
    (found,) = dates(text, "2025-04-11")
    assert found.start == (day.isoformat() if "d" in form else day.isoformat()[:7])
    assert found.span.words(text) == written


_WORDS = st.sampled_from(
    [
        *(
            "on",
            "Monday",
            "the",
            "11",
            "th",
            "April",
            "May",
            "2025",
            "last",
            "next",
            "week",
            "two",
            "days",
            "ago",
            "in",
            "within",
            "0",
            "'",
        ),
        *("99/99/9999", ",", ".", "-", "and", "to", "from", "yesterday", "by", "since", "year"),
    ]
)
_PUBLISHED = st.sampled_from([None, "2025", "2025-02", "2024-02-29", "1000-01-01", "9999-12-31"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=60),
    _PUBLISHED,
)
def test_any_text_gives_ordered_spans_and_valid_dates(text: str, published: str | None) -> None:
    at = 0
    for mention in dates(text, published):
        assert at <= mention.span.start < mention.span.end <= len(text)
        at = mention.span.end
        for value in (mention.start, mention.end):
            assert value is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value)
        meeting = {"id": "m1", "form": "talks", "state": "held", "start": mention.start, "end": mention.end, "mentions": [mention.span]}
        Meeting.model_validate(meeting)
        # The words of a span mean a date on their own too, whatever their tense.
        assert (
            any(m.span.start == 0 for m in dates(f"{mention.span.words(text)}", published))
            or mention.start is None
            or len(mention.start) < 10
        )


def test_a_huge_line_is_read_in_time_that_grows_with_it() -> None:
    text = "They met on Monday in 2024 and " * 4000
    assert len(dates(text)) == 8000
