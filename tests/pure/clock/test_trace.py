"""Why a due instant is what it is, told so that a person can check it."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pure.clock.places import LUNCH, NEW_YORK, NIGHTS, at
from troth.core.clock import ALWAYS, Hours
from troth.core.clock.business_days import End
from troth.core.clock.trace import Skipped, explain_business_days, explain_due


def test_four_hours_over_a_weekend() -> None:
    trace = explain_due(at("2026-11-20 19:30", NEW_YORK), timedelta(hours=4), NEW_YORK)
    assert trace.lines() == [
        "From Fri 20 Nov 2026 19:30 EST, inside support hours (America/New_York).",
        "Counts 4 hours of support hours.",
        "Fri 20 Nov 2026 19:30 to 20:00 EST: 30 minutes.",
        "Sat 21 Nov 2026 and Sun 22 Nov 2026: closed.",
        "Mon 23 Nov 2026 08:00 to 11:30 EST: 3 hours 30 minutes.",
        "Due Mon 23 Nov 2026 11:30 EST.",
    ]


def test_business_days_over_a_holiday_and_an_early_close() -> None:
    trace = explain_business_days(at("2026-12-23 15:00", NEW_YORK), 1, "same time of day", NEW_YORK)
    assert trace.lines() == [
        "From Wed 23 Dec 2026 15:00 EST, inside support hours (America/New_York).",
        "Counts 1 business day.",
        "Thu 24 Dec 2026: exception, open 08:00-12:00 that day.",
        "Thu 24 Dec 2026: 1 business day.",
        "That time of day is closed then, so it is due at the close before it.",
        "Due Thu 24 Dec 2026 12:00 EST.",
    ]


def test_a_holiday_is_named() -> None:
    trace = explain_due(at("2026-11-25 21:00", NEW_YORK), timedelta(hours=1), NEW_YORK)
    assert trace.skipped == (Skipped(date(2026, 11, 26), "holiday", "Thanksgiving"),)
    assert "Thu 26 Nov 2026: holiday, Thanksgiving." in trace.lines()
    assert "outside support hours" in trace.lines()[0]


def test_around_the_clock_is_one_span() -> None:
    trace = explain_due(at("2026-03-07 12:00", ALWAYS), timedelta(hours=48), ALWAYS)
    assert trace.lines() == [
        "From Sat 7 Mar 2026 12:00 UTC.",
        "Counts 48 hours, around the clock.",
        "Sat 7 Mar 2026 12:00 UTC to Mon 9 Mar 2026 12:00 UTC: 48 hours.",
        "Due Mon 9 Mar 2026 12:00 UTC.",
    ]


@pytest.mark.parametrize("hours", [400, 4000, 20000])
def test_a_long_count_stays_short_enough_to_read(hours: int) -> None:
    trace = explain_due(at("2026-01-05 09:00", LUNCH), timedelta(hours=hours), LUNCH)
    assert len(trace.counted) <= 14
    assert sum((part.counted for part in trace.counted), timedelta(0)) == timedelta(hours=hours)
    assert any("Saturdays" in line for line in trace.lines())


def test_a_zone_without_letters_is_told_by_its_offset() -> None:
    hours = Hours("America/Sao_Paulo", {"mon": [("08:00", "20:00")]})
    trace = explain_due(at("2026-03-02 08:00:00.5", hours), timedelta(seconds=1), hours)
    assert trace.lines()[-1] == "Due Mon 2 Mar 2026 08:00:01.500000 UTC-03."


@settings(max_examples=40, deadline=None)
@given(
    hours=st.sampled_from([NEW_YORK, LUNCH, NIGHTS, ALWAYS]),
    after=st.timedeltas(timedelta(0), timedelta(days=400)),
    allowance=st.timedeltas(timedelta(0), timedelta(days=30)),
    n=st.integers(1, 30),
    end=st.sampled_from(get_args(End)),
)
def test_a_trace_agrees_with_the_answer(
    hours: Hours, after: timedelta, allowance: timedelta, n: int, end: End
) -> None:
    start = at("2026-01-01", "UTC") + after
    trace = explain_due(start, allowance, hours)
    assert trace.due_at == hours.due(start, allowance)
    assert sum((part.counted for part in trace.counted), timedelta(0)) == allowance
    if trace.counted:
        assert trace.counted[-1].closes == trace.due_at

    days = explain_business_days(start, n, end, hours)
    assert days.due_at == hours.due_business_days(start, n, end)
    assert sum(part.spans for part in days.counted) == n
