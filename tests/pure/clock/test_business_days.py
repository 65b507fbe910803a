"""When business days have passed, read against whoever wrote the promise."""

from datetime import date

import pytest

from tests.pure.clock.places import LUNCH, NEW_YORK, NIGHTS, WHOLE_DAYS, WORKDAYS, at
from troth.core.clock import Hours
from troth.core.clock.faults import ImpossibleCount, NeverOpen, UnknownEnd


@pytest.mark.parametrize(
    ("hours", "start", "n", "expected"),
    [
        pytest.param(NEW_YORK, "2026-03-02 10:00", 1, "2026-03-03 10:00", id="tomorrow"),
        pytest.param(NEW_YORK, "2026-03-06 10:00", 1, "2026-03-09 10:00", id="over-a-weekend"),
        pytest.param(NEW_YORK, "2026-11-24 10:00", 2, "2026-11-27 10:00", id="over-a-holiday"),
        pytest.param(NEW_YORK, "2026-03-02 07:00", 1, "2026-03-02 20:00", id="before-opening"),
        pytest.param(NEW_YORK, "2026-03-02 20:00", 1, "2026-03-03 20:00", id="at-closing"),
        pytest.param(NEW_YORK, "2026-03-02 23:00", 2, "2026-03-04 20:00", id="in-the-evening"),
        pytest.param(NEW_YORK, "2026-03-07 12:00", 1, "2026-03-09 20:00", id="on-saturday"),
        pytest.param(NEW_YORK, "2026-03-07 12:00", 5, "2026-03-13 20:00", id="five-from-saturday"),
        pytest.param(
            NEW_YORK, "2026-12-23 15:00", 1, "2026-12-24 12:00", id="lands-on-early-close"
        ),
        pytest.param(NEW_YORK, "2026-12-23 12:00", 1, "2026-12-24 12:00", id="lands-at-the-close"),
        pytest.param(
            NEW_YORK, "2026-11-27 09:00", 1, "2026-11-28 10:00", id="lands-before-opening"
        ),
        pytest.param(LUNCH, "2026-03-02 13:00", 1, "2026-03-03 12:30", id="from-lunch"),
        pytest.param(LUNCH, "2026-03-02 12:30", 1, "2026-03-03 12:30", id="as-lunch-begins"),
        pytest.param(NIGHTS, "2026-03-02 23:00", 1, "2026-03-03 23:00", id="by-night"),
        pytest.param(NIGHTS, "2026-03-05 12:00", 1, "2026-03-06 06:00", id="between-two-nights"),
        pytest.param(WHOLE_DAYS, "2026-11-25 15:00", 1, "2026-11-27 15:00", id="whole-days"),
        pytest.param(
            WHOLE_DAYS, "2026-11-21 15:00", 2, "2026-11-25 00:00", id="whole-from-weekend"
        ),
        pytest.param(NEW_YORK, "2026-03-06 10:00", 260, "2027-03-05 10:00", id="a-year-of-them"),
    ],
)
def test_same_time_of_day(hours: Hours, start: str, n: int, expected: str) -> None:
    assert hours.due_business_days(at(start, hours), n) == at(expected, hours)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        pytest.param("2026-03-02 10:00", 1, "2026-03-03 20:00", id="today-is-not-counted"),
        pytest.param("2026-03-02 07:00", 1, "2026-03-02 20:00", id="not-yet-opened-counts"),
        pytest.param("2026-03-07 12:00", 2, "2026-03-10 20:00", id="on-saturday"),
        pytest.param("2026-12-23 10:00", 1, "2026-12-24 12:00", id="early-close"),
    ],
)
def test_at_closing_time(start: str, n: int, expected: str) -> None:
    answer = NEW_YORK.due_business_days(at(start, NEW_YORK), n, end="at closing time")
    assert answer == at(expected, NEW_YORK)


def test_a_time_of_day_that_clocks_skip_is_due_at_the_skip() -> None:
    nights = Hours("America/New_York", {day: [("00:00", "24:00")] for day in ("sat", "sun")})
    start = at("2026-03-07 02:30", nights)
    assert nights.due_business_days(start, 1) == at("2026-03-08 03:00", nights)


def test_a_time_of_day_shown_twice_is_due_the_first_time() -> None:
    nights = Hours("America/New_York", {day: [("00:00", "24:00")] for day in ("sat", "sun")})
    answer = nights.due_business_days(at("2026-10-31 01:30", nights), 1)
    assert answer.isoformat() == "2026-11-01T05:30:00+00:00"


def test_a_date_that_never_was_is_no_business_day() -> None:
    apia = Hours("Pacific/Apia", {day: [("09:00", "17:00")] for day in WORKDAYS})
    start = at("2011-12-29 10:00", apia)  # Thursday; Friday the 30th was left out
    assert apia.due_business_days(start, 1) == at("2012-01-02 10:00", apia)


@pytest.mark.parametrize("n", [0, -1, True, 1.0])
def test_less_than_one_day_is_refused(n: int) -> None:
    with pytest.raises(ImpossibleCount, match="counted from 1"):
        NEW_YORK.due_business_days(at("2026-03-02 10:00", NEW_YORK), n)


def test_an_end_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownEnd, match="same time of day or at closing time"):
        NEW_YORK.due_business_days(
            at("2026-03-02 10:00", NEW_YORK),
            1,
            end="at noon",  # type: ignore[arg-type]
        )


def test_hours_that_open_once_hold_one_business_day() -> None:
    once = Hours("UTC", {}, exceptions={date(2026, 3, 2): [("08:00", "10:00")]})
    start = at("2026-03-01", "UTC")
    assert once.due_business_days(start, 1) == at("2026-03-02 10:00", "UTC")
    with pytest.raises(NeverOpen, match="2 business days"):
        once.due_business_days(start, 2)
