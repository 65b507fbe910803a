"""When an allowance runs out, and what is no allowance."""

from datetime import datetime, timedelta

import pytest

from tests.pure.clock.places import LUNCH, NEW_YORK, NIGHTS, at
from troth.core.clock import ALWAYS, Hours
from troth.core.clock.faults import NaiveInstant, NegativeAllowance, NeverOpen, OutOfReach


@pytest.mark.parametrize(
    ("hours", "start", "allowance", "expected"),
    [
        pytest.param(NEW_YORK, "2026-03-02 10:00", 4, "2026-03-02 14:00", id="within-a-day"),
        pytest.param(NEW_YORK, "2026-03-02 18:00", 4, "2026-03-03 10:00", id="over-a-night"),
        pytest.param(NEW_YORK, "2026-03-06 16:00", 4, "2026-03-06 20:00", id="ends-at-closing"),
        pytest.param(NEW_YORK, "2026-03-06 20:00", 1, "2026-03-09 09:00", id="starts-at-closing"),
        pytest.param(NEW_YORK, "2026-03-07 12:00", 1, "2026-03-09 09:00", id="on-saturday"),
        pytest.param(NEW_YORK, "2026-03-07 12:00", 0, "2026-03-09 08:00", id="nothing-on-saturday"),
        pytest.param(NEW_YORK, "2026-03-02 10:00", 0, "2026-03-02 10:00", id="nothing-inside"),
        pytest.param(NEW_YORK, "2026-03-06 19:00", 2, "2026-03-09 09:00", id="over-summer-time"),
        pytest.param(NEW_YORK, "2026-11-25 19:00", 2, "2026-11-27 09:00", id="over-a-holiday"),
        pytest.param(NEW_YORK, "2026-12-24 11:00", 2, "2026-12-25 09:00", id="early-close"),
        pytest.param(NEW_YORK, "2026-11-27 19:00", 2, "2026-11-28 11:00", id="open-on-a-saturday"),
        pytest.param(LUNCH, "2026-03-02 12:00", 1, "2026-03-02 14:00", id="over-lunch"),
        pytest.param(NIGHTS, "2026-03-02 23:00", 7, "2026-03-03 06:00", id="past-midnight"),
        pytest.param(NIGHTS, "2026-03-03 23:00", 2, "2026-03-05 01:00", id="half-a-night-off"),
        pytest.param(NIGHTS, "2026-03-27 23:00", 8, "2026-03-30 23:00", id="saturday-morning"),
        pytest.param(ALWAYS, "2026-03-07 12:00", 48, "2026-03-09 12:00", id="around-the-clock"),
        pytest.param(ALWAYS, "2026-03-07 12:00", 87672, "2036-03-07 12:00", id="ten-years"),
    ],
)
def test_due(hours: Hours, start: str, allowance: int, expected: str) -> None:
    assert hours.due(at(start, hours), timedelta(hours=allowance)) == at(expected, hours)


def test_microseconds_are_kept() -> None:
    start = at("2026-03-02 19:59:59.999999", NEW_YORK)
    assert NEW_YORK.due(start, timedelta(microseconds=2)) == at(
        "2026-03-03 08:00:00.000001", NEW_YORK
    )


def test_any_zone_may_ask_and_the_answer_is_in_utc() -> None:
    asked = datetime.fromisoformat("2026-11-20T19:30-05:00")
    answer = NEW_YORK.due(asked, timedelta(hours=4))
    assert answer.isoformat() == "2026-11-23T16:30:00+00:00"


def test_a_night_that_loses_an_hour_still_gives_all_the_time_promised() -> None:
    nights = Hours("Europe/London", {"sat": [("22:00", "06:00")]})
    start = at("2026-03-28 22:00", nights)
    assert nights.due(start, timedelta(hours=7)) == at("2026-03-29 06:00", nights)
    assert nights.due(start, timedelta(hours=8)) == at("2026-04-04 23:00", nights)


def test_an_hour_shown_twice_counts_twice() -> None:
    nights = Hours("Europe/London", {"sun": [("00:00", "03:00")]})
    start = at("2026-10-25 00:00", nights)
    assert nights.due(start, timedelta(hours=4)) == at("2026-10-25 03:00", nights)


def test_a_year_end_is_no_seam() -> None:
    start = at("2026-12-31 23:30", ALWAYS)
    assert ALWAYS.due(start, timedelta(hours=1)) == at("2027-01-01 00:30", ALWAYS)
    assert ALWAYS.due(start, timedelta(minutes=30)) == at("2027-01-01 00:00", ALWAYS)


def test_an_allowance_below_nothing_is_refused() -> None:
    with pytest.raises(NegativeAllowance, match="below nothing"):
        NEW_YORK.due(at("2026-03-02 10:00", NEW_YORK), timedelta(microseconds=-1))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveInstant, match="does not say its zone"):
        NEW_YORK.due(datetime.fromisoformat("2026-03-02 10:00"), timedelta(hours=4))


def test_hours_that_open_once_do_not_hold_a_second_time() -> None:
    once = Hours("UTC", {}, exceptions={at("2026-03-02", "UTC").date(): [("08:00", "10:00")]})
    start = at("2026-03-01 00:00", once)
    assert once.due(start, timedelta(hours=2)) == at("2026-03-02 10:00", once)
    with pytest.raises(NeverOpen, match="do not hold 3:00:00"):
        once.due(start, timedelta(hours=3))


@pytest.mark.parametrize("allowance", [timedelta.max, timedelta(days=366 * 200)])
def test_an_allowance_of_centuries_is_refused_and_never_a_loop(allowance: timedelta) -> None:
    with pytest.raises(NeverOpen):
        ALWAYS.due(at("2026-03-02 10:00", ALWAYS), allowance)


@pytest.mark.parametrize("start", ["0001-01-01", "1899-12-31 23:59", "2200-01-01", "9999-12-31"])
def test_an_instant_out_of_reach_is_refused(start: str) -> None:
    with pytest.raises(OutOfReach, match="outside"):
        ALWAYS.due(at(start, "UTC"), timedelta(hours=1))
