"""What hours can be, what they cannot be, and when two are the same."""

import copy
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.pure.clock.places import NEW_YORK, at
from troth.core.clock import ALWAYS, Hours
from troth.core.clock.faults import (
    ClockFault,
    HolidayAndException,
    ImpossibleDay,
    ImpossibleTime,
    NeverOpen,
    OverlappingSpans,
    UnknownZone,
)
from troth.core.clock.zones import zone_of

DAY = [("08:00", "20:00")]
TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("written", "fault", "words"),
    [
        ({"zone": "Mars/Olympus"}, UnknownZone, "no time zone is called “Mars/Olympus”"),
        ({"zone": ""}, UnknownZone, "not the name"),
        ({"zone": "America"}, UnknownZone, "America"),
        ({"zone": "../etc/passwd"}, UnknownZone, "no time zone"),
        ({"zone": None}, UnknownZone, "not the name"),
        ({"weekly": {}}, NeverOpen, "the hours “support” never open"),
        ({"weekly": {"mon": []}, "exceptions": {TUESDAY: []}}, NeverOpen, "never open"),
        ({"weekly": {"monday": DAY}}, ImpossibleDay, "the week has mon, tue"),
        ({"weekly": {"mon": [("08:00", "25:00")]}}, ImpossibleTime, "no clock shows 25:00"),
        ({"weekly": {"mon": [("08:00", "24:01")]}}, ImpossibleTime, "no clock shows 24:01"),
        ({"weekly": {"mon": [("08:60", "09:00")]}}, ImpossibleTime, "no clock shows 08:60"),
        ({"weekly": {"mon": [("8", "20:00")]}}, ImpossibleTime, "is not a time"),
        ({"weekly": {"mon": [(8, 20)]}}, ImpossibleTime, "is not a time"),
        ({"weekly": {"mon": [("24:00", "06:00")]}}, ImpossibleTime, "nothing opens at 24:00"),
        ({"weekly": {"mon": ("08:00", "20:00")}}, ImpossibleTime, "is not a span"),
        ({"weekly": {"mon": "08:00-20:00"}}, ImpossibleTime, "not a list"),
        ({"weekly": {"mon": [("08:00", "12:00", "13:00")]}}, ImpossibleTime, "is not a span"),
        (
            {"weekly": {"mon": [("08:00", "12:00"), ("11:00", "13:00")]}},
            OverlappingSpans,
            "mon: 08:00-12:00 and 11:00-13:00 overlap",
        ),
        (
            {"weekly": {"sun": [("22:00", "06:00")], "mon": [("05:00", "13:00")]}},
            OverlappingSpans,
            "mon: 00:00-06:00 and 05:00-13:00 overlap",
        ),
        (
            {"exceptions": {TUESDAY: [("08:00", "12:00"), ("08:00", "12:00")]}},
            OverlappingSpans,
            "2026-03-03",
        ),
        (
            {"holidays": [TUESDAY], "exceptions": {TUESDAY: []}},
            HolidayAndException,
            "2026-03-03 is both a holiday and an exception",
        ),
        ({"holidays": ["2026-03-03"]}, ImpossibleDay, "not a calendar date"),
        ({"holidays": [at("2026-03-03", "UTC")]}, ImpossibleDay, "not a calendar date"),
    ],
)
def test_hours_that_cannot_be_are_refused_in_plain_words(
    written: dict[str, Any], fault: type[ClockFault], words: str
) -> None:
    with pytest.raises(fault, match=words) as refused:
        Hours(**{"zone": "UTC", "weekly": {"mon": DAY}, **written})
    assert isinstance(refused.value, ValueError)


def test_spans_that_touch_are_one() -> None:
    hours = Hours("UTC", {"mon": [("12:00", "17:00"), ("08:00", "12:00")]})
    assert hours.spans_on(date(2026, 3, 2)) == (("08:00", "17:00"),)


@pytest.mark.parametrize(
    ("span", "monday", "tuesday"),
    [
        (("22:00", "06:00"), (("22:00", "24:00"),), (("00:00", "06:00"),)),
        (("22:00", "00:00"), (("22:00", "24:00"),), ()),
        (("08:00", "08:00"), (("08:00", "24:00"),), (("00:00", "08:00"),)),
        (("0:00", "24:00"), (("00:00", "24:00"),), ()),
    ],
)
def test_a_span_past_midnight_is_split_there(
    span: tuple[str, str], monday: Any, tuesday: Any
) -> None:
    hours = Hours("UTC", {"mon": [span]})
    assert hours.spans_on(date(2026, 3, 2)) == monday
    assert hours.spans_on(date(2026, 3, 3)) == tuesday


