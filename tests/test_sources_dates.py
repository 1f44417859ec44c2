"""Dates of publication in the ways that sources write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.record import Document
from verbale.sources.dates import partial_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-04-11", "2025-04-11"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("2025-04-11T23:59:00-05:00", "2025-04-11"),
        ("2025-04-11 10:00", "2025-04-11"),
        ("2025/4/1", "2025-04-01"),
        ("20250411", "2025-04-11"),
        ("20250411T101500Z", "2025-04-11"),
        ("Fri, 11 Apr 2025 10:00:00 GMT", "2025-04-11"),
        ("Fri Apr 11 10:00:00 2025", "2025-04-11"),
        ("Fri Apr 11 10:00:00 EDT 2025", "2025-04-11"),
        ("Apr 11, 2025", "2025-04-11"),
        ("April 11th, 2025, 5:30 p.m.", "2025-04-11"),
        ("Friday, April 11, 2025", "2025-04-11"),
        ("11 April 2025", "2025-04-11"),
        ("11-Apr-2025", "2025-04-11"),
        ("April 2025", "2025-04"),
        ("11.04.2025", "2025-04-11"),
        ("13/04/2025", "2025-04-13"),
        ("04/13/2025 10:00", "2025-04-13"),
        ("04/04/2025", "2025-04-04"),
        ("11 апреля 2025 г.", "2025-04-11"),
        ("11. März 2025", "2025-03-11"),
        ("11 de abril de 2025", "2025-04-11"),
        ("1er août 2025", "2025-08-01"),
        (1744372800, "2025-04-11"),
        (1744372800000, "2025-04-11"),
        (20250411, "2025-04-11"),
        (2025, "2025"),
        (datetime.date(2025, 4, 11), "2025-04-11"),
        (datetime.datetime(2025, 4, 11, 23, 0), "2025-04-11"),
    ],
)
def test_dates(written: object, read: str) -> None:
    assert partial_date(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "04/05/2025",
        "2025-13-01",
        "2025-02-30",
        "0000-01-01",
        "April",
        "12",
        "99999999",
        True,
        -5,
        1e300,
        float("nan"),
        float("inf"),
        10**400,
        ["2025"],
        None,
        [],
    ],
)
def test_no_dates(written: object) -> None:
    assert partial_date(written) is None


@given(st.text(max_size=60) | st.integers() | st.floats() | st.dates() | st.datetimes())
def test_anything_gives_a_date_that_a_document_takes_or_none(written: object) -> None:
    found = partial_date(written)
    assert Document.of("x", published=found).published == found


@given(
    st.dates(datetime.date(1500, 1, 1), datetime.date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%a, %d %b %Y", "%Y%m%d", "%d.%m.%Y"]),
)
def test_dates_come_back(day: datetime.date, form: str) -> None:
    assert partial_date(day.strftime(form)) == day.isoformat()
