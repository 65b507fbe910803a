"""How much open time passed, whether it is open, and until when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from tests.pure.clock.places import LUNCH, NEW_YORK, NIGHTS, at
from troth.core.clock import ALWAYS, Hours
from troth.core.clock.faults import EndBeforeStart, NaiveInstant

A_WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("hours", "start", "end", "minutes"),
    [
        pytest.param(NEW_YORK, "2026-03-02 10:00", "2026-03-02 10:00", 0, id="no-time"),
        pytest.param(NEW_YORK, "2026-03-02 10:00", "2026-03-02 10:30", 30, id="within-a-day"),
        pytest.param(NEW_YORK, "2026-03-02 19:00", "2026-03-03 09:00", 120, id="over-a-night"),
        pytest.param(NEW_YORK, "2026-03-07 09:00", "2026-03-08 20:00", 0, id="a-weekend"),
        pytest.param(NEW_YORK, "2026-02-28 00:00", "2026-03-28 00:00", 14400, id="four-weeks"),
        pytest.param(NEW_YORK, "2026-11-25 00:00", "2026-11-28 00:00", 1440, id="a-holiday"),
        pytest.param(LUNCH, "2026-03-02 12:45", "2026-03-02 13:15", 0, id="at-lunch"),
        pytest.param(NIGHTS, "2026-03-03 12:00", "2026-03-05 12:00", 480, id="a-night-off"),
        pytest.param(ALWAYS, "2020-01-01 00:00", "2030-01-01 00:00", 5260320, id="ten-years"),
    ],
)
def test_elapsed(hours: Hours, start: str, end: str, minutes: int) -> None:
    assert hours.elapsed(at(start, hours), at(end, hours)) == timedelta(minutes=minutes)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(EndBeforeStart, match="is before"):
        ALWAYS.elapsed(at("2026-03-02 10:00", ALWAYS), at("2026-03-02 09:59", ALWAYS))


def test_both_ends_must_say_their_zone() -> None:
    with pytest.raises(NaiveInstant):
        ALWAYS.elapsed(at("2026-03-02", ALWAYS), datetime.fromisoformat("2026-03-03"))


@pytest.mark.parametrize(
    ("hours", "now", "is_open", "changes"),
    [
        pytest.param(NEW_YORK, "2026-03-02 10:00", True, "2026-03-02 20:00", id="open-until-20"),
        pytest.param(NEW_YORK, "2026-03-02 08:00", True, "2026-03-02 20:00", id="just-opened"),
        pytest.param(NEW_YORK, "2026-03-06 20:00", False, "2026-03-09 08:00", id="just-closed"),
        pytest.param(NEW_YORK, "2026-11-26 10:00", False, "2026-11-27 08:00", id="holiday"),
        pytest.param(NEW_YORK, "2026-12-24 10:00", True, "2026-12-24 12:00", id="early-close"),
        pytest.param(NIGHTS, "2026-03-02 23:00", True, "2026-03-03 06:00", id="past-midnight"),
        pytest.param(
            NIGHTS, "2026-03-03 23:00", True, "2026-03-04 00:00", id="holiday-at-midnight"
        ),
    ],
)
def test_open_until(hours: Hours, now: str, is_open: bool, changes: str) -> None:
    assert hours.is_open(at(now, hours)) is is_open
    assert hours.next_change(at(now, hours)) == (at(changes, hours), not is_open)


def test_what_is_always_open_never_changes() -> None:
    assert ALWAYS.is_open(at("2026-12-31 23:59:59.999999", ALWAYS))
    assert ALWAYS.next_change(at("2026-12-31 23:59", ALWAYS)) is None


def test_open_all_week_but_for_a_holiday_changes_no_more_after_it() -> None:
    week = {day: [("00:00", "24:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    hours = Hours("UTC", week, holidays=[at("2026-12-25", "UTC").date()])
    assert hours.next_change(at("2026-02-01", "UTC")) == (at("2026-12-25", "UTC"), False)
    assert hours.next_change(at("2026-12-25", "UTC")) == (at("2026-12-26", "UTC"), True)
    assert hours.next_change(at("2026-12-26", "UTC")) is None


def test_threads_may_ask_about_different_years_at_once() -> None:
    hours = Hours("Europe/Riga", {"mon": [("09:00", "17:00")], "tue": [("09:00", "17:00")]})
    asked = [at(f"{year}-06-01", hours) for year in (2026, 1990, 2060, 2001, 2040, 1975) * 4]
    with ThreadPoolExecutor(4) as pool:
        lengths = list(pool.map(lambda start: hours.elapsed(start, start + A_WEEK), asked))
    assert set(lengths) == {timedelta(hours=16)}