def test_a_holiday_takes_only_its_own_half_of_two_nights() -> None:
    nights = Hours("UTC", {"mon": [("22:00", "06:00")], "tue": [("22:00", "06:00")]}, [TUESDAY])
    assert nights.spans_on(date(2026, 3, 2)) == (("22:00", "24:00"),)
    assert nights.spans_on(TUESDAY) == ()
    assert nights.spans_on(date(2026, 3, 4)) == (("00:00", "06:00"),)


def test_an_exception_that_runs_late_opens_the_next_morning_too() -> None:
    hours = Hours(
        "UTC",
        {"mon": DAY, "tue": DAY, "wed": DAY},
        exceptions={TUESDAY: [("20:00", "09:00")], date(2026, 3, 10): [("22:00", "06:00")]},
        holidays=[date(2026, 3, 11)],
    )
    assert hours.spans_on(TUESDAY) == (("20:00", "24:00"),)
    assert hours.spans_on(date(2026, 3, 4)) == (("00:00", "20:00"),)
    assert hours.spans_on(date(2026, 3, 11)) == ()


def test_hours_are_the_same_by_value() -> None:
    same = Hours(
        ZoneInfo("America/New_York"),
        dict(reversed(list(NEW_YORK.weekly.items()))),
        dict(NEW_YORK.holidays),
        dict(NEW_YORK.exceptions),
    )
    assert same == NEW_YORK
    assert hash(same) == hash(NEW_YORK)
    assert same != Hours(same.zone, same.weekly, same.holidays, same.exceptions, name="other")
    assert same != Hours("America/Chicago", same.weekly, same.holidays, same.exceptions)
    assert same != Hours(same.zone, same.weekly, [], same.exceptions)
    assert same != "America/New_York"


def test_a_frozen_zone_is_never_looked_up_again() -> None:
    frozen = zone_from("America/New_York", key="America/New_York")
    assert Hours(frozen, NEW_YORK.weekly).zone is frozen
    assert Hours(frozen, NEW_YORK.weekly) == Hours("America/New_York", NEW_YORK.weekly)

    # The same name with other rules is another zone, and answers by its own.
    other = Hours(zone_from("Europe/Paris", key="America/New_York"), NEW_YORK.weekly)
    assert other != Hours("America/New_York", NEW_YORK.weekly)
    start = at("2026-03-02 08:00", "Europe/Paris")
    assert other.due(start, timedelta(hours=1)) == at("2026-03-02 09:00", "Europe/Paris")


def test_a_zone_without_a_name_will_do() -> None:
    nameless = Hours(zone_from("Europe/Paris", key=None), {"mon": DAY})
    assert nameless.is_open(at("2026-03-02 08:00", "Europe/Paris"))


def test_hours_are_never_changed() -> None:
    with pytest.raises(AttributeError, match="never changed"):
        ALWAYS.name = "sometimes"
    with pytest.raises(AttributeError, match="never changed"):
        del ALWAYS.name
    with pytest.raises(TypeError):
        NEW_YORK.weekly["sun"] = ()  # type: ignore[index]
    assert copy.deepcopy(NEW_YORK) is NEW_YORK
    assert copy.copy(NEW_YORK) is NEW_YORK


def test_summer_time_is_seen_on_the_first_instant_of_a_year() -> None:
    # Kiritimati left out 1995-01-01 (by its own date 1994-12-31), as the UTC day began at 10:00.
    hours = Hours("Pacific/Kiritimati", dict.fromkeys(("sat", "sun", "mon"), DAY))
    for hour in range(0, 72, 3):
        now = at("1994-12-30", "UTC") + timedelta(hours=hour)
        local = now.astimezone(hours.zone)
        opens = local.weekday() in (5, 6, 0) and 8 <= local.hour < 20
        assert hours.is_open(now) is opens


def zone_from(name: str, key: str | None) -> ZoneInfo:
    with files("tzdata.zoneinfo").joinpath(name).open("rb") as rules:
        return ZoneInfo.from_file(rules, key=key)


def test_a_zone_of_the_same_rules_is_made_once() -> None:
    rules = files("tzdata.zoneinfo").joinpath("Europe/Riga").read_bytes()

    assert zone_of(rules, "Europe/Riga") is zone_of(bytes(bytearray(rules)), "Europe/Riga")
    assert zone_of(rules, "Europe/Riga") is not zone_of(rules, "Europe/Tallinn")


def test_the_first_and_last_instants_counted() -> None:
    first, last = datetime.fromisoformat("1900-01-01T00:00Z"), at("2199-12-31 23:00", "UTC")
    assert ALWAYS.elapsed(first, last) == last - first
